//! The rows of entities, mentions, amounts and relations.
//!
//! Offsets count Unicode scalar values of the article's text, end exclusive.

use serde::{Deserialize, Serialize};

use super::cell::{CellStyle, score};
use super::days::days;
use super::found::Extraction;
use super::uid;
use crate::entity::{Entity, Mention};
use crate::knowledge::gazetteer::Location;
use crate::label::{
    Cameo, EventClass, MentionKind, MentionSource, Modality, Qualifier, Section, Sector, SpeechMode, Tone,
};
use crate::relation::{Argument, Relation};
use crate::text::{Bytes, CharIndex, Chars, Span};

/// Somebody or something that mentions refer to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EntityRow {
    pub entity_id: String,
    #[serde(rename = "type")]
    pub kind: MentionKind,
    pub name: String,
    /// Other ways it was written, `|` between.
    pub aliases: String,
    pub country: String,
    pub sector: String,
    /// Mentions and articles over the run.
    pub mentions: usize,
    pub articles: usize,
    /// Of a short name: the entity that it most likely means.
    pub same_as: String,
    /// The same in every run.
    pub uid: String,
    /// Of a place: its id in GeoNames.
    pub geonames: Option<u32>,
    /// Where it lies, in degrees north and east.
    pub lat: Option<f32>,
    pub lon: Option<f32>,
}

/// One place where a name, an amount or a date stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MentionRow {
    pub mention_id: String,
    pub article_id: String,
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: MentionKind,
    pub entity_id: String,
    pub score: f64,
    pub source: MentionSource,
    /// Dates and times: the ISO 8601 value, where it is known.
    pub value: String,
    /// The same in every run.
    pub uid: String,
    /// The part of the article that it stands in.
    pub section: Section,
}

/// A sum of money, a percentage or a count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AmountRow {
    pub mention_id: String,
    pub article_id: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub kind: MentionKind,
    pub value: String,
    pub value_to: String,
    pub unit: String,
    pub qualifier: Option<Qualifier>,
    pub of: String,
    /// The same in every run, and that of its row of mentions.csv.
    pub uid: String,
    /// Row of entities.csv that `of` names, where it is a name.
    pub of_id: String,
    /// What each of the sum or share is for; empty where it is for all.
    pub per: String,
    /// The part of the article that it stands in.
    pub section: Section,
}

/// Who does what to whom, as one sentence says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelationRow {
    pub relation_id: String,
    pub article_id: String,
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
    pub subject_id: String,
    pub subject_text: String,
    pub subject_type: Option<MentionKind>,
    /// None where nobody is said to act.
    pub subject_start: Option<usize>,
    pub subject_end: Option<usize>,
    pub subject_country: String,
    pub subject_sector: String,
    pub relation: String,
    /// None for facts.
    pub event: Option<EventClass>,
    pub cameo: Option<Cameo>,
    pub trigger: String,
    pub object_id: String,
    pub object_text: String,
    pub object_type: Option<MentionKind>,
    pub object_start: Option<usize>,
    pub object_end: Option<usize>,
    pub object_country: String,
    pub object_sector: String,
    pub negated: bool,
    pub modality: Modality,
    pub attributed_to: String,
    pub date: String,
    pub location_id: String,
    pub amount_id: String,
    pub confidence: f64,
    pub rule: String,
    pub evidence: String,
    /// The same in every run.
    pub uid: String,
    pub trigger_start: usize,
    pub trigger_end: usize,
    /// Row of entities.csv that `attributed_to` names.
    pub attributed_id: String,
    /// First and last day that `date` may mean.
    pub date_from: String,
    pub date_to: String,
    /// The article's own day.
    pub published: String,
    /// Of events: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 statements and appeals.
    pub quad: Option<u8>,
    /// Of events: from conflict (-10) to cooperation (10).
    pub goldstein: Option<f64>,
    /// Row of events.csv. None in one article's own rows: which reports are of one event is known at the end of a run.
    pub event_uid: String,
    /// The part of the article that says it.
    pub section: Section,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StatementRow {
    /// The same in every run.
    pub uid: String,
    pub article_id: String,
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
    pub speaker_id: String,
    pub speaker_text: String,
    pub speaker_country: String,
    pub speaker_sector: String,
    /// As it stands in the text; none where a quotation goes on.
    pub verb: String,
    pub mode: SpeechMode,
    pub addressee_id: String,
    pub addressee_text: String,
    /// The words said, or told.
    pub text: String,
    /// Rows of entities.csv that `text` names, `|` between.
    pub about: String,
    /// The day on which it was said, where that is told.
    pub date: String,
    pub confidence: f64,
    pub tone: Tone,
    pub speaker_start: usize,
    pub speaker_end: usize,
    pub addressee_start: Option<usize>,
    pub addressee_end: Option<usize>,
}

impl EntityRow {
    /// A row of a run's table.
    #[allow(clippy::too_many_arguments, reason = "one a column")]
    pub(crate) fn new(
        entity_id: String,
        kind: MentionKind,
        name: String,
        aliases: String,
        country: String,
        sector: String,
        mentions: usize,
        articles: usize,
        same_as: String,
        uid: String,
        at: Option<Location>,
    ) -> EntityRow {
        EntityRow {
            entity_id,
            kind,
            name,
            aliases,
            country,
            sector,
            mentions,
            articles,
            same_as,
            uid,
            geonames: at.map(|at| at.geonames),
            lat: at.map(|at| at.latitude),
            lon: at.map(|at| at.longitude),
        }
    }

    pub(super) fn of_article(
        index: usize,
        entity: &Entity,
        mentions: usize,
        at: Option<Location>,
    ) -> EntityRow {
        EntityRow {
            geonames: at.map(|at| at.geonames),
            lat: at.map(|at| at.latitude),
            lon: at.map(|at| at.longitude),
            entity_id: format!("E{}", index + 1),
            kind: entity.kind.unwrap_or(MentionKind::Misc),
            name: entity.name.clone(),
            aliases: entity.aliases.iter().map(String::as_str).collect::<Vec<_>>().join("|"),
            country: entity.country.clone(),
            sector: Sector::code(entity.sector.as_ref()).to_string(),
            mentions,
            articles: 1,
            same_as: String::new(),
            uid: uid::entity(entity.kind.unwrap_or(MentionKind::Misc), &entity.key),
        }
    }
}

/// The numbers under which an article's rows go.
#[derive(Clone, Debug)]
pub(crate) struct Numbering {
    /// Of each of the article's entities.
    pub entities: Vec<usize>,
    pub first_mention: usize,
    pub first_relation: usize,
}

impl Numbering {
    /// From 1, within the article.
    pub fn of_article(entities: usize) -> Numbering {
        Numbering { entities: (1..=entities).collect(), first_mention: 1, first_relation: 1 }
    }
}

/// The cells of one side of a relation.
#[derive(Default)]
struct PartyCells {
    id: String,
    text: String,
    kind: Option<MentionKind>,
    at: Option<Span<Chars>>,
    country: String,
    sector: String,
}

/// Makes the rows of one article as they are asked for: those of a book would fill memory.
pub(crate) struct RowMaker<'a> {
    id: &'a str,
    extraction: &'a Extraction,
    numbering: Numbering,
    index: CharIndex<'a>,
    style: CellStyle,
}

impl<'a> RowMaker<'a> {
    pub fn new(id: &'a str, extraction: &'a Extraction, numbering: Numbering, style: CellStyle) -> Self {
        RowMaker { id, extraction, numbering, index: CharIndex::new(&extraction.text), style }
    }
}

impl RowMaker<'_> {
    fn cell(&self, span: Span<Bytes>) -> String {
        self.style.text(span.of(&self.extraction.text))
    }

    /// The part of the article that `span` stands in.
    fn section(&self, span: Span<Bytes>) -> Section {
        let sections = &self.extraction.sections;
        let before = sections.partition_point(|(part, _)| part.start <= span.start);
        let last = before.checked_sub(1).map(|i| &sections[i]);
        last.filter(|(part, _)| part.contains(span)).map_or(Section::Body, |(_, section)| *section)
    }

    fn mention_id(&self, mention: usize) -> String {
        format!("M{}", self.numbering.first_mention + mention)
    }

    fn entity_id(&self, mention: &Mention) -> String {
        mention.entity.map(|e| format!("E{}", self.numbering.entities[e])).unwrap_or_default()
    }

    pub fn mention(&self, i: usize) -> MentionRow {
        let m = &self.extraction.found.mentions[i];
        let at = self.index.chars(m.span);
        MentionRow {
            mention_id: self.mention_id(i),
            article_id: self.style.text(self.id),
            sentence: m.sentence,
            start: at.start,
            end: at.end,
            text: self.cell(m.span),
            kind: m.kind,
            entity_id: self.entity_id(m),
            score: score(m.score),
            source: m.source,
            value: m.value.clone(),
            uid: uid::mention(self.id, at.start, at.end, m.kind),
            section: self.section(m.span),
        }
    }

    pub fn amount(&self, i: usize) -> AmountRow {
        let found = &self.extraction.found.amounts[i];
        let at = self.index.chars(found.amount.span);
        AmountRow {
            mention_id: self.mention_id(found.mention),
            article_id: self.style.text(self.id),
            start: at.start,
            end: at.end,
            text: self.cell(found.amount.span),
            kind: MentionKind::from(found.amount.kind),
            value: found.amount.value.normalize().to_string(),
            value_to: found.amount.value_to.map(|v| v.normalize().to_string()).unwrap_or_default(),
            unit: found.amount.unit.clone(),
            qualifier: found.amount.qualifier,
            of: found.of.map(|s| self.cell(s)).unwrap_or_default(),
            uid: uid::mention(self.id, at.start, at.end, MentionKind::from(found.amount.kind)),
            of_id: found.of.map(|of| self.entity_at(of)).unwrap_or_default(),
            per: found.amount.per.clone(),
            section: self.section(found.amount.span),
        }
    }

    /// The id of the entity whose name is all of `span`.
    fn entity_at(&self, span: Span<Bytes>) -> String {
        let named = self.mentions_in(span).find(|m| m.span == span);
        named.map(|m| self.entity_id(m)).unwrap_or_default()
    }

    /// The mentions that stand inside of `span`, in order.
    fn mentions_in(&self, span: Span<Bytes>) -> impl Iterator<Item = &Mention> {
        let all = &self.extraction.found.mentions;
        let first = all.partition_point(|m| m.span.start < span.start);
        all[first..]
            .iter()
            .take_while(move |m| m.span.start < span.end)
            .filter(move |m| span.contains(m.span))
    }

    /// The id of whom or what a party names: its entity, or the mention itself for an amount.
    fn party_id(&self, party: &Argument) -> String {
        let Some(i) = party.mention else {
            return party.entity.map(|e| format!("E{}", self.numbering.entities[e])).unwrap_or_default();
        };
        let mention = &self.extraction.found.mentions[i];
        if mention.kind.is_name() { self.entity_id(mention) } else { self.mention_id(i) }
    }

    /// The cells of one side of a relation; empty ones where there is nobody.
    fn party(&self, party: Option<&Argument>) -> PartyCells {
        let Some(party) = party else { return PartyCells::default() };
        PartyCells {
            id: self.party_id(party),
            text: self.cell(party.span),
            kind: party.kind,
            at: Some(self.index.chars(party.span)),
            country: self.style.text(&party.affiliation.country),
            sector: self.style.text(Sector::code(party.affiliation.sector.as_ref())),
        }
    }

    pub fn statement(&self, i: usize) -> StatementRow {
        let s = &self.extraction.statements[i];
        let at = self.index.chars(s.span);
        let speaker = self.party(Some(&s.speaker));
        let addressee = self.party(s.addressee.as_ref());
        let mentions = &self.extraction.found.mentions;
        let mut about: Vec<String> = Vec::new();
        for id in self.mentions_in(s.span).map(|m| self.entity_id(m)).filter(|id| !id.is_empty()) {
            if !about.contains(&id) {
                about.push(id);
            }
        }
        let by = self.index.chars(s.speaker.span);
        StatementRow {
            uid: uid::statement(self.id, [at.start, at.end, by.start, by.end]),
            article_id: self.style.text(self.id),
            sentence: s.sentence,
            start: at.start,
            end: at.end,
            speaker_id: speaker.id,
            speaker_text: speaker.text,
            speaker_country: speaker.country,
            speaker_sector: speaker.sector,
            verb: s.verb.map(|v| self.cell(v)).unwrap_or_default(),
            mode: s.mode,
            addressee_id: addressee.id,
            addressee_text: addressee.text,
            text: self.cell(s.span),
            about: about.join("|"),
            date: s.date.map(|m| mentions[m].value.clone()).unwrap_or_default(),
            confidence: score(s.confidence),
            tone: s.tone,
            speaker_start: by.start,
            speaker_end: by.end,
            addressee_start: addressee.at.map(|at| at.start),
            addressee_end: addressee.at.map(|at| at.end),
        }
    }

    /// `trigger`: where its trigger begins; `sides`: where subject and object stand.
    fn relation_uid(&self, r: &Relation, trigger: usize, sides: [Option<Span<Chars>>; 2]) -> String {
        let [subject, object] =
            sides.map(|at| at.map_or(String::new(), |at| format!("{} {}", at.start, at.end)));
        uid::relation(self.id, &[&trigger.to_string(), &r.relation, &r.rule, &subject, &object])
    }

    pub fn relation(&self, i: usize) -> RelationRow {
        let r = &self.extraction.relations[i];
        let evidence = self.index.chars(r.evidence);
        let subject = self.party(r.subject.as_ref());
        let object = self.party(r.object.as_ref());
        let mentions = &self.extraction.found.mentions;
        let trigger = self.index.chars(r.trigger_span);
        let days = r.date.and_then(|m| days(&mentions[m].value));
        RelationRow {
            relation_id: format!("R{}", self.numbering.first_relation + i),
            article_id: self.style.text(self.id),
            sentence: r.sentence,
            start: evidence.start,
            end: evidence.end,
            subject_id: subject.id,
            subject_text: subject.text,
            subject_type: subject.kind,
            subject_start: subject.at.map(|at| at.start),
            subject_end: subject.at.map(|at| at.end),
            subject_country: subject.country,
            subject_sector: subject.sector,
            relation: r.relation.clone(),
            event: r.event.map(|(event, _)| event),
            cameo: r.event.map(|(_, cameo)| cameo),
            trigger: self.style.text(&r.trigger),
            object_id: object.id,
            object_text: object.text,
            object_type: object.kind,
            object_start: object.at.map(|at| at.start),
            object_end: object.at.map(|at| at.end),
            object_country: object.country,
            object_sector: object.sector,
            negated: r.negated,
            modality: r.modality,
            attributed_to: r.attributed_to.as_ref().map(|p| self.cell(p.span)).unwrap_or_default(),
            date: r.date.map(|m| mentions[m].value.clone()).unwrap_or_default(),
            location_id: r.location.map(|m| self.entity_id(&mentions[m])).unwrap_or_default(),
            amount_id: r.amount.map(|m| self.mention_id(m)).unwrap_or_default(),
            confidence: score(r.confidence),
            rule: r.rule.clone(),
            evidence: self.cell(r.evidence),
            uid: self.relation_uid(r, trigger.start, [subject.at, object.at]),
            trigger_start: trigger.start,
            trigger_end: trigger.end,
            attributed_id: r.attributed_to.as_ref().map(|p| self.party_id(p)).unwrap_or_default(),
            date_from: days.map(|(first, _)| first.to_string()).unwrap_or_default(),
            date_to: days.map(|(_, last)| last.to_string()).unwrap_or_default(),
            published: self.extraction.published.map(|day| day.to_string()).unwrap_or_default(),
            quad: r.weight.map(|w| w.quad),
            goldstein: r.weight.map(|w| (f64::from(w.goldstein) * 10.0).round() / 10.0),
            event_uid: String::new(),
            section: self.section(r.trigger_span),
        }
    }
}
