//! The casing of a word: what an uncased vocabulary loses and the network gets back as its token type.

/// The six classes of `scripts/train/windows.py`, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Casing {
    Other = 0,
    Title = 1,
    SingleCapital = 2,
    AllCapitals = 3,
    Digit = 4,
    Mixed = 5,
}

impl Casing {
    /// Number of classes.
    #[cfg(feature = "rust-bert")]
    pub const COUNT: usize = 6;

    pub fn of(word: &str) -> Casing {
        let (mut letters, mut uppers, mut first_upper) = (0usize, 0usize, false);
        for c in word.chars() {
            if c.is_numeric() {
                return Casing::Digit;
            }
            if c.is_alphabetic() {
                let upper = c.is_uppercase();
                first_upper |= letters == 0 && upper;
                letters += 1;
                uppers += usize::from(upper);
            }
        }
        match (uppers, letters) {
            (0, _) => Casing::Other,
            (1, 1) => Casing::SingleCapital,
            (u, l) if u == l => Casing::AllCapitals,
            (1, _) if first_upper => Casing::Title,
            _ => Casing::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Casing::{self, *};

    #[test]
    fn classes() {
        for (word, class) in [
            ("minerals", Other),
            ("Kyiv", Title),
            ("A", SingleCapital),
            ("U.S.", AllCapitals),
            ("3.5bn", Digit),
            ("McDonald", Mixed),
            ("iPhone", Mixed),
            ("--", Other),
            ("O'Neill", Mixed),
        ] {
            assert_eq!(Casing::of(word), class, "{word}");
        }
    }
}
