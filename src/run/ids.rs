//! Article ids that are unique in a run.

use rustc_hash::FxHashMap;

/// Ids given so far, by their first form.
#[derive(Default)]
pub struct Ids(FxHashMap<String, usize>);

impl Ids {
    /// `id`, with `-2`, `-3`, ... behind it where it was given before.
    pub fn unique(&mut self, id: &str) -> String {
        let mut candidate = id.to_string();
        while let Some(times) = self.0.get_mut(&candidate) {
            *times += 1;
            candidate = format!("{id}-{times}");
        }
        self.0.insert(candidate.clone(), 1);
        candidate
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
