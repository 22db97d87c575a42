//! What a run reads and writes, and how. The defaults stated here are the command's too.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

use crate::article::{Cleaning, Discovered, Fields, Input, Reading, Sections};
use crate::extraction::CellStyle;
use crate::table::{TableOptions, is_own};

/// What a run reads and how, and where its tables go: for [`run`](super::run()), and for [`verify`](super::verify()) after it.
///
/// ```no_run
/// use dossier::run::{CellStyle, Fields, Plan, discover};
///
/// let found = discover(&["dump.jsonl.gz".to_string()], None);
/// let mut fields = Fields::default();
/// fields.assign("text=body,date=pubdate")?;
/// let plan = Plan::new(found, "out").fields(fields).cells(CellStyle::Raw).skip_duplicates(true).most_failed(100);
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) found: Discovered,
    pub(super) reading: Reading,
    pub(super) out: PathBuf,
    pub(super) tables: TableOptions,
    pub(super) threads: usize,
    pub(super) any_language: bool,
    pub(super) skip_duplicates: bool,
    /// Which of how many, from 1.
    pub(super) shard: Option<(usize, usize)>,
    pub(super) resume: bool,
    pub(super) most_failed: Option<usize>,
    pub(super) stop: Arc<AtomicBool>,
}

impl Plan {
    /// Reads the inputs that were found, in their order, and writes the tables to the folder `out`, which is created when missing; tables
    /// that it holds are replaced. Inputs that were not found are the first rows of articles.csv.
    pub fn new(found: Discovered, out: impl Into<PathBuf>) -> Plan {
        Plan {
            found,
            reading: Reading::default(),
            out: out.into(),
            tables: TableOptions::default(),
            threads: cores(),
            any_language: false,
            skip_duplicates: false,
            shard: None,
            resume: false,
            most_failed: None,
            stop: Arc::default(),
        }
    }

    /// The keys or columns that hold an article's parts. Default: the usual names ([`Fields::default`]).
    pub fn fields(mut self, fields: Fields) -> Plan {
        self.reading.fields = fields;
        self
    }

    /// When to leave out menus, teasers and other boilerplate. Default: [`Cleaning::Auto`].
    pub fn cleaning(mut self, cleaning: Cleaning) -> Plan {
        self.reading.cleaning = cleaning;
        self
    }

    /// What is read beside the bodies of articles. Default: titles and captions.
    pub fn sections(mut self, sections: Sections) -> Plan {
        self.reading.sections = sections;
        self
    }

    /// Lists what was left out of the articles' bodies in `file` (CSV). Default: not listed.
    pub fn dropped(mut self, file: impl Into<PathBuf>) -> Plan {
        self.tables.dropped = Some(file.into());
        self
    }

    /// Writes the articles as read to `articles.jsonl`; the tables' offsets point into its `text`. Default: false.
    pub fn keep_text(mut self, keep: bool) -> Plan {
        self.tables.keep_text = keep;
        self
    }

    /// How cells of text are written. Default: [`CellStyle::Safe`].
    pub fn cells(mut self, style: CellStyle) -> Plan {
        self.tables.cells = style;
        self
    }

    /// Number of worker threads, at least one; the tables do not depend on it. Default: one for each core.
    pub fn threads(mut self, threads: usize) -> Plan {
        self.threads = threads.max(1);
        self
    }

    /// Reads articles in other languages as if they were English. Default: false, they are skipped.
    pub fn any_language(mut self, any: bool) -> Plan {
        self.any_language = any;
        self
    }

    /// Skips articles that nearly repeat an earlier one. Default: false, articles.csv only marks them (`duplicate_of`).
    pub fn skip_duplicates(mut self, skip: bool) -> Plan {
        self.skip_duplicates = skip;
        self
    }

    /// Takes only the article number `index` (from 1) of every `of` articles. [`merge`](super::merge()) joins the tables of all shards.
    /// Default: all articles.
    ///
    /// # Panics
    /// Unless `1 <= index <= of`.
    pub fn shard(mut self, index: usize, of: usize) -> Plan {
        assert!((1..=of).contains(&index), "there is no shard {index} of {of}");
        self.shard = Some((index, of));
        self
    }

    /// Continues an interrupted run of the same plan, if the folder holds one. Default: false, the run begins anew.
    pub fn resume(mut self, resume: bool) -> Plan {
        self.resume = resume;
        self
    }

    /// How many articles may fail; one more ends the run with [`RunError::TooManyFailed`](super::RunError::TooManyFailed). Default: any
    /// number.
    pub fn most_failed(mut self, articles: usize) -> Plan {
        self.most_failed = Some(articles);
        self
    }

    /// Stops the run once `flag` is true: it finishes the articles in hand and leaves a checkpoint to [`resume`](Plan::resume()) from. Clones
    /// of a plan share the flag. Default: a flag that nobody sets.
    pub fn stop_when(mut self, flag: Arc<AtomicBool>) -> Plan {
        self.stop = flag;
        self
    }

    /// What a run of this plan reads, and what was asked for and is not there. What the run itself writes is no input, nor, where its folder
    /// lies in one that was searched through, whatever that holds.
    pub fn found(&self) -> Discovered {
        self.found.clone().without(&self.out, is_own).refusing(&self.out, is_own)
    }

    /// The same, of what [`found`](Plan::found()) gives.
    pub(super) fn outside_its_folder(&self) -> Plan {
        Plan { found: self.found(), ..self.clone() }
    }

    /// Whether the run could be resumed after an interruption: standard input and pipes cannot be read twice.
    pub fn can_resume(&self) -> bool {
        self.found.inputs.iter().all(|input| !input.is_stream())
    }

    /// Size of all inputs in bytes, which [`Event::Position`](super::Event::Position) counts up to; standard input and pipes count as 0.
    pub fn bytes(&self) -> u64 {
        self.found.inputs.iter().map(Input::size).sum()
    }
}

/// Threads that can run at a time.
pub(super) fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "there is no shard 0 of 3")]
    fn shards_are_counted_from_one() {
        let _ = Plan::new(Discovered::default(), "out").shard(0, 3);
    }
}
