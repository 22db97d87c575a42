//! The label sets a model answers with, read from its `labels.json` and checked against what dossier understands.

use serde::Deserialize;
use strum::VariantArray;

use crate::label::{Deprel, EventClass, FactRelation, Modality, NameKind, UnknownLabel, Upos};

/// One label of the entity head (IOB2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameTag {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
}

impl NameTag {
    fn parse(tag: &str) -> Option<NameTag> {
        if tag == "O" {
            return Some(NameTag::Outside);
        }
        let (position, kind) = tag.split_once('-')?;
        let kind = match kind {
            "PER" | "PERSON" => NameKind::Person,
            "ORG" => NameKind::Organization,
            "LOC" | "GPE" | "FAC" => NameKind::Location,
            "MISC" | "NORP" | "EVENT" | "WORK_OF_ART" | "LAW" | "PRODUCT" | "LANGUAGE" => NameKind::Misc,
            _ => return None,
        };
        match position {
            "B" => Some(NameTag::Begin(kind)),
            "I" => Some(NameTag::Inside(kind)),
            _ => None,
        }
    }
}

/// Labels in the order of the model's output columns. A model that knows names only has no `upos` and no `deprel`.
#[derive(Clone, Debug)]
pub struct Labels {
    pub ner: Vec<NameTag>,
    pub upos: Vec<Upos>,
    pub deprel: Vec<Deprel>,
    pub calibration: Calibration,
    /// `None` of models that find no events.
    pub events: Option<EventLabels>,
}

/// What the scorers of events tell apart, in the order of their columns and rows.
#[derive(Clone, Debug)]
pub struct EventLabels {
    /// Behind a first one, which stands for no event.
    pub classes: Vec<EventClass>,
    pub modalities: Vec<Modality>,
    /// Facts, behind a first one, which stands for none; empty in models that find no facts.
    pub facts: Vec<FactRelation>,
    /// How many dependency relations they tell apart.
    pub relations: usize,
    /// Columns of the network's output `events`.
    pub columns: usize,
    /// Of each dependency relation the row in the scorers' tables.
    rows: Vec<usize>,
}

impl EventLabels {
    fn of(file: EventLabelFile) -> Result<EventLabels, UnknownLabel> {
        let classes = file.classes.iter().skip(1).map(|c| EventClass::named(c)).collect::<Result<_, _>>()?;
        let modalities = file.modalities.iter().map(|m| Modality::named(m)).collect::<Result<_, _>>()?;
        let facts = file.facts.iter().skip(1).map(|f| FactRelation::named(f)).collect::<Result<_, _>>()?;
        let rows = rows_of_relations(&file.relations);
        let (relations, columns) = (file.relations.len(), file.columns);
        Ok(EventLabels { classes, modalities, facts, relations, columns, rows })
    }

    /// The row of a relation in the scorers' tables.
    pub fn relation(&self, deprel: Deprel) -> usize {
        self.rows[deprel as usize]
    }
}

/// For each dependency relation its row in the scorers' tables: its own, that of the relation without subtype, or the first, which stands for all others.
fn rows_of_relations(relations: &[String]) -> Vec<usize> {
    let row = |name: &str| relations.iter().position(|r| r == name);
    let found = |deprel: &Deprel| row(deprel.as_str()).or_else(|| row(deprel.base().as_str())).unwrap_or(0);
    Deprel::VARIANTS.iter().map(found).collect()
}

/// From the network's own probability that a name is right to how often such names are right: the logistic function of
/// `slope × logit + offset` (Platt 1999). `scripts/eval/reliability.py` fits it on the development halves of the gold sets.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Calibration {
    slope: f32,
    offset: f32,
}

impl Default for Calibration {
    /// Probabilities as they come.
    fn default() -> Calibration {
        Calibration { slope: 1.0, offset: 0.0 }
    }
}

impl Calibration {
    pub fn apply(self, probability: f32) -> f32 {
        let p = probability.clamp(1e-6, 1.0 - 1e-6);
        let logit = (p / (1.0 - p)).ln();
        1.0 / (1.0 + (-(self.slope * logit + self.offset)).exp())
    }
}

#[derive(Deserialize)]
struct LabelFile {
    ner: Vec<String>,
    upos: Vec<String>,
    deprel: Vec<String>,
    #[serde(default)]
    calibration: Calibration,
    events: Option<EventLabelFile>,
}

#[derive(Deserialize)]
struct EventLabelFile {
    classes: Vec<String>,
    modalities: Vec<String>,
    #[serde(default)]
    facts: Vec<String>,
    relations: Vec<String>,
    columns: usize,
}

/// The part of a BERT model's `config.json` that names its tags.
#[derive(Deserialize)]
#[cfg_attr(not(feature = "rust-bert"), allow(dead_code, reason = "rust-bert alone runs these models"))]
struct ConfigFile {
    id2label: std::collections::BTreeMap<usize, String>,
}

/// Kinds of tag (OntoNotes') that are no names, or that dossier reads by a grammar of its own.
const NO_NAMES: [&str; 7] = ["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"];

impl Labels {
    /// Whether the model tags words and grows trees, and not only finds names.
    pub fn knows_syntax(&self) -> bool {
        !self.upos.is_empty()
    }

    /// Reads the entity tags of a BERT token-classification model's `config.json`.
    ///
    /// # Errors
    /// A message that names the tag which is not understood.
    #[cfg_attr(not(feature = "rust-bert"), allow(dead_code, reason = "rust-bert alone runs these models"))]
    pub fn of_config(json: &str) -> Result<Labels, String> {
        let file: ConfigFile = serde_json::from_str(json).map_err(|e| e.to_string())?;
        let mut ner = Vec::new();
        for (expected, (id, tag)) in file.id2label.iter().enumerate() {
            if *id != expected {
                return Err(format!("`id2label` lacks the id {expected}"));
            }
            let no_name = tag.split_once('-').is_some_and(|(_, kind)| NO_NAMES.contains(&kind));
            let known = if no_name { Some(NameTag::Outside) } else { NameTag::parse(tag) };
            ner.push(known.ok_or_else(|| format!("`id2label` has the unknown tag `{tag}`"))?);
        }
        match ner.contains(&NameTag::Outside) {
            true => {
                let (upos, deprel) = (Vec::new(), Vec::new());
                Ok(Labels { ner, upos, deprel, calibration: Calibration::default(), events: None })
            }
            false => Err("`id2label` lacks the tag `O`".into()),
        }
    }

    /// Reads `labels.json`: an object with the lists `ner`, `upos` and `deprel`.
    ///
    /// # Errors
    /// A message that names the list and the label which is not understood.
    pub fn parse(json: &str) -> Result<Labels, String> {
        let file: LabelFile = serde_json::from_str(json).map_err(|e| e.to_string())?;
        let unknown = |list: &'static str| move |e: UnknownLabel| format!("list `{list}`: {e}");
        let ner = file
            .ner
            .iter()
            .map(|t| NameTag::parse(t).ok_or_else(|| format!("list `ner` has the unknown label `{t}`")));
        let labels = Labels {
            ner: ner.collect::<Result<_, _>>()?,
            upos: file
                .upos
                .iter()
                .map(|t| Upos::named(t))
                .collect::<Result<_, _>>()
                .map_err(unknown("upos"))?,
            deprel: file
                .deprel
                .iter()
                .map(|t| Deprel::named(t))
                .collect::<Result<_, _>>()
                .map_err(unknown("deprel"))?,
            calibration: file.calibration,
            events: file.events.map(EventLabels::of).transpose().map_err(unknown("events"))?,
        };
        if !labels.ner.contains(&NameTag::Outside) {
            return Err("list `ner` lacks the label `O`".to_string());
        }
        for (name, empty) in [("upos", labels.upos.is_empty()), ("deprel", labels.deprel.is_empty())] {
            if empty {
                return Err(format!("list `{name}` is empty"));
            }
        }
        Ok(labels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_other_models_are_read_in_the_order_of_their_ids() {
        let json =
            r#"{"id2label": {"0": "O", "2": "I-PERSON", "1": "B-PERSON", "3": "B-DATE", "10": "B-GPE"}}"#;
        assert!(Labels::of_config(json).unwrap_err().contains("4"), "an id is missing");
        let json =
            r#"{"id2label": {"0": "O", "2": "I-PERSON", "1": "B-PERSON", "3": "B-DATE", "4": "B-GPE"}}"#;
        let tags = Labels::of_config(json).unwrap().ner;
        let expected = [
            NameTag::Outside,
            NameTag::Begin(NameKind::Person),
            NameTag::Inside(NameKind::Person),
            NameTag::Outside,
            NameTag::Begin(NameKind::Location),
        ];
        assert_eq!(tags, expected);
        assert!(Labels::of_config(r#"{"id2label": {"0": "LABEL_0"}}"#).unwrap_err().contains("LABEL_0"));
    }

    #[test]
    fn calibration_keeps_the_order_of_scores_and_pulls_them_in() {
        let json = r#"{"ner": ["O"], "upos": ["NOUN"], "deprel": ["root"], "calibration": {"slope": 0.5, "offset": 0.2}}"#;
        let calibration = Labels::parse(json).unwrap().calibration;
        let scores = [0.0, 0.3, 0.9, 0.999, 1.0].map(|p| calibration.apply(p));
        assert!(scores.is_sorted() && scores.iter().all(|s| (0.0..=1.0).contains(s)), "{scores:?}");
        assert!(scores[3] < 0.999);
        assert!((Calibration::default().apply(0.7) - 0.7).abs() < 1e-5);
    }

    #[test]
    fn an_unknown_label_is_named() {
        let json = r#"{"ner": ["O", "B-GADGET"], "upos": ["NOUN"], "deprel": ["root"]}"#;
        assert!(Labels::parse(json).unwrap_err().contains("B-GADGET"));
    }
}
