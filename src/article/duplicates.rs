//! Near-duplicates: one agency's report in many papers. Fingerprints by SimHash (Charikar 2002) over runs of three words, compared as Manku, Jain and Das
//! Sarma do ("Detecting Near-Duplicates for Web Crawling", 2007): 64 bits, of which three may differ; with four blocks of 16 bits, one block
//! at least is then the same.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::Article;

/// Bits that may differ.
const MOST_APART: u32 = 3;
/// Words that a fingerprint wants; shorter texts must be alike word for word.
const ENOUGH: usize = 60;
const BLOCKS: usize = 4;

/// The fingerprints of the articles so far: some fifty bytes an article.
#[derive(Default)]
pub struct Duplicates {
    prints: Vec<(u64, Box<str>)>,
    by_block: [FxHashMap<u16, Vec<u32>>; BLOCKS],
    /// Short texts by their hash.
    short: FxHashMap<u64, u32>,
}

impl Duplicates {
    /// The id of the first article that this one nearly repeats; where there is none, the article is remembered as `id`.
    pub fn first_like(&mut self, article: &Article, id: &str) -> Option<&str> {
        let words = words(article);
        if words.len() < ENOUGH {
            let hash = joined(&words);
            if let Some(first) = self.short.get(&hash) {
                return Some(&self.prints[*first as usize].1);
            }
            self.short.insert(hash, self.prints.len() as u32);
            self.prints.push((hash, id.into()));
            return None;
        }
        let print = fingerprint(&words);
        if let Some(first) = self.like(print) {
            return Some(&self.prints[first].1);
        }
        let number = self.prints.len() as u32;
        for (block, map) in self.by_block.iter_mut().enumerate() {
            map.entry(part(print, block)).or_default().push(number);
        }
        self.prints.push((print, id.into()));
        None
    }

    /// The earliest remembered article whose fingerprint is near.
    fn like(&self, print: u64) -> Option<usize> {
        let candidates =
            (0..BLOCKS).flat_map(|b| self.by_block[b].get(&part(print, b)).into_iter().flatten());
        let near = candidates.filter(|n| (self.prints[**n as usize].0 ^ print).count_ones() <= MOST_APART);
        near.min().map(|n| *n as usize)
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
        assert_eq!(seen.first_like(&article(REPORT), "first"), None);
        let elsewhere = format!(
            "(Agency) -- {}\n\nAdditional reporting by our staff.",
            REPORT.replace("Monday", "MONDAY")
        );
        assert_eq!(seen.first_like(&article(&elsewhere), "second"), Some("first"));
        assert_eq!(
            seen.first_like(&article(include_str!("../../data/articles/camp-david.txt")), "third"),
            None
        );
    }

    #[test]
    fn short_texts_must_be_alike_word_for_word() {
        let mut seen = Duplicates::default();
        assert_eq!(seen.first_like(&article("France praised Chad."), "a"), None);
        assert_eq!(seen.first_like(&article("France praised Mali."), "b"), None);
        assert_eq!(seen.first_like(&article("France praised Chad!"), "c"), Some("a"));
    }
}
