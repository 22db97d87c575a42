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

use super::classes::{WordClasses, phrases};
use super::error::{RuleError, line_of};
use super::role::Role;
use crate::knowledge::Lexicon;
use crate::label::{
    Cameo, Dependent, EventClass, FactRelation, Likeness, MentionKind, Sector, UnknownLabel, Upos, nearest,
};
use crate::text::{Span, tokenize};

/// In place of a trigger's first word: any word of the kind.
pub const ANY: &str = "*";

/// What starts a match.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
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

    /// The verb that it begins with, if it does.
    pub(super) fn verb(&self) -> Option<&str> {
        let verb = matches!(self, Trigger::Verb(_)).then(|| self.words().first())??;
        (verb != ANY).then_some(verb)
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
#[non_exhaustive]
pub struct Example {
    pub text: String,
    /// `subject | relation | object`, one a row; none where the sentence must give no row of this rule.
    #[serde(default)]
    pub rows: Vec<String>,
}

/// One rule, checked.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rule {
    pub name: String,
    pub relation: String,
    /// What is done, and its code; none for facts.
    pub event: Option<(EventClass, Cameo)>,
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
    /// What hangs on the trigger: all of these, and none of those.
    pub with: Vec<Dependent>,
    pub without: Vec<Dependent>,
    /// What subject and object have in common.
    pub alike: Vec<Likeness>,
    /// PLOVER sectors one of which the party must have; any where empty.
    pub subject_sectors: Vec<Sector>,
    pub object_sectors: Vec<Sector>,
    /// A sense of the trigger that is no act: no row, neither of this rule nor of another event on the same words.
    pub silent: bool,
    /// Where the clause that completes the trigger has an event of its own, that one is reported, as meant to happen.
    pub defer: bool,
    /// Of two rules for one trigger the higher wins; more trigger words go first.
    pub priority: i64,
    /// How often a match is right, 0 to 1, before the parties' scores.
    pub confidence: f32,
    pub examples: Vec<Example>,
    /// Of a user's file, not built in.
    pub own: bool,
    /// File and line of the rule.
    pub place: String,
}

impl Rule {
    pub fn is_event(&self) -> bool {
        self.event.is_some()
    }
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
    verbs: Vec<Spanned<String>>,
    #[serde(default)]
    nouns: Vec<Spanned<String>>,
    #[serde(default)]
    adjectives: Vec<Spanned<String>>,
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
    with: Vec<Spanned<String>>,
    #[serde(default)]
    without: Vec<Spanned<String>>,
    #[serde(default)]
    alike: Vec<Spanned<String>>,
    #[serde(default)]
    subject_sectors: Vec<Spanned<String>>,
    #[serde(default)]
    object_sectors: Vec<Spanned<String>>,
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

/// A file of rules.
pub struct RuleFile<'f> {
    /// How messages name it.
    pub name: &'f str,
    pub text: &'f str,
    /// A user's, not built in.
    pub own: bool,
}

/// Reads and checks one rule file.
///
/// # Errors
/// [`RuleError`] with the line, what is wrong there and the nearest word that would be right.
pub fn parse(file: &RuleFile<'_>, classes: &WordClasses, lexicon: &Lexicon) -> Result<Vec<Rule>, RuleError> {
    let read: File = toml::from_str(file.text).map_err(|e| RuleError::of_toml(file.name, file.text, &e))?;
    let checker = Checker { file, classes, lexicon };
    read.rule.into_iter().map(|w| checker.rule(w)).collect()
}

struct Checker<'a> {
    file: &'a RuleFile<'a>,
    classes: &'a WordClasses,
    lexicon: &'a Lexicon,
}

impl Checker<'_> {
    fn error(&self, at: usize, reason: String) -> RuleError {
        RuleError { file: self.file.name.to_string(), line: line_of(self.file.text, at), reason }
    }

    /// The labels of these names.
    fn labels<L>(
        &self,
        names: &[Spanned<String>],
        named: impl Fn(&str) -> Result<L, UnknownLabel>,
    ) -> Result<Vec<L>, RuleError> {
        let label = |w: &Spanned<String>| {
            named(w.get_ref()).map_err(|unknown| self.error(w.span().start, unknown.to_string()))
        };
        names.iter().map(label).collect()
    }

    fn roles(&self, words: &[Spanned<String>], default: &[Role]) -> Result<Vec<Role>, RuleError> {
        let prepositions = &self.lexicon.grammar.argument_prepositions;
        let role = |w: &Spanned<String>| {
            Role::parse(w.get_ref(), prepositions).ok_or_else(|| {
                let near = nearest(w.get_ref(), Role::names(prepositions));
                let advice = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
                self.error(w.span().start, format!("`{}` is no place for a party{advice}", w.get_ref()))
            })
        };
        if words.is_empty() { Ok(default.to_vec()) } else { words.iter().map(role).collect() }
    }

    /// The rule's relation: a fact's is one of the list, a silent rule has none.
    fn relation(&self, w: &Written, event: bool) -> Result<String, RuleError> {
        let (at, named) = (w.name.span().start, w.name.get_ref());
        match &w.relation {
            None if w.silent && !event => Ok(String::new()),
            None if w.silent => Err(self.error(at, format!("rule `{named}` is silent: it gives no `event`"))),
            None => Err(self
                .error(at, format!("rule `{named}` has no `relation` (a sense that is none is `silent`)"))),
            Some(given) if w.silent => {
                Err(self
                    .error(given.span().start, format!("rule `{named}` is silent: it gives no `relation`")))
            }
            Some(given) if !event => {
                let fact = FactRelation::named(given.get_ref()).map(|fact| fact.to_string());
                fact.map_err(|unknown| {
                    self.error(given.span().start, format!("{unknown} (or give the rule an `event`)"))
                })
            }
            Some(given) => Ok(given.get_ref().clone()),
        }
    }

    /// The rule's event and its code: both or neither.
    fn event(&self, w: &Written) -> Result<Option<(EventClass, Cameo)>, RuleError> {
        let (event, code) = match (&w.event, &w.cameo) {
            (None, None) => return Ok(None),
            (Some(event), Some(code)) => (event, code),
            _ => {
                let named = w.name.get_ref();
                let reason = format!("rule `{named}`: `event` and `cameo` go together");
                return Err(self.error(w.name.span().start, reason));
            }
        };
        let class = EventClass::named(event.get_ref());
        let cameo = code.get_ref().parse();
        Ok(Some((
            class.map_err(|e| self.error(event.span().start, e.to_string()))?,
            cameo.map_err(|e: crate::label::NotCameo| self.error(code.span().start, e.to_string()))?,
        )))
    }

    fn triggers(&self, w: &Written) -> Result<Vec<Trigger>, RuleError> {
        let (at, named) = (w.name.span().start, w.name.get_ref());
        let mut out = self.phrases(&w.verbs, Some(Upos::Verb), Trigger::Verb)?;
        out.extend(self.phrases(&w.nouns, Some(Upos::Noun), Trigger::Noun)?);
        out.extend(self.phrases(&w.adjectives, None, Trigger::Adjective)?);
        out.extend(self.labels(&w.names, MentionKind::named)?.into_iter().map(Trigger::Name));
        if out.is_empty() {
            return Err(self.error(
                at,
                format!("rule `{named}` has no trigger: give it `verbs`, `nouns`, `adjectives` or `names`"),
            ));
        }
        Ok(out)
    }

    /// The triggers that are written here. Their first words are compared with base forms of the part of speech.
    fn phrases(
        &self,
        written: &[Spanned<String>],
        upos: Option<Upos>,
        trigger: impl Fn(Vec<String>) -> Trigger,
    ) -> Result<Vec<Trigger>, RuleError> {
        let mut out = Vec::new();
        for written in written {
            let error = |reason: String| self.error(written.span().start, reason);
            let places = self.classes.alternatives(written.get_ref()).map_err(error)?;
            self.can_match(&places, upos).map_err(error)?;
            out.extend(phrases(&places).into_iter().map(&trigger));
        }
        Ok(out)
    }

    /// What keeps words at the places of a trigger from ever being found: one that is none, is two, or is no base form.
    fn can_match(&self, places: &[Vec<String>], upos: Option<Upos>) -> Result<(), String> {
        let (first, behind) = places.split_first().ok_or("an empty trigger")?;
        for word in places.iter().flatten().filter(|word| word.as_str() != ANY) {
            match self.tokens(word) {
                0 => return Err("an empty trigger".into()),
                1 => {}
                n => return Err(format!("`{word}` is compared with one word of a text, where it is {n}")),
            }
        }
        let lemmas = &self.lexicon.lemmas;
        let no_base_form =
            |word: &str, lemma: &str| Err(format!("`{word}` is no base form: write `{lemma}`"));
        for (word, upos) in
            first.iter().filter_map(|word| Some((word, upos?))).filter(|(word, _)| *word != ANY)
        {
            let lemma = lemmas.lemma(word, upos);
            if lemma != *word && !lemmas.is_verb(word) {
                return no_base_form(word, &lemma);
            }
        }
        // The words behind it may be of any part of speech: one of them must leave the word as it is.
        let prepositions = &self.lexicon.grammar.argument_prepositions;
        let changes =
            |word: &&String| !prepositions.contains(word) && self.lexicon.pronouns.of(word).is_none();
        for word in behind.iter().flatten().filter(changes) {
            let noun = lemmas.lemma(word, Upos::Noun);
            if noun != *word && lemmas.lemma(word, Upos::Verb) != *word && !lemmas.is_verb(word) {
                return no_base_form(word, &noun);
            }
        }
        Ok(())
    }

    /// How many tokens a word of a trigger is in a text.
    fn tokens(&self, word: &str) -> usize {
        let count = |text: String| tokenize(&text, Span::new(0, text.len()), self.lexicon).len() - 1;
        // An abbreviation's full stop is its own before a name, and with the capital that it has there: "Gov. Bell".
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        count(format!("{word} A")).min(count(format!("{}{rest} A", first.to_uppercase())))
    }

    fn rule(&self, w: Written) -> Result<Rule, RuleError> {
        let at = w.name.span().start;
        let event = self.event(&w)?;
        let relation = self.relation(&w, event.is_some())?;
        let triggers = self.triggers(&w)?;
        if w.confidence.is_some_and(|c| !(0.0..=1.0).contains(&c)) {
            let named = w.name.get_ref();
            return Err(self.error(at, format!("rule `{named}`: `confidence` lies between 0 and 1")));
        }
        Ok(Rule {
            subject: self.roles(&w.subject, &[Role::Subject])?,
            object: self.roles(&w.object, if event.is_some() { &[Role::Object] } else { &[] })?,
            subject_kinds: self.labels(&w.subject_kinds, MentionKind::named)?,
            object_kinds: self.labels(&w.object_kinds, MentionKind::named)?,
            mutual: w.mutual,
            needs_object: w.needs_object.unwrap_or(event.is_none() && !w.silent),
            object_actor: w.object_actor,
            object_itself: w.object_itself,
            object_owner: w.object_owner,
            object_named: w.object_named,
            with: self.labels(&w.with, Dependent::named)?,
            without: self.labels(&w.without, Dependent::named)?,
            alike: self.labels(&w.alike, Likeness::named)?,
            subject_sectors: self.labels(&w.subject_sectors, Sector::named)?,
            object_sectors: self.labels(&w.object_sectors, Sector::named)?,
            silent: w.silent,
            defer: w.defer,
            priority: w.priority,
            confidence: w.confidence.unwrap_or(0.75),
            examples: w.examples,
            own: self.file.own,
            place: format!("{}:{}", self.file.name, line_of(self.file.text, at)),
            name: w.name.into_inner(),
            relation,
            event,
            triggers,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn faults_are_named_with_line_and_advice() {
        let lexicon = Knowledge::embedded().lexicon;
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
            (
                "[[rule]]\nname = \"x\"\nrelation = \"owns\"\nsubject_sectors = [\"GVO\"]\nverbs = [\"own\"]\n",
                4,
                "`GOV`",
            ),
            (
                "[[rule]]\nname = \"x\"\nrelation = \"a\"\nevent = \"AID\"\ncameo = \"zz9\"\nverbs = [\"own\"]\n",
                5,
                "no CAMEO code",
            ),
            (
                "[[rule]]\nname = \"x\"\nrelation = \"owns\"\nverbs = [\"own\",\n\"owned\"]\n",
                5,
                "write `own`",
            ),
            ("[[rule]]\nname = \"x\"\nrelation = \"owns\"\nverbs = [\"own cease-fire\"]\n", 4, "where it is"),
            (
                "[[rule]]\nname = \"x\"\nrelation = \"owns\"\nverbs = [\"own elections\"]\n",
                4,
                "write `election`",
            ),
            (
                "[[rule]]\nname = \"x\"\nrelation = \"owns\"\nwith = [\"objekt\"]\nverbs = [\"own\"]\n",
                4,
                "`object`",
            ),
        ] {
            let file = RuleFile { name: "own.toml", text, own: true };
            let error = parse(&file, &WordClasses::default(), &lexicon).unwrap_err();
            assert_eq!(error.line, line, "{error}");
            assert!(error.to_string().contains(advice), "{error}");
        }
    }
}
