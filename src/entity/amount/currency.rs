//! Ways of writing currencies and units, read from `data/lexicon/`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// A currency as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217.
    pub code: &'static str,
    /// How many of what is written make one unit (100 for cents).
    pub per_unit: u64,
    /// The word means other things too.
    pub rare: bool,
}

#[derive(Default)]
struct Tables {
    signs: FxHashMap<&'static str, Currency>,
    codes: FxHashMap<&'static str, Currency>,
    words: FxHashMap<&'static str, Currency>,
    nations: FxHashMap<(&'static str, &'static str), &'static str>,
    /// Unit, and whether it is a measure.
    units: FxHashMap<&'static str, (&'static str, bool)>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    for line in include_str!("../../../data/lexicon/currencies.tsv").lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, form, code, last] = columns[..] else { continue };
        if kind == "nation" {
            tables.nations.insert((form, code), last);
            continue;
        }
        let currency = Currency { code, per_unit: last.parse().unwrap_or(1), rare: kind == "rare" };
        match kind {
            "sign" => tables.signs.insert(form, currency),
            "code" => tables.codes.insert(form, currency),
            _ => tables.words.insert(form, currency),
        };
    }
    for line in include_str!("../../../data/lexicon/units.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        if let (Some(form), Some(unit)) = (columns.next(), columns.next()) {
            tables.units.insert(form, (unit, columns.next().is_some()));
        }
    }
    tables
});

/// The currency of a sign ("$", "us$"), which may be written in two parts ("c", "$").
pub fn sign(form: &str) -> Option<Currency> {
    TABLES.signs.get(form).copied()
}

/// The currency of a letter code ("usd"), and the factor glued to it ("musd").
pub fn code(form: &str) -> Option<(Currency, Decimal)> {
    let plain = |f: &str| TABLES.codes.get(f).copied();
    plain(form).map(|c| (c, Decimal::ONE)).or_else(|| {
        let factor = match form.chars().next()? {
            'k' | 't' => 1_000u64,
            'm' => 1_000_000,
            'b' => 1_000_000_000,
            _ => return None,
        };
        plain(form.get(1..)?).map(|c| (c, Decimal::from(factor)))
    })
}

/// The currency of a noun ("dollars").
pub fn word(form: &str) -> Option<Currency> {
    TABLES.words.get(form).copied()
}

/// The code of a noun narrowed by the nationality before it: "canadian", "dollars".
pub fn of_nation(nation: &str, noun: &str) -> Option<&'static str> {
    let find = |n: &str| {
        TABLES
            .nations
            .iter()
            .find(|((noun, nation_), _)| *noun == n && *nation_ == nation)
            .map(|(_, code)| *code)
    };
    find(noun).or_else(|| find(noun.strip_suffix('s')?))
}

/// The unit that a counted noun stands for ("km", "soldier").
pub fn unit(form: &str) -> Option<&'static str> {
    TABLES.units.get(form).map(|(unit, _)| *unit)
}

/// The unit of a noun that is counted, no measure: descriptions may stand before it.
pub fn counted(form: &str) -> Option<&'static str> {
    TABLES.units.get(form).filter(|(_, measure)| !measure).map(|(unit, _)| *unit)
}
