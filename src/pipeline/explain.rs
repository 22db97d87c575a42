//! Why a sentence gives the rows it gives, and what the rules that nearly fired lacked.

use std::fmt::Write;

use super::error::Error;
use super::interpreter::Choice;
use super::loaded::Pipeline;
use super::worker::Worker;
use crate::article::Article;
use crate::extraction::{Extraction, MentionRow};
use crate::relation::{EventSource, Example, Miss, MissReason, Rule};
use crate::sentence::Sentence;

/// The examples of rules are about rules alone.
const RULES: Choice = Choice { events: EventSource::Rules, min_confidence: 0.0 };

/// What the pipeline makes of a text, sentence by sentence.
#[derive(Debug)]
#[non_exhaustive]
pub struct Explanation<'t> {
    pub(super) sentences: Vec<Sentence<'t>>,
    pub(super) extraction: Extraction,
    pub(super) misses: Vec<Miss>,
}

impl Worker<'_> {
    /// What one article says and why, near misses included.
    ///
    /// # Errors
    /// [`Error::Encoder`] where the network cannot be computed.
    pub fn explain<'t>(&mut self, article: &'t Article) -> Result<Explanation<'t>, Error> {
        self.explain_with(article, self.pipeline.interpreter.choice())
    }

    fn explain_with<'t>(&mut self, article: &'t Article, choice: Choice) -> Result<Explanation<'t>, Error> {
        let sentences = self.parse(article)?;
        let mut misses = Vec::new();
        let extraction =
            self.pipeline.interpreter.read(article, &sentences, choice, &mut |miss| misses.extend(miss()));
        Ok(Explanation { sentences, extraction, misses })
    }
}

impl Explanation<'_> {
    pub fn extraction(&self) -> &Extraction {
        &self.extraction
    }

    /// Tokens with their tree, names, rows and near misses, as text for a terminal.
    pub fn render(&self) -> String {
        let text = self.extraction.text();
        let mut out = String::new();
        for sentence in &self.sentences {
            let longest = sentence.tokens().map(|t| t.text().chars().count()).max();
            let width = longest.unwrap_or(0).clamp(4, 24);
            for token in sentence.tokens() {
                let _ = writeln!(
                    out,
                    "{:>3}  {:<width$}  {:<14} {:<6} {:<13} <- {}",
                    token.index() + 1,
                    token.text(),
                    token.lemma(),
                    token.upos(),
                    token.deprel(),
                    token.head().map_or("ROOT", |head| head.text())
                );
            }
            out.push('\n');
        }
        out.push_str("mentions\n");
        for m in self.extraction.mentions() {
            let value = self.value(&m);
            let _ = writeln!(out, "  {:<12} {} ({:.2}){value}", m.kind.as_str(), m.text, m.score);
        }
        self.render_readings(&mut out);
        out.push_str("\nrows\n");
        for r in &self.extraction.relations {
            let [subject, object] =
                [&r.subject, &r.object].map(|p| p.as_ref().map_or("-", |p| p.span.of(text)));
            let _ = write!(out, "  {subject} | {} | {object}", r.relation);
            if let Some((event, cameo)) = r.event {
                let _ = write!(out, "   {event} {cameo}");
            }
            let negated = if r.negated { ", negated" } else { "" };
            let _ = write!(out, "   rule {} on \"{}\", {}{negated}", r.rule, r.trigger, r.modality.as_str());
            if let Some(speaker) = &r.attributed_to {
                let _ = write!(out, ", says {}", speaker.span.of(text));
            }
            let _ = writeln!(out, ", {:.2}", r.confidence);
        }
        out.push_str("\nnear misses\n");
        for m in &self.misses {
            let _ = writeln!(out, "  rule {} on \"{}\": {}", m.rule, m.trigger, m.reason);
        }
        out
    }

    /// What an amount, a date or a time comes to, as the tables have it.
    fn value(&self, mention: &MentionRow) -> String {
        let Some(amount) = self.extraction.amounts().find(|a| a.uid == mention.uid) else {
            return if mention.value.is_empty() { String::new() } else { format!(" = {}", mention.value) };
        };
        let to = if amount.value_to.is_empty() { String::new() } else { format!(" to {}", amount.value_to) };
        let per = if amount.per.is_empty() { String::new() } else { format!(" per {}", amount.per) };
        let qualifier = amount.qualifier.map_or("", |q| q.as_str());
        format!("{qualifier} {}{to} {}{per}", amount.value, amount.unit)
            .split_whitespace()
            .fold(" =".to_string(), |all, word| all + " " + word)
    }

    /// What the network reads of events and facts, likely or not.
    fn render_readings(&self, out: &mut String) {
        if !self.sentences.iter().any(Sentence::is_read_for_events) {
            return;
        }
        out.push_str("\nevents read by the network\n");
        for sentence in &self.sentences {
            for event in sentence.events() {
                let (class, standing) = (event.class, event.modality);
                let trigger = sentence.token(event.trigger).text();
                let _ =
                    write!(out, "  {:.2} {class} {:.2} on \"{trigger}\"", event.probability, event.of_class);
                for party in [&event.source, &event.target] {
                    let _ = write!(out, " |");
                    for word in party.words.iter().take(3) {
                        let text = self.sentences[word.sentence].token(word.word).text();
                        let _ = write!(out, " {text} {:.2}", word.probability);
                    }
                    let _ = write!(out, " nobody {:.2}", party.nobody);
                }
                let _ = writeln!(out, " | {standing}, negated {:.2}", event.negated);
            }
        }
        if !self.sentences.iter().any(|s| s.facts().is_some()) {
            return;
        }
        out.push_str("\nfacts read by the network\n");
        for sentence in &self.sentences {
            for fact in sentence.facts().unwrap_or_default() {
                let subject = sentence.token(fact.subject).text();
                let object = self.sentences[fact.object.sentence].token(fact.object.word).text();
                let _ = writeln!(
                    out,
                    "  {:.2} {subject} | {} | {object}",
                    fact.object.probability, fact.relation
                );
            }
        }
    }
}

/// An example in a rule file that does not give the rows it should.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    pub rule: String,
    /// File and line of the rule.
    pub place: String,
    pub text: String,
    /// `subject | relation | object`, one a row.
    pub expected: Vec<String>,
    pub found: Vec<String>,
    /// Why the rule did not give a row that it should, or did not block one: which rule took its trigger, or what it lacked.
    pub misses: Vec<Miss>,
}

impl Pipeline {
    /// Runs every example of every rule, without what the network reads of events. Returns how many there are and those that fail.
    ///
    /// # Errors
    /// [`Error::Encoder`] where the network cannot be computed.
    pub fn test_rules(&self) -> Result<(usize, Vec<Failure>), Error> {
        let mut worker = self.worker()?;
        let (mut tried, mut failures) = (0, Vec::new());
        for rule in self.rules() {
            for example in &rule.examples {
                tried += 1;
                failures.extend(worker.failure(rule, example)?);
            }
        }
        Ok((tried, failures))
    }
}

impl Worker<'_> {
    /// What is wrong with the rows that a rule gives for an example of its own, if anything is.
    fn failure(&mut self, rule: &Rule, example: &Example) -> Result<Option<Failure>, Error> {
        let found = self.rows_of(rule, &example.text)?;
        let mut expected = example.rows.clone();
        expected.sort();
        if found == expected {
            return Ok(None);
        }
        let lacks_row = expected.iter().any(|row| !found.contains(row));
        let misses = if lacks_row || rule.silent { self.misses_of(rule, &example.text)? } else { Vec::new() };
        Ok(Some(Failure {
            rule: rule.name.clone(),
            place: rule.place.clone(),
            text: example.text.clone(),
            expected,
            found,
            misses,
        }))
    }

    /// Where in a text `rule` nearly gave a row, and why it did not. That it blocked one is what a silent rule is for.
    fn misses_of(&mut self, rule: &Rule, text: &str) -> Result<Vec<Miss>, Error> {
        let article = Article::from_text("example", text);
        let mut misses = self.explain_with(&article, RULES)?.misses;
        misses.retain(|miss| miss.rule == rule.name && miss.reason != MissReason::Blocks);
        Ok(misses)
    }

    /// The rows that `rule` gives for a text, sorted. For a silent rule: those of all events.
    fn rows_of(&mut self, rule: &Rule, text: &str) -> Result<Vec<String>, Error> {
        let extraction = self.extract_with(&Article::from_text("example", text), RULES)?;
        let own = extraction
            .relations()
            .filter(|r| if rule.silent { r.event.is_some() } else { r.rule == rule.name });
        let mut rows: Vec<String> = own
            .map(|r| {
                let not = if r.negated { "not " } else { "" };
                format!("{} | {not}{} | {}", r.subject_text, r.relation, r.object_text)
            })
            .collect();
        rows.sort();
        Ok(rows)
    }
}
