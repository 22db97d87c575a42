//! Actor dictionaries of event coders (TABARI, PETRARCH): names in capitals with underscores, codes in brackets, roles with dates.
//!
//! ```text
//! SOME_LEADER_          # a comment
//! +LEADER_OF_SOMELAND_
//!     [SOMGOV 920101-961231]
//!     [SOMELI >970101]
//!     [SOM]
//! ```
//!
//! The format: P. Schrodt, "TABARI Textual Analysis by Augmented Replacement Instructions", section on actors. Codes are CAMEO's: three letters a part, the
//! country (or a kind of international actor) first.

use jiff::civil::Date;

use crate::label::Sector;

/// Names that share codes, the first the actor's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    pub names: Vec<String>,
    pub codes: Vec<Code>,
}

/// A code and the days on which it holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// ISO 3166-1 alpha-3 (or the dictionary's own); empty for international actors.
    pub country: String,
    /// PLOVER actor sector; none where the code is a country's alone.
    pub sector: Option<Sector>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// Parts of CAMEO's actor codes that stand where a country would.
const INTERNATIONAL: [&str; 4] = ["IGO", "NGO", "MNC", "IMG"];
/// CAMEO's role codes, and the PLOVER sector that each is.
const SECTORS: [(&str, Sector); 30] = [
    ("GOV", Sector::Gov),
    ("MIL", Sector::Mil),
    ("REB", Sector::Reb),
    ("INS", Sector::Reb),
    ("SEP", Sector::Reb),
    ("RAD", Sector::Reb),
    ("UAF", Sector::Uaf),
    ("OPP", Sector::Opp),
    ("JUD", Sector::Jud),
    ("LEG", Sector::Leg),
    ("COP", Sector::Cop),
    ("SPY", Sector::Spy),
    ("PTY", Sector::Pty),
    ("IGO", Sector::Igo),
    ("NGO", Sector::Ngo),
    ("NGM", Sector::Ngo),
    ("MED", Sector::Med),
    ("EDU", Sector::Edu),
    ("BUS", Sector::Bus),
    ("MNC", Sector::Bus),
    ("LAB", Sector::Lab),
    ("AGR", Sector::Cvl),
    ("CVL", Sector::Cvl),
    ("REF", Sector::Cvl),
    ("REL", Sector::Cvl),
    ("HLH", Sector::Cvl),
    ("ENV", Sector::Ngo),
    ("HRI", Sector::Ngo),
    ("CRM", Sector::Crm),
    ("ELI", Sector::Eli),
];

/// Whether a file looks like one of these dictionaries: its first line that is no comment holds a name in capitals.
pub fn is_dictionary(text: &str) -> bool {
    let first = text.lines().map(without_comment).find(|l| !l.is_empty()).unwrap_or_default();
    let name = first.split(['[', ' ', '\t']).next().unwrap_or_default();
    !first.contains(',') && name.contains('_') && !name.chars().any(char::is_lowercase)
}

/// The actors of a dictionary. Codes with dates that make none are taken without them, as the coders take them.
pub fn parse(text: &str) -> Vec<Actor> {
    let mut actors: Vec<Actor> = Vec::new();
    for line in text.lines() {
        let line = without_comment(line);
        let (written, codes) = line.split_at(line.find('[').unwrap_or(line.len()));
        let written = written.trim();
        if let Some(alias) = written.strip_prefix('+') {
            if let Some(actor) = actors.last_mut() {
                actor.names.extend(name(alias));
            }
        } else if let Some(name) = name(written) {
            actors.push(Actor { names: vec![name], codes: Vec::new() });
        }
        if let Some(actor) = actors.last_mut() {
            actor.codes.extend(codes.split('[').filter_map(|c| code(c.split(']').next()?)));
        }
    }
    // What holds on some days comes before what holds always.
    actors.iter_mut().for_each(|a| a.codes.sort_by_key(|c| c.from.is_none() && c.to.is_none()));
    actors.retain(|a| !a.codes.is_empty());
    actors
}

fn without_comment(line: &str) -> &str {
    line.split(['#', ';']).next().unwrap_or_default().trim()
}

fn name(written: &str) -> Option<String> {
    let words: Vec<&str> = written.split(['_', ' ', '\t']).filter(|w| !w.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn code(written: &str) -> Option<Code> {
    let mut parts = written.split_whitespace();
    let letters = parts.next()?;
    if letters.len() < 3 || !letters.is_ascii() {
        return None;
    }
    let chunks: Vec<&str> = (0..letters.len() / 3).map(|i| &letters[i * 3..i * 3 + 3]).collect();
    let international = INTERNATIONAL.contains(&chunks[0]);
    let sector_of = |chunk: &&str| SECTORS.iter().find(|(role, _)| role == chunk).map(|(_, s)| s.clone());
    let generic = sector_of(&chunks[0]).is_some();
    let sector = chunks.iter().skip(usize::from(!generic)).find_map(sector_of);
    let country = if generic || international { String::new() } else { chunks[0].to_string() };
    let (from, to) = parts.next().map_or((None, None), days);
    Some(Code { country, sector, from, to })
}

/// `920101-961231`, `>20070101`, `<920101`.
fn days(written: &str) -> (Option<Date>, Option<Date>) {
    if let Some(from) = written.strip_prefix('>') {
        (day(from), None)
    } else if let Some(to) = written.strip_prefix('<') {
        (None, day(to))
    } else {
        let (from, to) = written.split_once('-').unwrap_or((written, written));
        (day(from), day(to))
    }
}

/// `yymmdd` (to 30: this century) or `yyyymmdd`.
fn day(written: &str) -> Option<Date> {
    let digits = written.trim();
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let (year, rest) = match digits.len() {
        6 => (number(0, 2).map(|y| if y > 30 { 1900 + y } else { 2000 + y })?, 2),
        8 => (number(0, 4)?, 4),
        _ => return None,
    };
    let (month, day) = (number(rest, rest + 2)?, number(rest + 2, rest + 4)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// How a name in capitals is written in text: "Kofi Annan"; words of up to three letters may also be acronyms ("UN Chief").
pub fn spellings(name: &str) -> Vec<String> {
    const SMALL: [&str; 12] = ["OF", "THE", "AND", "FOR", "IN", "ON", "DE", "DA", "DI", "VAN", "VON", "BIN"];
    const ACRONYMS: [&str; 8] = ["US", "USA", "UN", "UK", "EU", "UAE", "AU", "NGO"];
    let title = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        first + &letters.as_str().to_lowercase()
    };
    let hyphenated = |word: &str| word.split('-').map(title).collect::<Vec<_>>().join("-");
    let spelt = |acronyms: bool| {
        let words = name.split(' ').map(|w| match w {
            small if SMALL.contains(&small) => small.to_lowercase(),
            acronym if ACRONYMS.contains(&acronym) || acronym.contains('.') => acronym.to_string(),
            short if acronyms && short.chars().count() <= 3 => short.to_string(),
            word => hyphenated(word),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let mut all = vec![spelt(false)];
    all.extend(Some(spelt(true)).filter(|s| *s != all[0]));
    if !name.contains(' ') && name.chars().count() <= 6 && !all.contains(&name.to_string()) {
        all.push(name.to_string());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const DICTIONARY: &str = "# head\n\nARDANIA_ [ARD]\n+ARDANIAN_ # people\n\nJO_BELL_\n+BELL_\n\t[ARDGOV 980101-041231] # president\n\t[ARDELI >20050101]\n\t[ARD]\nLEAGUE_OF_ISLES_ [IGOLOI]\nBAD_DATES_ [ARDMIL 2004017-20061201]\nNO_CODE_\n";

    #[test]
    fn names_codes_and_days_are_read() {
        assert!(is_dictionary(DICTIONARY) && !is_dictionary("name,type\nArdania,LOCATION\n"));
        let actors = parse(DICTIONARY);
        assert_eq!(actors.len(), 4);
        assert_eq!(actors[0].names, ["ARDANIA", "ARDANIAN"]);
        assert_eq!((actors[0].codes[0].country.as_str(), &actors[0].codes[0].sector), ("ARD", &None));
        let bell: Vec<_> = actors[1].codes.iter().map(|c| (c.sector.clone(), c.from, c.to)).collect();
        let date = |d: &str| d.parse::<Date>().ok();
        assert_eq!(
            bell,
            [
                (Some(Sector::Gov), date("1998-01-01"), date("2004-12-31")),
                (Some(Sector::Eli), date("2005-01-01"), None),
                (None, None, None)
            ]
        );
        assert_eq!(
            (actors[2].codes[0].country.as_str(), &actors[2].codes[0].sector),
            ("", &Some(Sector::Igo))
        );
        assert_eq!((actors[3].codes[0].from, actors[3].codes[0].to), (None, date("2006-12-01")));
    }

    #[test]
    fn names_are_spelt_as_in_text() {
        assert_eq!(spellings("KOFI ANNAN"), ["Kofi Annan"]);
        assert_eq!(spellings("UN CHIEF"), ["UN Chief"]);
        assert_eq!(spellings("PLO CHIEF"), ["Plo Chief", "PLO Chief"]);
        assert_eq!(spellings("BANK OF AL-QUDS"), ["Bank of Al-Quds"]);
        assert_eq!(spellings("NATO"), ["Nato", "NATO"]);
    }
}
