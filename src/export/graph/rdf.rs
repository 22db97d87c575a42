//! RDF as N-Quads, a graph for each article: events after the Simple Event Model (van Hage et al. 2011), evidence as offsets after NIF 2.0,
//! provenance after PROV. `dossier.ttl`, written beside it, says what the terms of our own mean, and has SHACL shapes.

use std::path::Path;

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};
use oxttl::NQuadsSerializer;
use oxttl::nquads::WriterNQuadsSerializer;
use rustc_hash::FxHashMap;

use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::options::ExportOptions;
use crate::export::run_folder::{ArticleInfo, EntityInfo, Row, RunFolder};
use crate::export::sink::Sink;

const ONTOLOGY: &str = include_str!("../../../data/tables/dossier.ttl");

const DOSSIER: &str = "urn:dossier:term:";
const SEM: &str = "http://semanticweb.cs.vu.nl/2009/11/sem/";
const NIF: &str = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";
const GAF: &str = "http://groundedannotationframework.org/gaf#";
const SCHEMA: &str = "https://schema.org/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const PROV: &str = "http://www.w3.org/ns/prov#";

pub fn write(run: &RunFolder, to: &Path, options: &ExportOptions) -> Result<Exported, ExportError> {
    let base = options.base.clone().unwrap_or_else(|| "urn:dossier:".to_string());
    let (articles, entities) = (run.articles()?, run.entities()?);
    let path = to.join("dossier.nq");
    let writer = NQuadsSerializer::new().for_writer(Sink::create(to, "dossier.nq")?);
    let mut graph = Graph { writer, path, base, articles, entities, here: GraphName::DefaultGraph };
    graph.describe_articles()?;
    graph.describe_entities(run)?;
    graph.describe_amounts(run)?;
    graph.describe_relations(run)?;
    graph.describe_statements(run)?;
    let mut files = vec![graph.writer.finish().finish()?];
    let mut ontology = Sink::create(to, "dossier.ttl")?;
    ontology.line(ONTOLOGY.trim_end())?;
    files.push(ontology.finish()?);
    let mentions = count(run, "mentions")?;
    Ok(Exported {
        files,
        left_out: vec![(mentions, "mentions of mentions.csv: they would be most of the quads")],
    })
}

fn count(run: &RunFolder, table: &str) -> Result<usize, ExportError> {
    let (mut n, mut rows) = (0, run.rows(table)?);
    while rows.next()?.is_some() {
        n += 1;
    }
    Ok(n)
}

struct Graph {
    writer: WriterNQuadsSerializer<Sink>,
    path: std::path::PathBuf,
    base: String,
    articles: FxHashMap<String, ArticleInfo>,
    entities: FxHashMap<String, EntityInfo>,
    /// The graph that quads go to.
    here: GraphName,
}

/// A value in the form that it has in RDF, if it has one.
enum Value<'v> {
    Text(&'v str),
    Decimal(&'v str),
    Boolean(&'v str),
    /// A day, a month or a year.
    Date(&'v str),
    Thing(NamedNode),
}

impl Graph {
    fn node(&self, kind: &str, id: &str) -> NamedNode {
        // What an id holds besides letters and digits is written as IRIs want it.
        let mut iri = format!("{}{kind}:", self.base);
        for byte in id.bytes() {
            match byte {
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => iri.push(byte as char),
                _ => iri.push_str(&format!("%{byte:02X}")),
            }
        }
        NamedNode::new_unchecked(iri)
    }

    fn entity(&self, id: &str) -> Option<NamedNode> {
        self.entities.get(id).map(|e| self.node("entity", &e.uid))
    }

    /// The article's address where it has one that is an IRI.
    fn article(&self, id: &str) -> NamedNode {
        let url = self.articles.get(id).map(|a| a.url.as_str()).filter(|url| url.starts_with("http"));
        url.and_then(|url| NamedNode::new(url).ok()).unwrap_or_else(|| self.node("article", id))
    }

    fn is_a(&mut self, subject: &NamedNode, class: &str) -> Result<(), ExportError> {
        self.quad(subject, rdf::TYPE.into_owned(), NamedNode::new_unchecked(class))
    }

    /// Says something of a subject, if there is anything to say.
    fn say(&mut self, subject: &NamedNode, predicate: &str, value: Value<'_>) -> Result<(), ExportError> {
        let object: Term = match value {
            Value::Text("") | Value::Decimal("") | Value::Boolean("") | Value::Date("") => {
                return Ok(());
            }
            Value::Text(text) => Literal::new_simple_literal(text).into(),
            Value::Decimal(n) => Literal::new_typed_literal(n, xsd::DECIMAL).into(),
            Value::Boolean(b) => Literal::new_typed_literal(b, xsd::BOOLEAN).into(),
            Value::Date(date) => {
                let kind = match date.len() {
                    10 => xsd::DATE,
                    7 => xsd::G_YEAR_MONTH,
                    4 => xsd::G_YEAR,
                    _ => xsd::STRING,
                };
                Literal::new_typed_literal(date, kind).into()
            }
            Value::Thing(node) => node.into(),
        };
        self.quad(subject, NamedNode::new_unchecked(predicate), object)
    }

    fn quad(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        object: impl Into<Term>,
    ) -> Result<(), ExportError> {
        let quad = Quad::new(subject.clone(), predicate, object, self.here.clone());
        let written = self.writer.serialize_quad(&quad);
        written.map_err(|source| ExportError::Write { path: self.path.clone(), source })
    }

    fn describe_articles(&mut self) -> Result<(), ExportError> {
        let mut ids: Vec<String> = self.articles.keys().cloned().collect();
        ids.sort();
        for id in ids {
            let info = self.articles[&id].clone();
            let article = self.article(&id);
            self.is_a(&article, &format!("{SCHEMA}NewsArticle"))?;
            self.is_a(&article, &format!("{NIF}Context"))?;
            self.say(&article, &format!("{SCHEMA}headline"), Value::Text(&info.title))?;
            self.say(&article, &format!("{SCHEMA}datePublished"), Value::Date(&info.published))?;
            self.say(&article, &format!("{SCHEMA}publisher"), Value::Text(&info.site))?;
            self.say(&article, &format!("{SCHEMA}identifier"), Value::Text(&id))?;
        }
        Ok(())
    }

    fn describe_entities(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("entities")?;
        while let Some(row) = rows.next()? {
            let Some(entity) = self.entity(row.get("entity_id")) else { continue };
            let class = match row.get("type") {
                "PERSON" => "Person",
                "ORGANIZATION" => "Organization",
                "LOCATION" => "Place",
                _ => "Thing",
            };
            self.is_a(&entity, &format!("{SCHEMA}{class}"))?;
            self.say(&entity, &format!("{SKOS}prefLabel"), Value::Text(row.text("name")))?;
            for alias in row.text("aliases").split('|') {
                self.say(&entity, &format!("{SKOS}altLabel"), Value::Text(alias))?;
            }
            self.say(&entity, &format!("{DOSSIER}country"), Value::Text(row.get("country")))?;
            self.say(&entity, &format!("{DOSSIER}sector"), Value::Text(row.get("sector")))?;
            if let Some(same) = self.entity(row.get("same_as")) {
                self.say(&entity, &format!("{SKOS}closeMatch"), Value::Thing(same))?;
            }
        }
        Ok(())
    }

    fn describe_amounts(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("amounts")?;
        while let Some(row) = rows.next()? {
            let amount = self.node("amount", row.get("mention_id"));
            self.here = self.article(row.text("article_id")).into();
            let money = row.is("kind", "MONEY");
            let class = if money { "MonetaryAmount" } else { "QuantitativeValue" };
            self.is_a(&amount, &format!("{SCHEMA}{class}"))?;
            self.say(&amount, &format!("{SCHEMA}value"), Value::Decimal(row.get("value")))?;
            self.say(&amount, &format!("{SCHEMA}maxValue"), Value::Decimal(row.get("value_to")))?;
            let unit = if money { "currency" } else { "unitText" };
            self.say(&amount, &format!("{SCHEMA}{unit}"), Value::Text(row.text("unit")))?;
            self.say(&amount, &format!("{DOSSIER}of"), Value::Text(row.text("of")))?;
        }
        Ok(())
    }

    fn describe_relations(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("relations")?;
        while let Some(row) = rows.next()? {
            let event = self.node("relation", row.get("uid"));
            let article = self.article(row.text("article_id"));
            self.here = article.clone().into();
            self.describe_act(&event, row)?;
            for (column, predicate) in [
                ("subject_id", format!("{DOSSIER}subject")),
                ("object_id", format!("{DOSSIER}object")),
                ("location_id", format!("{SEM}hasPlace")),
                ("attributed_id", format!("{PROV}wasAttributedTo")),
            ] {
                if let Some(entity) = self.entity(row.get(column)) {
                    self.say(&event, &predicate, Value::Thing(entity))?;
                }
            }
            if !row.get("amount_id").is_empty() {
                let amount = self.node("amount", row.get("amount_id"));
                self.say(&event, &format!("{DOSSIER}amount"), Value::Thing(amount))?;
            }
            let place = [row.get("start"), row.get("end")];
            self.say_evidence(&event, &article, place, row.text("evidence"))?;
            // The bare triple, where it is so.
            let is_so = row.is("negated", "false") && row.is("modality", "asserted");
            let ends = (self.entity(row.get("subject_id")), self.entity(row.get("object_id")));
            if let (Some(subject), Some(object), true) = (ends.0, ends.1, is_so) {
                self.say(&subject, &format!("{DOSSIER}{}", row.get("relation")), Value::Thing(object))?;
            }
        }
        Ok(())
    }

    /// What is done, and how far it is so.
    fn describe_act(&mut self, event: &NamedNode, row: Row<'_>) -> Result<(), ExportError> {
        if row.get("event").is_empty() {
            self.is_a(event, &format!("{DOSSIER}Fact"))?;
        } else {
            self.is_a(event, &format!("{SEM}Event"))?;
            let class = NamedNode::new_unchecked(format!("{DOSSIER}{}", row.get("event")));
            self.say(event, &format!("{SEM}eventType"), Value::Thing(class))?;
        }
        self.say(event, &format!("{DOSSIER}relation"), Value::Text(row.get("relation")))?;
        self.say(event, &format!("{DOSSIER}cameo"), Value::Text(row.get("cameo")))?;
        self.say(event, &format!("{DOSSIER}goldstein"), Value::Decimal(row.get("goldstein")))?;
        self.say(event, &format!("{DOSSIER}negated"), Value::Boolean(row.get("negated")))?;
        self.say(event, &format!("{DOSSIER}modality"), Value::Text(row.get("modality")))?;
        self.say(event, &format!("{DOSSIER}confidence"), Value::Decimal(row.get("confidence")))?;
        self.say(event, &format!("{DOSSIER}rule"), Value::Text(row.get("rule")))?;
        self.say(event, &format!("{DOSSIER}subjectText"), Value::Text(row.text("subject_text")))?;
        self.say(event, &format!("{DOSSIER}objectText"), Value::Text(row.text("object_text")))?;
        self.say(event, &format!("{SEM}hasTimeStamp"), Value::Date(row.get("date")))
    }

    fn describe_statements(&mut self, run: &RunFolder) -> Result<(), ExportError> {
        let mut rows = run.rows("statements")?;
        while let Some(row) = rows.next()? {
            let statement = self.node("statement", row.get("uid"));
            let article = self.article(row.text("article_id"));
            self.here = article.clone().into();
            self.is_a(&statement, &format!("{DOSSIER}Statement"))?;
            if let Some(speaker) = self.entity(row.get("speaker_id")) {
                self.say(&statement, &format!("{PROV}wasAttributedTo"), Value::Thing(speaker))?;
            }
            self.say(&statement, &format!("{DOSSIER}speakerText"), Value::Text(row.text("speaker_text")))?;
            self.say(&statement, &format!("{DOSSIER}tone"), Value::Text(row.get("tone")))?;
            self.say(&statement, &format!("{DOSSIER}mode"), Value::Text(row.get("mode")))?;
            for about in row.get("about").split('|').filter_map(|id| self.entity(id)).collect::<Vec<_>>() {
                self.say(&statement, &format!("{SCHEMA}about"), Value::Thing(about))?;
            }
            let place = [row.get("start"), row.get("end")];
            self.say_evidence(&statement, &article, place, row.text("text"))?;
        }
        Ok(())
    }

    /// Where it stands in its article.
    fn say_evidence(
        &mut self,
        of: &NamedNode,
        article: &NamedNode,
        [start, end]: [&str; 2],
        text: &str,
    ) -> Result<(), ExportError> {
        let separator = if article.as_str().contains('#') { ";" } else { "#" };
        let place = NamedNode::new_unchecked(format!("{}{separator}char={start},{end}", article.as_str()));
        self.say(of, &format!("{GAF}denotedBy"), Value::Thing(place.clone()))?;
        self.is_a(&place, &format!("{NIF}OffsetBasedString"))?;
        self.say(&place, &format!("{NIF}referenceContext"), Value::Thing(article.clone()))?;
        for (name, offset) in [("beginIndex", start), ("endIndex", end)] {
            let literal = Literal::new_typed_literal(offset, xsd::NON_NEGATIVE_INTEGER);
            self.quad(&place, NamedNode::new_unchecked(format!("{NIF}{name}")), literal)?;
        }
        self.say(&place, &format!("{NIF}anchorOf"), Value::Text(text))
    }
}
