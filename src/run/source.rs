//! The articles of a run's inputs, in their order: numbered, named, compared with those before, and dealt out to shards.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use xxhash_rust::xxh3::Xxh3;

use super::before::Before;
use super::guarded::INTERNAL;
use super::ids::Ids;
use super::job::{Job, Read};
use super::plan::Plan;
use crate::article::{Article, Duplicates, Input, ReadError, Reader};
use crate::knowledge::Knowledge;

/// Bytes of text that count as an article more: few of the long ones are in hand at a time.
pub const TICKET: usize = 1 << 18;

/// The inputs, whose articles are numbered in their order.
pub struct Source<'a> {
    plan: &'a Plan,
    knowledge: &'a Knowledge,
    /// Articles that are passed over.
    before: Before,
    /// Records that are no articles by their kind.
    pub passed_over: AtomicUsize,
    /// Whether what is passed over is not what was read before.
    pub is_edited: AtomicBool,
}

impl<'a> Source<'a> {
    pub fn new(plan: &'a Plan, knowledge: &'a Knowledge, before: Before) -> Source<'a> {
        Source {
            plan,
            knowledge,
            before,
            passed_over: AtomicUsize::new(0),
            is_edited: AtomicBool::new(false),
        }
    }

    /// Hands all articles to `put`, each with how much it weighs, until that wants no more.
    pub fn read(&self, put: &mut dyn FnMut(Read, usize) -> bool) {
        let mut dealer = Dealer::new(self, put);
        let all = self.articles(&mut dealer);
        // The inputs may have become shorter.
        if all && dealer.number < self.before.articles {
            self.is_edited.store(true, Ordering::Relaxed);
        }
    }

    /// Sends all articles, and says whether none stopped it.
    fn articles(&self, dealer: &mut Dealer<'_>) -> bool {
        let found = &self.plan.found;
        if !found.missing.iter().all(|missing| dealer.send(0, Err(missing.clone()))) {
            return false;
        }
        let mut before = 0;
        for input in &found.inputs {
            let size = input.size();
            let mut within = 0;
            let mut reader = Reader::new(input, &self.plan.reading, self.knowledge);
            while let Some(content) = next(&mut reader, input) {
                within += content.as_ref().map_or(0, |a| a.text.len() as u64);
                if !dealer.send(before + within.min(size), content) {
                    return false;
                }
            }
            self.passed_over.fetch_add(reader.passed_over(), Ordering::Relaxed);
            before += size;
        }
        true
    }
}

/// Gives articles their ids and finds repetitions, which are the whole run's, whichever share takes the article; hands on those of this share.
struct Dealer<'s> {
    source: &'s Source<'s>,
    put: &'s mut dyn FnMut(Read, usize) -> bool,
    ids: Ids,
    seen: Duplicates,
    hash: Xxh3,
    /// Articles so far, of all shares and of this one.
    all: usize,
    number: usize,
}

impl<'s> Dealer<'s> {
    fn new(source: &'s Source<'s>, put: &'s mut dyn FnMut(Read, usize) -> bool) -> Dealer<'s> {
        let (ids, seen, hash) = (Ids::default(), Duplicates::default(), Xxh3::new());
        Dealer { source, put, ids, seen, hash, all: 0, number: 0 }
    }

    /// Hands an article on; whether more are wanted.
    fn send(&mut self, position: u64, content: Result<Article, ReadError>) -> bool {
        let plan = self.source.plan;
        let id = self.ids.unique(&content.as_ref().map_or_else(ReadError::article_id, |a| a.id.clone()));
        self.hash.update(id.as_bytes());
        self.hash.update(content.as_ref().map_or_else(|e| &e.reason, |a| &a.text).as_bytes());
        let content = content.and_then(|article| marked(article, &id, &mut self.seen, plan.skip_duplicates));
        let (index, of) = plan.shard.unwrap_or((1, 1));
        self.all += 1;
        if (self.all - 1) % of + 1 != index {
            return true;
        }
        self.number += 1;
        let read = self.hash.digest();
        let Before { articles: done, read: read_before } = self.source.before;
        if self.number < done {
            return true;
        }
        if self.number == done {
            self.source.is_edited.store(read != read_before, Ordering::Relaxed);
            return read == read_before;
        }
        let length = content.as_ref().map_or(0, |a| a.text.len());
        !plan.stop.load(Ordering::Relaxed)
            && (self.put)(Job { id, position, read, content }, 1 + length / TICKET)
    }
}

/// The next article. A fault of ours in reading one ends its input, not the run.
pub fn next(reader: &mut Reader<'_>, input: &Input) -> Option<Result<Article, ReadError>> {
    catch_unwind(AssertUnwindSafe(|| reader.next())).unwrap_or_else(|_| {
        reader.close();
        Some(Err(ReadError::new(input.name(), format!("not read further: {INTERNAL}"))))
    })
}

/// The article with the id of the one that it repeats.
fn marked(mut article: Article, id: &str, seen: &mut Duplicates, skip: bool) -> Result<Article, ReadError> {
    article.duplicate_of = seen.find_near_duplicate(&article, id).map(str::to_string);
    match &article.duplicate_of {
        Some(first) if skip => {
            Err(ReadError::new(&*article.source, format!("nearly the same as {first}")).skipped())
        }
        _ => Ok(article),
    }
}
