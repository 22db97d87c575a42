//! Nodes and edges as CSV files, the same for Neo4j and Ladybug but for their headers. The event is a node: place, amount, speaker and evidence hang on it.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::is_edge;
use crate::export::error::ExportError;
use crate::export::filter::EventFilter;
use crate::export::run_folder::{EntityInfo, Row, RunFolder};
use crate::export::sink::Cells;
use crate::label::ArticleStatus;

/// A file of nodes or edges.
pub struct GraphFile {
    pub name: &'static str,
    /// The type of node, or of the edge's ends.
    pub what: What,
    pub columns: &'static [GraphColumn],
}

pub enum What {
    Nodes { label: &'static str },
    Edges { kind: &'static str, from: &'static str, to: &'static str },
}

/// Name and type of a property; of nodes the first is the id.
pub struct GraphColumn(pub &'static str, pub GraphType);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum GraphType {
    Text,
    Integer,
    Float,
    Boolean,
    Day,
    Texts,
}

use GraphColumn as C;
use GraphType::{Boolean, Day, Float, Integer, Text, Texts};

/// All files, nodes before edges.
pub const FILES: [GraphFile; 14] = [
    GraphFile {
        name: "articles",
        what: What::Nodes { label: "Article" },
        columns: &[
            C("article_id", Text),
            C("title", Text),
            C("published", Day),
            C("url", Text),
            C("site", Text),
            C("byline", Text),
            C("source", Text),
            C("chars", Integer),
        ],
    },
    GraphFile {
        name: "sentences",
        what: What::Nodes { label: "Sentence" },
        columns: &[
            C("id", Text),
            C("article_id", Text),
            C("index", Integer),
            C("start", Integer),
            C("end", Integer),
            C("text", Text),
        ],
    },
    GraphFile {
        name: "entities",
        what: What::Nodes { label: "Entity" },
        columns: &[
            C("uid", Text),
            C("name", Text),
            C("type", Text),
            C("aliases", Texts),
            C("country", Text),
            C("sector", Text),
            C("mentions", Integer),
            C("articles", Integer),
        ],
    },
    GraphFile {
        name: "amounts",
        what: What::Nodes { label: "Amount" },
        columns: &[
            C("uid", Text),
            C("text", Text),
            C("kind", Text),
            C("value", Float),
            C("value_to", Float),
            C("unit", Text),
            C("qualifier", Text),
            C("of", Text),
        ],
    },
    GraphFile {
        name: "events",
        what: What::Nodes { label: "Event" },
        columns: &[
            C("uid", Text),
            C("relation", Text),
            C("event", Text),
            C("cameo", Text),
            C("quad", Integer),
            C("goldstein", Float),
            C("trigger", Text),
            C("negated", Boolean),
            C("modality", Text),
            C("attributed_to", Text),
            C("date_from", Day),
            C("date_to", Day),
            C("published", Day),
            C("confidence", Float),
            C("rule", Text),
            C("subject_text", Text),
            C("object_text", Text),
        ],
    },
    GraphFile {
        name: "subject",
        what: What::Edges { kind: "SUBJECT", from: "Event", to: "Entity" },
        columns: &[C("text", Text), C("country", Text), C("sector", Text)],
    },
    GraphFile {
        name: "object",
        what: What::Edges { kind: "OBJECT", from: "Event", to: "Entity" },
        columns: &[C("text", Text), C("country", Text), C("sector", Text)],
    },
    GraphFile { name: "place", what: What::Edges { kind: "AT", from: "Event", to: "Entity" }, columns: &[] },
    GraphFile {
        name: "said_by",
        what: What::Edges { kind: "SAID_BY", from: "Event", to: "Entity" },
        columns: &[],
    },
    GraphFile {
        name: "amount",
        what: What::Edges { kind: "HAS_AMOUNT", from: "Event", to: "Amount" },
        columns: &[],
    },
    GraphFile {
        name: "evidence",
        what: What::Edges { kind: "EVIDENCE", from: "Event", to: "Sentence" },
        columns: &[],
    },
    GraphFile {
        name: "from_document",
        what: What::Edges { kind: "FROM_DOCUMENT", from: "Sentence", to: "Article" },
        columns: &[],
    },
    GraphFile {
        name: "from_chunk",
        what: What::Edges { kind: "FROM_CHUNK", from: "Entity", to: "Sentence" },
        columns: &[],
    },
    GraphFile {
        name: "acts_on",
        what: What::Edges { kind: "ACTS_ON", from: "Entity", to: "Entity" },
        columns: &[
            C("event_uid", Text),
            C("relation", Text),
            C("event", Text),
            C("cameo", Text),
            C("goldstein", Float),
            C("date_from", Day),
            C("confidence", Float),
        ],
    },
];

/// Writes all files with headers as `header` makes them.
pub fn write(
    run: &RunFolder,
    to: &Path,
    filter: &EventFilter,
    header: impl Fn(&GraphFile) -> Vec<String>,
    labels: bool,
) -> Result<Vec<PathBuf>, ExportError> {
    let mut cells = Vec::new();
    for file in &FILES {
        let header = header(file);
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        cells.push(Cells::csv(to, &format!("{}.csv", file.name), &header)?);
    }
    let mut writer = Writer { cells, labels, entities: run.entities()? };
    writer.nodes(run, "articles", |row| {
        row.is("status", ArticleStatus::Ok.as_str()).then_some("Article|Document")
    })?;
    writer.nodes(run, "entities", |row| {
        Some(match row.get("type") {
            "PERSON" => "Entity|__Entity__|Person",
            "ORGANIZATION" => "Entity|__Entity__|Organization",
            "LOCATION" => "Entity|__Entity__|Location",
            _ => "Entity|__Entity__|Other",
        })
    })?;
    writer.nodes(run, "amounts", |_| Some("Amount"))?;
    let sentences = writer.relations(run, filter)?;
    writer.mentions(run, &sentences)?;
    writer.cells.into_iter().map(Cells::finish).collect()
}

struct Writer {
    cells: Vec<Cells>,
    /// Whether nodes and edges say their type in a last column.
    labels: bool,
    entities: rustc_hash::FxHashMap<String, EntityInfo>,
}

impl Writer {
    fn row(&mut self, name: &str, mut values: Vec<String>, label: &str) -> Result<(), ExportError> {
        let Some(at) = FILES.iter().position(|f| f.name == name) else { return Ok(()) };
        if self.labels {
            values.push(label.to_string());
        }
        self.cells[at].row(values)
    }

    fn properties(name: &str, row: Row<'_>) -> Vec<String> {
        let columns = FILES.iter().find(|f| f.name == name).map_or(&[][..], |f| f.columns);
        columns.iter().map(|C(column, _)| row.text(column).to_string()).collect()
    }

    /// A node for each row of a table that has a label.
    fn nodes(
        &mut self,
        run: &RunFolder,
        table: &str,
        label: impl Fn(Row<'_>) -> Option<&'static str>,
    ) -> Result<(), ExportError> {
        let mut rows = run.rows(table)?;
        while let Some(row) = rows.next()? {
            if let Some(label) = label(row) {
                self.row(table, Self::properties(table, row), label)?;
            }
        }
        Ok(())
    }

    /// Events and what hangs on them. Gives the sentences that tell of any.
    fn relations(&mut self, run: &RunFolder, filter: &EventFilter) -> Result<FxHashSet<String>, ExportError> {
        let amounts = amounts_by_id(run)?;
        let mut sentences = FxHashSet::default();
        let mut rows = run.rows("relations")?;
        while let Some(row) = rows.next()? {
            let uid = row.get("uid").to_string();
            let label = if row.get("event").is_empty() { "Event|Fact" } else { "Event" };
            self.row("events", Self::properties("events", row), label)?;
            let sentence = format!("{}#{}", row.text("article_id"), row.get("sentence"));
            if sentences.insert(sentence.clone()) {
                let place = ["article_id", "sentence", "start", "end", "evidence"];
                let mut cells = vec![sentence.clone()];
                cells.extend(place.map(|column| row.text(column).to_string()));
                self.row("sentences", cells, "Sentence|Chunk")?;
                let of = vec![sentence.clone(), row.text("article_id").to_string()];
                self.row("from_document", of, "FROM_DOCUMENT")?;
            }
            self.row("evidence", vec![uid.clone(), sentence], "EVIDENCE")?;
            for side in ["subject", "object"] {
                if let Some(to) = self.uid_of(row.get(&format!("{side}_id"))) {
                    let told =
                        ["text", "country", "sector"].map(|c| row.text(&format!("{side}_{c}")).to_string());
                    let cells = [uid.clone(), to].into_iter().chain(told).collect();
                    self.row(side, cells, &side.to_uppercase())?;
                }
            }
            for (name, column, kind) in
                [("place", "location_id", "AT"), ("said_by", "attributed_id", "SAID_BY")]
            {
                if let Some(to) = self.uid_of(row.get(column)) {
                    self.row(name, vec![uid.clone(), to], kind)?;
                }
            }
            let of_row =
                ["amount_id", "object_id", "subject_id"].into_iter().filter_map(|c| amounts.get(row.get(c)));
            for amount in of_row.collect::<std::collections::BTreeSet<_>>() {
                self.row("amount", vec![uid.clone(), amount.clone()], "HAS_AMOUNT")?;
            }
            self.shortcut(row, filter)?;
        }
        Ok(sentences)
    }

    /// An edge from subject to object, where both are entities and it is so.
    fn shortcut(&mut self, row: Row<'_>, filter: &EventFilter) -> Result<(), ExportError> {
        if !is_edge(row) || !filter.takes(row) {
            return Ok(());
        }
        let ends =
            [row.get("subject_id"), row.get("object_id")].map(|id| self.uid_of(id).unwrap_or_default());
        let columns = ["uid", "relation", "event", "cameo", "goldstein", "date_from", "confidence"];
        let cells = ends.into_iter().chain(columns.map(|c| row.text(c).to_string())).collect();
        self.row("acts_on", cells, &row.get("relation").to_uppercase())
    }

    /// Which entities stand in which sentences.
    fn mentions(&mut self, run: &RunFolder, sentences: &FxHashSet<String>) -> Result<(), ExportError> {
        let mut seen: FxHashSet<(String, String)> = FxHashSet::default();
        let (mut rows, mut article) = (run.rows("mentions")?, String::new());
        while let Some(row) = rows.next()? {
            if row.text("article_id") != article {
                article = row.text("article_id").to_string();
                seen.clear();
            }
            let sentence = format!("{article}#{}", row.get("sentence"));
            let Some(uid) = self.uid_of(row.get("entity_id")) else { continue };
            if sentences.contains(&sentence) && seen.insert((uid.clone(), sentence.clone())) {
                self.row("from_chunk", vec![uid, sentence], "FROM_CHUNK")?;
            }
        }
        Ok(())
    }

    fn uid_of(&self, id: &str) -> Option<String> {
        self.entities.get(id).map(|e| e.uid.clone())
    }
}

/// The uids of amounts by their ids.
fn amounts_by_id(run: &RunFolder) -> Result<rustc_hash::FxHashMap<String, String>, ExportError> {
    let (mut out, mut rows) = (rustc_hash::FxHashMap::default(), run.rows("amounts")?);
    while let Some(row) = rows.next()? {
        out.insert(row.get("mention_id").to_string(), row.get("uid").to_string());
    }
    Ok(out)
}
