//! The first and the last day that a date may mean: `1979` is all of that year.

use jiff::ToSpan;
use jiff::civil::Date;

/// The days of an ISO 8601 date of any precision (`2025`, `2025-02`, `2025-02-21`), or of an interval of two (`2025-02/2025-04`); nothing where it is
/// none.
pub fn days(date: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = date.split_once('/') {
        return Some((days(first)?.0, days(last)?.1));
    }
    let mut parts = date.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let Some(month) = parts.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let month: i8 = month.parse().ok()?;
    match parts.next() {
        None => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        Some(day) => {
            let day = Date::new(year, month, day.parse().ok()?).ok()?;
            Some((day, day))
        }
    }
}

/// The first day of Unix time.
const FIRST: Date = jiff::civil::date(1970, 1, 1);

/// Days from the first of Unix time to a day.
pub fn number_of(day: Date) -> Option<i32> {
    FIRST.until(day).ok().map(|span| span.get_days())
}

/// The day of a number.
pub fn numbered(number: i32) -> Option<Date> {
    FIRST.checked_add(number.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_from_the_first_of_unix_time() {
        let days = [(1970, 1, 2, 1), (2024, 5, 31, 19_874), (1956, 7, 26, -4_907)];
        for (year, month, day, number) in days {
            let day = jiff::civil::date(year, month, day);
            assert_eq!((number_of(day), numbered(number)), (Some(number), Some(day)));
        }
    }

    #[test]
    fn years_and_months_are_all_their_days() {
        let of = |date: &str| days(date).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(of("1979").unwrap(), "1979-01-01 1979-12-31");
        assert_eq!(of("2024-02").unwrap(), "2024-02-01 2024-02-29");
        assert_eq!(of("2025-02-21").unwrap(), "2025-02-21 2025-02-21");
        assert_eq!(of("2024-08/2024-10").unwrap(), "2024-08-01 2024-10-31");
        assert_eq!([of(""), of("2025-13"), of("soon"), of("2024/soon")], [None, None, None, None]);
    }
}
