//! Near-duplicates: one agency's report in many papers. Fingerprints by SimHash (Charikar 2002) over runs of three words, compared as Manku, Jain and Das
//! Sarma do ("Detecting Near-Duplicates for Web Crawling", 2007): 64 bits, of which three may differ; with four blocks of 16 bits, one block
//! at least is then the same.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::news_article::Article;

/// Bits that may differ.
const MOST_APART: u32 = 3;
/// Words that a fingerprint wants; shorter texts must be alike word for word.
const ENOUGH: usize = 60;
const BLOCKS: usize = 4;
/// Articles that are remembered: copies of a report come soon after it, and memory must not grow with the dump.
const REMEMBERED: usize = 400_000;

/// The fingerprints of the last articles that repeat no other: some hundred bytes each.
pub struct Duplicates {
    remembered: usize,
    /// Fingerprint, or hash of a short text, and id of the articles from number `first` on.
    prints: VecDeque<(Print, Box<str>)>,
    first: usize,
    by_block: [FxHashMap<u16, VecDeque<usize>>; BLOCKS],
    /// Short texts by their hash.
    short: FxHashMap<u64, usize>,
}

#[derive(Clone, Copy)]
enum Print {
    Long(u64),
    Short(u64),
}

impl Default for Duplicates {
    fn default() -> Self {
        Duplicates::remembering(REMEMBERED)
    }
}

impl Duplicates {
    fn remembering(remembered: usize) -> Self {
        let (prints, by_block, short) = Default::default();
        Duplicates { remembered, prints, first: 0, by_block, short }
    }

    /// The id of the first article that this one nearly repeats; where there is none, the article is remembered as `id`.
    pub fn find_near_duplicate(&mut self, article: &Article, id: &str) -> Option<&str> {
        let words = words(article);
        let print = match words.len() < ENOUGH {
            true => Print::Short(joined(&words)),
            false => Print::Long(fingerprint(&words)),
        };
        match self.like(print) {
            Some(number) => Some(&self.prints[number - self.first].1),
            None => {
                self.remember(print, id);
                None
            }
        }
    }

    /// The earliest remembered article whose fingerprint is near.
    fn like(&self, print: Print) -> Option<usize> {
        let print = match print {
            Print::Short(hash) => return self.short.get(&hash).copied(),
            Print::Long(print) => print,
        };
        let near = |number: &usize| match self.prints[number - self.first].0 {
            Print::Long(other) => (other ^ print).count_ones() <= MOST_APART,
            Print::Short(_) => false,
        };
        let candidates =
            (0..BLOCKS).flat_map(|b| self.by_block[b].get(&part(print, b)).into_iter().flatten());
        candidates.copied().filter(near).min()
    }

    fn remember(&mut self, print: Print, id: &str) {
        if self.prints.len() >= self.remembered {
            self.forget_first();
        }
        let number = self.first + self.prints.len();
        match print {
            Print::Short(hash) => {
                self.short.insert(hash, number);
            }
            Print::Long(print) => {
                for (block, map) in self.by_block.iter_mut().enumerate() {
                    map.entry(part(print, block)).or_default().push_back(number);
                }
            }
        }
        self.prints.push_back((print, id.into()));
    }

    fn forget_first(&mut self) {
        match self.prints.pop_front() {
            Some((Print::Short(hash), _)) => {
                self.short.remove(&hash);
            }
            Some((Print::Long(print), _)) => {
                for (block, map) in self.by_block.iter_mut().enumerate() {
                    // Numbers are in order: the first article's is the first.
                    if let Some(numbers) = map.get_mut(&part(print, block)) {
                        numbers.pop_front();
                    }
                }
            }
            None => {}
        }
        self.first += 1;
    }
}

fn part(print: u64, block: usize) -> u16 {
    (print >> (16 * block)) as u16
}

/// Hashes of the body's words in lower case, marks left out.
fn words(article: &Article) -> Vec<u64> {
    let parts = article.body.iter().map(|p| p.of(&article.text));
    let words = parts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty());
    let mut lower = String::new();
    let hash = |word: &str| {
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        xxh3_64(lower.as_bytes())
    };
    words.map(hash).collect()
}

/// A hash of several words' hashes, in their order.
fn joined(words: &[u64]) -> u64 {
    words.iter().fold(0, |all, word| (all.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

fn fingerprint(words: &[u64]) -> u64 {
    let mut votes = [0i32; 64];
    for run in words.windows(3) {
        let hash = joined(run);
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += (hash >> bit & 1) as i32 * 2 - 1;
        }
    }
    votes.iter().enumerate().fold(0, |print, (bit, vote)| print | (u64::from(*vote > 0) << bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = include_str!("../../data/articles/suez.txt");

    fn article(text: &str) -> Article {
        Article::from_text("x", text)
    }

    #[test]
    fn the_same_report_in_another_paper_is_found() {
        let mut seen = Duplicates::default();
        assert_eq!(seen.find_near_duplicate(&article(REPORT), "first"), None);
        let elsewhere = format!(
            "(Agency) -- {}\n\nAdditional reporting by our staff.",
            REPORT.replace("Monday", "MONDAY")
        );
        assert_eq!(seen.find_near_duplicate(&article(&elsewhere), "second"), Some("first"));
        assert_eq!(
            seen.find_near_duplicate(&article(include_str!("../../data/articles/camp-david.txt")), "third"),
            None
        );
    }

    #[test]
    fn short_texts_must_be_alike_word_for_word() {
        let mut seen = Duplicates::default();
        assert_eq!(seen.find_near_duplicate(&article("France praised Chad."), "a"), None);
        assert_eq!(seen.find_near_duplicate(&article("France praised Mali."), "b"), None);
        assert_eq!(seen.find_near_duplicate(&article("France praised Chad!"), "c"), Some("a"));
    }

    #[test]
    fn what_is_long_past_is_forgotten() {
        let mut seen = Duplicates::remembering(2);
        let (long, other) = (article(REPORT), article(include_str!("../../data/articles/camp-david.txt")));
        assert_eq!(seen.find_near_duplicate(&long, "a"), None);
        assert_eq!(seen.find_near_duplicate(&article("France praised Chad."), "b"), None);
        assert_eq!(seen.find_near_duplicate(&long, "c"), Some("a"));
        assert_eq!(seen.find_near_duplicate(&other, "d"), None);
        assert_eq!(seen.find_near_duplicate(&long, "e"), None, "the first was forgotten");
        assert_eq!(seen.find_near_duplicate(&other, "f"), Some("d"));
        assert_eq!(seen.find_near_duplicate(&article("France praised Chad."), "g"), None);
    }
}
