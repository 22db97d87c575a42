//! What a date expression names, at the precision of its words.

use std::fmt;

use jiff::civil::Date;

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    Day(Date),
    Month(i16, i8),
    Year(i16),
}

/// What a date expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    At(Point),
    /// All from the first to the last.
    Between(Point, Point),
    /// The words do not say, or what they count from is not known.
    Unresolved,
}

impl Value {
    pub const fn day(day: Date) -> Value {
        Value::At(Point::Day(day))
    }

    pub const fn month(year: i16, month: i8) -> Value {
        Value::At(Point::Month(year, month))
    }

    pub const fn year(year: i16) -> Value {
        Value::At(Point::Year(year))
    }

    /// The day, where there is one.
    pub fn of_day(day: Option<Date>) -> Value {
        day.map_or(Value::Unresolved, Value::day)
    }

    /// The months from the first to the last of a year.
    pub const fn months(year: i16, first: i8, last: i8) -> Value {
        Value::Between(Point::Month(year, first), Point::Month(year, last))
    }

    /// The point that it ends with.
    pub fn last(self) -> Option<Point> {
        match self {
            Value::At(point) | Value::Between(_, point) => Some(point),
            Value::Unresolved => None,
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Point::Day(day) => write!(f, "{day}"),
            Point::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Point::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// ISO 8601, an interval with a slash; nothing where it is not resolved.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::At(point) => write!(f, "{point}"),
            Value::Between(first, last) => write!(f, "{first}/{last}"),
            Value::Unresolved => Ok(()),
        }
    }
}
