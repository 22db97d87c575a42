//! How dyads are counted.

/// What is counted together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    Day,
    /// ISO 8601: 2022-W09.
    Week,
    #[default]
    Month,
    Year,
}

/// Whom a side stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    Country,
    Sector,
    /// Country and sector: `USAGOV`.
    Both,
}

/// How dyads are counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct DyadOptions {
    pub period: Period,
    pub side: Side,
    /// A column for each of PLOVER's events.
    pub wide: bool,
    /// Rows of noughts for the periods in which a pair is silent.
    pub balanced: bool,
    /// Counts every report; else one a day, pair and code.
    pub every_report: bool,
}
