//! Event data as political scientists have it: who did what to whom on which day, by codes.

pub mod dyad_options;
pub mod dyads;
pub mod gdelt;
pub mod icews;
pub mod phoenix;
pub mod polecat;

use rustc_hash::FxHashMap;

use super::error::ExportError;
use super::filter::EventFilter;
use super::run_folder::{ArticleInfo, EntityInfo, Row, RunFolder};

/// Why an event is in no file of coded events.
const NOT_COUNTED: &str = "events that are planned, denied or doubtful; --include counts them";
const REPEATED: &str = "events of articles that nearly repeat an earlier one";
const NO_DAY: &str = "events without a day";

/// The day of an event: its own where the clause says one, else its article's.
pub fn day_of(row: Row<'_>) -> Option<&str> {
    let (first, last) = (row.get("date_from"), row.get("date_to"));
    let own = Some(first).filter(|first| !first.is_empty() && *first == last);
    own.or_else(|| Some(row.get("published")).filter(|day| !day.is_empty()))
}

/// One event with what files of events say of it.
struct Coded<'r> {
    row: Row<'r>,
    /// ISO 8601.
    day: &'r str,
    article: &'r ArticleInfo,
    source: Actor<'r>,
    target: Actor<'r>,
    place: Place<'r>,
}

/// Where an event was; all empty where nothing is known of it.
#[derive(Clone, Copy, Default)]
struct Place<'r> {
    name: &'r str,
    country: &'r str,
    geonames: &'r str,
    latitude: &'r str,
    longitude: &'r str,
}

/// One side of an event.
#[derive(Clone, Copy)]
struct Actor<'r> {
    /// The entity's name, else the words.
    name: &'r str,
    text: &'r str,
    country: &'r str,
    sector: &'r str,
}

/// What was not handed on.
#[derive(Default)]
struct Left {
    not_counted: usize,
    repeated: usize,
    no_day: usize,
}

impl Left {
    fn told(&self) -> Vec<(usize, &'static str)> {
        let all = [(self.not_counted, NOT_COUNTED), (self.repeated, REPEATED), (self.no_day, NO_DAY)];
        all.into_iter().filter(|(n, _)| *n > 0).collect()
    }
}

/// Hands on each event that counts and has a day, in the order of the table.
fn each(
    run: &RunFolder,
    filter: &EventFilter,
    mut one: impl FnMut(Coded<'_>) -> Result<(), ExportError>,
) -> Result<Left, ExportError> {
    let (articles, entities) = (run.articles()?, run.entities()?);
    let mut left = Left::default();
    let mut rows = run.rows("relations")?;
    while let Some(row) = rows.next()? {
        let Some(article) = articles.get(row.text("article_id")) else { continue };
        if row.get("event").is_empty() {
            continue;
        }
        if !filter.takes(row) {
            left.not_counted += 1;
            continue;
        }
        if article.repeats {
            left.repeated += 1;
            continue;
        }
        let Some(day) = day_of(row) else {
            left.no_day += 1;
            continue;
        };
        let place = entities.get(row.get("location_id"));
        one(Coded {
            row,
            day,
            article,
            source: actor(
                row,
                &entities,
                ["subject_id", "subject_text", "subject_country", "subject_sector"],
            ),
            target: actor(row, &entities, ["object_id", "object_text", "object_country", "object_sector"]),
            place: place.map(Place::of).unwrap_or_default(),
        })?;
    }
    Ok(left)
}

impl<'r> Place<'r> {
    fn of(entity: &'r EntityInfo) -> Place<'r> {
        let EntityInfo { name, country, geonames, latitude, longitude, .. } = entity;
        Place { name, country, geonames, latitude, longitude }
    }
}

fn actor<'r>(
    row: Row<'r>,
    entities: &'r FxHashMap<String, EntityInfo>,
    [id, text, country, sector]: [&str; 4],
) -> Actor<'r> {
    let text = row.text(text);
    Actor {
        name: entities.get(row.get(id)).map_or(text, |e| e.name.as_str()),
        text,
        country: row.get(country),
        sector: row.get(sector),
    }
}

/// The two digits with which a CAMEO code begins.
fn root(cameo: &str) -> &str {
    cameo.get(..2).unwrap_or(cameo)
}
