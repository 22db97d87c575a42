//! Dates and times in running text, with the day, month or year they mean.
//!
//! Values follow ISO 8601 at the precision the words have: `2025-02-21`, `2025-02`, `2025`. What is relative
//! ("yesterday", "Feb. 21", "on Friday") is resolved against the article's date; without one it stays without a value.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Period, ToSpan};

use super::amount::{Lexeme, number};
use crate::article::month;
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
pub fn dates(lexemes: &[Lexeme], published: Option<Date>) -> Vec<DateMention> {
    let grammar = Grammar { lexemes, published };
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

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

struct Grammar<'l> {
    lexemes: &'l [Lexeme],
    published: Option<Date>,
}

type Read = Option<(Value, usize)>;

impl Grammar<'_> {
    fn word(&self, i: usize) -> &str {
        self.lexemes.get(i).map_or("", |l| &l.lower)
    }

    fn capital(&self, i: usize) -> bool {
        self.lexemes.get(i).is_some_and(|l| l.capital)
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
        match self.word(i) {
            "midnight" => return Some(("T00:00".into(), i + 1)),
            "noon" | "midday" => return Some(("T12:00".into(), i + 1)),
            _ => {}
        }
        let (hour, minute) = self.word(i).split_once(':').unwrap_or((self.word(i), "00"));
        let (hour, minute): (u8, u8) = (small(hour)?, small(minute).filter(|_| minute.len() == 2)?);
        let (half, end) = match self.word(i + 1) {
            "am" | "a.m." => (0, i + 2),
            "pm" | "p.m." => (12, i + 2),
            _ if self.word(i).contains(':') && hour < 24 && minute < 60 => {
                return Some((format!("T{hour:02}:{minute:02}"), i + 1));
            }
            _ => return None,
        };
        ((1..=12).contains(&hour) && minute < 60)
            .then(|| (format!("T{:02}:{minute:02}", hour % 12 + half), end))
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
            && let Some(month) = month(m).or(small::<i8>(m))
        {
            return self.ymd(small(y)?, month, small(d)?, i + 1);
        }
        let numbers: Vec<i16> = parts.iter().map(|p| small(p)).collect::<Option<_>>()?;
        match numbers[..] {
            [a, b, y] if parts[2].len() == 4 || parts[2].len() == 2 => {
                let y = if y >= 100 {
                    y
                } else if y < 50 {
                    2000 + y
                } else {
                    1900 + y
                };
                let (a, b) = (i8::try_from(a).ok()?, i8::try_from(b).ok()?);
                self.ymd(y, a, b, i + 1).or_else(|| self.ymd(y, b, a, i + 1))
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
        weekday(self.word(i))?;
        let at = i + 1 + usize::from(self.word(i + 1) == ",");
        let found = self.calendar(at);
        found.filter(|(v, _)| matches!(v, Value::Day(_)) || self.published.is_none()).or_else(|| {
            // "Thursday the 21st"
            let at = i + 1 + usize::from(self.word(i + 1) == "the");
            let (day, end) = self.ordinal(at).filter(|_| at > i + 1)?;
            let p = self.published?;
            Some((Date::new(p.year(), p.month(), day).map_or(Value::Unresolved, Value::Day), end))
        })
    }

    /// A month's name with a day or a year, or alone where a preposition shows that it is a month.
    fn calendar(&self, i: usize) -> Read {
        if let Some(m) = self.month_at(i) {
            let at = i + 1 + usize::from(matches!(self.word(i + 1), "-" | "." | "/"));
            if let Some((day, end)) = self.ordinal(at).or_else(|| self.day_number(at)) {
                return Some(self.with_year(m, day, end));
            }
            let at = i + 1 + usize::from(self.word(i + 1) == ",");
            if let Some((year, end)) = self.year_number(at) {
                return Some((Value::Month(year, m), end));
            }
            let before = i.checked_sub(1).map_or("", |j| self.word(j));
            let clear = matches!(
                before,
                "in" | "early"
                    | "late"
                    | "mid"
                    | "since"
                    | "last"
                    | "next"
                    | "until"
                    | "till"
                    | "by"
                    | "this"
                    | "-"
                    | "of"
                    | "from"
                    | "during"
                    | "through"
            );
            return (clear && self.capital(i)).then(|| (self.nearest_month(m, before), i + 1));
        }
        // "21 February 2025", "the 21st of February"
        let at = i + usize::from(self.word(i) == "the");
        let (day, after) = self.ordinal(at).or_else(|| self.day_number(at).filter(|_| at == i))?;
        let m = after + usize::from(matches!(self.word(after), "of" | "-" | "."));
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
        if self.word(after) == "of" && self.word(after + 2) == "month" {
            let months = step(self.word(after + 1))?;
            let base = p.first_of_month().checked_add((months as i32).months()).ok()?;
            return Some((
                Date::new(base.year(), base.month(), day).map_or(Value::Unresolved, Value::Day),
                after + 3,
            ));
        }
        // A bare ordinal is a date only where nothing that it could count follows.
        let followed = self.word(after).starts_with(char::is_alphabetic);
        (ordinal && !followed)
            .then(|| (Date::new(p.year(), p.month(), day).map_or(Value::Unresolved, Value::Day), after))
    }

    fn month_at(&self, i: usize) -> Option<i8> {
        let word = self.word(i);
        let m = month(word)?;
        // "may" and "march" are verbs, too: their capital tells.
        (!matches!(word, "may" | "march" | "mar" | "sun" | "sat") || self.capital(i)).then_some(m)
    }

    fn ordinal(&self, i: usize) -> Option<(i8, usize)> {
        let word = self.word(i);
        let stem = word
            .strip_suffix("st")
            .or(word.strip_suffix("nd"))
            .or(word.strip_suffix("rd"))
            .or(word.strip_suffix("th"));
        if let Some(day) = stem.and_then(small::<i8>).filter(|d| (1..=31).contains(d)) {
            return Some((day, i + 1));
        }
        const WORDS: [&str; 12] = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth",
        ];
        if let Some(n) = WORDS.iter().position(|w| *w == word) {
            return Some((n as i8 + 1, i + 1));
        }
        let tens = match word {
            "twenty" => 20,
            "thirty" => 30,
            _ => return None,
        };
        let at = i + 1 + usize::from(self.word(i + 1) == "-");
        match WORDS.iter().position(|w| *w == self.word(at)) {
            Some(n) if tens + n < 31 => Some((tens as i8 + n as i8 + 1, at + 1)),
            _ => None,
        }
    }

    fn day_number(&self, i: usize) -> Option<(i8, usize)> {
        let word = self.word(i);
        if let Some(day) = small::<i8>(word).filter(|d| (1..=31).contains(d) && word.len() < 3) {
            // "Feb. 50,000": a number that goes on is no day; nor is one that a percent or currency follows.
            return (!matches!(self.word(i + 1), "%" | "percent" | "million" | "billion"))
                .then_some((day, i + 1));
        }
        let n = number(self.lexemes, i).filter(|n| !n.digits && n.scale == rust_decimal::Decimal::ONE)?;
        let day = i8::try_from(i64::try_from(n.value).ok()?).ok().filter(|d| (1..=31).contains(d))?;
        (n.end > i && month(self.word(i.wrapping_sub(1))).is_some()).then_some((day, n.end))
    }

    fn year_number(&self, i: usize) -> Option<(i16, usize)> {
        let word = self.word(i);
        let digits =
            small::<i16>(word).filter(|y| word.len() == 4 && (1000..=2200).contains(y)).map(|y| (y, i + 1));
        digits.or_else(|| {
            let n = number(self.lexemes, i).filter(|n| !n.digits)?;
            let year =
                i16::try_from(i64::try_from(n.value).ok()?).ok().filter(|y| (1900..2200).contains(y))?;
            Some((year, n.end))
        })
    }

    /// The day with the year that follows, else with the year that brings it nearest to the article's date.
    fn with_year(&self, month: i8, day: i8, end: usize) -> (Value, usize) {
        let at = end + usize::from(self.word(end) == ",");
        if let Some((year, end)) = self.year_number(at) {
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

    fn nearest_month(&self, month: i8, before: &str) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let year = match before {
            "last" if month >= p.month() => p.year() - 1,
            "next" if month <= p.month() => p.year() + 1,
            "last" | "next" | "this" => p.year(),
            _ if month - p.month() > 6 => p.year() - 1,
            _ if p.month() - month > 6 => p.year() + 1,
            _ => p.year(),
        };
        Value::Month(year, month)
    }

    /// "second Sunday", "the first Friday of next month".
    fn nth_weekday(&self, i: usize) -> Read {
        let p = self.published?;
        let at = i + usize::from(self.word(i) == "the");
        let n = ["first", "second", "third", "fourth", "fifth"].iter().position(|w| *w == self.word(at))?;
        let day = weekday(self.word(at + 1))?;
        let (base, end) = match (self.word(at + 2), self.word(at + 3), self.word(at + 4)) {
            ("of", which, "month") => (p.checked_add((step(which)? as i32).months()).ok()?, at + 5),
            ("of", name, _) if month(name).is_some() => {
                let (year, end) = self.year_number(at + 4).unwrap_or((p.year(), at + 4));
                (Date::new(year, month(name)?, 1).ok()?, end)
            }
            _ => (p, at + 2),
        };
        let found = base.nth_weekday_of_month(n as i8 + 1, day);
        Some((found.map_or(Value::Unresolved, Value::Day), end))
    }

    /// "Monday", "last Friday", "next Tuesday", "next week Sunday", "Sunday of next week".
    fn weekday(&self, i: usize) -> Read {
        let (which, at) = match self.word(i) {
            w @ ("last" | "next" | "this" | "past" | "coming") => (Some(w), i + 1),
            _ => (None, i),
        };
        if let (Some(which), "week", Some(day)) = (which, self.word(at), weekday(self.word(at + 1))) {
            return Some((self.in_week(step(which)?, day), at + 2));
        }
        let day = weekday(self.word(at)).filter(|_| {
            self.capital(at) || which.is_some() || !matches!(self.word(at), "sun" | "sat" | "mon" | "wed")
        })?;
        let mut end = at + 1;
        if matches!(self.word(end), "morning" | "afternoon" | "evening" | "night") {
            end += 1;
        }
        if self.word(end) == "of" && self.word(end + 2) == "week" {
            return Some((self.in_week(step(self.word(end + 1))?, day), end + 3));
        }
        let Some(p) = self.published else { return Some((Value::Unresolved, end)) };
        let back = (p.weekday().to_monday_zero_offset() - day.to_monday_zero_offset()).rem_euclid(7);
        let value = match which {
            Some("next" | "coming") => return Some((self.in_week_or_after(p, back, which), end)),
            Some("last" | "past") if back == 0 => p.checked_sub(7.days()),
            Some("this") if back > 0 && self.future(i) => p.checked_add(i32::from(7 - back).days()),
            Some(_) => p.checked_sub(i32::from(back).days()),
            None if self.future(i) && back > 0 => p.checked_add(i32::from(7 - back).days()),
            None => p.checked_sub(i32::from(back).days()),
        };
        Some((value.map_or(Value::Unresolved, Value::Day), end))
    }

    fn in_week_or_after(&self, published: Date, back: i8, which: Option<&str>) -> Value {
        let ahead = i32::from(if back == 0 { 7 } else { 7 - back });
        // "next Sunday" is the one of the next week where that is not tomorrow's; "the coming" one is the first there is.
        let ahead = if which == Some("next") && ahead < 2 && back != 0 { ahead + 7 } else { ahead };
        published.checked_add(ahead.days()).map_or(Value::Unresolved, Value::Day)
    }

    fn in_week(&self, weeks: i64, day: Weekday) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let monday = p.checked_sub(i32::from(p.weekday().to_monday_zero_offset()).days());
        let found =
            monday.and_then(|m| m.checked_add((weeks * 7 + i64::from(day.to_monday_zero_offset())).days()));
        found.map_or(Value::Unresolved, Value::Day)
    }

    /// Whether the words before say that what is dated lies ahead.
    fn future(&self, i: usize) -> bool {
        let before = &self.lexemes[..i];
        let last = |list: &[&str]| before.iter().rposition(|l| list.contains(&l.lower.as_str()));
        let ahead = last(&[
            "will",
            "'ll",
            "would",
            "scheduled",
            "due",
            "expected",
            "plans",
            "plan",
            "set",
            "until",
            "upcoming",
            "ahead",
            "shall",
            "expects",
        ]);
        let behind = last(&["said", "was", "were", "met", "told", "announced", "reported", "had"]);
        ahead.is_some() && ahead > behind
    }

    /// "today", "yesterday", "this morning", "the next day".
    fn named_day(&self, i: usize) -> Read {
        let (offset, end) = match (self.word(i), self.word(i + 1), self.word(i + 2)) {
            ("today" | "tonight", ..) => (0, i + 1),
            ("yesterday", ..) => (-1, i + 1),
            ("tomorrow", ..) => (1, i + 1),
            ("this", "morning" | "afternoon" | "evening" | "day", _) => (0, i + 2),
            ("last", "night", _) => (-1, i + 2),
            ("past", "day", _) => (-1, i + 2),
            ("the", "day", "before") if self.word(i + 3) == "yesterday" => (-2, i + 4),
            ("the", "day", "after") if self.word(i + 3) == "tomorrow" => (2, i + 4),
            ("the", "next" | "following", "day") => (1, i + 3),
            ("the", "previous", "day") => (-1, i + 3),
            _ => return None,
        };
        Some((self.shift(offset, Unit::Day), end))
    }

    /// "two days ago", "three weeks from tomorrow", "1 month and 21 days ago", "two Sundays from now".
    fn shifted(&self, i: usize) -> Read {
        let (mut total, mut at) = (Some(Period::new()), i);
        let mut first = None;
        loop {
            let (n, unit, end) = self.count(at)?;
            first.get_or_insert(unit);
            // Ages of the earth are dates without a value: the calendar ends before them.
            total = total.and_then(|total| match unit {
                Unit::Day => total.try_days(n).ok(),
                Unit::Week => total.try_weeks(n).ok(),
                Unit::Month => total.try_months(n).ok(),
                Unit::Year => total.try_years(n).ok(),
            });
            at = end;
            let next = at + usize::from(matches!(self.word(at), "and" | ","));
            if self.count(next).is_none() {
                break;
            }
            at = next;
        }
        let (sign, base, end) = match (self.word(at), self.word(at + 1)) {
            ("ago", _) | ("earlier", _) => (-1, 0, at + 1),
            ("later", _) => (1, 0, at + 1),
            ("from", "now" | "today") => (1, 0, at + 2),
            ("from" | "after", "tomorrow") => (1, 1, at + 2),
            ("from" | "after", "yesterday") => (1, -1, at + 2),
            ("before", "yesterday") => (-1, -1, at + 2),
            ("before", "tomorrow") => (-1, 1, at + 2),
            _ => return None,
        };
        let (Some(p), Some(total)) = (self.published, total) else { return Some((Value::Unresolved, end)) };
        let moved = p
            .checked_add(i64::from(base).days())
            .and_then(|d| if sign < 0 { d.checked_sub(total) } else { d.checked_add(total) });
        let value = moved.map_or(Value::Unresolved, |d| match first {
            Some(Unit::Year) => Value::Year(d.year()),
            Some(Unit::Month) if !self.has_days(i, at) && self.published.is_none() => {
                Value::Month(d.year(), d.month())
            }
            _ => Value::Day(d),
        });
        Some((value, end))
    }

    fn has_days(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| self.word(i).starts_with("day"))
    }

    fn count(&self, i: usize) -> Option<(i64, Unit, usize)> {
        let (n, at) = match self.word(i) {
            "a" | "an" | "one" => (1, i + 1),
            _ => {
                let n = number(self.lexemes, i)?;
                (i64::try_from(n.value).ok().filter(|_| n.value.fract().is_zero())?, n.end)
            }
        };
        let unit = match self.word(at) {
            "day" | "days" => Unit::Day,
            "week" | "weeks" => Unit::Week,
            "month" | "months" => Unit::Month,
            "year" | "years" => Unit::Year,
            _ => return None,
        };
        Some((n, unit, at + 1))
    }

    /// "last year", "this month", "early this week", "next month".
    fn period(&self, i: usize) -> Read {
        let offset = step(self.word(i))?;
        let unit = match self.word(i + 1) {
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            _ => return None,
        };
        let Some(p) = self.published else { return Some((Value::Unresolved, i + 2)) };
        let value = match unit {
            Unit::Year => Value::Year(p.year() + offset as i16),
            Unit::Month => p
                .first_of_month()
                .checked_add((offset as i32).months())
                .map_or(Value::Unresolved, |d| Value::Month(d.year(), d.month())),
            _ => Value::Unresolved,
        };
        Some((value, i + 2))
    }

    /// A bare year after a word that takes one ("in 1989", "since 2014", "the 2016 election" does not count).
    fn year(&self, i: usize) -> Read {
        let word = self.word(i);
        let year = calendar_year(word)?;
        let before = i.checked_sub(1).map_or("", |j| self.word(j));
        let clear = matches!(
            before,
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "of"
                | "from"
                | "during"
                | "before"
                | "after"
                | "early"
                | "late"
                | "mid"
                | "and"
                | "to"
                | "("
                | "-"
                | "–"
        );
        // "the Strategy 2021-2030" is no date, and neither is its end.
        let dashed = matches!(before, "-" | "–")
            && i.checked_sub(2).is_some_and(|j| calendar_year(self.word(j)).is_some());
        let end_of_name = dashed && self.year(i - 2).is_none();
        let counted = super::amount::is_unit(self.word(i + 1));
        (clear && !end_of_name && !counted).then_some((Value::Year(year), i + 1))
    }

    fn shift(&self, offset: i64, unit: Unit) -> Value {
        let Some(p) = self.published else { return Value::Unresolved };
        let moved = match unit {
            Unit::Day => p.checked_add(offset.days()),
            Unit::Week => p.checked_add((offset * 7).days()),
            Unit::Month => p.checked_add((offset as i32).months()),
            Unit::Year => p.checked_add((offset as i32).years()),
        };
        moved.map_or(Value::Unresolved, Value::Day)
    }
}

fn step(word: &str) -> Option<i64> {
    match word {
        "last" | "previous" | "past" => Some(-1),
        "this" | "current" => Some(0),
        "next" | "coming" => Some(1),
        _ => None,
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

/// Whether a word names a day of the week, in full and with a capital.
pub fn is_weekday(word: &str) -> bool {
    word.ends_with("day") && word.starts_with(char::is_uppercase) && weekday(&word.to_lowercase()).is_some()
}

fn weekday(word: &str) -> Option<Weekday> {
    let bare = word.strip_suffix('.').unwrap_or(word);
    let bare = bare.strip_suffix('s').filter(|b| b.ends_with("day")).unwrap_or(bare);
    Some(match bare {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::lexemes;
    use crate::text::split;

    fn read(text: &str, published: &str) -> Vec<String> {
        let published = published.parse().ok();
        let sentences = split(text);
        let found = sentences.iter().flat_map(|s| dates(&lexemes(text, s.tokens.iter().copied()), published));
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
