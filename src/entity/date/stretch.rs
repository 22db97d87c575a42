//! Dates that last: "12-13 March", "between August and October 2019", "the third quarter of 2022", "the 1990s", "fiscal 2023".

use jiff::civil::Date;

use super::value::{Point, Value};
use super::{Grammar, Read, calendar_year, small};

impl Grammar<'_> {
    /// Days or months from one to another, of which one says what both are of.
    pub(super) fn range(&self, i: usize) -> Read {
        self.days_of_month(i)
            .or_else(|| self.days_behind_month(i))
            .or_else(|| self.whole_days(i))
            .or_else(|| self.months(i))
    }

    /// Whether the word at lexeme `i` joins two days of one month.
    fn joins_days(&self, i: usize) -> bool {
        self.words.to.has(self.word(i)) || self.words.joins.has(self.word(i))
    }

    /// The day of a month at lexeme `i`, in digits or words, and where it ends.
    fn day_at(&self, i: usize) -> Option<(i8, usize)> {
        self.ordinal(i).or_else(|| self.day_number(i))
    }

    /// "12-13 March", "4 and 5 November 2019", "1 to 30 March 2017".
    fn days_of_month(&self, i: usize) -> Read {
        let at = self.past_the(i);
        let (first, end) = self.day_at(at)?;
        let joined = self.joins_days(end);
        let at = self.past_the(end + 1);
        let (last, end) = self.day_at(at).filter(|_| joined)?;
        let end = end + usize::from(self.is_of(end));
        let month = self.month_at(end).filter(|_| first < last)?;
        let (value, end) = self.with_year(i, month, last, end + 1);
        Some((self.since(value, month, first), end))
    }

    /// "Feb 3 to 5", "April 28-30, 2020".
    fn days_behind_month(&self, i: usize) -> Read {
        let month = self.month_at(i)?;
        let (first, end) = self.day_at(i + 1)?;
        let joined = self.joins_days(end);
        let (last, end) = self.day_at(end + 1).filter(|_| joined)?;
        if first >= last || self.month_at(end).is_some() {
            return None;
        }
        let (value, end) = self.with_year(i, month, last, end);
        Some((self.since(value, month, first), end))
    }

    /// "26 June to 28 June 2020", "June 26 to July 2": where the first has no year of its own.
    fn whole_days(&self, i: usize) -> Read {
        let (first, end) = self.day_and_month(i)?;
        let (last, after) = self.day_and_month(end + 1).filter(|_| self.words.to.has(self.word(end)))?;
        let (value, end) = self.with_year(i, last.0, last.1, after);
        Some((self.since(value, first.0, first.1), end))
    }

    /// The month and the day at lexeme `i`, whatever their order, without a year.
    fn day_and_month(&self, i: usize) -> Option<((i8, i8), usize)> {
        if let Some(month) = self.month_at(i) {
            let (day, end) = self.day_at(i + 1)?;
            return self.year_behind(end).is_none().then_some(((month, day), end));
        }
        let (day, end) = self.day_at(i)?;
        let end = end + usize::from(self.is_of(end));
        Some(((self.month_at(end)?, day), end + 1))
    }

    /// All days from one to that of `last`, in the year that puts it before.
    fn since(&self, last: Value, month: i8, day: i8) -> Value {
        let Some(Point::Day(end)) = last.last() else { return Value::Unresolved };
        let own = |year: i16| Date::new(year, month, day).ok();
        let first = own(end.year()).filter(|d| *d < end).or_else(|| own(end.year() - 1));
        first.map_or(Value::Unresolved, |first| Value::Between(Point::Day(first), Point::Day(end)))
    }

    /// "January to April 2015", "between August and October 2019".
    fn months(&self, i: usize) -> Read {
        let between = self.words.between.has(self.word_before(i)) && self.words.joins.has(self.word(i + 1));
        let joined = between || self.words.to.has(self.word(i + 1));
        let first = self.month_at(i).filter(|_| self.capital(i) && joined)?;
        let last = self.month_at(i + 2).filter(|_| self.capital(i + 2))?;
        if self.day_number(i + 3).is_some() {
            return None;
        }
        let (year, end) = match self.year_behind(i + 3) {
            Some(found) => found,
            None => match self.month_without_year(i, last, self.word_before(i)) {
                Value::At(Point::Month(year, _)) => (year, i + 3),
                _ => return Some((Value::Unresolved, i + 3)),
            },
        };
        let before = if first > last { year - 1 } else { year };
        Some((Value::Between(Point::Month(before, first), Point::Month(year, last)), end))
    }

    /// "the third quarter of 2022", "the first half of last year", "Q3 2022".
    pub(super) fn part_of_year(&self, i: usize) -> Read {
        // The lexemes part letters from digits.
        let parted = self.is_joined_to(i + 1).then(|| format!("{}{}", self.word(i), self.word(i + 1)));
        if let Some(quarter) = self.words.quarter(parted.as_deref().unwrap_or(self.word(i))) {
            let (year, end) = self.year_behind(i + 1 + usize::from(parted.is_some()))?;
            return Some((part(year, quarter, 4), end));
        }
        let at = self.past_the(i);
        let (n, at) = self.ordinal(at)?;
        let parts = self.words.parts_of_year(self.word(at)).filter(|parts| n <= *parts)?;
        let (year, end) = self.year_behind(at + 1)?;
        Some((part(year, n, parts), end))
    }

    /// "the 1990s", "the late '90s".
    pub(super) fn decade(&self, i: usize) -> Read {
        let marked = self.words.is_apostrophe(self.word(i)) && self.is_joined_to(i + 1);
        let at = i + usize::from(marked);
        let bare = self.words.behind_apostrophe(self.word(at)).unwrap_or(self.word(at));
        let short = marked || bare.len() < self.word(at).len();
        // The lexemes part digits from letters.
        let parted = self.words.is_decade_ending(self.word(at + 1)) && self.is_joined_to(at + 1);
        let digits = if parted { bare } else { self.words.decade_digits(bare)? };
        let first = match digits.len() {
            4 if !short => calendar_year(digits)?,
            2 if short => 1900 + small::<i16>(digits)?,
            _ => return None,
        };
        let end = at + 1 + usize::from(parted);
        (first % 10 == 0).then_some((Value::Between(Point::Year(first), Point::Year(first + 9)), end))
    }

    /// "fiscal 2022", "fiscal year 2021", "FY2023", "2023/24", "2013-14".
    pub(super) fn fiscal(&self, i: usize) -> Read {
        if self.words.fiscal.has(self.word(i)) {
            let at = i + 1 + usize::from(self.words.unit(self.word(i + 1)).is_some());
            return calendar_year(self.word(at)).map(|year| (Value::year(year), at + 1));
        }
        let (year, next, end) = match self.word(i).split_once(['/', '-', '–']) {
            Some((year, next)) => (year, next, i + 1),
            None if matches!(self.word(i + 1), "/" | "-" | "–")
                && self.is_joined_to(i + 1)
                && self.is_joined_to(i + 2) =>
            {
                (self.word(i), self.word(i + 2), i + 3)
            }
            None => return None,
        };
        let first = calendar_year(year)?;
        let last: i16 = small(next).filter(|_| next.len() == 2)?;
        (last == (first + 1) % 100)
            .then_some((Value::Between(Point::Year(first), Point::Year(first + 1)), end))
    }

    /// "Christmas Eve", "the Fourth of July".
    pub(super) fn holiday(&self, i: usize) -> Read {
        let ((month, day), length) =
            self.words.holiday(|at| self.word(i + at)).filter(|_| self.capital(i))?;
        Some(self.with_year(i, month, day, i + length))
    }
}

/// The n-th of so many equal parts of a year.
fn part(year: i16, n: i8, parts: i8) -> Value {
    let months = 12 / parts;
    Value::months(year, (n - 1) * months + 1, n * months)
}
