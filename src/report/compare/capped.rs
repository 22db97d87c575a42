//! The first so many of a stream, whatever comes first in it.

use std::cmp::Ordering;

/// Keeps the `most` that stand first in an order, in memory for twice as many.
pub struct Capped<T> {
    most: usize,
    order: fn(&T, &T) -> Ordering,
    kept: Vec<T>,
}

impl<T> Capped<T> {
    pub fn new(most: usize, order: fn(&T, &T) -> Ordering) -> Capped<T> {
        Capped { most, order, kept: Vec::new() }
    }

    pub fn push(&mut self, one: T) {
        self.kept.push(one);
        if self.kept.len() > 2 * self.most {
            self.trim();
        }
    }

    fn trim(&mut self) {
        if self.kept.len() > self.most {
            self.kept.sort_by(self.order);
            self.kept.truncate(self.most);
        }
    }

    pub fn finish(mut self) -> Vec<T> {
        self.trim();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_in_order_stay_however_they_come() {
        let mut capped = Capped::new(3, u32::cmp);
        [7, 1, 9, 3, 8, 2, 6, 5, 0, 4].into_iter().for_each(|n| capped.push(n));
        assert_eq!(capped.finish(), [0, 1, 2]);
        let mut none = Capped::new(0, u32::cmp);
        none.push(1);
        assert!(none.finish().is_empty());
    }
}
