//! The words of English that the stages ask for, each in a list of `data/lexicon` or `data/grammar`.

mod abbreviations;
mod actors;
mod acts;
mod boilerplate;
mod cameo_scale;
mod currencies;
mod dates;
mod given_names;
mod grammar;
mod lemmas;
mod names;
mod numbers;
mod pages;
mod pronouns;
mod tokens;
mod units;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::source::Source;
use super::{DataError, WordSet, table};
use crate::label::Upos;

pub use abbreviations::{Abbreviation, Abbreviations};
pub use actors::{ActorWords, MeasureWords};
pub use acts::{Act, ActDuration, Acts};
pub use boilerplate::Boilerplate;
pub use cameo_scale::{CameoScale, CameoWeight};
pub use currencies::{Currencies, Currency, Needs};
pub use dates::{CalendarUnit, DateWords, WhichDay};
pub use given_names::GivenNames;
pub use grammar::GrammarWords;
pub use lemmas::Lemmas;
pub use names::NameWords;
pub use numbers::{NumberWords, Percentage};
pub use pages::PageWords;
pub use pronouns::{Gender, Pronoun, Pronouns};
pub use tokens::TokenWords;
pub use units::Units;

/// A row of `function-words.tsv`; words are parted by blanks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionWords {
    upos: Upos,
    words: String,
}

/// Everything that is known of words.
#[derive(Debug)]
pub struct Lexicon {
    pub abbreviations: Abbreviations,
    pub lemmas: Lemmas,
    pub pronouns: Pronouns,
    pub tokens: TokenWords,
    pub names: NameWords,
    pub actors: ActorWords,
    pub dates: DateWords,
    pub numbers: NumberWords,
    pub currencies: Currencies,
    pub units: Units,
    pub grammar: GrammarWords,
    pub boilerplate: Boilerplate,
    pub pages: PageWords,
    /// Words that, capitalised after an abbreviation such as "U.S.", show that a new sentence has begun.
    pub openers: WordSet,
    /// Family names before a given name of two syllables ("Moon Jae-in").
    pub family_names: WordSet,
    /// Participles that leave "were" out in headlines.
    pub headline_passives: WordSet,
    /// What a model that finds names only is helped with: part-of-speech tags of words of the closed classes.
    pub function_words: FxHashMap<Box<str>, Upos>,
    /// Acronyms that are written like names and are none: "an *IED*".
    pub non_entity_acronyms: WordSet,
    /// What stands before the names of ships: "*HMS* Ocean".
    pub ships: WordSet,
    /// Nouns that make a body with a country's name, two words joined by `+`: "government", "air+force".
    pub bodies: WordSet,
    /// Regions of more countries than one, two words joined by `+`.
    pub regions: WordSet,
    pub given_names: GivenNames,
    /// Which triggers tell of one act.
    pub acts: Acts,
    /// What CAMEO codes weigh.
    pub cameo: CameoScale,
    /// Nouns that close the name of a dated event: "the 1992 Ruritanian general *election*".
    pub event_nouns: WordSet,
}

impl Lexicon {
    pub(super) fn load(source: &mut Source) -> Result<Lexicon, DataError> {
        let mut words = |path: &str| table::words(&source.read(path)?);
        let openers = words("lexicon/openers.txt")?;
        let family_names = words("lexicon/family-names.txt")?;
        let headline_passives = words("lexicon/headline-passives.txt")?;
        let non_entity_acronyms = words("lexicon/non_entity_acronyms.txt")?;
        let ships = words("lexicon/ships.txt")?;
        let bodies = words("lexicon/bodies.txt")?;
        let regions = words("lexicon/regions.txt")?;
        let event_nouns = words("lexicon/event-nouns.txt")?;
        let function_words = table::rows::<FunctionWords>(&source.read("lexicon/function-words.tsv")?)?;
        let tagged = |row: &FunctionWords| {
            let upos = row.upos;
            row.words.split_whitespace().map(|word| (word.into(), upos)).collect::<Vec<_>>()
        };
        Ok(Lexicon {
            abbreviations: table::value(&source.read("lexicon/abbreviations.toml")?)?,
            lemmas: Lemmas::load(source)?,
            pronouns: Pronouns::load(source)?,
            tokens: table::value(&source.read("lexicon/tokens.toml")?)?,
            names: table::value(&source.read("lexicon/names.toml")?)?,
            actors: table::value(&source.read("lexicon/actors.toml")?)?,
            dates: table::value(&source.read("lexicon/dates.toml")?)?,
            numbers: table::value(&source.read("lexicon/numbers.toml")?)?,
            given_names: GivenNames::load(source)?,
            acts: table::value(&source.read("lexicon/acts.toml")?)?,
            cameo: CameoScale::load(source)?,
            currencies: Currencies::load(source)?,
            units: Units::load(source)?,
            grammar: table::value(&source.read("grammar/grammar.toml")?)?,
            boilerplate: Boilerplate::load(source)?,
            pages: table::value(&source.read("lexicon/pages.toml")?)?,
            openers,
            family_names,
            headline_passives,
            function_words: function_words.iter().flat_map(tagged).collect(),
            non_entity_acronyms,
            ships,
            bodies,
            regions,
            event_nouns,
        })
    }
}
