//! Which year a day or a month without one is of: that which its clause looks to.

use jiff::civil::Date;

use super::tense::Tense;
use super::value::Value;
use super::{Grammar, Read, calendar_year};

/// Days by which what is past may lie ahead of the article's own day, and the other way round: clocks differ, and news is dated ahead.
const SLACK: i32 = 2;

impl Grammar<'_> {
    /// When what is dated at lexeme `i` lies: by the word before it, by the verb of its clause, or by the words of time before it.
    pub(super) fn tense(&self, i: usize) -> Option<Tense> {
        let before = self.word_before(i);
        let before = if self.words.the.has(before) { self.word_before(i.saturating_sub(1)) } else { before };
        if self.words.since.has(before) {
            return Some(Tense::Past);
        }
        if self.words.until.has(before) {
            return Some(Tense::Future);
        }
        let told = self.lexemes.get(i).and_then(|l| (self.story.clause)(l.token).tense);
        told.or_else(|| self.future(i).then_some(Tense::Future))
    }

    /// Whether the words before say that what is dated lies ahead.
    pub(super) fn future(&self, i: usize) -> bool {
        let before = &self.lexemes[..i];
        let ahead = before.iter().rposition(|l| self.words.ahead.has(&l.lower));
        let behind = before.iter().rposition(|l| self.words.behind.has(&l.lower));
        ahead.is_some() && ahead > behind
    }

    /// The day of the year that the clause at lexeme `i` looks to, else of the one that brings it nearest to the article's own; `None` for no day.
    pub(super) fn day_without_year(&self, i: usize, month: i8, day: i8) -> Option<Value> {
        let Some(p) = self.published else {
            return Date::new(2000, month, day).ok().map(|_| Value::Unresolved);
        };
        // A leap day may lie years off.
        let years = p.year().saturating_sub(4)..=p.year().saturating_add(4);
        let days = years.filter_map(|year| Date::new(year, month, day).ok());
        let ahead = |d: &Date| (*d - p).get_days();
        let found = match self.tense(i) {
            Some(Tense::Past) => days.filter(|d| ahead(d) <= SLACK).max(),
            Some(Tense::Future) => days.filter(|d| ahead(d) >= -SLACK).min(),
            Some(Tense::Present) | None => days.min_by_key(|d| ahead(d).abs()),
        };
        found.map(Value::day)
    }

    /// A month without a year, by the word before it, or as its clause looks.
    pub(super) fn month_without_year(&self, i: usize, month: i8, before: &str) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let year = match (self.words.step(before), self.tense(i)) {
            (Some(-1), _) if month >= p.month() => p.year() - 1,
            (Some(1), _) if month <= p.month() => p.year() + 1,
            (Some(_), _) => p.year(),
            (None, Some(Tense::Past)) if month > p.month() => p.year() - 1,
            (None, Some(Tense::Future)) if month < p.month() => p.year() + 1,
            (None, Some(Tense::Past | Tense::Future)) => p.year(),
            (None, _) if month - p.month() > 6 => p.year() - 1,
            (None, _) if p.month() - month > 6 => p.year() + 1,
            (None, _) => p.year(),
        };
        Value::month(year, month)
    }

    /// A bare year after a word that takes one ("in 1989", "since 2014", "the 2016 election" does not count).
    pub(super) fn year(&self, i: usize) -> Read {
        let year = calendar_year(self.word(i))?;
        let before = self.word_before(i);
        let clear = matches!(before, "(" | "-" | "–") || self.words.before_years.has(before);
        // "the Strategy 2021-2030" is no date, and neither is its end.
        let dashed = matches!(before, "-" | "–")
            && i.checked_sub(2).is_some_and(|j| calendar_year(self.word(j)).is_some());
        let end_of_name = dashed && self.year(i - 2).is_none();
        let counted = crate::entity::amount::is_unit(self.word(i + 1), self.lexicon);
        (clear && !end_of_name && !counted).then_some((Value::year(year), i + 1))
    }
}
