//! What articles tell of an entity where they need not agree: the country and the sector that most of them give it.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

/// Each value that was told, with those who told it, in the order of the values. Nearly always there is one: a list of one takes a tenth of a tree's memory.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct VoteTally(Vec<(String, Tellers)>);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Tellers {
    articles: usize,
    /// Rows of articles.csv before the first of them.
    first: usize,
}

impl VoteTally {
    /// What the article behind `row` others tells; nothing where it is empty.
    pub fn once(value: &str, row: usize) -> VoteTally {
        let tellers = Tellers { articles: 1, first: row };
        VoteTally((!value.is_empty()).then(|| (value.to_string(), tellers)).into_iter().collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn join(&mut self, later: VoteTally) {
        for (value, more) in later.0 {
            match self.0.binary_search_by(|(known, _)| known.cmp(&value)) {
                Ok(at) => {
                    let known = &mut self.0[at].1;
                    known.articles += more.articles;
                    known.first = known.first.min(more.first);
                }
                Err(at) => {
                    self.0.reserve_exact(1);
                    self.0.insert(at, (value, more));
                }
            }
        }
    }

    /// What most articles tell; of values told as often, the one told first.
    pub fn most(&self) -> &str {
        let most = self.0.iter().max_by_key(|(_, t)| (t.articles, Reverse(t.first)));
        most.map_or("", |(value, _)| value)
    }

    /// The same, told by articles that stand at other places.
    pub fn moved(mut self, row: impl Fn(usize) -> usize) -> VoteTally {
        self.0.iter_mut().for_each(|(_, t)| t.first = row(t.first));
        self
    }

    /// About what it takes in memory, in bytes.
    pub fn size(&self) -> usize {
        self.0.iter().map(|(value, _)| value.len() + 64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_articles_decide_and_the_first_of_equals() {
        let mut told = VoteTally::once("THA", 0);
        told.join(VoteTally::once("", 1));
        told.join(VoteTally::once("USA", 2));
        assert_eq!(told.most(), "THA");
        told.join(VoteTally::once("USA", 5));
        assert_eq!(told.most(), "USA");
        let mut other_way = VoteTally::once("USA", 5);
        other_way.join(VoteTally::once("USA", 2));
        other_way.join(VoteTally::once("THA", 0));
        assert_eq!(other_way, told);
        assert_eq!(VoteTally::default().most(), "");
    }
}
