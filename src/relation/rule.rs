//! The rule language: TOML tables that say which words trigger a relation and where its parties stand.
//!
//! ```toml
//! [[rule]]
//! name = "meet"
//! relation = "meets"
//! event = "CONSULT"
//! cameo = "040"
//! verbs = ["meet", "confer", "hold talks"]
//! nouns = ["meeting", "talk"]
//! subject = ["subject"]
//! object = ["object", "with"]
//! mutual = true
//! ```
//!
//! `docs` for authors of rules stand in `data/rules/README.md`.

use serde::Deserialize;
use toml::Spanned;

use super::role::Role;
use crate::label::MentionKind;

/// PLOVER's sixteen events (2021).
pub const EVENTS: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Relations of facts that are no event.
pub const FACTS: [&str; 14] = [
    "holds_position",
    "leads",
    "member_of",
    "part_of",
    "located_in",
    "based_in",
    "origin",
    "owns",
    "alias_of",
    "family_of",
    "ally_of",
    "opponent_of",
    "said",
    "amount_of",
];

/// In place of a trigger's first word: any word of the kind.
pub const ANY: &str = "*";

/// What starts a match.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// A verb and the words that must go with it ("hold talks").
    Verb(Vec<String>),
    /// A noun and the words that must go with it.
    Noun(Vec<String>),
    Adjective(Vec<String>),
    /// Any name of this kind.
    Name(MentionKind),
}

impl Trigger {
    fn words(&self) -> &[String] {
        match self {
            Trigger::Verb(words) | Trigger::Noun(words) | Trigger::Adjective(words) => words,
            Trigger::Name(_) => &[],
        }
    }

    /// The words after the first.
    pub(super) fn rest(&self) -> &[String] {
        self.words().get(1..).unwrap_or_default()
    }

    /// Whether it starts a match at any word of a kind: that such a rule finds no parties is nothing to be told.
    pub fn is_any(&self) -> bool {
        self.words().first().is_none_or(|word| word == ANY)
    }
}

/// A sentence in a rule file with what it must give.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    /// `subject | relation | object`, one a row; none where the sentence must give no row of this rule.
    #[serde(default)]
    pub rows: Vec<String>,
}

/// One rule, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub name: String,
    pub relation: String,
    /// PLOVER event, empty for facts.
    pub event: String,
    /// CAMEO code, empty for facts.
    pub cameo: String,
    pub triggers: Vec<Trigger>,
    pub subject: Vec<Role>,
    pub object: Vec<Role>,
    /// Kinds of mention that may fill the subject; any where empty.
    pub subject_kinds: Vec<MentionKind>,
    pub object_kinds: Vec<MentionKind>,
    /// Parties that stand together are each other's object ("Jordan and Britain agreed").
    pub mutual: bool,
    /// A row needs an object.
    pub needs_object: bool,
    /// Objects must be actors: names, or nouns for people and bodies.
    pub object_actor: bool,
    /// The object must be the phrase itself, not an actor inside it ("met *Iran's* conditions" meets nobody).
    pub object_itself: bool,
    /// An actor inside the object's phrase counts only where the thing is its own: "condemned the attack on *Egypt*" does not condemn Egypt.
    pub object_owner: bool,
    /// The object has a name: no "police", no "company".
    pub object_named: bool,
    /// Subject and object are of one kind.
    pub same_kind: bool,
    /// The clause that completes the trigger must have one of these auxiliaries ("said X *must* go"); any where empty.
    pub clause_auxiliaries: Vec<String>,
    /// The trigger must have a clause that completes it ("told X *to go*").
    pub clause: bool,
    /// The trigger's clause names an amount.
    pub amount: bool,
    /// The trigger has no direct object and no "that" clause ("demonstrated", not "demonstrated a skill").
    pub intransitive: bool,
    /// The trigger has no direct object ("added that ...", not "added a clause").
    pub objectless: bool,
    /// The trigger must have a direct object or be passive.
    pub transitive: bool,
    /// Where one party is an acronym it is the other's: its letters in their order, from the same first one ("AfDB").
    pub initials: bool,
    /// The countries of subject and object, as far as they are known, do not differ.
    pub one_country: bool,
    /// PLOVER sectors one of which a subject must have; any where empty.
    pub subject_sectors: Vec<String>,
    /// A sense of the trigger that is no act: no row, neither of this rule nor of another event on the same words.
    pub silent: bool,
    /// Where the clause that completes the trigger has an event of its own, that one is reported, as meant to happen.
    pub defer: bool,
    /// Of two rules for one trigger the higher wins; more trigger words go first.
    pub priority: i64,
    /// How often a match is right, 0 to 1, before the parties' scores.
    pub confidence: f32,
    pub examples: Vec<Example>,
    /// File and line of the rule.
    pub place: String,
}

impl Rule {
    pub fn is_event(&self) -> bool {
        !self.event.is_empty()
    }
}

/// A rule file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct RuleError {
    pub file: String,
    /// Line of the rule or of the fault, from 1.
    pub line: usize,
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Spanned<String>,
    relation: Option<Spanned<String>>,
    #[serde(default)]
    event: Option<Spanned<String>>,
    #[serde(default)]
    cameo: Option<Spanned<String>>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    names: Vec<Spanned<String>>,
    #[serde(default)]
    subject: Vec<Spanned<String>>,
    #[serde(default)]
    object: Vec<Spanned<String>>,
    #[serde(default)]
    subject_kinds: Vec<Spanned<String>>,
    #[serde(default)]
    object_kinds: Vec<Spanned<String>>,
    #[serde(default)]
    mutual: bool,
    needs_object: Option<bool>,
    #[serde(default)]
    object_actor: bool,
    #[serde(default)]
    object_itself: bool,
    #[serde(default)]
    object_owner: bool,
    #[serde(default)]
    object_named: bool,
    #[serde(default)]
    same_kind: bool,
    #[serde(default)]
    clause_auxiliaries: Vec<String>,
    #[serde(default)]
    clause: bool,
    #[serde(default)]
    amount: bool,
    #[serde(default)]
    intransitive: bool,
    #[serde(default)]
    objectless: bool,
    #[serde(default)]
    transitive: bool,
    #[serde(default)]
    initials: bool,
    #[serde(default)]
    one_country: bool,
    #[serde(default)]
    subject_sectors: Vec<String>,
    #[serde(default)]
    silent: bool,
    #[serde(default)]
    defer: bool,
    #[serde(default)]
    priority: i64,
    confidence: Option<f32>,
    #[serde(default)]
    examples: Vec<Example>,
}

/// Reads and checks one rule file. `file` is how messages name it.
///
/// # Errors
/// [`RuleError`] with the line, what is wrong there and the nearest word that would be right.
pub fn parse(file: &str, text: &str, prepositions: &[String]) -> Result<Vec<Rule>, RuleError> {
    let read: File = toml::from_str(text).map_err(|e| RuleError {
        file: file.to_string(),
        line: e.span().map_or(1, |s| line_of(text, s.start)),
        reason: e.message().to_string(),
    })?;
    let checker = Checker { file, text, prepositions };
    read.rule.into_iter().map(|w| checker.rule(w)).collect()
}

/// The line, from 1, that holds a byte of a file's text.
pub fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

struct Checker<'a> {
    file: &'a str,
    text: &'a str,
    /// Those that a rule may name as a place.
    prepositions: &'a [String],
}

impl Checker<'_> {
    fn error(&self, at: usize, reason: String) -> RuleError {
        RuleError { file: self.file.to_string(), line: line_of(self.text, at), reason }
    }

    fn known(&self, word: &Spanned<String>, list: &[&str], what: &str) -> Result<String, RuleError> {
        let written = word.get_ref();
        if list.contains(&written.as_str()) {
            return Ok(written.clone());
        }
        Err(self.error(
            word.span().start,
            format!("`{written}` is no {what}; did you mean `{}`?", nearest(written, list)),
        ))
    }

    fn kinds(&self, words: &[Spanned<String>]) -> Result<Vec<MentionKind>, RuleError> {
        const KINDS: [&str; 9] =
            ["PERSON", "ORGANIZATION", "LOCATION", "MONEY", "PERCENT", "DATE", "TIME", "QUANTITY", "MISC"];
        words
            .iter()
            .map(|w| {
                Ok(MentionKind::named(&self.known(w, &KINDS, "kind of mention")?)
                    .ok()
                    .unwrap_or(MentionKind::Misc))
            })
            .collect()
    }

    fn roles(&self, words: &[Spanned<String>], default: &[Role]) -> Result<Vec<Role>, RuleError> {
        let role = |w: &Spanned<String>| {
            Role::parse(w.get_ref(), self.prepositions).ok_or_else(|| {
                self.error(
                    w.span().start,
                    format!(
                        "`{}` is no place for a party; did you mean `{}`?",
                        w.get_ref(),
                        nearest(w.get_ref(), &Role::names(self.prepositions))
                    ),
                )
            })
        };
        if words.is_empty() { Ok(default.to_vec()) } else { words.iter().map(role).collect() }
    }

    /// The rule's relation: a fact's is one of the list, a silent rule has none.
    fn relation(&self, w: &Written, event: &str) -> Result<String, RuleError> {
        let (at, named) = (w.name.span().start, w.name.get_ref());
        match &w.relation {
            None if w.silent && event.is_empty() => Ok(String::new()),
            None if w.silent => Err(self.error(at, format!("rule `{named}` is silent: it gives no `event`"))),
            None => Err(self
                .error(at, format!("rule `{named}` has no `relation` (a sense that is none is `silent`)"))),
            Some(given) if w.silent => {
                Err(self
                    .error(given.span().start, format!("rule `{named}` is silent: it gives no `relation`")))
            }
            Some(given) if event.is_empty() => {
                self.known(given, &FACTS, "relation of a fact (or give the rule an `event`)")
            }
            Some(given) => Ok(given.get_ref().clone()),
        }
    }

    /// The rule's event and its code: both or neither.
    fn event(&self, w: &Written) -> Result<(String, String), RuleError> {
        let event = match &w.event {
            Some(event) => self.known(event, &EVENTS, "PLOVER event")?,
            None => String::new(),
        };
        let Some(code) = &w.cameo else {
            return if event.is_empty() { Ok((event, String::new())) } else { Err(self.is_half(w)) };
        };
        let cameo = code.get_ref().clone();
        if event.is_empty() && !cameo.is_empty() {
            return Err(self.is_half(w));
        }
        if !(2..=4).contains(&cameo.len()) || !cameo.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(
                self.error(code.span().start, format!("`{cameo}` is no CAMEO code: two to four digits"))
            );
        }
        Ok((event, cameo))
    }

    fn is_half(&self, w: &Written) -> RuleError {
        let named = w.name.get_ref();
        self.error(w.name.span().start, format!("rule `{named}`: `event` and `cameo` go together"))
    }

    fn triggers(&self, w: &Written) -> Result<Vec<Trigger>, RuleError> {
        let (at, named) = (w.name.span().start, w.name.get_ref());
        let mut out: Vec<Trigger> = w.verbs.iter().flat_map(|v| phrases(v)).map(Trigger::Verb).collect();
        out.extend(w.nouns.iter().flat_map(|n| phrases(n)).map(Trigger::Noun));
        out.extend(w.adjectives.iter().flat_map(|a| phrases(a)).map(Trigger::Adjective));
        if out.iter().any(|t| t.words().is_empty() || t.words().iter().any(String::is_empty)) {
            return Err(self.error(at, format!("rule `{named}` has an empty trigger")));
        }
        out.extend(self.kinds(&w.names)?.into_iter().map(Trigger::Name));
        if out.is_empty() {
            return Err(self.error(
                at,
                format!("rule `{named}` has no trigger: give it `verbs`, `nouns`, `adjectives` or `names`"),
            ));
        }
        Ok(out)
    }

    fn rule(&self, w: Written) -> Result<Rule, RuleError> {
        let at = w.name.span().start;
        let (event, cameo) = self.event(&w)?;
        let relation = self.relation(&w, &event)?;
        let triggers = self.triggers(&w)?;
        if w.confidence.is_some_and(|c| !(0.0..=1.0).contains(&c)) {
            let named = w.name.get_ref();
            return Err(self.error(at, format!("rule `{named}`: `confidence` lies between 0 and 1")));
        }
        Ok(Rule {
            subject: self.roles(&w.subject, &[Role::Subject])?,
            object: self.roles(&w.object, if event.is_empty() { &[] } else { &[Role::Object] })?,
            subject_kinds: self.kinds(&w.subject_kinds)?,
            object_kinds: self.kinds(&w.object_kinds)?,
            mutual: w.mutual,
            needs_object: w.needs_object.unwrap_or(event.is_empty() && relation != "said" && !w.silent),
            object_actor: w.object_actor,
            object_itself: w.object_itself,
            object_owner: w.object_owner,
            object_named: w.object_named,
            same_kind: w.same_kind,
            clause_auxiliaries: w.clause_auxiliaries,
            clause: w.clause,
            amount: w.amount,
            intransitive: w.intransitive,
            objectless: w.objectless,
            transitive: w.transitive,
            initials: w.initials,
            one_country: w.one_country,
            subject_sectors: w.subject_sectors,
            silent: w.silent,
            defer: w.defer,
            priority: w.priority,
            confidence: w.confidence.unwrap_or(0.75),
            examples: w.examples,
            place: format!("{}:{}", self.file, line_of(self.text, at)),
            name: w.name.into_inner(),
            relation,
            event,
            cameo,
            triggers,
        })
    }
}

/// The phrases that a trigger stands for: "send|ship food|grain" is four.
fn phrases(trigger: &str) -> Vec<Vec<String>> {
    trigger.split_whitespace().fold(vec![Vec::new()], |begun, words| {
        let longer = |start: &Vec<String>, word: &str| {
            let mut phrase = start.clone();
            phrase.push(word.to_string());
            phrase
        };
        begun.iter().flat_map(|start| words.split('|').map(move |w| longer(start, w))).collect()
    })
}

/// The word of `list` that is fewest edits away.
fn nearest<'l>(word: &str, list: &[&'l str]) -> &'l str {
    list.iter().copied().min_by_key(|l| edits(&word.to_lowercase(), &l.to_lowercase())).unwrap_or("")
}

/// Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substitute = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_multiply() {
        let found: Vec<String> = phrases("send|ship food|grain").iter().map(|p| p.join(" ")).collect();
        assert_eq!(found, ["send food", "send grain", "ship food", "ship grain"]);
        assert_eq!(phrases("meet"), [["meet"]]);
    }

    #[test]
    fn faults_are_named_with_line_and_advice() {
        for (text, line, advice) in [
            (
                "[[rule]]\nname = \"x\"\nrelation = \"meets\"\nevent = \"CONSULTS\"\ncameo = \"040\"\nverbs = [\"meet\"]\n",
                4,
                "`CONSULT`",
            ),
            (
                "[[rule]]\nname = \"x\"\nrelation = \"meets\"\nevent = \"CONSULT\"\ncameo = \"040\"\nverbs = [\"meet\"]\nobject = [\"objekt\"]\n",
                7,
                "`object`",
            ),
            (
                "[[rule]]\nname = \"x\"\nrelation = \"meets\"\nevent = \"CONSULT\"\ncameo = \"040\"\n",
                2,
                "no trigger",
            ),
            (
                "[[rule]]\nname = \"x\"\nrelation = \"hold_position\"\nnouns = [\"aide\"]\n",
                3,
                "`holds_position`",
            ),
            ("[[rule]]\nname = \"x\"\nrelation = \"owns\"\nverb = [\"own\"]\n", 4, "unknown field"),
            ("[[rule]]\nname = \"x\"\nverbs = [\"own\"]\n", 2, "no `relation`"),
            (
                "[[rule]]\nname = \"x\"\nsilent = true\nevent = \"AID\"\ncameo = \"070\"\nverbs = [\"own\"]\n",
                2,
                "no `event`",
            ),
            (
                "[[rule]]\nname = \"x\"\nsilent = true\nrelation = \"owns\"\nverbs = [\"own\"]\n",
                4,
                "is silent",
            ),
        ] {
            let error = parse("own.toml", text, &[]).unwrap_err();
            assert_eq!(error.line, line, "{error}");
            assert!(error.to_string().contains(advice), "{error}");
        }
    }
}
