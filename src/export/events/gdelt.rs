//! The columns of GDELT 2.0: its events (61, without a header) and its mentions of them (16), which say where in the text each is.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{Actor, Place, each, root};
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::filter::EventFilter;
use crate::export::run_folder::RunFolder;
use crate::export::sink::{Cells, unquoted};
use crate::knowledge::gazetteer::{CountryCodes, country_codes};

pub fn write(run: &RunFolder, to: &Path, filter: &EventFilter) -> Result<Exported, ExportError> {
    let mut events = Cells::tabs(to, "gdelt-events.dossier.tsv")?;
    let mut mentions = Cells::tabs(to, "gdelt-mentions.dossier.tsv")?;
    let codes = country_codes();
    let mut number = 0usize;
    let left = each(run, filter, |event| {
        number += 1;
        let (cameo, day) = (event.row.get("cameo"), event.day.replace('-', ""));
        let added = format!("{}000000", event.article.published.replace('-', ""));
        let added = if event.article.published.is_empty() { String::new() } else { added };
        let mut row = vec![number.to_string(), day.clone()];
        row.extend([
            day.get(..6).unwrap_or_default().to_string(),
            day.get(..4).unwrap_or_default().to_string(),
        ]);
        row.push(fraction(&day));
        row.extend(actor(&event.source));
        row.extend(actor(&event.target));
        let base = cameo.get(..3).unwrap_or(cameo);
        row.extend(
            ["1", cameo, base, root(cameo), event.row.get("quad"), event.row.get("goldstein")]
                .map(String::from),
        );
        row.extend(["1", "1", "1", ""].map(String::from));
        // No place is told of the two actors: GDELT guesses it.
        row.extend(std::iter::repeat_n(String::new(), 16));
        row.extend(place_of(&event.place, &codes).map(unquoted));
        row.extend([added.clone(), unquoted(&event.article.url)]);
        events.row(&row)?;
        let place = |column: &str| {
            Some(event.row.get(column)).filter(|at| !at.is_empty()).unwrap_or("-1").to_string()
        };
        let time = format!("{day}000000");
        let confidence = event.row.get("confidence").parse::<f64>().map_or(0, |c| (c * 100.0).round() as i64);
        let sentence = event.row.get("sentence").parse::<usize>().map_or(0, |n| n + 1);
        mentions.row([
            number.to_string(),
            time,
            added,
            "1".into(),
            unquoted(&event.article.site),
            unquoted(&event.article.url),
            sentence.to_string(),
            place("subject_start"),
            place("object_start"),
            place("trigger_start"),
            "1".into(),
            confidence.to_string(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ])
    })?;
    Ok(Exported { files: vec![events.finish()?, mentions.finish()?], left_out: left.told() })
}

/// Code, name, country, known group, ethnic group, two religions, three types.
fn actor(actor: &Actor<'_>) -> [String; 10] {
    let code = format!("{}{}", actor.country, actor.sector);
    [&code, &actor.name.to_uppercase(), actor.country, "", "", "", "", actor.sector, "", ""].map(unquoted)
}

/// Type (1 a country, 4 a town), name, FIPS code of the country, two divisions, degrees north and east, id.
fn place_of<'p>(place: &Place<'p>, codes: &'p FxHashMap<String, CountryCodes>) -> [&'p str; 8] {
    let code = codes.get(place.country);
    let is_country = code.is_some_and(|code| code.geonames.to_string() == place.geonames);
    let kind = match place.name {
        "" => "",
        _ if is_country || place.geonames.is_empty() => "1",
        _ => "4",
    };
    let fips = code.map_or("", |code| &code.fips);
    [kind, place.name, fips, "", "", place.latitude, place.longitude, place.geonames]
}

/// The year with the day's part of it.
fn fraction(day: &str) -> String {
    let parsed: Option<jiff::civil::Date> = jiff::civil::Date::strptime("%Y%m%d", day).ok();
    parsed
        .map_or(String::new(), |d| format!("{:.4}", f64::from(d.year()) + f64::from(d.day_of_year()) / 365.0))
}
