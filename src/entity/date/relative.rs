//! Dates that are counted from the article's own day, or from what was told last: "last Friday", "two weeks ago", "a day earlier".

use jiff::civil::{Date, Weekday};
use jiff::{Span as Period, ToSpan};

use super::tense::Tense;
use super::value::{Point, Value};
use super::{Grammar, Read};
use crate::entity::amount::number;
use crate::knowledge::{CalendarUnit, WhichDay};

impl Grammar<'_> {
    /// "second Sunday", "the first Friday of next month".
    pub(super) fn nth_weekday(&self, i: usize) -> Read {
        let p = self.published?;
        let at = self.past_the(i);
        let last =
            || self.words.which_day(self.word(at)).filter(|w| *w == WhichDay::Last && self.is_of(at + 2));
        let n = self.words.ordinal(self.word(at)).filter(|n| (1..=5).contains(n));
        let n = n.or_else(|| last().map(|_| -1))?;
        let day = self.words.weekday(self.word(at + 1))?;
        let (of, name) = (self.is_of(at + 2), self.word(at + 3));
        let (base, end) = if of && self.is_unit(at + 4, CalendarUnit::Month) {
            let months = i32::from(self.words.step(name)?);
            (p.checked_add(months.months()).ok()?, at + 5)
        } else if let Some(month) = self.words.month(name).filter(|_| of) {
            let (year, end) = self.year_behind(at + 4).unwrap_or((p.year(), at + 4));
            (Date::new(year, month, 1).ok()?, end)
        } else if n < 0 {
            return None;
        } else {
            (p, at + 2)
        };
        let found = base.nth_weekday_of_month(n, day);
        Some((Value::of_day(found.ok()), end))
    }

    /// "Monday", "last Friday", "next Tuesday", "next week Sunday", "Sunday of next week".
    pub(super) fn weekday(&self, i: usize) -> Read {
        let which = self.words.which_day(self.word(i));
        let at = i + usize::from(which.is_some());
        if which.is_some()
            && self.is_unit(at, CalendarUnit::Week)
            && let Some(day) = self.words.weekday(self.word(at + 1))
        {
            return Some((self.in_week(self.words.step(self.word(i))?, day), at + 2));
        }
        let marked = self.capital(at) || which.is_some() || !self.words.ambiguous.has(self.word(at));
        let day = self.words.weekday(self.word(at)).filter(|_| marked)?;
        let end = at + 1 + usize::from(self.words.parts_of_day.has(self.word(at + 1)));
        if self.is_of(end) && self.is_unit(end + 2, CalendarUnit::Week) {
            return Some((self.in_week(self.words.step(self.word(end + 1))?, day), end + 3));
        }
        Some((self.day_of_week(i, day, which), end))
    }

    /// The day of the week that is meant at lexeme `i`, where the word before it says `which`.
    pub(super) fn day_of_week(&self, i: usize, day: Weekday, which: Option<WhichDay>) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let back = days_back(p, day);
        let to_come = i32::from(if back == 0 { 7 } else { 7 - back });
        let found = match which {
            // "next Sunday" is the one of the next week where that is not tomorrow's; "the coming" one is the first there is.
            Some(WhichDay::Next) if to_come < 2 && back != 0 => p.checked_add((to_come + 7).days()),
            Some(WhichDay::Next | WhichDay::Coming) => p.checked_add(to_come.days()),
            Some(WhichDay::Last) if back == 0 => p.checked_sub(7.days()),
            Some(WhichDay::Nearest) | None if back > 0 && self.looks_ahead(i) => {
                p.checked_add(to_come.days())
            }
            _ => p.checked_sub(i32::from(back).days()),
        };
        Value::of_day(found.ok())
    }

    /// A day of the week so many weeks after the article's own.
    pub(super) fn in_week(&self, weeks: i8, day: Weekday) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let monday = p.checked_sub(i32::from(p.weekday().to_monday_zero_offset()).days());
        let after = i64::from(weeks) * 7 + i64::from(day.to_monday_zero_offset());
        let found = monday.and_then(|m| m.checked_add(after.days()));
        Value::of_day(found.ok())
    }

    /// Whether what is dated at lexeme `i` lies ahead.
    fn looks_ahead(&self, i: usize) -> bool {
        match self.tense(i) {
            Some(Tense::Future) => true,
            Some(Tense::Past) => false,
            Some(Tense::Present) | None => self.future(i),
        }
    }

    /// "today", "yesterday", "this morning", "the next day".
    pub(super) fn named_day(&self, i: usize) -> Read {
        let (day, length) = self.words.named_day(|n| self.word(i + n))?;
        if day.alone && self.word(i + length).starts_with(char::is_alphanumeric) {
            return None;
        }
        let base = if day.told { self.told_day() } else { self.published };
        let found = base.and_then(|p| p.checked_add(i64::from(day.after).days()).ok());
        Some((Value::of_day(found), i + length))
    }

    /// The day that was told of last.
    fn told_day(&self) -> Option<Date> {
        match self.story.told?.last()? {
            Point::Day(day) => Some(day),
            _ => None,
        }
    }

    /// "two days ago", "three weeks from tomorrow", "1 month and 21 days ago", "two years later", "a week ago Tuesday".
    pub(super) fn shifted(&self, i: usize) -> Read {
        let (total, first, at) = self.stretch(i)?;
        let (shift, length) = self.words.shift(|n| self.word(at + n))?;
        let end = at + length;
        // "a week before the launch" is told of the launch.
        if shift.alone && self.word(end).starts_with(char::is_alphanumeric) {
            return None;
        }
        let Some(total) = total else { return Some((Value::Unresolved, end)) };
        let move_by = |d: Date| if shift.back { d.checked_sub(total) } else { d.checked_add(total) };
        if shift.told {
            return Some((self.after_told(first, move_by), end));
        }
        let Some(p) = self.published else { return Some((Value::Unresolved, end)) };
        let moved = p.checked_add(i64::from(shift.from).days()).and_then(move_by);
        let Ok(moved) = moved else { return Some((Value::Unresolved, end)) };
        if let Some(day) = self.words.weekday(self.word(end)).filter(|_| shift.back && self.capital(end)) {
            let day = moved.checked_sub(i32::from(days_back(moved, day)).days());
            return Some((Value::of_day(day.ok()), end + 1));
        }
        Some((told_in(first, moved), end))
    }

    /// What was told last moved on, as finely as both are told: "in 1988. Two years *later*".
    fn after_told(&self, unit: CalendarUnit, move_by: impl Fn(Date) -> Result<Date, jiff::Error>) -> Value {
        let Some(told) = self.story.told.and_then(Value::last) else { return Value::Unresolved };
        let moved = |day: Option<Date>| day.and_then(|day| move_by(day).ok());
        let (years, months) = (is_of_years(unit), unit == CalendarUnit::Month);
        let found = match told {
            Point::Day(day) => moved(Some(day)).map(|d| told_in(unit, d)),
            Point::Month(year, month) if years || months => {
                let moved = moved(Date::new(year, month, 1).ok());
                moved.map(|d| if years { Value::year(d.year()) } else { Value::month(d.year(), d.month()) })
            }
            Point::Year(year) if years => moved(Date::new(year, 1, 1).ok()).map(|d| Value::year(d.year())),
            _ => None,
        };
        found.unwrap_or(Value::Unresolved)
    }

    /// "in three weeks", "in two days' time": unless it tells of the past, in which it is how long something took.
    pub(super) fn ahead(&self, i: usize) -> Read {
        if !self.words.within.has(self.word(i)) {
            return None;
        }
        let p = self.published?;
        let (total, first, mut end) = self.stretch(i + 1)?;
        if self.words.is_apostrophe(self.word(end)) && self.words.time.has(self.word(end + 1)) {
            end += 2;
        }
        let clause = (self.story.clause)(self.lexemes[end - 1].token);
        if !clause.of_verb || !matches!(clause.tense, Some(Tense::Present | Tense::Future)) {
            return None;
        }
        let moved = total.and_then(|total| p.checked_add(total).ok());
        Some((moved.map_or(Value::Unresolved, |d| told_in(first, d)), end))
    }

    /// "1 month and 21 days": how long that is (unless the calendar ends before), its first unit, and where it ends.
    pub(super) fn stretch(&self, i: usize) -> Option<(Option<Period>, CalendarUnit, usize)> {
        let (n, first, mut end) = self.count(i)?;
        let mut total = longer(Period::new(), n, first);
        // "a year *and a half*"
        if self.words.joins.has(self.word(end))
            && let Some(length) = self.words.half(|at| self.word(end + 1 + at))
            && let Some((n, unit)) = half(first)
        {
            total = total.and_then(|total| longer(total, n, unit));
            end += 1 + length;
        }
        loop {
            let joined = self.word(end) == "," || self.words.joins.has(self.word(end));
            let Some((n, unit, after)) = self.count(end + usize::from(joined)) else {
                return Some((total, first, end));
            };
            total = total.and_then(|total| longer(total, n, unit));
            end = after;
        }
    }

    pub(super) fn count(&self, i: usize) -> Option<(i64, CalendarUnit, usize)> {
        let (n, at) = if self.words.one.has(self.word(i)) {
            (1, i + 1)
        } else {
            let n = number(self.lexemes, i, &self.lexicon.numbers)?;
            (i64::try_from(n.value).ok().filter(|_| n.value.fract().is_zero())?, n.end)
        };
        Some((n, self.words.units(self.word(at))?, at + 1))
    }

    /// "last year", "this month", "early this week", "next month".
    pub(super) fn period(&self, i: usize) -> Read {
        let offset = self.words.step(self.word(i))?;
        let unit = self.words.unit(self.word(i + 1)).filter(|unit| *unit != CalendarUnit::Day)?;
        let value = match (unit, self.published) {
            (CalendarUnit::Year, Some(p)) => Value::year(p.year() + i16::from(offset)),
            (CalendarUnit::Month, Some(p)) => p
                .first_of_month()
                .checked_add(i32::from(offset).months())
                .map_or(Value::Unresolved, |d| Value::month(d.year(), d.month())),
            _ => Value::Unresolved,
        };
        Some((value, i + 2))
    }
}

/// A stretch of time that has so many units as well. Ages of the earth are dates without a value: the calendar ends before them.
fn longer(total: Period, n: i64, unit: CalendarUnit) -> Option<Period> {
    match unit {
        CalendarUnit::Day => total.try_days(n).ok(),
        CalendarUnit::Week => total.try_weeks(n).ok(),
        CalendarUnit::Fortnight => total.try_weeks(n.checked_mul(2)?).ok(),
        CalendarUnit::Month => total.try_months(n).ok(),
        CalendarUnit::Year => total.try_years(n).ok(),
        CalendarUnit::Decade => total.try_years(n.checked_mul(10)?).ok(),
        CalendarUnit::Century => total.try_years(n.checked_mul(100)?).ok(),
    }
}

/// Days from a day of the week back to the last one of this name, none where it is one.
fn days_back(from: Date, day: Weekday) -> i8 {
    (from.weekday().to_monday_zero_offset() - day.to_monday_zero_offset()).rem_euclid(7)
}

/// A day as finely as a unit tells of it.
fn told_in(unit: CalendarUnit, day: Date) -> Value {
    if is_of_years(unit) { Value::year(day.year()) } else { Value::day(day) }
}

/// Whether a unit is one of years, of which no day is told.
fn is_of_years(unit: CalendarUnit) -> bool {
    matches!(unit, CalendarUnit::Year | CalendarUnit::Decade | CalendarUnit::Century)
}

/// The half of a unit in smaller ones.
fn half(unit: CalendarUnit) -> Option<(i64, CalendarUnit)> {
    match unit {
        CalendarUnit::Year => Some((6, CalendarUnit::Month)),
        CalendarUnit::Decade => Some((5, CalendarUnit::Year)),
        CalendarUnit::Century => Some((50, CalendarUnit::Year)),
        _ => None,
    }
}
