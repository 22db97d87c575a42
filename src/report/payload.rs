//! What the page is given: the tables as columns, texts that come again and again by their number.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::options::ReportOptions;
use crate::export::{ExportError, Row, RunFolder};
use crate::label::ArticleStatus;
use crate::table::KEPT_ARTICLES;

/// All that the page shows. -1 stands for nothing.
#[derive(Debug, Default, Serialize)]
pub struct Payload {
    run: RunCard,
    /// Texts by their number.
    strings: Vec<String>,
    articles: Articles,
    entities: Entities,
    rows: Rows,
    mentions: Mentions,
    amounts: Amounts,
    statements: Statements,
}

#[derive(Debug, Default, Serialize)]
struct RunCard {
    version: &'static str,
    articles: usize,
    skipped: usize,
    duplicates: usize,
    /// Id and reason of each article that failed, as many as fit on a page.
    failures: Vec<[String; 2]>,
    failed: usize,
    rows: usize,
    /// Rows that are counted, but not listed.
    rows_unlisted: usize,
    texts: usize,
}

#[derive(Debug, Default, Serialize)]
struct Articles {
    id: Vec<String>,
    title: Vec<String>,
    date: Vec<String>,
    url: Vec<String>,
    site: Vec<i32>,
    /// None where the run kept none, or others tell more.
    text: Vec<Option<String>>,
}

#[derive(Debug, Default, Serialize)]
struct Entities {
    id: Vec<String>,
    name: Vec<String>,
    #[serde(rename = "type")]
    kind: Vec<i32>,
    country: Vec<i32>,
    sector: Vec<i32>,
    mentions: Vec<u32>,
    /// Degrees north and east, of places that are known.
    latitude: Vec<Option<f32>>,
    longitude: Vec<Option<f32>>,
}

/// Rows of relations.csv. All are here, so that whatever the page counts is right; those that it does not list have no id, and say
/// nothing of where they stand.
#[derive(Debug, Default, Serialize)]
struct Rows {
    id: Vec<String>,
    article: Vec<i32>,
    start: Vec<u32>,
    end: Vec<u32>,
    source: Side,
    target: Side,
    relation: Vec<i32>,
    event: Vec<i32>,
    cameo: Vec<i32>,
    trigger: Vec<[u32; 2]>,
    negated: Vec<u8>,
    modality: Vec<i32>,
    said_by: Vec<i32>,
    said_by_entity: Vec<i32>,
    date: Vec<i32>,
    place: Vec<i32>,
    amount: Vec<i32>,
    /// Thousandths.
    confidence: Vec<u32>,
    rule: Vec<i32>,
    quad: Vec<i8>,
    /// Tenths; 0 where there is none.
    goldstein: Vec<i32>,
    /// Only where the article's text is not there, and the row is listed.
    evidence: Vec<i32>,
}

#[derive(Debug, Default, Serialize)]
struct Side {
    entity: Vec<i32>,
    text: Vec<i32>,
    place: Vec<[i32; 2]>,
    country: Vec<i32>,
    sector: Vec<i32>,
}

#[derive(Debug, Default, Serialize)]
struct Mentions {
    article: Vec<i32>,
    start: Vec<u32>,
    end: Vec<u32>,
    #[serde(rename = "type")]
    kind: Vec<i32>,
    entity: Vec<i32>,
}

#[derive(Debug, Default, Serialize)]
struct Amounts {
    article: Vec<i32>,
    start: Vec<u32>,
    end: Vec<u32>,
    text: Vec<i32>,
    kind: Vec<i32>,
    value: Vec<f64>,
    unit: Vec<i32>,
    qualifier: Vec<i32>,
    of: Vec<i32>,
}

#[derive(Debug, Default, Serialize)]
struct Statements {
    article: Vec<i32>,
    start: Vec<u32>,
    end: Vec<u32>,
    speaker: Vec<i32>,
    speaker_text: Vec<i32>,
    tone: Vec<i32>,
    mode: Vec<i32>,
    /// Only where the article's text is not there.
    text: Vec<i32>,
    about: Vec<Vec<i32>>,
}

/// Failures that are named.
const FAILURES: usize = 50;

impl Payload {
    /// Rows that are listed.
    pub fn rows(&self) -> usize {
        self.run.rows - self.run.rows_unlisted
    }

    pub fn rows_unlisted(&self) -> usize {
        self.run.rows_unlisted
    }

    pub fn texts(&self) -> usize {
        self.run.texts
    }

    pub fn read(run: &RunFolder, options: ReportOptions) -> Result<Payload, ExportError> {
        let least = least_confidence(run, options.rows)?;
        let mut maker = Maker { least, ..Maker::default() };
        maker.articles(run)?;
        if options.text && run.path().join(KEPT_ARTICLES).exists() {
            maker.texts(run, options.articles)?;
        }
        maker.entities(run)?;
        maker.amounts(run)?;
        maker.rows(run)?;
        maker.statements(run)?;
        maker.mentions(run)?;
        let Maker { mut payload, strings, .. } = maker;
        payload.strings = strings.list;
        payload.run.version = env!("CARGO_PKG_VERSION");
        payload.run.rows = payload.rows.id.len();
        Ok(payload)
    }
}

/// The confidence above which no more rows come than are to be listed.
fn least_confidence(run: &RunFolder, listed: usize) -> Result<f64, ExportError> {
    let (mut all, mut rows) = (Vec::new(), run.rows("relations")?);
    while let Some(row) = rows.next()? {
        all.push(row.get("confidence").parse::<f32>().unwrap_or(0.0));
    }
    if all.len() <= listed {
        return Ok(0.0);
    }
    all.sort_by(|a, b| b.total_cmp(a));
    Ok(f64::from(all[listed]))
}

/// Texts by number.
#[derive(Default)]
struct Strings {
    list: Vec<String>,
    numbers: FxHashMap<String, i32>,
}

impl Strings {
    /// The number of a text; -1 of none.
    fn number(&mut self, text: &str) -> i32 {
        if text.is_empty() {
            return -1;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.list.len() as i32;
        self.list.push(text.to_string());
        self.numbers.insert(text.to_string(), number);
        number
    }
}

#[derive(Default)]
struct Maker {
    payload: Payload,
    strings: Strings,
    articles: FxHashMap<String, i32>,
    entities: FxHashMap<String, i32>,
    amounts: FxHashMap<String, i32>,
    least: f64,
}

fn integer(row: Row<'_>, column: &str) -> u32 {
    row.get(column).parse().unwrap_or(0)
}

impl Maker {
    fn articles(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("articles")?;
        while let Some(row) = rows.next()? {
            let card = &mut self.payload.run;
            match ArticleStatus::named(row.get("status")) {
                Ok(ArticleStatus::Ok) => {}
                Ok(ArticleStatus::Skipped) => {
                    card.skipped += 1;
                    continue;
                }
                _ => {
                    card.failed += 1;
                    if card.failures.len() < FAILURES {
                        card.failures.push(["article_id", "reason"].map(|c| row.text(c).to_string()));
                    }
                    continue;
                }
            }
            card.articles += 1;
            card.duplicates += usize::from(!row.get("duplicate_of").is_empty());
            let number = self.payload.articles.id.len() as i32;
            self.articles.insert(row.text("article_id").to_string(), number);
            let articles = &mut self.payload.articles;
            articles.id.push(row.text("article_id").to_string());
            articles.title.push(row.text("title").to_string());
            articles.date.push(row.get("published").to_string());
            articles.url.push(row.text("url").to_string());
            articles.site.push(self.strings.number(row.text("site")));
            articles.text.push(None);
        }
        Ok(())
    }

    /// Takes the texts of the articles that tell most, as many as are wanted.
    fn texts(&mut self, run: &RunFolder, wanted: usize) -> Result<(), ExportError> {
        let mut told: FxHashMap<String, f64> = FxHashMap::default();
        let mut rows = run.rows("relations")?;
        while let Some(row) = rows.next()? {
            *told.entry(row.text("article_id").to_string()).or_default() +=
                row.get("confidence").parse::<f64>().unwrap_or(0.0);
        }
        let mut ids: Vec<&String> = self.payload.articles.id.iter().collect();
        let tells = |id: &String| told.get(id).copied().unwrap_or(0.0);
        ids.sort_by(|a, b| tells(b).total_cmp(&tells(a)));
        let chosen: FxHashSet<String> = ids.into_iter().take(wanted).cloned().collect();
        for article in run.texts()? {
            let article = article?;
            if let Some(at) = self.articles.get(&article.id).filter(|_| chosen.contains(&article.id)) {
                self.payload.articles.text[*at as usize] = Some(article.text);
                self.payload.run.texts += 1;
            }
        }
        Ok(())
    }

    fn entities(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("entities")?;
        while let Some(row) = rows.next()? {
            let number = self.payload.entities.id.len() as i32;
            self.entities.insert(row.get("entity_id").to_string(), number);
            let [kind, country, sector] =
                ["type", "country", "sector"].map(|column| self.strings.number(row.text(column)));
            let entities = &mut self.payload.entities;
            entities.id.push(row.get("entity_id").to_string());
            entities.name.push(row.text("name").to_string());
            entities.latitude.push(row.get("lat").parse().ok());
            entities.longitude.push(row.get("lon").parse().ok());
            entities.kind.push(kind);
            entities.country.push(country);
            entities.sector.push(sector);
            entities.mentions.push(integer(row, "mentions"));
        }
        Ok(())
    }

    fn amounts(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("amounts")?;
        while let Some(row) = rows.next()? {
            self.amounts.insert(row.get("mention_id").to_string(), self.payload.amounts.article.len() as i32);
            let [text, kind, unit, qualifier, of] =
                ["text", "kind", "unit", "qualifier", "of"].map(|c| self.strings.number(row.text(c)));
            let article = self.article(row);
            let amounts = &mut self.payload.amounts;
            amounts.article.push(article);
            amounts.start.push(integer(row, "start"));
            amounts.end.push(integer(row, "end"));
            amounts.text.push(text);
            amounts.kind.push(kind);
            amounts.value.push(row.get("value").parse().unwrap_or(0.0));
            amounts.unit.push(unit);
            amounts.qualifier.push(qualifier);
            amounts.of.push(of);
        }
        Ok(())
    }

    fn article(&self, row: Row<'_>) -> i32 {
        self.articles.get(row.text("article_id")).copied().unwrap_or(-1)
    }

    fn entity(&self, id: &str) -> i32 {
        self.entities.get(id).copied().unwrap_or(-1)
    }

    fn has_text(&self, article: i32) -> bool {
        usize::try_from(article).is_ok_and(|at| self.payload.articles.text[at].is_some())
    }

    fn rows(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("relations")?;
        while let Some(row) = rows.next()? {
            let confidence: f64 = row.get("confidence").parse().unwrap_or(0.0);
            let listed = self.least == 0.0 || confidence > self.least;
            self.payload.run.rows_unlisted += usize::from(!listed);
            self.row(row, confidence);
            self.place(row, listed);
        }
        Ok(())
    }

    fn row(&mut self, row: Row<'_>, confidence: f64) {
        let article = self.article(row);
        let [relation, event, cameo, modality, said_by, date] =
            ["relation", "event", "cameo", "modality", "attributed_to", "date"]
                .map(|column| self.strings.number(row.text(column)));
        let (said_by_entity, place) =
            (self.entity(row.get("attributed_id")), self.entity(row.get("location_id")));
        let amount = self.amounts.get(row.get("amount_id")).copied().unwrap_or(-1);
        self.side(row, "subject");
        self.side(row, "object");
        let rows = &mut self.payload.rows;
        rows.article.push(article);
        rows.relation.push(relation);
        rows.event.push(event);
        rows.cameo.push(cameo);
        rows.negated.push(u8::from(row.is("negated", "true")));
        rows.modality.push(modality);
        rows.said_by.push(said_by);
        rows.said_by_entity.push(said_by_entity);
        rows.date.push(date);
        rows.place.push(place);
        rows.amount.push(amount);
        rows.confidence.push((confidence * 1000.0).round() as u32);
        rows.quad.push(row.get("quad").parse().unwrap_or(-1));
        rows.goldstein.push((row.get("goldstein").parse::<f64>().unwrap_or(0.0) * 10.0).round() as i32);
    }

    /// Where a row that is listed stands, and by which rule.
    fn place(&mut self, row: Row<'_>, listed: bool) {
        let own = |column: &str| if listed { row.text(column) } else { "" };
        let number = |column: &str| own(column).parse().unwrap_or(0);
        let in_text = self.has_text(self.article(row));
        let evidence = if in_text { -1 } else { self.strings.number(own("evidence")) };
        let rule = self.strings.number(own("rule"));
        let sides = ["subject", "object"]
            .map(|side| ["start", "end"].map(|edge| own(&format!("{side}_{edge}")).parse().unwrap_or(-1)));
        let rows = &mut self.payload.rows;
        rows.id.push(own("relation_id").to_string());
        rows.start.push(number("start"));
        rows.end.push(number("end"));
        rows.trigger.push([number("trigger_start"), number("trigger_end")]);
        rows.source.place.push(sides[0]);
        rows.target.place.push(sides[1]);
        rows.rule.push(rule);
        rows.evidence.push(evidence);
    }

    fn side(&mut self, row: Row<'_>, name: &str) {
        let cell = |column: &str| row.text(&format!("{name}_{column}"));
        let entity = self.entity(cell("id"));
        let [text, country, sector] = ["text", "country", "sector"].map(|c| self.strings.number(cell(c)));
        let rows = &mut self.payload.rows;
        let side = if name == "subject" { &mut rows.source } else { &mut rows.target };
        side.entity.push(entity);
        side.text.push(text);
        side.country.push(country);
        side.sector.push(sector);
    }

    fn statements(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("statements")?;
        while let Some(row) = rows.next()? {
            let article = self.article(row);
            let text = if self.has_text(article) { -1 } else { self.strings.number(row.text("text")) };
            let [speaker_text, tone, mode] =
                ["speaker_text", "tone", "mode"].map(|c| self.strings.number(row.text(c)));
            let speaker = self.entity(row.get("speaker_id"));
            let about = row.get("about").split('|').map(|id| self.entity(id)).filter(|e| *e >= 0).collect();
            let statements = &mut self.payload.statements;
            statements.article.push(article);
            statements.start.push(integer(row, "start"));
            statements.end.push(integer(row, "end"));
            statements.speaker.push(speaker);
            statements.speaker_text.push(speaker_text);
            statements.tone.push(tone);
            statements.mode.push(mode);
            statements.text.push(text);
            statements.about.push(about);
        }
        Ok(())
    }

    /// The mentions of articles whose texts are there.
    fn mentions(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("mentions")?;
        while let Some(row) = rows.next()? {
            let article = self.article(row);
            if !self.has_text(article) {
                continue;
            }
            let (kind, entity) = (self.strings.number(row.get("type")), self.entity(row.get("entity_id")));
            let mentions = &mut self.payload.mentions;
            mentions.article.push(article);
            mentions.start.push(integer(row, "start"));
            mentions.end.push(integer(row, "end"));
            mentions.kind.push(kind);
            mentions.entity.push(entity);
        }
        Ok(())
    }
}
