//! Word lists: words between blanks, and lines of remarks that begin with "#".

use rustc_hash::FxHashSet;

/// The words of a list of `data/lexicon`.
pub fn listed(list: &'static str) -> FxHashSet<&'static str> {
    list.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
}
