//! Times of day: "5:03 PM", "noon", "1530 GMT".

use super::{Grammar, small};

impl Grammar<'_> {
    pub(super) fn time(&self, i: usize) -> Option<(String, usize)> {
        let word = self.word(i);
        if let Some(hour) = self.words.hour(word) {
            return Some((format!("T{hour:02}:00"), i + 1));
        }
        if let Some(found) = self.in_zone(i) {
            return Some(found);
        }
        let (hour, minute) = word.split_once([':', '.']).unwrap_or((word, "00"));
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

    /// "1530 GMT", "18.00 local time": digits that a zone makes a time of day.
    fn in_zone(&self, i: usize) -> Option<(String, usize)> {
        let word = self.word(i);
        let (hour, minute) =
            word.split_once(['.', ':']).or_else(|| word.split_at_checked(2).filter(|_| word.len() == 4))?;
        let (hour, minute): (u8, u8) = (small(hour)?, small(minute).filter(|_| minute.len() == 2)?);
        let (universal, length) = self.words.zone(|at| self.word(i + 1 + at))?;
        let zulu = if universal { "Z" } else { "" };
        (hour < 24 && minute < 60).then(|| (format!("T{hour:02}:{minute:02}{zulu}"), i + 1 + length))
    }
}
