//! Who does what to whom: rules over the dependency tree.
//!
//! This room knows grammar, mentions and rules. It must never name a word of a rule in code: words live in `data/rules/`.

mod actor;
mod antecedent;
mod described;
mod grammar;
mod matcher;
mod modality;
mod negation;
mod pair;
mod presupposed;
mod pronoun;
mod quotation;
mod role;
mod rule;
mod seats;
mod transcript;
mod words;

use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use include_dir::{Dir, include_dir};

pub use actor::{Party, Scene};
pub use described::enter as enter_described;
pub use matcher::{Misses, RuleSet};
pub use modality::Modality;
pub use role::Role;
#[cfg(fuzzing)]
pub(crate) use rule::parse as parse_rules;
pub use rule::{Example, Rule, RuleError};

use crate::entity::{Context, Entities};
use crate::knowledge::{DataError, Knowledge};
use crate::label::{Deprel, MentionKind};
use crate::sentence::Token;
use crate::text::{Bytes, Span};
use antecedent::Antecedents;
use grammar::TriggerWords;
use modality::Standing;
use quotation::Quotations;
use transcript::Transcript;
use words::Words;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/rules");

/// One relation of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    pub sentence: usize,
    /// The sentence, as bytes of the text.
    pub evidence: Span<Bytes>,
    pub subject: Party,
    pub object: Option<Party>,
    pub relation: String,
    pub event: String,
    pub cameo: String,
    /// The rule's own code: what the act is, whether done, meant or refused.
    act: String,
    /// The trigger's words as they stand in the text.
    pub trigger: String,
    trigger_word: usize,
    takes_clause: bool,
    defers: bool,
    /// Its rule's priority is below 0.
    yields: bool,
    pub negated: bool,
    pub modality: Modality,
    /// Who is quoted for it.
    pub attributed_to: Option<Party>,
    /// Mentions (indices) of the day, the place and the amount, where the clause names them.
    pub date: Option<usize>,
    pub location: Option<usize>,
    pub amount: Option<usize>,
    /// 0 to 1.
    pub confidence: f32,
    /// Name of the rule.
    pub rule: String,
}

impl Relation {
    fn new<'a>(
        scene: &Scene<'a>,
        rule: &Rule,
        trigger: &TriggerWords<'a>,
        subject: Party,
        object: Option<Party>,
        standing: &Standing<'a>,
    ) -> Relation {
        let words = scene.words;
        let mention = |i: usize| &scene.entities.mentions[i];
        let location = location(scene, trigger, &subject, object.as_ref(), words);
        let amount = amount(scene, rule, trigger, &subject, object.as_ref());
        let (event, cameo) = event(rule, standing, words);
        let doubt = if standing.modality == Modality::Asserted { 1.0 } else { 0.9 };
        let parties = subject.score * object.as_ref().map_or(0.9, |o| o.score);
        Relation {
            sentence: scene.context.index,
            evidence: matcher::evidence(scene),
            relation: rule.relation.clone(),
            event,
            cameo,
            act: rule.cameo.clone(),
            trigger: matcher::trigger_text(trigger),
            trigger_word: trigger.head.index(),
            defers: rule.defer,
            yields: rule.priority < 0,
            takes_clause: rule.object.contains(&Role::Clause),
            negated: standing.negated,
            modality: standing.modality,
            attributed_to: standing
                .speaker
                .and_then(|s| scene.speaker(s))
                .or_else(|| scene.said_by(trigger.head).cloned())
                .filter(|p| rule.is_event() || (p.span != subject.span && rule.relation != "said")),
            date: matcher::in_clause(scene, trigger, |m| {
                mention(m).kind == MentionKind::Date && !is_deadline_of_another(scene, trigger, m, words)
            }),
            location,
            amount,
            confidence: words.confidence(rule.confidence * parties.sqrt() * doubt),
            rule: rule.name.clone(),
            subject,
            object,
        }
    }

    fn is_event(&self) -> bool {
        !self.event.is_empty()
    }

    fn has_party(&self, party: &Party) -> bool {
        self.subject.span == party.span || self.object.as_ref().is_some_and(|o| o.span == party.span)
    }
}

/// Where the act of a trigger is said to happen: a place that is none of its parties.
fn location<'a>(
    scene: &Scene<'a>,
    trigger: &TriggerWords<'a>,
    subject: &Party,
    object: Option<&Party>,
    words: &Words,
) -> Option<usize> {
    matcher::in_clause(scene, trigger, |i| {
        let found = &scene.entities.mentions[i];
        let head = scene.context.sentence.head_of(found.words);
        found.kind == MentionKind::Location
            && (is_placed(scene, head) || words.region_of(scene, head).is_some_and(|r| is_placed(scene, r)))
            && Some(i) != subject.mention
            && object.is_none_or(|o| o.mention != Some(i))
    })
}

/// How much the act of a trigger is about. How many were acted on counts, how many acted is no measure of the act; of a fact only the object's own
/// amount is one.
fn amount<'a>(
    scene: &Scene<'a>,
    rule: &Rule,
    trigger: &TriggerWords<'a>,
    subject: &Party,
    object: Option<&Party>,
) -> Option<usize> {
    let is_amount = |m: &usize| scene.entities.mentions[*m].kind.is_amount();
    let inside = |party: &Party, m: usize| scene.entities.mentions[m].span.overlaps(party.span);
    let own = object.and_then(|o| scene.mentions.clone().filter(is_amount).find(|m| inside(o, *m)));
    let near =
        || matcher::in_clause(scene, trigger, |m| is_amount(&m) && (object.is_none() || !inside(subject, m)));
    if rule.is_event() { own.or_else(near) } else { own }
}

/// The event of a rule and its CAMEO code, as the trigger stands: what is intended is another event than what is done, what is refused a third.
fn event(rule: &Rule, standing: &Standing<'_>, words: &Words) -> (String, String) {
    let about = |event: &str, plain: &str| {
        (event.to_string(), words.finer(event, &rule.cameo).unwrap_or(plain).to_string())
    };
    if standing.refused && words.refuses(&rule.event) {
        return about("REJECT", "120");
    }
    let hypothetical = standing.modality == Modality::Hypothetical;
    let intended = standing.intended && !hypothetical && !standing.negated && rule.is_event();
    match words.intended(&rule.event).filter(|_| intended) {
        Some((event, plain)) => about(event, plain),
        None => (rule.event.clone(), rule.cameo.clone()),
    }
}

/// Whether something is said to be in the place that `word` names, or near it.
fn is_placed<'a>(scene: &Scene<'a>, word: Token<'a>) -> bool {
    word.has_case_in(|lemma| scene.grammar().before_place.has(lemma))
}

/// Whether the date is the day by which another act than the trigger is to be done: "urged them to resume talks *by March 20*".
fn is_deadline_of_another<'a>(
    scene: &Scene<'a>,
    trigger: &TriggerWords<'a>,
    date: usize,
    words: &Words,
) -> bool {
    let head = scene.context.sentence.head_of(scene.entities.mentions[date].words);
    let deadline = head.children_by(Deprel::Case).any(|c| words.is_deadline(c.lemma()));
    let above = head.head();
    deadline && above.is_some_and(|above| trigger.all().all(|t| t != above))
}

/// A rule whose trigger stands in the sentence but which gave no row, and the condition that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    pub rule: String,
    pub trigger: String,
    pub reason: String,
}

impl RuleSet {
    /// The built-in rules and those of `paths` (files, or folders of `*.toml`); a rule of the same name replaces the built-in one, and so does a word
    /// list of a file `modality.toml`. Rules may name these prepositions as places.
    ///
    /// # Errors
    /// [`RuleError`], naming file and line.
    pub fn with_files(paths: &[&Path], prepositions: &[String]) -> Result<RuleSet, RuleError> {
        let mut rules = Vec::new();
        let mut lists = Vec::new();
        let mut hash = Xxh3::new();
        let mut add = |file: String, text: String| {
            hash.update(text.as_bytes());
            if is_modality(Path::new(&file)) {
                lists.push((file, text));
            } else {
                rules.extend(rule::parse(&file, &text, prepositions)?);
            }
            Ok(())
        };
        let mut files: Vec<_> = EMBEDDED.files().filter(|f| is_toml(f.path())).collect();
        files.sort_by_key(|f| f.path());
        for file in files {
            let text = file.contents_utf8().unwrap_or_default();
            add(format!("data/rules/{}", file.path().display()), text.to_string())?;
        }
        for path in paths {
            for file in toml_files(path)? {
                let name = file.display().to_string();
                let reason = |e| format!("cannot be read: {e}");
                let text = std::fs::read_to_string(&file).map_err(|e| RuleError {
                    file: name.clone(),
                    line: 1,
                    reason: reason(e),
                })?;
                add(name, text)?;
            }
        }
        let mut set = RuleSet::new(rules, Words::parse(&lists)?);
        set.fingerprint = hash.digest();
        Ok(set)
    }

    /// Hash of the rule files read, in their order.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

/// The rules of `paths` (files or folders), or those built in where none is given.
///
/// # Errors
/// [`RuleError`], naming file and line.
pub fn check(paths: &[&Path]) -> Result<Vec<Rule>, RuleError> {
    let unread = |e: DataError| RuleError { file: e.file, line: e.line.max(1), reason: e.reason };
    let lexicon = Knowledge::load(None).map_err(unread)?.lexicon;
    let all = RuleSet::with_files(paths, &lexicon.grammar.argument_prepositions)?.into_rules();
    let own: Vec<String> = paths
        .iter()
        .flat_map(|p| toml_files(p).unwrap_or_default())
        .map(|f| format!("{}:", f.display()))
        .collect();
    Ok(all.into_iter().filter(|r| own.is_empty() || own.iter().any(|f| r.place.starts_with(f))).collect())
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml")
}

/// Whether a file holds word lists rather than rules.
fn is_modality(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "modality.toml")
}

fn toml_files(path: &Path) -> Result<Vec<std::path::PathBuf>, RuleError> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let listed = std::fs::read_dir(path).map_err(|e| RuleError {
        file: path.display().to_string(),
        line: 1,
        reason: format!("cannot be listed: {e}"),
    })?;
    let mut files: Vec<_> = listed.flatten().map(|e| e.path()).filter(|p| is_toml(p)).collect();
    files.sort();
    Ok(files)
}

/// The relations of one article. `miss`, where given, is told of rules that nearly gave a row.
pub fn extract(
    contexts: &[Context<'_>],
    entities: &Entities,
    rules: &RuleSet,
    miss: &mut Misses<'_>,
) -> Vec<Relation> {
    let scenes = scenes(contexts, entities, rules.words());
    let quotations = Quotations::read(&scenes);
    let transcript = Transcript::read(&scenes);
    let quoting = |scene: &Scene<'_>| {
        let scene = Scene { quotations: Some(&quotations), transcript: Some(&transcript), ..scene.clone() };
        rules.relations(&scene, miss)
    };
    scenes.iter().flat_map(quoting).collect()
}

/// The sentences of an article, each with what is known before it.
fn scenes<'a>(contexts: &[Context<'a>], entities: &'a Entities, words: &'a Words) -> Vec<Scene<'a>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = Antecedents::default();
    for context in contexts {
        let own = entities.mentions[start..].iter().take_while(|m| m.sentence == context.index);
        let end = start + own.count();
        let scene = Scene {
            context: *context,
            words,
            entities,
            mentions: start..end,
            person: before.person(context.index),
            subject: before.subject(),
            quotations: None,
            transcript: None,
        };
        before.read(&scene);
        out.push(scene);
        start = end;
    }
    out
}
