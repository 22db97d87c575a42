//! Whether a row's relation is asserted, denied, planned, possible, demanded or hypothetical, and who says so.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::actor::Scene;

/// How far what a sentence says is a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Modality {
    #[default]
    Asserted,
    Planned,
    Possible,
    Demanded,
    Hypothetical,
}

impl Modality {
    pub fn as_str(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Planned => "planned",
            Modality::Possible => "possible",
            Modality::Demanded => "demanded",
            Modality::Hypothetical => "hypothetical",
        }
    }
}

/// The word lists of `data/rules/modality.toml`.
#[derive(Debug)]
pub struct Words {
    negating: FxHashSet<String>,
    planning: FxHashSet<String>,
    demanding: FxHashSet<String>,
    planned: FxHashSet<String>,
    possible: FxHashSet<String>,
    demanded: FxHashSet<String>,
    conditions: FxHashSet<String>,
    saying: FxHashSet<String>,
    means: FxHashSet<String>,
    attackers: FxHashSet<String>,
    deadlines: FxHashSet<String>,
    accusing: FxHashSet<String>,
    obliging: FxHashSet<String>,
    performed: FxHashSet<String>,
    performing: FxHashSet<String>,
    intended: BTreeMap<String, (String, String)>,
    finer: BTreeMap<String, BTreeMap<String, String>>,
    refusing: FxHashSet<String>,
    refusing_auxiliaries: FxHashSet<String>,
    calibration: Calibration,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    negating_verbs: Vec<String>,
    planning: Vec<String>,
    demanding: Vec<String>,
    planned_auxiliaries: Vec<String>,
    possible_auxiliaries: Vec<String>,
    demanded_auxiliaries: Vec<String>,
    conditions: Vec<String>,
    saying: Vec<String>,
    means: Vec<String>,
    attackers: Vec<String>,
    deadlines: Vec<String>,
    accusing: Vec<String>,
    obliging: Vec<String>,
    performed: Vec<String>,
    performing: Vec<String>,
    refusing: Vec<String>,
    refusing_auxiliaries: Vec<String>,
    intended: BTreeMap<String, (String, String)>,
    finer: BTreeMap<String, BTreeMap<String, String>>,
    calibration: Calibration,
}

/// Makes of a product of scores how often such rows are right: a logistic function (Platt 1999).
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Calibration {
    slope: f32,
    offset: f32,
}

impl Words {
    /// Reads the word lists.
    ///
    /// # Errors
    /// What the file lacks, with its line.
    pub fn parse(toml: &str) -> Result<Words, String> {
        let file: File = toml::from_str(toml).map_err(|e| e.to_string())?;
        let set = |list: Vec<String>| list.into_iter().collect::<FxHashSet<String>>();
        Ok(Words {
            negating: set(file.negating_verbs),
            planning: set(file.planning),
            demanding: set(file.demanding),
            planned: set(file.planned_auxiliaries),
            possible: set(file.possible_auxiliaries),
            demanded: set(file.demanded_auxiliaries),
            conditions: set(file.conditions),
            saying: set(file.saying),
            means: set(file.means),
            attackers: set(file.attackers),
            deadlines: set(file.deadlines),
            accusing: set(file.accusing),
            obliging: set(file.obliging),
            performed: set(file.performed),
            performing: set(file.performing),
            intended: file.intended,
            finer: file.finer,
            refusing: set(file.refusing),
            refusing_auxiliaries: set(file.refusing_auxiliaries),
            calibration: file.calibration,
        })
    }

    /// Whether a noun of this lemma is what strikes where nobody is named.
    pub fn is_means(&self, lemma: &str) -> bool {
        self.means.contains(lemma)
    }

    /// Whether a preposition makes a day one by which something is to be done.
    pub fn is_deadline(&self, lemma: &str) -> bool {
        self.deadlines.contains(lemma)
    }

    /// Whether a noun of this lemma before an attack says whose it is.
    pub fn is_attacker(&self, lemma: &str) -> bool {
        self.attackers.contains(lemma)
    }

    /// How often a row is right whose rule, parties and clause multiply to `raw`.
    pub fn confidence(&self, raw: f32) -> f32 {
        let raw = raw.clamp(0.001, 0.999);
        let logit = self.calibration.slope * (raw / (1.0 - raw)).ln() + self.calibration.offset;
        1.0 / (1.0 + (-logit).exp())
    }

    /// Whether "will not" before a trigger of this event is a refusal.
    pub fn refuses(&self, event: &str) -> bool {
        self.refusing.contains(event)
    }

    /// The event and code of what somebody means to do.
    pub fn intended(&self, event: &str) -> Option<(&str, &str)> {
        self.intended.get(event).map(|(e, c)| (e.as_str(), c.as_str()))
    }

    /// The code of an `event` that is about an act of code `act`: a refusal (REJECT) to meet (040) is 125. The longest code that begins
    /// `act` counts.
    pub fn finer(&self, event: &str, act: &str) -> Option<&str> {
        let table = self.finer.get(event)?;
        (2..=act.len()).rev().find_map(|n| table.get(act.get(..n)?)).map(String::as_str)
    }

    pub fn is_saying(&self, lemma: &str) -> bool {
        self.saying.contains(lemma)
    }
}

/// What the words around a trigger say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub negated: bool,
    pub modality: Modality,
    /// The actor means to do it: an announced or agreed act.
    pub intended: bool,
    /// The actor says it will not: a refusal rather than something that did not happen.
    pub refused: bool,
    /// Head of the phrase that names who says it.
    pub speaker: Option<usize>,
}

/// Reads the clause of `trigger` and the clauses above it.
pub fn standing(scene: &Scene<'_>, words: &Words, trigger: usize) -> Standing {
    let parsed = scene.parsed;
    let mut out = Standing {
        negated: negated(scene, trigger),
        modality: auxiliaries(scene, words, trigger),
        intended: false,
        refused: false,
        speaker: None,
    };
    out.refused = out.negated
        && parsed.children_by(trigger, "aux").any(|a| words.refusing_auxiliaries.contains(scene.lemma(a)));
    out.intended = out.modality == Modality::Planned;
    if conditional(scene, words, trigger) {
        out.modality = Modality::Hypothetical;
    } else if is_asked(scene, words, trigger) {
        (out.modality, out.intended) = (Modality::Possible, false);
    } else if out.modality == Modality::Asserted && is_question(scene) {
        out.modality = Modality::Possible;
    }
    let mut below = trigger;
    for _ in 0..8 {
        out.speaker = out.speaker.or_else(|| aside(scene, words, below));
        let Some(above) = parsed.words[below].head else { break };
        let deprel = parsed.words[below].deprel;
        let complement = matches!(deprel, "xcomp" | "ccomp")
            || (deprel == "acl" && marked_to(scene, below))
            || (deprel == "obj" && parsed.words[below].upos == "NOUN" && below == trigger)
            || (deprel == "csubj")
            || (deprel == "advcl" && marked_to(scene, below));
        if complement {
            govern(scene, words, (above, below), &mut out);
        }
        // "accused X of arming Y" is the accuser's word.
        if words.accusing.contains(scene.lemma(above)) && matches!(deprel, "xcomp" | "advcl" | "ccomp") {
            out.speaker = out.speaker.or_else(|| scene.grammar().agent(above, 0));
        }
        if deprel == "advcl" && conditional(scene, words, below) {
            out.modality = Modality::Hypothetical;
        } else if below != trigger
            && matches!(out.modality, Modality::Asserted | Modality::Planned)
            && is_asked(scene, words, below)
        {
            (out.modality, out.intended) = (Modality::Possible, false);
        }
        if !complement
            && !matches!(
                deprel,
                "conj"
                    | "parataxis"
                    | "obl"
                    | "nmod"
                    | "advcl"
                    | "acl"
                    | "acl:relcl"
                    | "obj"
                    | "nsubj"
                    | "nsubj:pass"
            )
        {
            break;
        }
        below = above;
    }
    out
}

/// What a governing verb does to its complement.
fn govern(scene: &Scene<'_>, words: &Words, (above, below): (usize, usize), out: &mut Standing) {
    let deprel = scene.parsed.words[below].deprel;
    let lemma = scene.lemma(above);
    if words.negating.contains(lemma) {
        out.negated = !out.negated;
    }
    if words.is_saying(lemma) && deprel == "ccomp" {
        out.speaker = out.speaker.or_else(|| scene.grammar().agent(above, 0));
        return;
    }
    if performs(scene, words, above, below) {
        return;
    }
    let open = out.modality == Modality::Asserted;
    let told = words.demanding.contains(lemma)
        && (deprel == "ccomp"
            || scene
                .parsed
                .children(above)
                .any(|c| matches!(scene.parsed.words[c].deprel, "obj" | "iobj" | "obl" | "nsubj:pass")));
    if open && (told || obliges(scene, words, above, below)) {
        out.modality = Modality::Demanded;
    } else if open && words.planning.contains(lemma) && deprel != "obj" {
        out.modality = Modality::Planned;
        out.intended = !others_act(scene, above, below);
    }
    if open && out.modality == Modality::Asserted {
        out.modality = auxiliaries(scene, words, above);
        out.intended |= out.modality == Modality::Planned;
    }
    if negated(scene, above) && !words.is_saying(lemma) {
        out.negated = !out.negated;
    }
}

/// "We need to act", "Norway has to pay": it may not come to that, as it did where they "had to".
fn obliges(scene: &Scene<'_>, words: &Words, above: usize, below: usize) -> bool {
    let had = || scene.parsed.text(scene.text, above).eq_ignore_ascii_case("had");
    words.obliging.contains(scene.lemma(above))
        && scene.parsed.words[below].deprel == "xcomp"
        && marked_to(scene, below)
        && !had()
}

/// "I want to thank X", "we would like to condemn Y": who says so does so by saying it (Austin 1962, "How to Do Things with Words").
fn performs(scene: &Scene<'_>, words: &Words, above: usize, below: usize) -> bool {
    let first_person =
        |w: usize| scene.parsed.words[w].upos == "PRON" && matches!(scene.lemma(w), "I" | "i" | "we");
    words.performing.contains(scene.lemma(above))
        && words.performed.contains(scene.lemma(below))
        && !negated(scene, above)
        && scene.parsed.children_by(above, "nsubj").any(first_person)
}

/// Whether who acts in the complement is another than who plans: "expects *X* to leave" is no plan of X's.
fn others_act(scene: &Scene<'_>, above: usize, below: usize) -> bool {
    let agent = |verb: usize| scene.grammar().agent(verb, 0);
    agent(above).zip(agent(below)).is_some_and(|(planner, actor)| planner != actor)
}

fn negated(scene: &Scene<'_>, word: usize) -> bool {
    scene.parsed.children(word).any(|c| {
        let w = &scene.parsed.words[c];
        (w.deprel == "advmod" && matches!(w.lemma.as_str(), "not" | "never" | "n't" | "neither" | "no"))
            || (w.deprel == "advmod" && w.lemma == "longer" && negated(scene, c))
            || (w.deprel == "det" && w.lemma == "no")
            || (w.deprel == "cc:preconj" && w.lemma == "neither")
    })
}

fn auxiliaries(scene: &Scene<'_>, words: &Words, verb: usize) -> Modality {
    // "is due to withdraw", which the tree may take for a preposition and its verb.
    let due = |c: usize| words.planning.contains(scene.lemma(c));
    let copula = scene.parsed.children_by(verb, "cop").next().is_some();
    if copula && scene.parsed.children_by(verb, "case").any(due) {
        return Modality::Planned;
    }
    // "is to meet"
    let be = |c: usize| matches!(scene.parsed.words[c].deprel, "aux" | "cop") && scene.lemma(c) == "be";
    if marked_to(scene, verb) && scene.parsed.children(verb).any(be) {
        return Modality::Planned;
    }
    for child in scene.parsed.children_by(verb, "aux") {
        let lemma = scene.lemma(child);
        // "would" under a past verb of saying is the future seen from then: "they said they would boycott".
        let reported = lemma == "would" && scene.parsed.words[verb].deprel == "ccomp";
        if words.planned.contains(lemma) || reported {
            return Modality::Planned;
        }
        if words.possible.contains(lemma) {
            return Modality::Possible;
        }
        if words.demanded.contains(lemma) {
            return Modality::Demanded;
        }
    }
    Modality::Asserted
}

/// A question asserts nothing.
fn is_question(scene: &Scene<'_>) -> bool {
    let last = scene.parsed.words.len() - 1;
    scene.parsed.text(scene.text, last).starts_with('?')
}

fn conditional(scene: &Scene<'_>, words: &Words, verb: usize) -> bool {
    scene.parsed.words[verb].deprel.starts_with("advcl")
        && scene.parsed.children_by(verb, "mark").any(|m| words.conditions.contains(scene.lemma(m)))
}

/// "asked *whether* X would leave", "discussed *if* Y can pay": nobody says that it is so.
fn is_asked(scene: &Scene<'_>, words: &Words, verb: usize) -> bool {
    matches!(scene.parsed.words[verb].deprel, "ccomp" | "xcomp" | "csubj" | "acl")
        && scene.parsed.children_by(verb, "mark").any(|m| words.conditions.contains(scene.lemma(m)))
}

fn marked_to(scene: &Scene<'_>, verb: usize) -> bool {
    scene.parsed.children_by(verb, "mark").any(|m| scene.lemma(m) == "to")
}

/// "..., Axios reported", "according to officials": the speaker named beside the clause.
fn aside(scene: &Scene<'_>, words: &Words, verb: usize) -> Option<usize> {
    let parsed = scene.parsed;
    let grammar = scene.grammar();
    for child in parsed.children(verb) {
        let deprel = parsed.words[child].deprel;
        // "as Axios reported" says it; "after Axios reported" only tells when.
        let as_said = || parsed.children_by(child, "mark").all(|m| scene.lemma(m) == "as");
        if (deprel == "parataxis" || (deprel == "advcl" && as_said())) && words.is_saying(scene.lemma(child))
        {
            let speaker =
                parsed.children(child).find(|c| matches!(parsed.words[*c].deprel, "nsubj" | "nsubj:outer"));
            if speaker.is_some() {
                return speaker;
            }
        }
        if deprel == "obl"
            && (scene.parsed.children_by(child, "case").any(|c| scene.lemma(c) == "according")
                || grammar.has_case(child, "according"))
        {
            return Some(child);
        }
    }
    None
}
