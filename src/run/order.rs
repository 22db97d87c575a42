//! Results back in the order of their numbers, whichever thread was first.

use std::collections::BTreeMap;

/// Holds what came too early.
pub struct InOrder<T> {
    next: usize,
    early: BTreeMap<usize, T>,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        InOrder { next: 0, early: BTreeMap::new() }
    }
}

impl<T> InOrder<T> {
    /// The first item to come out is number `next`.
    pub fn starting_at(next: usize) -> Self {
        InOrder { next, ..Self::default() }
    }

    pub fn put(&mut self, number: usize, item: T) {
        self.early.insert(number, item);
    }

    /// The item whose turn it is, if it has come.
    pub fn next(&mut self) -> Option<T> {
        let item = self.early.remove(&self.next)?;
        self.next += 1;
        Some(item)
    }
}

#[cfg(test)]
mod tests {
    use super::InOrder;

    #[test]
    fn early_items_wait() {
        let mut order = InOrder::default();
        order.put(1, "b");
        assert_eq!(order.next(), None);
        order.put(0, "a");
        assert_eq!([order.next(), order.next(), order.next()], [Some("a"), Some("b"), None]);
    }
}
