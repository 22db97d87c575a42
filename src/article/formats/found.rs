//! One record of an input, or why there is none.

use super::material::Material;

/// Bytes of one article at most; more is refused rather than read into memory.
pub const LARGEST: u64 = 8 << 20;

/// One record of an input, or what stood in the way of reading it.
#[derive(Debug)]
pub struct Found {
    /// Which record, from 1; `None` where the input is a single article, or where it is of the input as a whole that something is said.
    pub number: Option<usize>,
    pub content: Result<Material, Unread>,
}

/// A record that could not be read.
#[derive(Debug, Default)]
pub struct Unread {
    pub reason: String,
    /// As it stood.
    pub record: String,
}

impl Found {
    pub(super) fn new(number: usize, content: Result<Material, Unread>) -> Found {
        Found { number: Some(number), content }
    }

    /// A record that is larger than an article may be, and was passed over; `place` names it.
    pub(super) fn too_large(number: usize, place: &str) -> Found {
        let reason = format!("{place}: {}", Unread::too_large().reason);
        Found::new(number, Err(Unread::because(reason)))
    }

    /// The input cannot be read, or not further.
    pub(super) fn broken(reason: impl Into<String>) -> Found {
        Found { number: None, content: Err(Unread::because(reason)) }
    }
}

impl Unread {
    pub(super) fn because(reason: impl Into<String>) -> Unread {
        Unread { reason: reason.into(), record: String::new() }
    }

    pub(super) fn too_large() -> Unread {
        Unread::because(format!("larger than {} MiB, the most that one article may hold", LARGEST >> 20))
    }
}
