//! Rows of relations.csv that came, went or changed.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::articles::Articles;
use super::capped::Capped;
use super::uid::uid;
use crate::export::{ExportError, Row, RunFolder};

/// A row is another one than before where one of these columns is different,
const WATCHED: [&str; 9] = [
    "event",
    "cameo",
    "subject_country",
    "subject_sector",
    "object_country",
    "object_sector",
    "negated",
    "modality",
    "date",
];
/// or its confidence by more than 0.05. It has three digits, and half of the last one keeps rounding out of the question.
const CONFIDENCE_APART: f32 = 0.0505;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Came,
    Went,
    Changed,
    /// Its article is in the later run alone.
    CameWithArticle,
    WentWithArticle,
}

/// How many rows came, went and changed.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Totals {
    pub came: usize,
    pub went: usize,
    pub changed: usize,
    pub came_with_article: usize,
    pub went_with_article: usize,
}

impl Totals {
    fn count(&mut self, kind: Kind) {
        *match kind {
            Kind::Came => &mut self.came,
            Kind::Went => &mut self.went,
            Kind::Changed => &mut self.changed,
            Kind::CameWithArticle => &mut self.came_with_article,
            Kind::WentWithArticle => &mut self.went_with_article,
        } += 1;
    }

    fn sum(&self) -> usize {
        self.came + self.went + self.changed + self.came_with_article + self.went_with_article
    }
}

/// The rows of a class of events; of no class are facts.
#[derive(Debug, Default, Serialize)]
pub struct ClassCounts {
    event: String,
    runs: [usize; 2],
    #[serde(flatten)]
    totals: Totals,
}

/// A row that came, went or changed, as the run tells it that has it; the later one if both do.
#[derive(Debug, Serialize)]
pub struct Change {
    kind: Kind,
    /// Its number among the articles that are listed.
    article: usize,
    relation_id: String,
    source: String,
    target: String,
    source_code: String,
    target_code: String,
    relation: String,
    event: String,
    cameo: String,
    negated: bool,
    modality: String,
    date: String,
    confidence: f32,
    rule: String,
    sentence: String,
    differences: Vec<Difference>,
    #[serde(skip)]
    article_id: String,
    #[serde(skip)]
    start: u32,
    #[serde(skip)]
    uid: u64,
    #[serde(skip)]
    watched: [String; WATCHED.len()],
}

#[derive(Debug, Serialize)]
struct Difference {
    column: &'static str,
    runs: [String; 2],
}

impl Change {
    fn of(row: Row<'_>, kind: Kind) -> Change {
        let text = |column: &str| row.text(column).to_string();
        let code = |side: &str| {
            let parts = ["country", "sector"].map(|column| row.text(&format!("{side}_{column}")));
            parts.join(" ").trim().to_string()
        };
        Change {
            kind,
            article: 0,
            relation_id: text("relation_id"),
            source: text("subject_text"),
            target: text("object_text"),
            source_code: code("subject"),
            target_code: code("object"),
            relation: text("relation"),
            event: text("event"),
            cameo: text("cameo"),
            negated: row.is("negated", "true"),
            modality: text("modality"),
            date: text("date"),
            confidence: confidence(row),
            rule: text("rule"),
            sentence: text("evidence"),
            differences: Vec::new(),
            article_id: text("article_id"),
            start: row.get("start").parse().unwrap_or(0),
            uid: uid(row),
            watched: watched(row),
        }
    }

    /// Says in what the row was another one before.
    fn differ_from(&mut self, before: Row<'_>) {
        let pairs = WATCHED.iter().zip(watched(before)).zip(&self.watched);
        let different = pairs.filter(|((_, before), after)| before != *after);
        self.differences = different
            .map(|((column, before), after)| Difference { column, runs: [before, after.clone()] })
            .collect();
        if (self.confidence - confidence(before)).abs() > CONFIDENCE_APART {
            let runs = [confidence(before), self.confidence].map(|c| format!("{c:.2}"));
            self.differences.push(Difference { column: "confidence", runs });
        }
    }
}

/// Rows of articles in both runs first: what came or went with its article says nothing of the rules. Then the surest.
fn order(a: &Change, b: &Change) -> Ordering {
    let alone = |c: &Change| matches!(c.kind, Kind::CameWithArticle | Kind::WentWithArticle);
    alone(a).cmp(&alone(b)).then(b.confidence.total_cmp(&a.confidence))
}

fn confidence(row: Row<'_>) -> f32 {
    row.get("confidence").parse().unwrap_or(0.0)
}

fn watched(row: Row<'_>) -> [String; WATCHED.len()] {
    WATCHED.map(|column| row.text(column).to_string())
}

/// A row of the earlier run, as little of it as tells whether the later one's is the same.
struct Before {
    digest: u64,
    confidence: f32,
    also_after: bool,
}

impl Before {
    fn of(row: Row<'_>) -> Before {
        let digest = xxh3_64(watched(row).join("\n").as_bytes());
        Before { digest, confidence: confidence(row), also_after: false }
    }

    fn is(&self, after: &Before) -> bool {
        self.digest == after.digest && (self.confidence - after.confidence).abs() <= CONFIDENCE_APART
    }
}

/// All that changed among the rows.
pub struct RowChanges {
    pub classes: Vec<ClassCounts>,
    pub totals: Totals,
    pub listed: Vec<Change>,
    /// Rows that are counted, but not listed.
    pub unlisted: usize,
}

/// Counts while the tables are read.
#[derive(Default)]
struct Counter {
    classes: BTreeMap<String, ClassCounts>,
    totals: Totals,
}

impl Counter {
    fn class(&mut self, row: Row<'_>) -> &mut ClassCounts {
        let event = row.get("event");
        self.classes
            .entry(event.to_string())
            .or_insert_with(|| ClassCounts { event: event.to_string(), ..ClassCounts::default() })
    }

    fn change(&mut self, row: Row<'_>, kind: Kind) {
        self.totals.count(kind);
        self.class(row).totals.count(kind);
    }
}

impl RowChanges {
    /// Reads the earlier run, the later one beside it, and the earlier one again for what only it has.
    pub fn read(
        runs: &[RunFolder; 2],
        articles: &mut Articles,
        most: usize,
    ) -> Result<RowChanges, ExportError> {
        let mut counter = Counter::default();
        let mut before = FxHashMap::default();
        let mut rows = runs[0].rows("relations")?;
        while let Some(row) = rows.next()? {
            counter.class(row).runs[0] += 1;
            before.insert(uid(row), Before::of(row));
        }
        let (came, mut changed) = later(&runs[1], &mut before, articles, &mut counter, most)?;
        let went = earlier(&runs[0], &before, &mut changed, articles, &mut counter, most)?;
        let mut all = Capped::new(most, order);
        came.into_iter().chain(changed).chain(went).for_each(|change| all.push(change));
        let mut listed = all.finish();
        listed.sort_by_cached_key(|c| (articles.order(&c.article_id), c.start, c.relation_id.clone()));
        for change in &mut listed {
            change.article = articles.list(&change.article_id);
        }
        let unlisted = counter.totals.sum() - listed.len();
        Ok(RowChanges {
            classes: counter.classes.into_values().collect(),
            totals: counter.totals,
            listed,
            unlisted,
        })
    }
}

/// The rows of the later run that came, and those that changed.
fn later(
    run: &RunFolder,
    before: &mut FxHashMap<u64, Before>,
    articles: &Articles,
    counter: &mut Counter,
    most: usize,
) -> Result<(Vec<Change>, Vec<Change>), ExportError> {
    let (mut came, mut changed) = (Capped::new(most, order), Capped::new(most, order));
    let mut rows = run.rows("relations")?;
    while let Some(row) = rows.next()? {
        counter.class(row).runs[1] += 1;
        if let Some(known) = before.get_mut(&uid(row)) {
            known.also_after = true;
            if !known.is(&Before::of(row)) {
                counter.change(row, Kind::Changed);
                changed.push(Change::of(row, Kind::Changed));
            }
        } else {
            let both = articles.is_of_both(row.text("article_id"));
            let kind = if both { Kind::Came } else { Kind::CameWithArticle };
            counter.change(row, kind);
            came.push(Change::of(row, kind));
        }
    }
    Ok((came.finish(), changed.finish()))
}

/// The rows of the earlier run that went. Those that changed are told what they were.
fn earlier(
    run: &RunFolder,
    before: &FxHashMap<u64, Before>,
    changed: &mut [Change],
    articles: &Articles,
    counter: &mut Counter,
    most: usize,
) -> Result<Vec<Change>, ExportError> {
    let places: FxHashMap<u64, usize> = changed.iter().enumerate().map(|(at, c)| (c.uid, at)).collect();
    let mut went = Capped::new(most, order);
    let mut rows = run.rows("relations")?;
    while let Some(row) = rows.next()? {
        if before.get(&uid(row)).is_some_and(|known| known.also_after) {
            if let Some(at) = places.get(&uid(row)) {
                changed[*at].differ_from(row);
            }
            continue;
        }
        let both = articles.is_of_both(row.text("article_id"));
        let kind = if both { Kind::Went } else { Kind::WentWithArticle };
        counter.change(row, kind);
        went.push(Change::of(row, kind));
    }
    Ok(went.finish())
}
