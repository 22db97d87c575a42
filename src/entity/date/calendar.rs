//! Days and months by their names and numbers: "Feb. 21, 2025", "the 21st of February", "2/22/2025".

use jiff::ToSpan;
use jiff::civil::Date;

use super::value::{Point, Value};
use super::{Grammar, Read, small};
use crate::entity::amount::number;
use crate::knowledge::CalendarUnit;

impl Grammar<'_> {
    /// "2025-02-22", "2/22/2025", "22.02.2025", "4/22".
    pub(super) fn numeric(&self, i: usize) -> Read {
        let word = self.word(i);
        let mut parts: Vec<&str> = word.split(['-', '/']).collect();
        if parts.len() == 1 {
            parts = word.split('.').collect();
            if parts.len() != 3 {
                return None;
            }
        }
        if parts.iter().any(|p| p.is_empty()) {
            return None;
        }
        if let [y, m, d] = parts[..]
            && y.len() == 4
            && let Some(month) = self.words.month(m).or(small::<i8>(m))
        {
            return self.ymd(small(y)?, month, small(d)?, i + 1);
        }
        let numbers: Vec<i16> = parts.iter().map(|p| small(p)).collect::<Option<_>>()?;
        match numbers[..] {
            [a, b, y] if parts[2].len() == 4 || parts[2].len() == 2 => {
                let (a, b) = (i8::try_from(a).ok()?, i8::try_from(b).ok()?);
                let (a, b) = if self.days_come_first() { (b, a) } else { (a, b) };
                self.ymd(full_year(y), a, b, i + 1).or_else(|| self.ymd(full_year(y), b, a, i + 1))
            }
            [a, b] if word.contains('/') && a > 0 && b > 0 && (a > 12) != (b > 12) => {
                let (m, d) = if a > 12 { (b, a) } else { (a, b) };
                let day = self.day_without_year(i, m.try_into().ok()?, d.try_into().ok()?)?;
                Some((day, i + 1))
            }
            _ => None,
        }
    }

    pub(super) fn ymd(&self, year: i16, month: i8, day: i8, end: usize) -> Read {
        Date::new(year, month, day).ok().map(|d| (Value::day(d), end))
    }

    /// "Friday, Feb. 21, 2025": the date says it all, the weekday belongs to the mention.
    pub(super) fn weekday_and_date(&self, i: usize) -> Read {
        self.words.weekday(self.word(i))?;
        let found = self.calendar(self.past_comma(i + 1));
        found.filter(|(v, _)| matches!(v, Value::At(Point::Day(_))) || self.published.is_none()).or_else(
            || {
                // "Thursday the 21st"
                let at = self.past_the(i + 1);
                let (day, end) = self.ordinal(at).filter(|_| at > i + 1)?;
                let p = self.published?;
                Some((day_of(p, day), end))
            },
        )
    }

    pub(super) fn calendar(&self, i: usize) -> Read {
        match self.month_at(i) {
            Some(month) => self.month_first(i, month),
            None => self.day_first(i),
        }
    }

    /// A month's name with a day or a year, or alone where a preposition shows that it is a month.
    pub(super) fn month_first(&self, i: usize, month: i8) -> Read {
        let at = i + 1 + usize::from(matches!(self.word(i + 1), "-" | "." | "/"));
        if let Some((day, end)) = self.ordinal(at).or_else(|| self.day_number(at)) {
            return Some(self.with_year(i, month, day, end));
        }
        if let Some((year, end)) = self.year_behind(i + 1) {
            return Some((Value::month(year, month), end));
        }
        let before = self.word_before(i);
        let clear = before == "-" || self.words.before_months.has(before);
        (clear && self.capital(i)).then(|| (self.month_without_year(i, month, before), i + 1))
    }

    /// "21 February 2025", "the 21st of February".
    pub(super) fn day_first(&self, i: usize) -> Read {
        let at = self.past_the(i);
        let (day, after) = self.ordinal(at).or_else(|| self.day_number(at).filter(|_| at == i))?;
        let joined = self.is_of(after) || matches!(self.word(after), "-" | ".");
        let m = after + usize::from(joined);
        let named = self.month_at(m).map(|month| self.with_year(i, month, day, m + 1));
        named.or_else(|| self.day_of_month(i, at, day, after))
    }

    /// "the 27th", "the 20th of next month".
    pub(super) fn day_of_month(&self, i: usize, at: usize, day: i8, after: usize) -> Read {
        let p = self.published?;
        if at == i {
            return None;
        }
        let ordinal = self.word(at).ends_with(|c: char| c.is_alphabetic())
            && self.word(at).starts_with(|c: char| c.is_ascii_digit());
        if self.is_of(after) && self.is_unit(after + 2, CalendarUnit::Month) {
            let months = self.words.step(self.word(after + 1))?;
            let base = p.first_of_month().checked_add(i32::from(months).months()).ok()?;
            return Some((day_of(base, day), after + 3));
        }
        // A bare ordinal is a date only where nothing that it could count follows.
        let followed = self.word(after).starts_with(char::is_alphabetic);
        (ordinal && !followed).then(|| (day_of(p, day), after))
    }

    pub(super) fn month_at(&self, i: usize) -> Option<i8> {
        let word = self.word(i);
        let month = self.words.month(word)?;
        // "may" and "march" are verbs, too: their capital tells.
        (!self.words.ambiguous.has(word) || self.capital(i)).then_some(month)
    }

    /// "21st", "third", "twenty-first".
    pub(super) fn ordinal(&self, i: usize) -> Option<(i8, usize)> {
        let word = self.word(i);
        let digits = self.words.ordinal_digits(word);
        if let Some(day) = digits.and_then(small::<i8>).filter(|d| (1..=31).contains(d)) {
            return Some((day, i + 1));
        }
        if let Some(day) = self.words.ordinal(word) {
            return Some((day, i + 1));
        }
        let tens = self.words.ordinal_tens(word)?;
        let at = i + 1 + usize::from(self.word(i + 1) == "-");
        let day = tens.checked_add(self.words.ordinal(self.word(at))?)?;
        (day <= 31).then_some((day, at + 1))
    }

    pub(super) fn day_number(&self, i: usize) -> Option<(i8, usize)> {
        let word = self.word(i);
        if let Some(day) = small::<i8>(word).filter(|d| (1..=31).contains(d) && word.len() < 3) {
            // "Feb. 50,000": a number that goes on is no day; nor is one that a percent or currency follows.
            let next = self.word(i + 1);
            return (next != "%" && !self.words.after_numbers.has(next)).then_some((day, i + 1));
        }
        let n = number(self.lexemes, i, &self.lexicon.numbers)
            .filter(|n| !n.digits && n.scale == rust_decimal::Decimal::ONE)?;
        let day = i8::try_from(i64::try_from(n.value).ok()?).ok().filter(|d| (1..=31).contains(d))?;
        let behind_month = || self.words.month(self.word(i.wrapping_sub(1))).is_some();
        (n.end > i && behind_month()).then_some((day, n.end))
    }

    pub(super) fn year_number(&self, i: usize) -> Option<(i16, usize)> {
        let word = self.word(i);
        let digits =
            small::<i16>(word).filter(|y| word.len() == 4 && (1000..=2200).contains(y)).map(|y| (y, i + 1));
        digits.or_else(|| {
            let n = number(self.lexemes, i, &self.lexicon.numbers).filter(|n| !n.digits)?;
            let year =
                i16::try_from(i64::try_from(n.value).ok()?).ok().filter(|y| (1900..2200).contains(y))?;
            Some((year, n.end))
        })
    }

    /// The day with the year that follows, else with the year that its clause looks to.
    pub(super) fn with_year(&self, at: usize, month: i8, day: i8, end: usize) -> (Value, usize) {
        // "Oct 26 15:50:06 2016"
        let clock = usize::from(self.word(end).contains(':') && self.year_number(end + 1).is_some());
        if let Some((year, end)) = self.year_behind(end + clock) {
            return (Value::of_day(Date::new(year, month, day).ok()), end);
        }
        (self.day_without_year(at, month, day).unwrap_or(Value::Unresolved), end)
    }

    /// The year behind a month or a day: "2025", ", 2025", "of 1992", "'68", "last year".
    pub(super) fn year_behind(&self, i: usize) -> Option<(i16, usize)> {
        let plain = self.year_number(self.past_comma(i));
        let of = || self.year_number(i + 1).filter(|_| self.is_of(i));
        let short = || {
            let (mark, word) = (self.word(i), self.word(i + 1));
            let joined = self.words.is_apostrophe(mark) && word.len() == 2;
            let own = self.words.behind_apostrophe(mark).filter(|w| w.len() == 2);
            let (digits, end) = own.map(|w| (w, i + 1)).or_else(|| joined.then_some((word, i + 2)))?;
            Some((full_year(small(digits)?), end))
        };
        let told = |at: usize| {
            let step = self.words.step(self.word(at)).filter(|_| self.is_unit(at + 1, CalendarUnit::Year))?;
            Some((self.published?.year() + i16::from(step), at + 2))
        };
        plain.or_else(of).or_else(short).or_else(|| told(i)).or_else(|| told(i + 1).filter(|_| self.is_of(i)))
    }

    /// Whether another date of the sentence shows that days stand before months: "9/01/2019 to 13/04/2019".
    fn days_come_first(&self) -> bool {
        let day_first = |word: &str| {
            let parts: Vec<i16> = word.split(['/', '.']).filter_map(small).collect();
            matches!(parts[..], [day, month, _] if day > 12 && day < 32 && month <= 12)
        };
        self.lexemes.iter().any(|l| day_first(&l.lower))
    }
}

/// This day of the month of `date`.
fn day_of(date: Date, day: i8) -> Value {
    Value::of_day(Date::new(date.year(), date.month(), day).ok())
}

/// The year that two digits mean; one that has more means itself.
fn full_year(year: i16) -> i16 {
    match year {
        ..50 => 2000 + year,
        50..100 => 1900 + year,
        _ => year,
    }
}
