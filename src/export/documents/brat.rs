//! Articles with their annotations in brat's standoff format, for correcting by hand in brat or INCEpTION: a `.txt` and an `.ann` for each.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::run_folder::{Row, RunFolder};
use crate::export::sink::Sink;
use crate::label::{EventClass, FactRelation, Modality};
use strum::VariantArray;

pub fn write(run: &RunFolder, to: &Path) -> Result<Exported, ExportError> {
    let (mut mentions, mut relations) = (run.by_article("mentions")?, run.by_article("relations")?);
    let mut exported = Exported::default();
    for (number, article) in run.texts()?.enumerate() {
        let article = article?;
        let name = file_name(number, &article.id);
        let mut text = Sink::create(to, &format!("{name}.txt"))?;
        std::io::Write::write_all(&mut text, article.text.as_bytes())
            .map_err(|source| ExportError::Write { path: to.join(&name), source })?;
        exported.files.push(text.finish()?);
        let chars: Vec<char> = article.text.chars().collect();
        let mut notes = Annotations {
            chars: &chars,
            lines: Vec::new(),
            at: FxHashMap::default(),
            events: 0,
            facts: 0,
            attributes: 0,
        };
        mentions.of(&article.id, |row| {
            notes.span(row.get("type"), [row.get("start"), row.get("end")]);
        })?;
        relations.of(&article.id, |row| notes.relation(row))?;
        let mut file = Sink::create(to, &format!("{name}.ann"))?;
        for line in &notes.lines {
            file.line(line)?;
        }
        exported.files.push(file.finish()?);
    }
    let mut configuration = Sink::create(to, "annotation.conf")?;
    configuration.line(&configured())?;
    exported.files.push(configuration.finish()?);
    Ok(exported)
}

/// A name that any file system takes.
fn file_name(number: usize, id: &str) -> String {
    let plain: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
    format!("{:06}-{}", number + 1, plain.chars().take(80).collect::<String>())
}

struct Annotations<'t> {
    chars: &'t [char],
    lines: Vec<String>,
    /// The number of the span of this type at these places.
    at: FxHashMap<(String, usize, usize), usize>,
    events: usize,
    facts: usize,
    attributes: usize,
}

impl Annotations<'_> {
    /// The span's id, a new one where it has none. Over a line break it stands in two parts, as brat wants it.
    fn span(&mut self, kind: &str, [start, end]: [&str; 2]) -> Option<String> {
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        let key = (kind.to_string(), start, end);
        if let Some(number) = self.at.get(&key) {
            return Some(format!("T{number}"));
        }
        let number = self.at.len() + 1;
        let text = self.chars.get(start..end)?;
        let parts = parts(text, start);
        let places: Vec<String> = parts.iter().map(|(from, to)| format!("{from} {to}")).collect();
        let written: String = text.iter().map(|c| if *c == '\n' { ' ' } else { *c }).collect();
        self.lines.push(format!("T{number}\t{kind} {}\t{written}", places.join(";")));
        self.at.insert(key, number);
        Some(format!("T{number}"))
    }

    fn relation(&mut self, row: Row<'_>) {
        let event = row.get("event");
        let side = |side: &str| {
            [row.get(&format!("{side}_start")).to_string(), row.get(&format!("{side}_end")).to_string()]
        };
        let kind_of = |side: &str| match row.get(&format!("{side}_type")) {
            "" => "Thing".to_string(),
            kind => kind.to_string(),
        };
        let mut ids = Vec::new();
        for (name, role) in [("subject", "Subject"), ("object", "Object")] {
            let [start, end] = side(name);
            if let Some(id) = self.span(&kind_of(name), [&start, &end]) {
                ids.push((role, id));
            }
        }
        if event.is_empty() {
            if let [(_, subject), (_, object)] = ids.as_slice() {
                self.facts += 1;
                let number = self.facts;
                self.lines
                    .push(format!("R{number}\t{} Subject:{subject} Object:{object}", row.get("relation")));
            }
            return;
        }
        let trigger = self.span(event, [row.get("trigger_start"), row.get("trigger_end")]);
        let Some(trigger) = trigger else { return };
        self.events += 1;
        let number = self.events;
        let roles: Vec<String> = ids.iter().map(|(role, id)| format!(" {role}:{id}")).collect();
        self.lines.push(format!("E{number}\t{event}:{trigger}{}", roles.concat()));
        let mut attributes = vec![format!("Modality E{number} {}", row.get("modality"))];
        if row.is("negated", "true") {
            attributes.push(format!("Negation E{number}"));
        }
        for attribute in attributes {
            self.attributes += 1;
            let at = self.attributes;
            self.lines.push(format!("A{at}\t{attribute}"));
        }
    }
}

/// A span without its line breaks.
fn parts(text: &[char], start: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = start;
    for line in text.split(|c| *c == '\n') {
        if !line.is_empty() {
            out.push((from, from + line.len()));
        }
        from += line.len() + 1;
    }
    out
}

/// `annotation.conf`: the types that the annotations have.
fn configured() -> String {
    let kinds = [
        "PERSON",
        "ORGANIZATION",
        "LOCATION",
        "MISC",
        "MONEY",
        "PERCENT",
        "QUANTITY",
        "DATE",
        "TIME",
        "Thing",
    ];
    let events: Vec<String> =
        EventClass::VARIANTS.iter().map(|c| format!("{c}\tSubject?:<ENTITY>, Object?:<ENTITY>")).collect();
    let facts: Vec<String> = FactRelation::VARIANTS
        .iter()
        .map(|fact| format!("{fact}\tSubject:<ENTITY>, Object:<ENTITY>"))
        .collect();
    format!(
        "[entities]\n{}\n[relations]\n{}\n[events]\n{}\n[attributes]\nNegation\tArg:<EVENT>\nModality\tArg:<EVENT>, Value:{}",
        kinds.join("\n"),
        facts.join("\n"),
        events.join("\n"),
        <Modality as strum::VariantNames>::VARIANTS.join("|")
    )
}
