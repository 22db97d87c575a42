//! The pages: what changed between two runs, and how a sentence is read.

use std::fs;
use std::path::Path;

use predicates::prelude::*;
use predicates::str::contains;

use super::{Place, dossier};

const ARTICLES: &str = "{\"id\": \"a\", \"text\": \"Norway met Chad in Oslo. Kenya paid Sudan $3 million.\"}\n\
    {\"id\": \"b\", \"text\": \"France praised Spain. Kenya accused Sudan of arming rebels.\"}\n";

/// Runs over the same articles, or over others.
fn extract(place: &Place, name: &str, articles: &str, options: &[&str]) -> String {
    let input = place.file(&format!("{name}.jsonl"), articles);
    let out = format!("{}/{name}", place.folder());
    dossier(&[&["extract", &input, "--out", &out, "--quiet"], options].concat()).assert().success();
    out
}

/// Changes cells of relations.csv by row and column; a row without a new one is taken out.
fn edit(run: &str, edits: &[(usize, Option<(&str, &str)>)]) {
    let path = Path::new(run).join("relations.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let header = reader.headers().unwrap().clone();
    let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for (row, change) in edits {
        let cells = rows[*row].clone();
        rows[*row] = match change {
            None => csv::StringRecord::new(),
            Some((column, value)) => {
                let changed =
                    |(name, cell)| if name == *column { value.to_string() } else { String::from(cell) };
                header.iter().zip(&cells).map(changed).collect()
            }
        };
    }
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(&header).unwrap();
    rows.iter().filter(|row| !row.is_empty()).for_each(|row| writer.write_record(row).unwrap());
    writer.flush().unwrap();
}

fn told(before: &str, after: &str, what: &str) {
    dossier(&["report", after, "--compare", before]).assert().success().stderr(contains(what));
}

#[test]
fn rows_that_came_went_and_changed_are_counted_from_either_side() {
    let place = Place::new();
    let before = extract(&place, "before", ARTICLES, &[]);
    let after = extract(&place, "after", ARTICLES, &[]);
    told(&before, &after, "0 rows came, 0 went, 0 changed");
    edit(&after, &[(0, Some(("modality", "planned"))), (1, Some(("rule", "other"))), (2, None)]);
    told(&before, &after, "0 rows came, 1 went, 1 changed");
    told(&after, &before, "1 rows came, 0 went, 1 changed");
    let page = fs::read_to_string(Path::new(&after).join("compare.html")).unwrap();
    assert!(page.contains("default-src 'none'") && !page.contains("DOSSIER_DATA"));
}

#[test]
fn confidence_has_changed_where_it_is_clearly_another() {
    let place = Place::new();
    let before = extract(&place, "before", ARTICLES, &[]);
    let after = extract(&place, "after", ARTICLES, &[]);
    edit(&before, &[(0, Some(("confidence", "0.5"))), (1, Some(("confidence", "0.5")))]);
    edit(&after, &[(0, Some(("confidence", "0.55"))), (1, Some(("confidence", "0.551")))]);
    told(&before, &after, "0 rows came, 0 went, 1 changed");
}

#[test]
fn a_rule_that_is_added_shows_as_rows_that_came() {
    let place = Place::new();
    let rule = place.file(
        "hugs.toml",
        "[[rule]]\nname = \"hugs\"\nrelation = \"hugs\"\nevent = \"COOPERATE\"\ncameo = \"060\"\nverbs = [\"hug\"]\n",
    );
    let articles = format!("{ARTICLES}{{\"id\": \"c\", \"text\": \"Norway hugged Chad.\"}}\n");
    let before = extract(&place, "before", &articles, &["--events", "rules"]);
    let after = extract(&place, "after", &articles, &["--events", "rules", "--rules", &rule]);
    told(&before, &after, "1 rows came, 0 went, 0 changed");
}

#[test]
fn rows_beyond_the_cap_are_counted_and_said_to_be() {
    let place = Place::new();
    let before = extract(&place, "before", "{\"id\": \"z\", \"text\": \"It rained.\"}\n", &[]);
    let after = extract(&place, "after", ARTICLES, &[]);
    dossier(&["report", &after, "--compare", &before, "--rows", "1"])
        .assert()
        .success()
        .stderr(contains(" 0 went, 0 changed").and(contains("counted but not listed")));
    dossier(&["report", &after, "--compare", "/no/such/run"])
        .assert()
        .code(2)
        .stderr(contains("give the folder that `dossier extract --out` wrote"));
}

#[test]
fn an_explanation_is_a_page_on_standard_output_or_in_a_file() {
    let place = Place::new();
    let sentences = "Norway thanked Chad. Kenya accused Sudan </script><script>alert(1)</script> of theft.";
    let page = dossier(&["explain", "--html", sentences]).output().unwrap().stdout;
    let page = String::from_utf8(page).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("default-src 'none'"), "{page}");
    assert!(!page.contains("alert(1)"), "what a text says is packed");
    let file = format!("{}/why.html", place.folder());
    dossier(&["explain", "--html", "--to", &file, sentences]).assert().success().stdout("");
    assert_eq!(fs::read_to_string(&file).unwrap(), page);
}
