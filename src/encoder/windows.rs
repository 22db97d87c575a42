//! Sentences packed into windows, windows grouped into batches, and where each word's scores are to be found again.

use std::ops::Range;

use super::engine::Batch;
use super::vocabulary::{PieceCache, Vocabulary};
use crate::text::Casing;

/// Pieces of a packed window, the two special ones included. The network read windows of 128 when it learnt; with fewer beside each other it is as right, and
/// attention takes less time.
pub const WINDOW: usize = 80;
/// Pieces of a window that holds one long sentence or a stretch of one.
const LONG_WINDOW: usize = 256;
/// Pieces a batch holds at most, padding included (one window always fits).
const BATCH: usize = 6 * WINDOW;

/// The words of one sentence (or a stretch of a very long one) inside a window.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub sentence: usize,
    /// Index of the stretch's first word in its sentence.
    pub first_word: usize,
    /// The words whose scores are read from here; the rest is context for them.
    pub answers: Range<usize>,
    /// For each word of the stretch, the position of its first piece in the window.
    pub positions: Vec<usize>,
}

/// One row of a batch.
#[derive(Clone, Debug)]
pub struct Window {
    ids: Vec<i32>,
    types: Vec<i32>,
    pub stretches: Vec<Stretch>,
}

impl Window {
    fn new(cls: i32) -> Self {
        Window { ids: vec![cls], types: vec![0], stretches: Vec::new() }
    }

    /// Pieces without the closing one.
    pub fn len(&self) -> usize {
        self.ids.len()
    }
}

/// A sentence's words as pieces.
struct Pieces {
    ids: Vec<i32>,
    types: Vec<i32>,
    /// Index of each word's first piece, and the total at the end.
    starts: Vec<usize>,
}

impl Pieces {
    fn of<'w>(words: impl Iterator<Item = &'w str>, cache: &mut PieceCache<'_>) -> Pieces {
        let mut pieces = Pieces { ids: Vec::new(), types: Vec::new(), starts: vec![0] };
        for word in words {
            let n = cache.append(word, &mut pieces.ids);
            pieces.types.extend(std::iter::repeat_n(Casing::of(word) as i32, n));
            pieces.starts.push(pieces.ids.len());
        }
        pieces
    }

    fn words(&self) -> usize {
        self.starts.len() - 1
    }

    fn stretch(&self, window: &mut Window, sentence: usize, words: Range<usize>, answers: Range<usize>) {
        let (from, to) = (self.starts[words.start], self.starts[words.end]);
        let base = window.ids.len();
        let positions = self.starts[words.clone()].iter().map(|s| base + s - from).collect();
        window.stretches.push(Stretch { sentence, first_word: words.start, answers, positions });
        window.ids.extend_from_slice(&self.ids[from..to]);
        window.types.extend_from_slice(&self.types[from..to]);
    }
}

/// Packs the sentences of one article, in order. Sentences of different articles never share a window, so that what an
/// article yields does not depend on its neighbours.
pub fn pack<'w, S, W>(sentences: S, vocabulary: &Vocabulary, cache: &mut PieceCache<'_>) -> Vec<Window>
where
    S: Iterator<Item = W>,
    W: Iterator<Item = &'w str>,
{
    let mut windows = Vec::new();
    let mut open = Window::new(vocabulary.cls);
    for (index, words) in sentences.enumerate() {
        let pieces = Pieces::of(words, cache);
        if pieces.ids.len() + 2 > LONG_WINDOW {
            long_sentence(&pieces, index, vocabulary.cls, &mut windows);
            continue;
        }
        if open.len() > 1 && open.len() + pieces.ids.len() + 1 > WINDOW {
            windows.push(std::mem::replace(&mut open, Window::new(vocabulary.cls)));
        }
        let words = 0..pieces.words();
        pieces.stretch(&mut open, index, words.clone(), words);
    }
    if open.len() > 1 {
        windows.push(open);
    }
    windows
}

/// A sentence longer than a long window: overlapping windows, each word answered where it has most context.
fn long_sentence(pieces: &Pieces, sentence: usize, cls: i32, windows: &mut Vec<Window>) {
    let room = LONG_WINDOW - 2;
    let (mut start, mut answered) = (0, 0);
    loop {
        let budget = pieces.starts[start] + room;
        let end = pieces.starts.partition_point(|s| *s <= budget) - 1;
        let last = end == pieces.words();
        // The last quarter of a window is context for the one before it.
        let upto = if last { end } else { start + (end - start) * 3 / 4 };
        let mut window = Window::new(cls);
        pieces.stretch(&mut window, sentence, start..end, answered..upto);
        windows.push(window);
        if last {
            return;
        }
        answered = upto;
        start += (end - start) / 2;
    }
}

/// Groups of windows (by index) with like lengths, each group small enough for one batch.
pub fn group(windows: &[Window]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..windows.len()).collect();
    order.sort_by_key(|i| windows[*i].len());
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for i in order {
        let length = windows[i].len() + 1;
        match groups.last_mut() {
            Some(group) if (group.len() + 1) * length <= BATCH => group.push(i),
            _ => groups.push(vec![i]),
        }
    }
    groups
}

/// The chosen windows as one padded batch.
pub fn batch(windows: &[Window], chosen: &[usize], sep: i32) -> Batch {
    let length = chosen.iter().map(|i| windows[*i].len() + 1).max().unwrap_or(0);
    let mut out = Batch { windows: chosen.len(), length, ..Batch::default() };
    for &i in chosen {
        let window = &windows[i];
        let pad = length - window.len() - 1;
        out.ids.extend_from_slice(&window.ids);
        out.ids.push(sep);
        out.ids.extend(std::iter::repeat_n(0, pad));
        out.types.extend_from_slice(&window.types);
        out.types.extend(std::iter::repeat_n(0, pad + 1));
        out.mask.extend(std::iter::repeat_n(1, window.len() + 1));
        out.mask.extend(std::iter::repeat_n(0, pad));
    }
    out
}

/// Full windows of pieces from all over the vocabulary.
pub fn made_up(windows: usize, length: usize, vocabulary: &Vocabulary) -> Batch {
    let n = windows * length;
    let piece = |i: usize| match i % length {
        0 => vocabulary.cls,
        at if at + 1 == length => vocabulary.sep,
        _ => ((i * 7919) % vocabulary.size()) as i32,
    };
    let types = (0..n).map(|i| i32::from(i % 5 == 1)).collect();
    Batch { windows, length, ids: (0..n).map(piece).collect(), types, mask: vec![1; n] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\n").unwrap()
    }

    fn packed(lengths: &[usize]) -> Vec<Window> {
        let v = vocabulary();
        let mut cache = PieceCache::new(&v);
        pack(lengths.iter().map(|n| std::iter::repeat_n("a", *n)), &v, &mut cache)
    }

    #[test]
    fn every_word_is_answered_exactly_once_even_in_endless_sentences() {
        let lengths = [3, 120, 90, 40, 1000, 300, 1, 254, 255];
        let mut seen: Vec<Vec<usize>> = lengths.iter().map(|n| vec![0; *n]).collect();
        for window in packed(&lengths) {
            assert!(window.len() < LONG_WINDOW);
            for s in &window.stretches {
                for word in s.answers.clone() {
                    assert!(word >= s.first_word && word - s.first_word < s.positions.len());
                    seen[s.sentence][word] += 1;
                }
            }
        }
        assert!(seen.iter().flatten().all(|n| *n == 1), "{seen:?}");
    }

    #[test]
    fn batches_keep_to_their_size_and_lose_no_window() {
        let windows = packed(&[100; 40]);
        let groups = group(&windows);
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), windows.len());
        for g in groups {
            let b = batch(&windows, &g, 3);
            assert!(b.windows * b.length <= BATCH);
            assert_eq!(
                (b.ids.len(), b.types.len(), b.mask.len()),
                (b.windows * b.length, b.ids.len(), b.ids.len())
            );
        }
    }
}
