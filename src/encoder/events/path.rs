//! What a word is as seen from a trigger: how far, in which sentence, and by which way through the tree (after the shortest dependency path of Bunescu and
//! Mooney 2005). The twin of `scripts/train/events/examples.py`.

/// Distances in words from each of which on a step of its own begins.
const DISTANCES: [usize; 10] = [1, 2, 3, 4, 5, 8, 12, 20, 35, 60];
pub const DISTANCE_STEPS: usize = DISTANCES.len();
/// Sentences apart: the same, the next or a later one, the one before, an earlier one.
pub const SENTENCES: usize = 4;
/// Quantization up or down the tree: none to three or more, or no way.
pub const REACH: usize = 5;
const NO_WAY: usize = REACH - 1;

/// What a word is as seen from a trigger, as rows of the scorer's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    pub distance: usize,
    pub sentence: usize,
    pub up: usize,
    pub down: usize,
    /// The word's own relation to its head.
    pub own: usize,
    /// The relation of the way's first step down to the word.
    pub into: usize,
    /// The relation of its last step up from the trigger.
    pub from: usize,
}

/// A sentence's tree: of each word its head, and its relation as the row of the scorer's tables.
pub struct Tree<'s> {
    pub heads: &'s [Option<usize>],
    pub relations: &'s [usize],
    /// The row that stands for no relation.
    pub nowhere: usize,
}

/// A trigger and the words above it.
pub struct Outlook<'s> {
    tree: Tree<'s>,
    /// The trigger, its head, the head of that, and so on.
    chain: Vec<usize>,
}

impl<'s> Outlook<'s> {
    pub fn from(tree: Tree<'s>, trigger: usize) -> Outlook<'s> {
        let chain = std::iter::successors(Some(trigger), |word| tree.heads[*word]);
        let chain = chain.take(tree.heads.len()).collect();
        Outlook { tree, chain }
    }

    /// The way to a word of the trigger's sentence.
    pub fn of(&self, word: usize) -> View {
        let Tree { heads, relations, nowhere } = self.tree;
        let distance = distance(self.chain[0], word);
        let base = View {
            distance,
            sentence: 0,
            up: NO_WAY,
            down: NO_WAY,
            own: relations[word],
            into: nowhere,
            from: nowhere,
        };
        let (mut at, mut steps, mut into) = (word, 0, nowhere);
        loop {
            if let Some(down) = self.chain.iter().position(|above| *above == at) {
                let from = if down == 0 { nowhere } else { relations[self.chain[down - 1]] };
                return View { up: steps.min(REACH - 2), down: down.min(REACH - 2), into, from, ..base };
            }
            let Some(above) = heads[at].filter(|_| steps < heads.len()) else { return base };
            (into, at, steps) = (relations[at], above, steps + 1);
        }
    }
}

/// A word of another sentence: `apart` sentences on (or back, where negative), and its distance's row.
pub fn elsewhere(apart: isize, distance: usize, own: usize, nowhere: usize) -> View {
    let sentence = match apart {
        0 => 0,
        1.. => 1,
        -1 => 2,
        _ => 3,
    };
    View { distance, sentence, up: NO_WAY, down: NO_WAY, own, into: nowhere, from: nowhere }
}

/// The row of the distance between two words, counted through all sentences between them.
pub fn distance(from: usize, to: usize) -> usize {
    let steps = DISTANCES.iter().take_while(|d| **d <= from.abs_diff(to)).count();
    if to >= from { steps } else { DISTANCE_STEPS + steps }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Kenya(2) thanked(root) troops(2) of(5) Sudan(3)", each with its head.
    #[test]
    fn ways_go_up_to_a_common_word_and_down_again() {
        let heads = [Some(1), None, Some(1), Some(4), Some(2)];
        let relations = [10, 11, 12, 13, 14];
        let tree = || Tree { heads: &heads, relations: &relations, nowhere: 99 };
        let from_verb = Outlook::from(tree(), 1);
        let sudan = from_verb.of(4);
        assert_eq!((sudan.up, sudan.down, sudan.own, sudan.into, sudan.from), (2, 0, 14, 12, 99));
        let from_troops = Outlook::from(tree(), 2);
        let kenya = from_troops.of(0);
        assert_eq!((kenya.up, kenya.down, kenya.own, kenya.into, kenya.from), (1, 1, 10, 10, 12));
        let itself = from_troops.of(2);
        assert_eq!((itself.up, itself.down, itself.into, itself.from, itself.distance), (0, 0, 99, 99, 0));
        assert_eq!(from_troops.of(1).from, 12);
    }

    #[test]
    fn distances_have_steps_and_sides() {
        assert_eq!([0, 1, 2, 5, 7, 60].map(|d| distance(0, d)), [0, 1, 2, 5, 5, 10]);
        assert_eq!(distance(7, 0), 15);
    }
}
