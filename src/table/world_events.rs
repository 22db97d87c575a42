//! `events.csv`: one row an event of the world, however many articles report it.
//!
//! Reports are of one event where class, act (`acts.toml`) and both sides are the same, their days agree, and neither place nor numbers speak against it.
//! Entities that most likely are one (`same_as`) count as one. What lasts, as a war does, is one event from its first report to its last, whichever of
//! a country's people and bodies they name; an attack of which no day, place or number is told belongs to it. What is planned, possible or demanded is
//! an event of its own beside what is done, unless it lasts; a denial belongs to what it denies.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::ColumnIndex;
use super::columns::columns;
use super::csv_table::Table;
use super::unfinished::{TableError, partial_of};
use crate::extraction::{hash_of_uid, number_of_day, numbered_day};
use crate::knowledge::{Act, ActDuration, Lexicon};
use crate::label::{EventClass, Modality};

/// Days before its report on which an event may have been, where the report does not say.
const REPORTED_WITHIN: i32 = 3;
/// Days between two reports of what lasts.
const LASTING_APART: i32 = 60;
/// By what factor numbers of one event may differ; beyond it they speak against it.
const NUMBERS_APART: f64 = 3.0;

/// An event of the world.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct EventRow {
    event_uid: String,
    event: String,
    cameo: String,
    source_uid: String,
    source: String,
    target_uid: String,
    target: String,
    date_from: String,
    date_to: String,
    place_uid: String,
    negated: bool,
    modality: String,
    rows: usize,
    articles: usize,
    sites: usize,
    first_published: String,
    last_published: String,
    best_relation_uid: String,
    /// `numbers`, `denial` or both, `|` between.
    disagreement: String,
}

/// What is known of the run's entities, by their numbers.
#[derive(Default)]
pub(super) struct KnownEntities {
    uids: Vec<u64>,
    same_as: Vec<u32>,
}

impl KnownEntities {
    /// `number`: from 1.
    pub fn enter(&mut self, number: u32, uid: &str, same_as: Option<u32>) {
        let at = number as usize;
        self.uids.resize(self.uids.len().max(at + 1), 0);
        self.same_as.resize(self.same_as.len().max(at + 1), 0);
        self.uids[at] = hash_of_uid(uid);
        self.same_as[at] = same_as.unwrap_or(0);
    }

    /// The uid of whoever an id such as `E12` most likely means; 0 where it is no entity's.
    fn meant(&self, id: &str) -> u64 {
        let Some(number) = id.strip_prefix('E').and_then(|n| n.parse::<usize>().ok()) else { return 0 };
        let same = self.same_as.get(number).copied().unwrap_or(0) as usize;
        self.uids.get(if same > 0 { same } else { number }).copied().unwrap_or(0)
    }
}

fn uid(letter: char, hash: u64) -> String {
    if hash == 0 { String::new() } else { format!("{letter}{hash:016x}") }
}

/// A row of relations.csv, as far as it counts here.
struct Report {
    /// Its number in the table, from 0.
    row: u32,
    /// A hash of class, sides and modality.
    key: u64,
    /// The key of what lasts between the two countries, for a report that may tell of no more than that.
    within: Option<u64>,
    uid: u64,
    /// Days, counted from the first of Unix time.
    own: Option<[i32; 2]>,
    published: Option<i32>,
    place: u64,
    number: f64,
    article: u64,
    site: u64,
    confidence: f32,
    negated: bool,
    /// It tells of what goes on for months.
    lasting: bool,
    asserted: bool,
}

/// Reports of one event.
#[derive(Default)]
struct Event {
    reports: Vec<u32>,
    days: Option<[i32; 2]>,
    own: Option<[i32; 2]>,
    place: u64,
    number: f64,
    numbers_differ: bool,
}

/// Joins the rows of relations.csv, whose unfinished file this is, and writes events.csv. Every row gets the id of its event.
///
/// # Errors
/// [`TableError`], naming the file.
pub(super) fn write(folder: &Path, known: &KnownEntities, lexicon: &Lexicon) -> Result<usize, TableError> {
    let path = folder.join("relations.csv");
    let known_of = Known { entities: known, lexicon, sites: sites(folder)?, numbers: numbers(folder)? };
    let mut reports = reports(&path, &known_of)?;
    enter_what_lasts(&mut reports);
    let events = joined(&reports);
    let rows = Rows { reports: &reports, events: &events, known };
    rows.write(folder, &path)?;
    Ok(events.len())
}

/// A CSV file that is not whole yet, for reading.
fn reader(path: &Path) -> Result<(csv::Reader<File>, ColumnIndex), TableError> {
    let partial = partial_of(path);
    let error = |e: csv::Error| TableError { path: partial.clone(), source: e.into() };
    let mut reader = csv::Reader::from_path(&partial).map_err(error)?;
    let columns = ColumnIndex::of(reader.headers().map_err(error)?);
    Ok((reader, columns))
}

/// Of each row of an unfinished table the hash of its id, with what is made of another cell.
fn by_id<T>(
    folder: &Path,
    [table, id, cell]: [&str; 3],
    value: impl Fn(&str) -> Option<T>,
) -> Result<FxHashMap<u64, T>, TableError> {
    let path = folder.join(table);
    let (mut reader, columns) = reader(&path)?;
    let (mut out, mut row) = (FxHashMap::default(), StringRecord::new());
    let error = |e: csv::Error| TableError { path: path.clone(), source: e.into() };
    while reader.read_record(&mut row).map_err(error)? {
        if let Some(value) = value(columns.cell(&row, cell)) {
            out.insert(xxh3_64(columns.cell(&row, id).as_bytes()), value);
        }
    }
    Ok(out)
}

/// The value of each amount.
fn numbers(folder: &Path) -> Result<FxHashMap<u64, f64>, TableError> {
    by_id(folder, ["amounts.csv", "mention_id", "value"], |cell| cell.parse().ok())
}

/// A hash of the site of each article that has one.
fn sites(folder: &Path) -> Result<FxHashMap<u64, u64>, TableError> {
    by_id(folder, ["articles.csv", "article_id", "site"], |cell| {
        (!cell.is_empty()).then(|| xxh3_64(cell.as_bytes()))
    })
}

fn day(cell: &str) -> Option<i32> {
    number_of_day(cell.parse().ok()?)
}

/// What reports are read with.
struct Known<'k> {
    entities: &'k KnownEntities,
    lexicon: &'k Lexicon,
    sites: FxHashMap<u64, u64>,
    numbers: FxHashMap<u64, f64>,
}

fn reports(path: &Path, known: &Known<'_>) -> Result<Vec<Report>, TableError> {
    let (mut reader, columns) = reader(path)?;
    let (mut out, mut row, mut number) = (Vec::new(), StringRecord::new(), 0u32);
    let error = |e: csv::Error| TableError { path: path.to_path_buf(), source: e.into() };
    while reader.read_record(&mut row).map_err(error)? {
        let cell = |column: &str| columns.cell(&row, column);
        if !cell("event").is_empty() {
            let article = xxh3_64(cell("article_id").as_bytes());
            let act = known.lexicon.acts.of(cell("trigger"), &known.lexicon.lemmas);
            let own = day(cell("date_from")).zip(day(cell("date_to"))).map(|(from, to)| [from, to]);
            let place = known.entities.meant(cell("location_id"));
            let amount =
                known.numbers.get(&xxh3_64(cell("amount_id").as_bytes())).copied().unwrap_or(f64::NAN);
            let asserted = cell("modality") == Modality::Asserted.as_str();
            let vague = asserted && own.is_none() && place == 0 && amount.is_nan();
            out.push(Report {
                row: number,
                key: key(known.entities, &act, cell),
                within: between_countries(cell)
                    .filter(|[subject, object]| {
                        vague && act.duration == ActDuration::MaybePart && subject != object
                    })
                    .map(|sides| lasting_key(cell("event"), sides)),
                uid: hash_of_uid(cell("uid")),
                own,
                published: day(cell("published")),
                place,
                number: amount,
                article,
                site: known.sites.get(&article).copied().unwrap_or(0),
                confidence: cell("confidence").parse().unwrap_or(0.0),
                negated: cell("negated") == "true",
                lasting: act.duration == ActDuration::Lasting,
                asserted,
            });
        }
        number += 1;
    }
    Ok(out)
}

/// What reports of one event have in common; of its own for a row one side of which is nobody in particular.
fn key<'r>(known: &KnownEntities, act: &Act, cell: impl Fn(&str) -> &'r str) -> u64 {
    let event = cell("event");
    // What is to be averted is not what goes on.
    let averted = cell("negated") == "true" && cell("modality") != Modality::Asserted.as_str();
    let lasts = act.duration == ActDuration::Lasting && !averted;
    if let Some(sides) = between_countries(&cell).filter(|_| lasts) {
        return lasting_key(event, sides);
    }
    let mut sides = [known.meant(cell("subject_id")), known.meant(cell("object_id"))];
    if sides.contains(&0) {
        return xxh3_64(cell("uid").as_bytes());
    }
    // Who meets or agrees with whom does so with each other.
    let mutual = [EventClass::Consult, EventClass::Agree, EventClass::Cooperate].map(EventClass::as_str);
    if mutual.contains(&event) {
        sides.sort_unstable();
    }
    let (act, modality) = (&act.name, cell("modality"));
    xxh3_64(format!("{event}\n{act}\n{modality}\n{:x}\n{:x}", sides[0], sides[1]).as_bytes())
}

/// The countries of both sides.
fn between_countries<'r>(cell: impl Fn(&str) -> &'r str) -> Option<[&'r str; 2]> {
    let sides = [cell("subject_country"), cell("object_country")];
    sides.iter().all(|country| !country.is_empty()).then_some(sides)
}

/// What reports of something that lasts between two countries have in common: one war is an invasion to some and an occupation to others, and it goes on
/// whatever is planned, feared or demanded of it.
fn lasting_key(event: &str, [subject, object]: [&str; 2]) -> u64 {
    xxh3_64(format!("{event}\nlasting\n{subject}\n{object}").as_bytes())
}

/// Counts reports that tell no more than that one country attacked another among those of what goes on between the two at that time.
fn enter_what_lasts(reports: &mut [Report]) {
    let mut days: FxHashMap<u64, Vec<i32>> = FxHashMap::default();
    for report in reports.iter().filter(|report| report.lasting) {
        days.entry(report.key).or_default().extend(report.published);
    }
    for report in reports {
        let goes_on = |key: &u64| {
            let near = |day: &i32| report.published.is_some_and(|own| (own - day).abs() <= LASTING_APART);
            days.get(key).is_some_and(|days| days.iter().any(near))
        };
        if let Some(key) = report.within.filter(goes_on) {
            (report.key, report.lasting) = (key, true);
        }
    }
}

impl Report {
    /// The days on which it may have been.
    fn days(&self) -> Option<[i32; 2]> {
        self.own.or_else(|| self.published.map(|day| [day - REPORTED_WITHIN, day]))
    }
}

impl Event {
    fn takes(&self, report: &Report) -> bool {
        if let (true, Some([_, to]), Some([first, _])) = (report.lasting, self.days, report.days()) {
            return first <= to + LASTING_APART;
        }
        let days = match (self.days, report.days()) {
            (Some([from, to]), Some([first, last])) => first <= to && from <= last,
            (None, None) => true,
            _ => false,
        };
        let places = self.place == 0 || report.place == 0 || self.place == report.place;
        let known = !self.number.is_nan() && !report.number.is_nan();
        let (low, high) = (self.number.min(report.number), self.number.max(report.number));
        days && places && !(known && high > low * NUMBERS_APART)
    }

    fn add(&mut self, at: u32, report: &Report) {
        if self.reports.is_empty() {
            self.number = f64::NAN;
        }
        self.reports.push(at);
        // Of days that agree those count that both allow.
        let both = |a: Option<[i32; 2]>, b: Option<[i32; 2]>| match (a, b) {
            (Some([from, to]), Some([first, last])) if report.lasting => {
                Some([from.min(first), to.max(last)])
            }
            (Some([from, to]), Some([first, last])) => Some([from.max(first), to.min(last)]),
            (a, b) => a.or(b),
        };
        self.days = both(self.days, report.days());
        self.own = both(self.own, report.own);
        if self.place == 0 {
            self.place = report.place;
        }
        if !report.number.is_nan() {
            self.numbers_differ |= !self.number.is_nan() && self.number != report.number;
            self.number = if self.number.is_nan() { report.number } else { self.number.max(report.number) };
        }
    }
}

/// The events of reports. Those of a key are looked through from the first day on, so that no order of articles changes anything.
fn joined(reports: &[Report]) -> Vec<Event> {
    let mut order: Vec<u32> = (0..reports.len() as u32).collect();
    order.sort_by_key(|i| {
        let report = &reports[*i as usize];
        (report.key, report.days(), report.uid)
    });
    let mut events: Vec<Event> = Vec::new();
    let mut last: Option<(u64, usize)> = None;
    for at in order {
        let report = &reports[at as usize];
        let first = match last {
            Some((key, first)) if key == report.key => first,
            _ => events.len(),
        };
        last = Some((report.key, first));
        match events[first..].iter_mut().find(|event| event.takes(report)) {
            Some(event) => event.add(at, report),
            None => {
                let mut event = Event::default();
                event.add(at, report);
                events.push(event);
            }
        }
    }
    events
}

/// What the second reading of relations.csv needs.
struct Rows<'r> {
    reports: &'r [Report],
    events: &'r [Event],
    known: &'r KnownEntities,
}

impl Rows<'_> {
    /// The surest report of an event, the first of equals; one of what is so before one of what may be.
    fn best(&self, event: &Event) -> &Report {
        let all = event.reports.iter().map(|at| &self.reports[*at as usize]);
        let sure = |r: &&Report| (r.asserted, ordered(r.confidence), std::cmp::Reverse(r.row));
        all.max_by_key(sure).unwrap_or(&self.reports[event.reports[0] as usize])
    }

    /// An event's id: that of the least of its reports', whichever run tells it.
    fn uid(&self, event: &Event) -> String {
        let least = event.reports.iter().map(|at| self.reports[*at as usize].uid).min();
        uid('v', least.unwrap_or(0))
    }

    fn write(&self, folder: &Path, path: &Path) -> Result<(), TableError> {
        let mut of_row: FxHashMap<u32, usize> = FxHashMap::default();
        // Of each event its id, and the row that tells it best.
        let mut known: Vec<(String, u32)> = Vec::with_capacity(self.events.len());
        for (number, event) in self.events.iter().enumerate() {
            of_row.extend(event.reports.iter().map(|at| (self.reports[*at as usize].row, number)));
            known.push((self.uid(event), self.best(event).row));
        }
        let mut table = Table::create(folder.join("events.csv"), columns::<EventRow>())?;
        let whole = joined_file(path);
        let error = |source: std::io::Error| TableError { path: whole.clone(), source };
        let file = File::create(&whole).map_err(error)?;
        let mut writer = csv::WriterBuilder::new().from_writer(BufWriter::new(file));
        let (mut reader, columns) = reader(path)?;
        let headers = reader.headers().map_err(|e| error(e.into()))?.clone();
        writer.write_record(&headers).map_err(|e| error(e.into()))?;
        let at = columns.at("event_uid");
        let (mut row, mut number) = (StringRecord::new(), 0u32);
        while reader.read_record(&mut row).map_err(|e| error(e.into()))? {
            let event = of_row.get(&number).copied();
            let own = event.map_or("", |event| known[event].0.as_str());
            if let Some(event) = event.filter(|event| known[*event].1 == number) {
                table.write(self.row(&self.events[event], own, &columns, &row))?;
            }
            let cells = row.iter().enumerate().map(|(i, cell)| if Some(i) == at { own } else { cell });
            writer.write_record(cells).map_err(|e| error(e.into()))?;
            number += 1;
        }
        writer.flush().map_err(error)?;
        drop(writer);
        table.finish()?;
        fs::rename(&whole, path).map_err(error)
    }

    fn row(&self, event: &Event, uid_of: &str, columns: &ColumnIndex, best: &StringRecord) -> EventRow {
        let cell = |column: &str| columns.cell(best, column);
        let reports: Vec<&Report> = event.reports.iter().map(|at| &self.reports[*at as usize]).collect();
        let distinct = |of: fn(&Report) -> u64| {
            let mut all: Vec<u64> = reports.iter().map(|r| of(r)).filter(|x| *x != 0).collect();
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        let denied = reports.iter().filter(|r| r.negated).count();
        let differ = [("numbers", event.numbers_differ), ("denial", denied > 0 && denied < reports.len())];
        let differ: Vec<&str> = differ.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
        let published = || reports.iter().filter_map(|r| r.published);
        let side = |side: &str| uid('e', self.known.meant(cell(&format!("{side}_id"))));
        EventRow {
            event_uid: uid_of.to_string(),
            event: cell("event").to_string(),
            cameo: cell("cameo").to_string(),
            source_uid: side("subject"),
            source: cell("subject_text").to_string(),
            target_uid: side("object"),
            target: cell("object_text").to_string(),
            date_from: event.own.map(|[from, _]| written(from)).unwrap_or_default(),
            date_to: event.own.map(|[_, to]| written(to)).unwrap_or_default(),
            place_uid: uid('e', event.place),
            negated: denied == reports.len(),
            modality: Modality::named(cell("modality")).unwrap_or_default().as_str().to_string(),
            rows: reports.len(),
            articles: distinct(|r| r.article),
            sites: distinct(|r| r.site),
            first_published: published().min().map(written).unwrap_or_default(),
            last_published: published().max().map(written).unwrap_or_default(),
            best_relation_uid: cell("uid").to_string(),
            disagreement: differ.join("|"),
        }
    }
}

/// Where relations.csv is written anew.
fn joined_file(path: &Path) -> PathBuf {
    path.with_extension("csv.joined")
}

/// What a run keeps until nothing can interrupt it any more.
pub(super) fn forget(folder: &Path) {
    let _ = fs::remove_file(partial_of(&folder.join("relations.csv")));
}

fn ordered(confidence: f32) -> u32 {
    (confidence * 1e6) as u32
}

fn written(days: i32) -> String {
    numbered_day(days).map(|day| day.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(uid: u64, own: Option<[i32; 2]>, published: Option<i32>, number: f64) -> Report {
        Report {
            row: uid as u32,
            key: 1,
            uid,
            own,
            published,
            place: 0,
            number,
            article: uid,
            site: 0,
            confidence: 0.5,
            negated: false,
            within: None,
            lasting: false,
            asserted: true,
        }
    }

    fn parts(reports: &[Report]) -> Vec<Vec<u64>> {
        let of = |event: &Event| {
            let mut uids: Vec<u64> = event.reports.iter().map(|at| reports[*at as usize].uid).collect();
            uids.sort_unstable();
            uids
        };
        joined(reports).iter().map(of).collect()
    }

    #[test]
    fn reports_whose_days_and_numbers_agree_are_of_one_event() {
        let nan = f64::NAN;
        assert_eq!(parts(&[report(1, Some([10, 10]), None, nan), report(2, None, Some(11), nan)]), [[1, 2]]);
        assert_eq!(parts(&[report(1, Some([10, 10]), None, nan), report(2, None, Some(40), nan)]).len(), 2);
        assert_eq!(parts(&[report(1, None, Some(10), 12.0), report(2, None, Some(10), 14.0)]), [[1, 2]]);
        assert_eq!(parts(&[report(1, None, Some(10), 12.0), report(2, None, Some(10), 90.0)]).len(), 2);
    }

    #[test]
    fn no_order_of_articles_changes_anything() {
        let make = |uids: &[u64]| -> Vec<Report> {
            uids.iter().map(|uid| report(*uid, None, Some(*uid as i32 * 2), f64::NAN)).collect()
        };
        let mut one = parts(&make(&[1, 2, 3, 4, 5]));
        let mut other = parts(&make(&[4, 1, 5, 3, 2]));
        one.sort();
        other.sort();
        assert_eq!(one, other);
    }

    #[test]
    fn an_attack_of_no_day_and_place_is_of_the_war_that_goes_on() {
        let nan = f64::NAN;
        let war = Report { lasting: true, key: 7, ..report(1, None, Some(100), nan) };
        let attack = |uid, day| Report { key: 8, within: Some(7), ..report(uid, None, Some(day), nan) };
        let mut reports = [war, attack(2, 110), attack(3, 900)];
        enter_what_lasts(&mut reports);
        let mut joined = parts(&reports);
        joined.sort();
        assert_eq!(joined, [vec![1, 2], vec![3]]);
    }
}
