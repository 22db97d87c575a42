//! The columns of ICEWS: cells between tabs, with a header.

use std::path::Path;

use super::each;
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::filter::EventFilter;
use crate::export::run_folder::RunFolder;
use crate::export::sink::{Cells, unquoted};

const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

pub fn write(run: &RunFolder, to: &Path, filter: &EventFilter) -> Result<Exported, ExportError> {
    let mut cells = Cells::tabs(to, "icews.dossier.tsv")?;
    cells.row(COLUMNS)?;
    let mut number = 0usize;
    let left = each(run, filter, |event| {
        number += 1;
        let text = event.row.get("relation").replace('_', " ");
        let sentence =
            event.row.get("sentence").parse::<usize>().map_or(String::new(), |n| (n + 1).to_string());
        let (source, target) = (event.source, event.target);
        let row = [
            &number.to_string(),
            event.day,
            source.name,
            source.sector,
            source.country,
            &text,
            event.row.get("cameo"),
            event.row.get("goldstein"),
            target.name,
            target.sector,
            target.country,
            event.row.text("article_id"),
            &sentence,
            &event.article.site,
            event.place.name,
            "",
            "",
            event.place.country,
            event.place.latitude,
            event.place.longitude,
        ];
        cells.row(row.map(unquoted))
    })?;
    Ok(Exported { files: vec![cells.finish()?], left_out: left.told() })
}
