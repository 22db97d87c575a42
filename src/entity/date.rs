//! Dates and times in running text, with the day, month or year they mean.
//!
//! Values follow ISO 8601 at the precision the words have: `2025-02-21`, `2025-02`, `2025`. What is relative
//! ("yesterday", "Feb. 21", "on Friday") is resolved against the article's date; without one it stays without a value.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Period, ToSpan};

use super::amount::{Lexeme, number};
use crate::knowledge::{CalendarUnit, DateWords, Lexicon, WhichDay};
use crate::text::{Bytes, Span, Tokens};

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

/// All dates and times of a sentence, left to right. `published` is the article's own day.
pub fn dates(lexemes: &[Lexeme], published: Option<Date>, lexicon: &Lexicon) -> Vec<DateMention> {
    let grammar = Grammar { lexemes, published, words: &lexicon.dates, lexicon };
    let mut out = Vec::new();
    let mut i = 0;
    while i < lexemes.len() {
        let Some((value, end, time)) = grammar
            .time(i)
            .map(|(v, e)| (v, e, true))
            .or_else(|| grammar.date(i).map(|(v, e)| (v.to_string(), e, false)))
        else {
            i += 1;
            continue;
        };
        out.push(DateMention {
            span: lexemes[i].span.cover(lexemes[end - 1].span),
            words: Span::new(lexemes[i].token, lexemes[end - 1].token + 1),
            time,
            value,
        });
        i = end;
    }
    out
}

/// What a date expression names.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    Day(Date),
    Month(i16, i8),
    Year(i16),
    Unresolved,
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Day(d) => write!(f, "{d}"),
            Value::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Value::Year(y) => write!(f, "{y:04}"),
            Value::Unresolved => Ok(()),
        }
    }
}

struct Grammar<'a> {
    lexemes: &'a [Lexeme],
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

    fn date(&self, i: usize) -> Read {
        self.numeric(i)
            .or_else(|| self.weekday_and_date(i))
            .or_else(|| self.calendar(i))
            .or_else(|| self.nth_weekday(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.named_day(i))
            .or_else(|| self.shifted(i))
            .or_else(|| self.period(i))
            .or_else(|| self.year(i))
    }

    fn time(&self, i: usize) -> Option<(String, usize)> {
        let word = self.word(i);
        if let Some(hour) = self.words.hour(word) {
            return Some((format!("T{hour:02}:00"), i + 1));
        }
        let (hour, minute) = word.split_once(':').unwrap_or((word, "00"));
        let (hour, minute): (u8, u8) = (small(hour)?, small(minute).filter(|_| minute.len() == 2)?);
        let half = match self.word(i + 1) {
            half if self.words.before_noon.has(half) => 0,
            half if self.words.after_noon.has(half) => 12,
            _ => {
                let whole = word.contains(':') && hour < 24 && minute < 60;
                return whole.then(|| (format!("T{hour:02}:{minute:02}"), i + 1));
            }
        };
        ((1..=12).contains(&hour) && minute < 60)
            .then(|| (format!("T{:02}:{minute:02}", hour % 12 + half), i + 2))
    }

    /// "2025-02-22", "2/22/2025", "22.02.2025", "4/22".
    fn numeric(&self, i: usize) -> Read {
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
                self.ymd(full_year(y), a, b, i + 1).or_else(|| self.ymd(full_year(y), b, a, i + 1))
            }
            [a, b] if word.contains('/') && a > 0 && b > 0 && (a > 12) != (b > 12) => {
                let (m, d) = if a > 12 { (b, a) } else { (a, b) };
                Some((self.nearest(m.try_into().ok()?, d.try_into().ok()?)?, i + 1))
            }
            _ => None,
        }
    }

    fn ymd(&self, year: i16, month: i8, day: i8, end: usize) -> Read {
        Date::new(year, month, day).ok().map(|d| (Value::Day(d), end))
    }

    /// "Friday, Feb. 21, 2025": the date says it all, the weekday belongs to the mention.
    fn weekday_and_date(&self, i: usize) -> Read {
        self.words.weekday(self.word(i))?;
        let found = self.calendar(self.past_comma(i + 1));
        found.filter(|(v, _)| matches!(v, Value::Day(_)) || self.published.is_none()).or_else(|| {
            // "Thursday the 21st"
            let at = self.past_the(i + 1);
            let (day, end) = self.ordinal(at).filter(|_| at > i + 1)?;
            let p = self.published?;
            Some((day_of(p, day), end))
        })
    }

    fn calendar(&self, i: usize) -> Read {
        match self.month_at(i) {
            Some(month) => self.month_first(i, month),
            None => self.day_first(i),
        }
    }

    /// A month's name with a day or a year, or alone where a preposition shows that it is a month.
    fn month_first(&self, i: usize, month: i8) -> Read {
        let at = i + 1 + usize::from(matches!(self.word(i + 1), "-" | "." | "/"));
        if let Some((day, end)) = self.ordinal(at).or_else(|| self.day_number(at)) {
            return Some(self.with_year(month, day, end));
        }
        if let Some((year, end)) = self.year_number(self.past_comma(i + 1)) {
            return Some((Value::Month(year, month), end));
        }
        let before = self.word_before(i);
        let clear = before == "-" || self.words.before_months.has(before);
        (clear && self.capital(i)).then(|| (self.nearest_month(month, before), i + 1))
    }

    /// "21 February 2025", "the 21st of February".
    fn day_first(&self, i: usize) -> Read {
        let at = self.past_the(i);
        let (day, after) = self.ordinal(at).or_else(|| self.day_number(at).filter(|_| at == i))?;
        let joined = self.is_of(after) || matches!(self.word(after), "-" | ".");
        let m = after + usize::from(joined);
        let named = self.month_at(m).map(|month| self.with_year(month, day, m + 1));
        named.or_else(|| self.day_of_month(i, at, day, after))
    }

    /// "the 27th", "the 20th of next month".
    fn day_of_month(&self, i: usize, at: usize, day: i8, after: usize) -> Read {
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

    fn month_at(&self, i: usize) -> Option<i8> {
        let word = self.word(i);
        let month = self.words.month(word)?;
        // "may" and "march" are verbs, too: their capital tells.
        (!self.words.ambiguous.has(word) || self.capital(i)).then_some(month)
    }

    /// "21st", "third", "twenty-first".
    fn ordinal(&self, i: usize) -> Option<(i8, usize)> {
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

    fn day_number(&self, i: usize) -> Option<(i8, usize)> {
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

    fn year_number(&self, i: usize) -> Option<(i16, usize)> {
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

    /// The day with the year that follows, else with the year that brings it nearest to the article's date.
    fn with_year(&self, month: i8, day: i8, end: usize) -> (Value, usize) {
        if let Some((year, end)) = self.year_number(self.past_comma(end)) {
            return (Date::new(year, month, day).map_or(Value::Unresolved, Value::Day), end);
        }
        (self.nearest(month, day).unwrap_or(Value::Unresolved), end)
    }

    fn nearest(&self, month: i8, day: i8) -> Option<Value> {
        let Some(p) = self.published else {
            return Date::new(2000, month, day).ok().map(|_| Value::Unresolved);
        };
        let years = [p.year() - 1, p.year(), p.year() + 1];
        let days = years.iter().filter_map(|y| Date::new(*y, month, day).ok());
        days.min_by_key(|d| (*d - p).get_days().abs()).map(Value::Day)
    }

    /// A month without a year, by the word before it or as the one nearest to the article's.
    fn nearest_month(&self, month: i8, before: &str) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let year = match self.words.step(before) {
            Some(-1) if month >= p.month() => p.year() - 1,
            Some(1) if month <= p.month() => p.year() + 1,
            Some(_) => p.year(),
            None if month - p.month() > 6 => p.year() - 1,
            None if p.month() - month > 6 => p.year() + 1,
            None => p.year(),
        };
        Value::Month(year, month)
    }

    /// "second Sunday", "the first Friday of next month".
    fn nth_weekday(&self, i: usize) -> Read {
        let p = self.published?;
        let at = self.past_the(i);
        let n = self.words.ordinal(self.word(at)).filter(|n| (1..=5).contains(n))?;
        let day = self.words.weekday(self.word(at + 1))?;
        let (of, name) = (self.is_of(at + 2), self.word(at + 3));
        let (base, end) = if of && self.is_unit(at + 4, CalendarUnit::Month) {
            let months = i32::from(self.words.step(name)?);
            (p.checked_add(months.months()).ok()?, at + 5)
        } else if let Some(month) = self.words.month(name).filter(|_| of) {
            let (year, end) = self.year_number(at + 4).unwrap_or((p.year(), at + 4));
            (Date::new(year, month, 1).ok()?, end)
        } else {
            (p, at + 2)
        };
        let found = base.nth_weekday_of_month(n, day);
        Some((found.map_or(Value::Unresolved, Value::Day), end))
    }

    /// "Monday", "last Friday", "next Tuesday", "next week Sunday", "Sunday of next week".
    fn weekday(&self, i: usize) -> Read {
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
    fn day_of_week(&self, i: usize, day: Weekday, which: Option<WhichDay>) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let back = (p.weekday().to_monday_zero_offset() - day.to_monday_zero_offset()).rem_euclid(7);
        let to_come = i32::from(if back == 0 { 7 } else { 7 - back });
        let found = match which {
            // "next Sunday" is the one of the next week where that is not tomorrow's; "the coming" one is the first there is.
            Some(WhichDay::Next) if to_come < 2 && back != 0 => p.checked_add((to_come + 7).days()),
            Some(WhichDay::Next | WhichDay::Coming) => p.checked_add(to_come.days()),
            Some(WhichDay::Last) if back == 0 => p.checked_sub(7.days()),
            Some(WhichDay::Nearest) | None if back > 0 && self.future(i) => p.checked_add(to_come.days()),
            _ => p.checked_sub(i32::from(back).days()),
        };
        found.map_or(Value::Unresolved, Value::Day)
    }

    /// A day of the week so many weeks after the article's own.
    fn in_week(&self, weeks: i8, day: Weekday) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let monday = p.checked_sub(i32::from(p.weekday().to_monday_zero_offset()).days());
        let after = i64::from(weeks) * 7 + i64::from(day.to_monday_zero_offset());
        let found = monday.and_then(|m| m.checked_add(after.days()));
        found.map_or(Value::Unresolved, Value::Day)
    }

    /// Whether the words before say that what is dated lies ahead.
    fn future(&self, i: usize) -> bool {
        let before = &self.lexemes[..i];
        let ahead = before.iter().rposition(|l| self.words.ahead.has(&l.lower));
        let behind = before.iter().rposition(|l| self.words.behind.has(&l.lower));
        ahead.is_some() && ahead > behind
    }

    /// "today", "yesterday", "this morning", "the next day".
    fn named_day(&self, i: usize) -> Read {
        let (after, length) = self.words.named_day(|n| self.word(i + n))?;
        let day = self.published.and_then(|p| p.checked_add(i64::from(after).days()).ok());
        Some((day.map_or(Value::Unresolved, Value::Day), i + length))
    }

    /// "two days ago", "three weeks from tomorrow", "1 month and 21 days ago", "two Sundays from now".
    fn shifted(&self, i: usize) -> Read {
        let (total, first, at) = self.stretch(i)?;
        let (shift, length) = self.words.shift(|n| self.word(at + n))?;
        let end = at + length;
        let (Some(p), Some(total)) = (self.published, total) else { return Some((Value::Unresolved, end)) };
        let moved = p
            .checked_add(i64::from(shift.from).days())
            .and_then(|d| if shift.back { d.checked_sub(total) } else { d.checked_add(total) });
        let value = moved.map_or(Value::Unresolved, |d| match first {
            CalendarUnit::Year => Value::Year(d.year()),
            _ => Value::Day(d),
        });
        Some((value, end))
    }

    /// "1 month and 21 days": how long that is (unless the calendar ends before), its first unit, and where it ends.
    fn stretch(&self, i: usize) -> Option<(Option<Period>, CalendarUnit, usize)> {
        let (n, first, mut end) = self.count(i)?;
        let mut total = longer(Period::new(), n, first);
        loop {
            let joined = self.word(end) == "," || self.words.joins.has(self.word(end));
            let Some((n, unit, after)) = self.count(end + usize::from(joined)) else {
                return Some((total, first, end));
            };
            total = total.and_then(|total| longer(total, n, unit));
            end = after;
        }
    }

    fn count(&self, i: usize) -> Option<(i64, CalendarUnit, usize)> {
        let (n, at) = if self.words.one.has(self.word(i)) {
            (1, i + 1)
        } else {
            let n = number(self.lexemes, i, &self.lexicon.numbers)?;
            (i64::try_from(n.value).ok().filter(|_| n.value.fract().is_zero())?, n.end)
        };
        Some((n, self.words.units(self.word(at))?, at + 1))
    }

    /// "last year", "this month", "early this week", "next month".
    fn period(&self, i: usize) -> Read {
        let offset = self.words.step(self.word(i))?;
        let unit = self.words.unit(self.word(i + 1)).filter(|unit| *unit != CalendarUnit::Day)?;
        let value = match (unit, self.published) {
            (CalendarUnit::Year, Some(p)) => Value::Year(p.year() + i16::from(offset)),
            (CalendarUnit::Month, Some(p)) => p
                .first_of_month()
                .checked_add(i32::from(offset).months())
                .map_or(Value::Unresolved, |d| Value::Month(d.year(), d.month())),
            _ => Value::Unresolved,
        };
        Some((value, i + 2))
    }

    /// A bare year after a word that takes one ("in 1989", "since 2014", "the 2016 election" does not count).
    fn year(&self, i: usize) -> Read {
        let year = calendar_year(self.word(i))?;
        let before = self.word_before(i);
        let clear = matches!(before, "(" | "-" | "–") || self.words.before_years.has(before);
        // "the Strategy 2021-2030" is no date, and neither is its end.
        let dashed = matches!(before, "-" | "–")
            && i.checked_sub(2).is_some_and(|j| calendar_year(self.word(j)).is_some());
        let end_of_name = dashed && self.year(i - 2).is_none();
        let counted = super::amount::is_unit(self.word(i + 1), self.lexicon);
        (clear && !end_of_name && !counted).then_some((Value::Year(year), i + 1))
    }
}

/// This day of the month of `date`.
fn day_of(date: Date, day: i8) -> Value {
    Date::new(date.year(), date.month(), day).map_or(Value::Unresolved, Value::Day)
}

/// A stretch of time that has so many units as well. Ages of the earth are dates without a value: the calendar ends before them.
fn longer(total: Period, n: i64, unit: CalendarUnit) -> Option<Period> {
    match unit {
        CalendarUnit::Day => total.try_days(n).ok(),
        CalendarUnit::Week => total.try_weeks(n).ok(),
        CalendarUnit::Month => total.try_months(n).ok(),
        CalendarUnit::Year => total.try_years(n).ok(),
    }
}

/// The year that two digits mean; one that has more means itself.
fn full_year(year: i16) -> i16 {
    match year {
        ..50 => 2000 + year,
        50..100 => 1900 + year,
        _ => year,
    }
}

/// Four digits that may be the year of a calendar.
fn calendar_year(word: &str) -> Option<i16> {
    small(word).filter(|y| word.len() == 4 && (1400..=2100).contains(y))
}

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
            dates(&lexemes, published, lexicon)
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
