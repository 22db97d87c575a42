//! Dates and times in running text, with the day, month or year they mean.
//!
//! Values follow ISO 8601 at the precision the words have: `2025-02-21`, `2025-02`, `2025`, `2025-02-21/2025-02-23`. What is relative
//! ("yesterday", "Feb. 21", "on Friday") is resolved against the article's date, or against what was told last ("two years later"); without these it
//! stays without a value.

mod calendar;
mod clock;
mod relative;
mod stretch;
mod tense;
mod value;
mod year;

use jiff::civil::Date;

use super::amount::Lexeme;
use crate::knowledge::{CalendarUnit, DateWords, Lexicon};
use crate::text::{Bytes, Span, Tokens};
pub use tense::Clause;
pub use value::Value;

/// A date or a time of day.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    pub span: Span<Bytes>,
    pub words: Span<Tokens>,
    /// A time of day ("5:03 PM", "noon") rather than a date.
    pub time: bool,
    /// ISO 8601; empty where the words do not say and cannot be resolved.
    pub value: String,
}

/// What dates without a year, or without a day, are counted from.
#[derive(Clone, Copy)]
pub struct Story<'s> {
    /// The article's own day.
    pub published: Option<Date>,
    /// What was told of last, before the sentence.
    pub told: Option<Value>,
    /// The clause of a token (index).
    pub clause: &'s dyn Fn(usize) -> Clause,
}

impl Story<'_> {
    /// A story of which no more is known than the day.
    pub fn of(published: Option<Date>) -> Story<'static> {
        Story { published, told: None, clause: &|_| Clause::default() }
    }
}

/// All dates and times of a sentence, left to right, and what is told of last in it.
pub fn dates(lexemes: &[Lexeme], story: Story<'_>, lexicon: &Lexicon) -> (Vec<DateMention>, Option<Value>) {
    let mut grammar = Grammar { lexemes, story, published: story.published, words: &lexicon.dates, lexicon };
    let mut out = Vec::new();
    let mut i = 0;
    while i < lexemes.len() {
        let found = grammar.time(i).map(|(value, end)| (None, value, end));
        let found = found.or_else(|| grammar.date(i).map(|(v, end)| (Some(v), v.to_string(), end)));
        let Some((date, value, end)) = found else {
            i += 1;
            continue;
        };
        out.push(DateMention {
            span: lexemes[i].span.cover(lexemes[end - 1].span),
            words: super::amount::words_of(&lexemes[i..end]),
            time: date.is_none(),
            value,
        });
        grammar.story.told = date.filter(|d| *d != Value::Unresolved).or(grammar.story.told);
        i = end;
    }
    (out, grammar.story.told)
}

struct Grammar<'a> {
    lexemes: &'a [Lexeme],
    story: Story<'a>,
    published: Option<Date>,
    words: &'a DateWords,
    lexicon: &'a Lexicon,
}

type Read = Option<(Value, usize)>;

impl Grammar<'_> {
    fn word(&self, i: usize) -> &str {
        self.lexemes.get(i).map_or("", |l| &l.lower)
    }

    /// The word before lexeme `i`; empty where there is none.
    fn word_before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |j| self.word(j))
    }

    fn capital(&self, i: usize) -> bool {
        self.lexemes.get(i).is_some_and(|l| l.capital)
    }

    /// The index after a "the" at lexeme `i`, or `i` where there is none.
    fn past_the(&self, i: usize) -> usize {
        i + usize::from(self.words.the.has(self.word(i)))
    }

    fn past_comma(&self, i: usize) -> usize {
        i + usize::from(self.word(i) == ",")
    }

    fn is_of(&self, i: usize) -> bool {
        self.words.of.has(self.word(i))
    }

    fn is_unit(&self, i: usize, unit: CalendarUnit) -> bool {
        self.words.unit(self.word(i)) == Some(unit)
    }

    fn is_joined_to(&self, i: usize) -> bool {
        i > 0 && i < self.lexemes.len() && self.lexemes[i - 1].span.end == self.lexemes[i].span.start
    }

    fn date(&self, i: usize) -> Read {
        self.numeric(i)
            .or_else(|| self.weekday_and_date(i))
            .or_else(|| self.range(i))
            .or_else(|| self.calendar(i))
            .or_else(|| self.part_of_year(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.fiscal(i))
            .or_else(|| self.holiday(i))
            .or_else(|| self.nth_weekday(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.named_day(i))
            .or_else(|| self.shifted(i))
            .or_else(|| self.ahead(i))
            .or_else(|| self.period(i))
            .or_else(|| self.year(i))
    }
}

/// Four digits that may be the year of a calendar.
fn calendar_year(word: &str) -> Option<i16> {
    small(word).filter(|y| word.len() == 4 && (1400..=2100).contains(y))
}

/// The number of one to four digits.
fn small<N: std::str::FromStr>(word: &str) -> Option<N> {
    word.parse()
        .ok()
        .filter(|_| !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::lexemes;
    use crate::text::split;

    fn read(text: &str, published: &str) -> Vec<String> {
        let knowledge = crate::knowledge::Knowledge::embedded();
        let lexicon = &knowledge.lexicon;
        let published = published.parse().ok();
        let sentences = split(text);
        let found = sentences.iter().flat_map(|s| {
            let lexemes = lexemes(text, s.tokens.iter().copied(), &knowledge.lexicon);
            dates(&lexemes, Story::of(published), lexicon).0
        });
        found.map(|d| format!("{}={}", d.span.of(text), d.value)).collect()
    }

    #[test]
    fn what_news_writes_in_february_2025() {
        for (text, expected) in [
            ("signed on Feb. 21 in Kyiv", "Feb. 21=2025-02-21"),
            ("on December 30 he left", "December 30=2024-12-30"),
            ("on 21 February 2019", "21 February 2019=2019-02-21"),
            ("said Friday, Feb. 21, 2025, that", "Friday, Feb. 21, 2025=2025-02-21"),
            ("met on Monday", "Monday=2025-02-17"),
            ("will meet on Monday", "Monday=2025-02-24"),
            ("last Saturday", "last Saturday=2025-02-15"),
            ("yesterday and two weeks ago", "yesterday=2025-02-21|two weeks ago=2025-02-08"),
            ("in January", "January=2025-01"),
            ("in March 2022 and since 2014", "March 2022=2022-03|2014=2014"),
            ("last year, this month", "last year=2024|this month=2025-02"),
            ("at 5:03 PM or noon", "5:03 PM=T17:03|noon=T12:00"),
            ("2025-02-22", "2025-02-22=2025-02-22"),
            ("the first Friday of next month", "the first Friday of next month=2025-03-07"),
            ("he may go; they march on", ""),
            ("the second minister, 3 of 12", ""),
            ("the Basin Strategy 2021-2030", ""),
            ("in 2019-2020", "2019=2019|2020=2020"),
        ] {
            assert_eq!(read(text, "2025-02-22").join("|"), expected, "{text}");
        }
    }

    #[test]
    fn stretches_from_one_day_to_another() {
        for (text, expected) in [
            ("on 12-13 March", "12-13 March=2025-03-12/2025-03-13"),
            ("on 4 and 5 November 2019", "4 and 5 November 2019=2019-11-04/2019-11-05"),
            ("from Feb 3 to 5", "Feb 3 to 5=2025-02-03/2025-02-05"),
            ("26 June to 28 June 2020", "26 June to 28 June 2020=2020-06-26/2020-06-28"),
            ("January to April 2015", "January to April 2015=2015-01/2015-04"),
            ("in Q4 2023", "Q4 2023=2023-10/2023-12"),
            ("the third quarter of 2022", "the third quarter of 2022=2022-07/2022-09"),
            ("in the 1990s and the late '80s", "1990s=1990/1999|'80s=1980/1989"),
            ("in fiscal 2022, FY2023 and 2023/24", "fiscal 2022=2022|FY2023=2023|2023/24=2023/2024"),
            ("between 1998 and 2011", "1998=1998|2011=2011"),
        ] {
            assert_eq!(read(text, "2025-02-22").join("|"), expected, "{text}");
        }
    }

    #[test]
    fn parts_of_one_date_belong_together() {
        for (text, expected) in [
            ("in June of 1992", "June of 1992=1992-06"),
            ("in August '68", "August '68=1968-08"),
            ("in October last year", "October last year=2024-10"),
            ("Wed Oct 26 15:50:06 2016", "Wed Oct 26 15:50:06 2016=2016-10-26"),
            ("the last Sunday of October", "the last Sunday of October=2025-10-26"),
            ("from 9/01/2019 to 13/04/2019", "9/01/2019=2019-01-09|13/04/2019=2019-04-13"),
            ("on Christmas Eve", "Christmas Eve=2024-12-24"),
            ("at 1530 GMT, at 2.13 am", "1530 GMT=T15:30Z|2.13 am=T02:13"),
            ("two decades ago, a fortnight ago", "two decades ago=2005|a fortnight ago=2025-02-08"),
            ("a week ago Tuesday", "a week ago Tuesday=2025-02-11"),
            ("signed in 1988. Two years later", "1988=1988|Two years later="),
        ] {
            assert_eq!(read(text, "2025-02-22").join("|"), expected, "{text}");
        }
    }

    #[test]
    fn what_was_told_last_is_what_later_and_earlier_count_from() {
        for (text, expected) in [
            ("In 1988 they met, and two years later he left", "1988=1988|two years later=1990"),
            ("On 3 May 2021 and three days earlier", "3 May 2021=2021-05-03|three days earlier=2021-04-30"),
            ("Two years later he left", "Two years later="),
            ("a week before the launch", ""),
        ] {
            assert_eq!(read(text, "2025-02-22").join("|"), expected, "{text}");
        }
    }

    #[test]
    fn what_lies_beyond_the_calendar_is_a_date_without_a_value() {
        for text in ["66 million years ago", "4 billion days later", "one week and 9,000,000,000 months ago"]
        {
            assert_eq!(read(text, "2025-02-22"), [format!("{text}=")], "{text}");
            assert_eq!(read(text, ""), [format!("{text}=")], "{text}");
        }
    }

    #[test]
    fn without_the_articles_date_only_full_dates_have_a_value() {
        assert_eq!(read("on Feb. 21 and on May 3, 2011", "").join("|"), "Feb. 21=|May 3, 2011=2011-05-03");
    }
}
