//! Dates in bylines, metadata and date columns. (Dates in running text are the entity room's.)

use jiff::civil::Date;

use crate::knowledge::{DateWords, Lexicon};

/// The first full date in `text`: ISO 8601, `20250222`, "February 22, 2025", "22 Feb 2025", "2/22/2025" (month first unless that cannot be).
pub fn find_date(text: &str, lexicon: &Lexicon) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·' | '•'))
        .filter(|w| !w.is_empty())
        .collect();
    (0..words.len())
        .find_map(|i| numeric(words[i], &lexicon.dates).or_else(|| named(&words[i..], &lexicon.dates)))
}

/// Seconds, or thousandths of seconds, since 1970: ten or thirteen digits.
fn of_epoch(word: &str) -> Option<Date> {
    let whole = word.split('.').next().unwrap_or(word);
    let number: i64 = whole.parse().ok().filter(|_| matches!(whole.len(), 10 | 13))?;
    let seconds = if whole.len() == 13 { number / 1_000 } else { number };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(moment).date())
}

fn numeric(word: &str, dates: &DateWords) -> Option<Date> {
    if let Some(date) = of_epoch(word) {
        return Some(date);
    }
    let word = word.split('T').next().unwrap_or(word).trim_end_matches(['.', ';', ':']);
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let number = |s: &str| s.parse::<i16>().ok().filter(|_| s.bytes().all(|b| b.is_ascii_digit()));
    match parts.as_slice() {
        // "04-Mar-2025", "2025-Mar-04"
        [a, month, b] if dates.month(month).is_some() => {
            let (day, year) = if a.len() == 4 { (b, a) } else { (a, b) };
            let year = number(year)?;
            let year = if year < 100 { 2000 + year } else { year };
            date(year, dates.month(month)?.into(), number(day)?)
        }
        // "Mar-04-2025"
        [month, day, year] if dates.month(month).is_some() && year.len() == 4 => {
            date(number(year)?, dates.month(month)?.into(), number(day)?)
        }
        [y, m, d] if y.len() == 4 => date(number(y)?, number(m)?, number(d)?),
        [a, b, y] if y.len() == 4 => {
            let (a, b, y) = (number(a)?, number(b)?, number(y)?);
            date(y, a, b).or_else(|| date(y, b, a))
        }
        [run] if run.len() == 8 && run.is_ascii() => {
            date(number(&run[..4])?, number(&run[4..6])?, number(&run[6..])?).filter(|d| d.year() > 1800)
        }
        _ => None,
    }
}

/// A month's name beside a day and a year, in either order.
fn named(words: &[&str], dates: &DateWords) -> Option<Date> {
    let day = |w: &str| w.trim_end_matches(|c: char| c.is_alphabetic() || c == '.').parse::<i16>().ok();
    let year = |w: &str| w.trim_end_matches(['.', ';']).parse::<i16>().ok().filter(|y| *y > 1000);
    match words {
        [m, d, y, ..] if dates.month(m).is_some() => date(year(y)?, dates.month(m)?.into(), day(d)?),
        [d, m, y, ..] if dates.month(m).is_some() => date(year(y)?, dates.month(m)?.into(), day(d)?),
        _ => None,
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_a_date_is_written() {
        let knowledge = crate::knowledge::Knowledge::embedded();
        let lexicon = &knowledge.lexicon;
        let expected = Date::constant(2025, 2, 22);
        for text in [
            "2025-02-22",
            "2025-02-22T10:00:00Z",
            "by A. Writer February 22, 2025 12:06 AM",
            "Published 22 Feb. 2025",
            "Sat, 22 Feb 2025 10:00:00 GMT",
            "2/22/2025",
            "22.02.2025",
            "20250222",
            "22-Feb-2025",
            "1740218400",
            "1740218400000",
        ] {
            assert_eq!(find_date(text, lexicon), Some(expected), "{text}");
        }
        for text in ["", "no date", "in 2025", "March 2025", "99/99/2025", "12:06 AM", "Kit—to", "numéros"]
        {
            assert_eq!(find_date(text, lexicon), None, "{text}");
        }
    }
}
