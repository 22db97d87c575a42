//! The first and the last day that a date may mean: `1979` is all of that year.

use jiff::civil::Date;

/// The days of an ISO 8601 date of any precision (`2025`, `2025-02`, `2025-02-21`); nothing where it is none.
pub fn days(date: &str) -> Option<(Date, Date)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_months_are_all_their_days() {
        let of = |date: &str| days(date).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(of("1979").unwrap(), "1979-01-01 1979-12-31");
        assert_eq!(of("2024-02").unwrap(), "2024-02-01 2024-02-29");
        assert_eq!(of("2025-02-21").unwrap(), "2025-02-21 2025-02-21");
        assert_eq!([of(""), of("2025-13"), of("soon")], [None, None, None]);
    }
}
