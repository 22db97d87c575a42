//! The language half of a pipeline: from parsed sentences to mentions, entities and relations, without a network.

use std::path::Path;

use super::error::Error;
use crate::article::Article;
use crate::conll::{self, ConllError, ParsedArticle};
use crate::entity::{Context, Entity};
use crate::extraction::Extraction;
use crate::knowledge::Knowledge;
use crate::label::MentionKind;
use crate::link;
use crate::relation::{self, EventSource, Misses, Rule, RuleSet};
use crate::sentence::Sentence;

/// Words, names and rules: reads sentences that are parsed already, whoever parsed them.
///
/// ```
/// let interpreter = dossier::Interpreter::embedded()?;
/// let articles = interpreter.read_conllu(
///     "1\tKenya\tKenya\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-LOC\n\
///      2\tthanked\tthank\tVERB\t_\t_\t0\troot\t_\t_\n\
///      3\tSudan\tSudan\tPROPN\t_\t_\t2\tobj\t_\tNER=B-LOC\n",
/// )?;
/// let extraction = interpreter.extract(&articles[0]);
/// let row = extraction.relations().next().unwrap();
/// assert_eq!((&*row.subject_text, &*row.relation, &*row.object_text), ("Kenya", "praises", "Sudan"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Interpreter {
    knowledge: Knowledge,
    rules: RuleSet,
    choice: Choice,
}

/// Which rows are given.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Choice {
    pub events: EventSource,
    /// Rows of relations below it are left out.
    pub min_confidence: f32,
}

impl Interpreter {
    /// The words, names and rules inside the binary.
    ///
    /// # Errors
    /// [`Error`] where what is built in is damaged.
    pub fn embedded() -> Result<Interpreter, Error> {
        Interpreter::with_rules(&[])
    }

    /// The same, with rule files or folders of one's own.
    ///
    /// # Errors
    /// [`Error`], naming the file that cannot be used.
    pub fn with_rules(paths: &[&Path]) -> Result<Interpreter, Error> {
        let knowledge = Knowledge::load(None)?;
        let rules = RuleSet::with_files(paths, &knowledge.lexicon)?;
        Ok(Interpreter::new(knowledge, rules, Choice::default()))
    }

    /// What rules look for as verbs is read as verbs.
    pub(super) fn new(mut knowledge: Knowledge, rules: RuleSet, choice: Choice) -> Interpreter {
        knowledge.lexicon.lemmas.learn(rules.verbs());
        Interpreter { knowledge, rules, choice }
    }

    /// Which rows it gives.
    pub(super) fn choice(&self) -> Choice {
        self.choice
    }

    pub(crate) fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The rules in force.
    pub fn rules(&self) -> &[Rule] {
        self.rules.rules()
    }

    /// Articles of a CoNLL-U file, as [`Worker::write_conllu`](super::Worker::write_conllu) or another parser writes it.
    ///
    /// # Errors
    /// [`ConllError`], naming the line.
    pub fn read_conllu(&self, text: &str) -> Result<Vec<ParsedArticle>, ConllError> {
        conll::read(text, &self.knowledge.lexicon)
    }

    /// What a parsed article says.
    pub fn extract(&self, parsed: &ParsedArticle) -> Extraction {
        self.read(&parsed.article, &parsed.sentences(), self.choice, &mut |_| {})
    }

    pub(super) fn read(
        &self,
        article: &Article,
        sentences: &[Sentence<'_>],
        choice: Choice,
        miss: &mut Misses<'_>,
    ) -> Extraction {
        let (knowledge, published) = (&self.knowledge, article.published);
        let context = |(index, sentence)| Context { sentence, index, knowledge, published };
        let contexts: Vec<Context<'_>> = sentences.iter().enumerate().map(context).collect();
        let found = link::find(&contexts);
        let mut told = relation::extract(&contexts, &found, &self.rules, choice.events, miss);
        told.relations.retain(|r| r.confidence >= choice.min_confidence);
        let (told, found) = relation::enter_described(&knowledge.lexicon.pronouns, sentences, told, found);
        let gazetteer = &self.knowledge.gazetteer;
        let locate = |entity: &Entity| match entity.kind {
            Some(MentionKind::Location) => gazetteer.locate(&entity.name, &entity.country),
            _ => None,
        };
        let places = found.entities.iter().map(locate).collect();
        Extraction::new(article, sentences, found, told, places)
    }
}
