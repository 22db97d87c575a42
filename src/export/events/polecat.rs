//! POLECAT's columns: PLOVER events with a header, cells between tabs. What dossier does not say (mode, contexts, districts) is empty.

use std::path::Path;

use super::{Place, each};
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::filter::EventFilter;
use crate::export::run_folder::RunFolder;
use crate::export::sink::{Cells, unquoted};
use crate::knowledge::gazetteer::country_codes;

const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

pub fn write(run: &RunFolder, to: &Path, filter: &EventFilter) -> Result<Exported, ExportError> {
    let mut cells = Cells::tabs(to, "polecat.dossier.tsv")?;
    cells.row(COLUMNS)?;
    let codes = country_codes();
    let left = each(run, filter, |event| {
        let quad = match event.row.get("quad") {
            "1" => "VERBAL COOPERATION",
            "2" => "MATERIAL COOPERATION",
            "3" => "VERBAL CONFLICT",
            "4" => "MATERIAL CONFLICT",
            _ => "",
        };
        let mut row = vec![
            event.row.get("uid").to_string(),
            event.day.to_string(),
            event.row.get("event").to_string(),
            String::new(),
            event.row.get("goldstein").to_string(),
            quad.to_string(),
            String::new(),
        ];
        for actor in [event.source, event.target] {
            let cow = codes.get(actor.country).and_then(|codes| codes.cow);
            let cow = cow.map_or(String::new(), |number| number.to_string());
            let texts = [actor.name, actor.country, &cow, actor.sector, actor.sector, "", actor.text, ""];
            row.extend(texts.map(unquoted));
        }
        let Place { name, country, geonames, latitude, longitude } = event.place;
        row.extend([name, "", "", "", country, latitude, longitude, geonames, name, ""].map(unquoted));
        let version = concat!("dossier ", env!("CARGO_PKG_VERSION"));
        row.extend(
            [&event.article.site, &event.article.published, "", "", "", "English", version].map(unquoted),
        );
        cells.row(row)
    })?;
    Ok(Exported { files: vec![cells.finish()?], left_out: left.told() })
}
