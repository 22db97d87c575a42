//! Codes of events in the older scheme.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A CAMEO code (version 1.1b3): one of the root codes 01 to 20, and up to two digits that say more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Cameo {
    digits: [u8; 4],
    length: u8,
}

/// What is no CAMEO code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no CAMEO code: two to four digits, of which the first two are 01 to 20")]
pub struct NotCameo(pub String);

impl Cameo {
    /// The digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.digits[..usize::from(self.length)]).unwrap_or_default()
    }

    /// Whether the act is told no closer than its root code does: "040".
    pub fn is_general(&self) -> bool {
        self.as_str().ends_with('0')
    }
}

impl FromStr for Cameo {
    type Err = NotCameo;

    fn from_str(code: &str) -> Result<Cameo, NotCameo> {
        let error = || NotCameo(code.to_string());
        let all_digits = (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        let root: u8 = if all_digits { code[..2].parse().map_err(|_| error())? } else { 0 };
        if !(1..=20).contains(&root) {
            return Err(error());
        }
        let mut digits = [0; 4];
        digits[..code.len()].copy_from_slice(code.as_bytes());
        Ok(Cameo { digits, length: u8::try_from(code.len()).map_err(|_| error())? })
    }
}

impl TryFrom<String> for Cameo {
    type Error = NotCameo;

    fn try_from(code: String) -> Result<Cameo, NotCameo> {
        code.parse()
    }
}

impl From<Cameo> for String {
    fn from(code: Cameo) -> String {
        code.as_str().to_string()
    }
}

impl fmt::Display for Cameo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Cameo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cameo({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::Cameo;

    #[test]
    fn codes_are_a_root_and_up_to_two_digits() {
        for code in ["01", "040", "0872", "204"] {
            assert_eq!(code.parse::<Cameo>().map(|c| c.to_string()).as_deref(), Ok(code));
        }
        for other in ["", "0", "zz9", "210", "000", "04a", "04000", "４０"] {
            assert!(other.parse::<Cameo>().is_err(), "{other}");
        }
    }
}
