//! Phoenix's columns (Open Event Data Alliance): cells between tabs, no header, one row a day, pair and code.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Actor, each, root};
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::filter::EventFilter;
use crate::export::run_folder::RunFolder;
use crate::export::sink::{Cells, unquoted};

/// What one row of several reports says.
#[derive(Default)]
struct Reports {
    first: Vec<String>,
    sentences: Vec<String>,
    urls: Vec<String>,
    sites: Vec<String>,
}

pub fn write(run: &RunFolder, to: &Path, filter: &EventFilter) -> Result<Exported, ExportError> {
    let mut days: BTreeMap<[String; 4], Reports> = BTreeMap::new();
    let mut unknown = 0;
    let left = each(run, filter, |event| {
        let (source, target) = (full(&event.source), full(&event.target));
        if source.is_empty() || target.is_empty() {
            unknown += 1;
            return Ok(());
        }
        let cameo = event.row.get("cameo");
        let key = [event.day.to_string(), source.clone(), target.clone(), cameo.to_string()];
        let reports = days.entry(key).or_default();
        if reports.first.is_empty() {
            let (s, t) = (&event.source, &event.target);
            let code = [cameo, root(cameo), penta(root(cameo)), event.row.get("goldstein")];
            let mut cells = vec![source, s.country.into(), s.sector.into(), String::new()];
            cells.extend([target, t.country.into(), t.sector.into(), String::new()]);
            cells.extend(code.map(str::to_string));
            cells.extend(
                ["", event.place.latitude, event.place.longitude, event.place.name, "", event.place.country]
                    .map(unquoted),
            );
            reports.first = cells;
        }
        let sentence = format!("{}_{}", event.row.text("article_id"), event.row.get("sentence"));
        reports.sentences.push(unquoted(&sentence));
        reports.urls.push(unquoted(&event.article.url));
        reports.sites.push(unquoted(&event.article.site));
        Ok(())
    })?;
    let mut cells = Cells::tabs(to, "phoenix.dossier.tsv")?;
    for (number, ([day, ..], reports)) in days.into_iter().enumerate() {
        let mut row = vec![(number + 1).to_string(), day.replace('-', "")];
        row.extend(day.split('-').map(str::to_string));
        row.extend(reports.first);
        row.extend([reports.sentences.join(";"), reports.urls.join(";"), reports.sites.join(";")]);
        cells.row(row)?;
    }
    let mut left_out = left.told();
    left_out.extend(
        (unknown > 0).then_some((unknown, "events of which one side has neither country nor sector")),
    );
    Ok(Exported { files: vec![cells.finish()?], left_out })
}

/// Country and agent: `USAGOV`.
fn full(actor: &Actor<'_>) -> String {
    format!("{}{}", actor.country, actor.sector)
}

/// Phoenix's five classes of CAMEO roots: 0 statements, then cooperation and conflict, verbal and material.
fn penta(root: &str) -> &'static str {
    match root {
        "01" | "02" => "0",
        "03" | "04" | "05" => "1",
        "06" | "07" | "08" => "2",
        "09" | "10" | "11" | "12" | "13" | "16" => "3",
        _ => "4",
    }
}
