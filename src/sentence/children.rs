//! The dependents of every word, found in constant time.

/// Dependents by head, in the order of the sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Children {
    starts: Vec<u32>,
    words: Vec<u32>,
}

impl Children {
    pub fn new(heads: &[Option<usize>]) -> Children {
        let mut starts = vec![0u32; heads.len() + 2];
        for head in heads.iter().flatten() {
            starts[head + 2] += 1;
        }
        for i in 2..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut words = vec![0u32; heads.iter().flatten().count()];
        for (word, head) in heads.iter().enumerate() {
            if let Some(head) = head {
                words[starts[head + 1] as usize] = word as u32;
                starts[head + 1] += 1;
            }
        }
        starts.pop();
        Children { starts, words }
    }

    pub fn of(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.words[self.starts[head] as usize..self.starts[head + 1] as usize].iter().map(|w| *w as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Children;

    #[test]
    fn dependents_in_order() {
        let children = Children::new(&[Some(1), None, Some(1), Some(2), Some(1)]);
        let of = |i| children.of(i).collect::<Vec<_>>();
        assert_eq!((of(0), of(1), of(2), of(3), of(4)), (vec![], vec![0, 2, 4], vec![3], vec![], vec![]));
    }
}
