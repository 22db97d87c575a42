//! Where a resumed run begins.

/// What an interrupted run had done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before {
    pub articles: usize,
    /// Hash of what was read up to the last of them.
    pub read: u64,
}
