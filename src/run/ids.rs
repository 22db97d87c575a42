//! Article ids that are unique in a run.

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

/// Ids given so far. A dump may hold many millions: of each only a hash is kept, some fifteen bytes. Two ids of one hash (once in a hundred thousand runs over
/// twenty million articles) would get a number that neither needs.
#[derive(Default)]
pub struct Ids {
    /// By their first byte, so that no table is ever doubled as a whole.
    given: [FxHashSet<u64>; 16],
    /// How often those were asked for that were asked for again.
    again: FxHashMap<u64, usize>,
}

impl Ids {
    /// `id`, with `-2`, `-3`, ... behind it where it was given before.
    pub fn unique(&mut self, id: &str) -> String {
        let mut candidate = id.to_string();
        loop {
            let hash = xxh3_64(candidate.as_bytes());
            if self.given[(hash >> 60) as usize].insert(hash) {
                return candidate;
            }
            let times = self.again.entry(hash).or_insert(1);
            *times += 1;
            candidate = format!("{id}-{times}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn a_repeated_id_is_numbered() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["a", "b", "a", "a-2", "a"].iter().map(|i| ids.unique(i)).collect();
        assert_eq!(given, ["a", "b", "a-2", "a-2-2", "a-3"]);
    }
}
