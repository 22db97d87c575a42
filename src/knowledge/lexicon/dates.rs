//! What is known of days, months and hours, and of the words that dates are made of.

use jiff::civil::Weekday;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::knowledge::WordSet;

/// What each list is for stands in `dates.toml`. All that is asked but for months is in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    months: [Vec<Box<str>>; 12],
    day_ending: Box<str>,
    pub ambiguous: WordSet,
    pub before_noon: WordSet,
    pub after_noon: WordSet,
    pub parts_of_day: WordSet,
    ordinal_endings: Vec<Box<str>>,
    pub the: WordSet,
    pub of: WordSet,
    pub one: WordSet,
    pub spans: WordSet,
    pub joins: WordSet,
    pub after_numbers: WordSet,
    pub before_months: WordSet,
    pub before_years: WordSet,
    pub ahead: WordSet,
    pub behind: WordSet,
    pub past: WordSet,
    pub unclear: WordSet,
    pub infinitive: WordSet,
    pub present_ending: Box<str>,
    pub since: WordSet,
    pub until: WordSet,
    pub between: WordSet,
    pub to: WordSet,
    pub within: WordSet,
    pub time: WordSet,
    pub fiscal: WordSet,
    apostrophes: Vec<Box<str>>,
    decade_ending: Box<str>,
    halves: Vec<Phrase>,
    quarters: FxHashMap<Box<str>, i8>,
    parts_of_year: FxHashMap<Box<str>, i8>,
    zones: Vec<Zone>,
    holidays: Vec<Holiday>,
    days: Vec<NamedDay>,
    shifts: Vec<Shift>,
    weekdays: FxHashMap<Box<str>, i8>,
    hours: FxHashMap<Box<str>, u8>,
    ordinals: FxHashMap<Box<str>, i8>,
    ordinal_tens: FxHashMap<Box<str>, i8>,
    steps: FxHashMap<Box<str>, i8>,
    which_day: FxHashMap<Box<str>, WhichDay>,
    unit: FxHashMap<Box<str>, CalendarUnit>,
    units: FxHashMap<Box<str>, CalendarUnit>,
}

/// What the calendar counts.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum CalendarUnit {
    Day,
    Week,
    Fortnight,
    Month,
    Year,
    Decade,
    Century,
}

/// What the word before a day of the week says of it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum WhichDay {
    /// The last one before the article's own day.
    Last,
    /// The nearest, ahead or back.
    Nearest,
    /// The next one that is not tomorrow.
    Next,
    /// The first one to come.
    Coming,
}

/// What makes a stretch of time a date ("ago").
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    say: Phrase,
    /// It is counted back.
    pub back: bool,
    /// The day that it is counted from, in days after the article's own.
    #[serde(default)]
    pub from: i8,
    /// It is counted from what was told last, and not from the article's own day.
    #[serde(default)]
    pub told: bool,
    /// Nothing follows that it could be told of.
    #[serde(default)]
    pub alone: bool,
}

/// A day by its relation to another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDay {
    say: Phrase,
    /// How many days it is after the article's own.
    pub after: i8,
    /// It is counted from what was told last, and not from the article's own day.
    #[serde(default)]
    pub told: bool,
    /// Nothing follows that it could be told of.
    #[serde(default)]
    pub alone: bool,
}

/// What makes digits a time of day ("GMT").
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Zone {
    say: Phrase,
    /// It is universal time.
    #[serde(default)]
    universal: bool,
}

/// A day of the year that has a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    say: Phrase,
    month: i8,
    day: i8,
}

/// One word or more.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Phrase(Box<[Box<str>]>);

impl TryFrom<String> for Phrase {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Phrase, &'static str> {
        let words: Box<[Box<str>]> = text.split_whitespace().map(Box::from).collect();
        if words.is_empty() { Err("a phrase without words") } else { Ok(Phrase(words)) }
    }
}

impl Phrase {
    /// How many words it has, if the words ahead are these (`word(0)` is the first).
    fn length_at<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<usize> {
        self.0.iter().enumerate().all(|(i, own)| **own == *word(i)).then_some(self.0.len())
    }
}

impl DateWords {
    /// The month, from 1, that a word names in full or by its first three letters ("Sept." too), in any case.
    pub fn month(&self, word: &str) -> Option<i8> {
        let bare = word.trim_end_matches('.');
        let short = |name: &str| name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(bare));
        let named = |name: &str| name.eq_ignore_ascii_case(bare) || bare.len() == 3 && short(name);
        let at = self.months.iter().position(|names| names.iter().any(|name| named(name)))?;
        i8::try_from(at + 1).ok()
    }

    /// The day of the week that a word names, in full or cut short.
    pub fn weekday(&self, word: &str) -> Option<Weekday> {
        let bare = word.strip_suffix('.').unwrap_or(word);
        let bare = bare.strip_suffix('s').filter(|one| self.ends_in_day(one)).unwrap_or(bare);
        Weekday::from_monday_one_offset(*self.weekdays.get(bare)?).ok()
    }

    /// Whether a word as written names a day of the week, in full and with a capital.
    pub fn is_weekday(&self, word: &str) -> bool {
        self.ends_in_day(word)
            && word.starts_with(char::is_uppercase)
            && self.weekday(&word.to_lowercase()).is_some()
    }

    /// Whether a word ends as the days of the week in full do.
    pub fn ends_in_day(&self, word: &str) -> bool {
        word.ends_with(&*self.day_ending)
    }

    /// The hour that has this name.
    pub fn hour(&self, word: &str) -> Option<u8> {
        self.hours.get(word).copied()
    }

    /// The number of a day in words ("third").
    pub fn ordinal(&self, word: &str) -> Option<i8> {
        self.ordinals.get(word).copied()
    }

    /// What a day in words begins with, two of them ("*twenty*-first").
    pub fn ordinal_tens(&self, word: &str) -> Option<i8> {
        self.ordinal_tens.get(word).copied()
    }

    /// The digits of a day in digits ("*21*st").
    pub fn ordinal_digits<'w>(&self, word: &'w str) -> Option<&'w str> {
        self.ordinal_endings.iter().find_map(|ending| word.strip_suffix(&**ending))
    }

    /// The week, month or year that a word says ("last"): how many it is after the article's own.
    pub fn step(&self, word: &str) -> Option<i8> {
        self.steps.get(word).copied()
    }

    /// What a word says of the day of the week that follows it.
    pub fn which_day(&self, word: &str) -> Option<WhichDay> {
        self.which_day.get(word).copied()
    }

    /// The unit that a word names one of.
    pub fn unit(&self, word: &str) -> Option<CalendarUnit> {
        self.unit.get(word).copied()
    }

    /// The unit that a word names one of, or several.
    pub fn units(&self, word: &str) -> Option<CalendarUnit> {
        self.unit(word).or_else(|| self.units.get(word).copied())
    }

    /// The day that the words ahead name (`word(0)` is the first), and how many words they are.
    pub fn named_day<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<(&NamedDay, usize)> {
        self.days.iter().find_map(|day| Some((day, day.say.length_at(&word)?)))
    }

    /// Whether the words ahead say that digits are a time of day in universal time, or elsewhere, and how many they are.
    pub fn zone<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<(bool, usize)> {
        self.zones.iter().find_map(|zone| Some((zone.universal, zone.say.length_at(&word)?)))
    }

    /// The month and the day that the words ahead name, and how many words they are.
    pub fn holiday<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<((i8, i8), usize)> {
        self.holidays.iter().find_map(|day| Some(((day.month, day.day), day.say.length_at(&word)?)))
    }

    /// How many of the words ahead say half of a unit more ("a half").
    pub fn half<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<usize> {
        self.halves.iter().find_map(|half| half.length_at(&word))
    }

    /// Whether a word is an apostrophe.
    pub fn is_apostrophe(&self, word: &str) -> bool {
        self.apostrophes.iter().any(|own| **own == *word)
    }

    /// What stands behind the apostrophe that a word begins with.
    pub fn behind_apostrophe<'w>(&self, word: &'w str) -> Option<&'w str> {
        self.apostrophes.iter().find_map(|own| word.strip_prefix(&**own)).filter(|rest| !rest.is_empty())
    }

    /// The quarter of a year that a word names ("q3").
    pub fn quarter(&self, word: &str) -> Option<i8> {
        self.quarters.get(word).copied()
    }

    /// Into how many parts a word parts a year ("half").
    pub fn parts_of_year(&self, word: &str) -> Option<i8> {
        self.parts_of_year.get(word).copied()
    }

    /// Whether a word is what the digits of a decade end in.
    pub fn is_decade_ending(&self, word: &str) -> bool {
        *self.decade_ending == *word
    }

    /// The digits of a decade ("*1990*s").
    pub fn decade_digits<'w>(&self, word: &'w str) -> Option<&'w str> {
        let digits = word.strip_suffix(&*self.decade_ending)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then_some(digits).filter(|d| !d.is_empty())
    }

    /// What the words ahead (`word(0)` is the first) make of the stretch of time before them, and how many they are.
    pub fn shift<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<(&Shift, usize)> {
        self.shifts.iter().find_map(|shift| Some((shift, shift.say.length_at(&word)?)))
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    #[test]
    fn months_in_full_and_cut_short() {
        let knowledge = Knowledge::embedded();
        let dates = &knowledge.lexicon.dates;
        for (word, month) in [("May", 5), ("september", 9), ("SEPT.", 9), ("sep", 9), ("Dec.", 12)] {
            assert_eq!(dates.month(word), Some(month), "{word}");
        }
        for word in ["", ".", "ma", "Mars", "janu", "é", "né", "日"] {
            assert_eq!(dates.month(word), None, "{word}");
        }
    }

    #[test]
    fn days_of_the_week() {
        let knowledge = Knowledge::embedded();
        let dates = &knowledge.lexicon.dates;
        for word in ["friday", "fridays", "fri.", "fri"] {
            assert_eq!(dates.weekday(word), Some(jiff::civil::Weekday::Friday), "{word}");
        }
        assert!(["fris", "holiday", "days", ""].iter().all(|word| dates.weekday(word).is_none()));
        assert!(dates.is_weekday("Friday") && !dates.is_weekday("friday") && !dates.is_weekday("Fri"));
    }

    #[test]
    fn phrases_are_found_whole() {
        let knowledge = Knowledge::embedded();
        let dates = &knowledge.lexicon.dates;
        let named = |text: &'static str| {
            let words: Vec<&str> = text.split(' ').collect();
            let found = dates.named_day(|i| words.get(i).copied().unwrap_or_default());
            found.map(|(day, length)| (day.after, length))
        };
        assert_eq!(named("the day before yesterday they met"), Some((-2, 4)));
        assert_eq!((named("the day before"), named("last night")), (Some((-1, 3)), Some((-1, 2))));
    }
}
