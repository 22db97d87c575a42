//! The core without the network: stored trees in (`tests/sentences/*.conllu`), rows out (`*.expect`, one a line), reviewed as text.
//!
//! `UPDATE_EXPECT=1 cargo test --test library sentences` writes the rows as they are now. A new file of trees is made with
//! `dossier parse`; a tree that the network gets wrong is mended by hand, for it is what comes behind that is tested here.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dossier::extraction::{AmountRow, RelationRow, StatementRow};
use dossier::{Extraction, Interpreter};

static INTERPRETER: LazyLock<Interpreter> = LazyLock::new(|| Interpreter::embedded().unwrap());

fn stored() -> Vec<PathBuf> {
    let listed = std::fs::read_dir("tests/sentences").unwrap();
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "conllu"));
    files.sort();
    assert!(!files.is_empty(), "no trees are stored");
    files
}

/// `text (entity's name) COUNTRY SECTOR`, each where it says more.
fn party(extraction: &Extraction, text: &str, id: &str, codes: [&str; 2]) -> String {
    let entity = extraction.entities().find(|e| !id.is_empty() && e.entity_id == id).map(|e| e.name);
    let name = entity.filter(|name| name != text).map(|name| format!("({name})"));
    let parts = [text, name.as_deref().unwrap_or_default(), codes[0], codes[1]];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `subject | relation | object`, the event behind it, and what else the row says.
fn relation(extraction: &Extraction, row: &RelationRow) -> String {
    let subject = [row.subject_country.as_str(), row.subject_sector.as_str()];
    let subject = party(extraction, &row.subject_text, &row.subject_id, subject);
    let object = [row.object_country.as_str(), row.object_sector.as_str()];
    let object = party(extraction, &row.object_text, &row.object_id, object);
    let not = if row.negated { "not " } else { "" };
    let mut out = format!("  {subject} | {not}{} | {object}", row.relation);
    if let (Some(event), Some(cameo)) = (row.event, row.cameo) {
        let _ = write!(out, " | {event} {cameo}");
    }
    let _ = write!(out, " | {}", row.modality.as_str());
    let amount = extraction.amounts().find(|a| a.mention_id == row.amount_id);
    let place = extraction.entities().find(|e| e.entity_id == row.location_id);
    for (name, value) in [
        ("says", row.attributed_to.clone()),
        ("date", row.date.clone()),
        ("amount", amount.map(|a| a.text).unwrap_or_default()),
        ("place", place.map(|e| e.name).unwrap_or_default()),
        ("rule", row.rule.clone()),
    ] {
        if !value.is_empty() {
            let _ = write!(out, " | {name}: {value}");
        }
    }
    out
}

/// `text | qualifier value to value unit | of`.
fn amount(row: &AmountRow) -> String {
    let to = if row.value_to.is_empty() { "" } else { "to" };
    let value = [row.qualifier.map_or("", |q| q.as_str()), &row.value, to, &row.value_to, &row.unit];
    let value = value.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let of = if row.of.is_empty() { String::new() } else { format!(" | of: {}", row.of) };
    format!("  {} | {value}{of}", row.text)
}

/// `speaker | tone | mode: verb | to: addressee | what is said`.
fn statement(extraction: &Extraction, row: &StatementRow) -> String {
    let speaker = [row.speaker_country.as_str(), row.speaker_sector.as_str()];
    let speaker = party(extraction, &row.speaker_text, &row.speaker_id, speaker);
    let to =
        if row.addressee_text.is_empty() { String::new() } else { format!("to {}: ", row.addressee_text) };
    format!("  {speaker} | {} ({}, {}) | {to}\"{}\"", row.tone, row.mode, row.verb, row.text)
}

fn rows(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let articles = INTERPRETER.read_conllu(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let mut out = String::new();
    for parsed in &articles {
        let extraction = INTERPRETER.extract(parsed);
        let text = parsed.article.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "{}: {text}", parsed.article.id);
        for entity in extraction.entities().filter(|e| !e.country.is_empty() || !e.sector.is_empty()) {
            let _ = writeln!(out, "  [{}] {} {} {}", entity.kind, entity.name, entity.country, entity.sector);
        }
        for row in extraction.amounts() {
            let _ = writeln!(out, "{}", amount(&row));
        }
        for row in extraction.relations() {
            let _ = writeln!(out, "{}", relation(&extraction, &row));
        }
        for row in extraction.statements() {
            let _ = writeln!(out, "{}", statement(&extraction, &row));
        }
    }
    // Columns that are empty leave blanks behind.
    out.lines().map(|line| line.trim_end().to_string() + "\n").collect()
}

#[test]
fn stored_trees_give_the_rows_that_were_reviewed() {
    for file in stored() {
        // A path that does not begin at the root would be taken for one beside this file.
        let expected = std::env::current_dir().unwrap().join(file.with_extension("expect"));
        expect_test::expect_file![expected].assert_eq(&rows(&file));
    }
}
