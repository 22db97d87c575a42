//! Where the parties of a relation stand around its trigger, in terms of grammar.
//!
//! A role is a name for a set of dependency paths. Passive, control, coordination, relative and participle clauses are
//! undone here once, so that a rule says "subject" and means the one who acts.

use crate::encoder::Parsed;

/// A place for a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who acts: subject of the active, "by" of the passive; of a noun, its owner or the nationality before it.
    Subject,
    /// What strikes where nobody is named who struck: "a *bomb* killed 12", "died in a *blast*". Words of `modality.toml`.
    Means,
    /// Who or what is acted on.
    Object,
    /// Who receives: indirect object, or after "to".
    Recipient,
    /// The trigger itself.
    Itself,
    /// Who holds the title that the trigger is ("Foreign Minister *Sybiha*").
    Bearer,
    /// The owner: "*Kyiv's* army".
    Possessor,
    /// A name before the noun: "*U.S.* adviser".
    Modifier,
    /// Who leads an attack or a campaign, told by a noun before it: "a *rebel* raid". Words of `modality.toml`.
    Attacker,
    /// What somebody or something is called: "a base called *Q-West*".
    Complement,
    /// An apposition, or a name set off by a comma ("Paris, *France*").
    Apposition,
    /// What the noun beside a name belongs to: "Jo Bell, a pilot with *Aeroflot*", "*Aeroflot* pilot Jo Bell".
    Described,
    /// The name before a body's in a line without a verb, as the sources of broadcasts are noted: "*Oslo* NRK in Norwegian".
    Leading,
    /// What a number counts: "four *ISIL units*", "dozens of *villages*".
    Counted,
    /// A name in brackets right behind.
    Bracketed,
    /// The parties inside the clause that completes the trigger ("threatened to bomb *X*").
    Clause,
    /// Who is to act in the condition set: "threatened to attack unless *X* withdrew".
    Condition,
    /// The one told to do something ("urged *X* to leave").
    Controlled,
    /// After this preposition.
    Preposition(String),
}

const PREPOSITIONS: [&str; 35] = [
    "with",
    "to",
    "against",
    "on",
    "over",
    "from",
    "in",
    "into",
    "at",
    "between",
    "toward",
    "towards",
    "for",
    "by",
    "of",
    "about",
    "under",
    "among",
    "near",
    "within",
    "onto",
    "across",
    "inside",
    "behind",
    "as",
    "upon",
    "along",
    "around",
    "outside",
    "through",
    "before",
    "beyond",
    "off",
    "alongside",
    "via",
];

const PLACES: [&str; 18] = [
    "subject",
    "means",
    "object",
    "recipient",
    "self",
    "bearer",
    "possessor",
    "modifier",
    "attacker",
    "complement",
    "apposition",
    "described",
    "leading",
    "counted",
    "bracketed",
    "clause",
    "condition",
    "controlled",
];

impl Role {
    /// Every word a rule may write for a role.
    pub fn names() -> Vec<&'static str> {
        PLACES.into_iter().chain(PREPOSITIONS).collect()
    }

    pub fn parse(name: &str) -> Option<Role> {
        Some(match name {
            "subject" => Role::Subject,
            "means" => Role::Means,
            "object" => Role::Object,
            "recipient" => Role::Recipient,
            "self" => Role::Itself,
            "bearer" => Role::Bearer,
            "possessor" => Role::Possessor,
            "modifier" => Role::Modifier,
            "attacker" => Role::Attacker,
            "complement" => Role::Complement,
            "apposition" => Role::Apposition,
            "described" => Role::Described,
            "leading" => Role::Leading,
            "counted" => Role::Counted,
            "bracketed" => Role::Bracketed,
            "clause" => Role::Clause,
            "condition" => Role::Condition,
            "controlled" => Role::Controlled,
            preposition if PREPOSITIONS.contains(&preposition) => Role::Preposition(preposition.to_string()),
            _ => return None,
        })
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Role::Subject => "subject",
            Role::Means => "means",
            Role::Object => "object",
            Role::Recipient => "recipient",
            Role::Itself => "self",
            Role::Bearer => "bearer",
            Role::Possessor => "possessor",
            Role::Modifier => "modifier",
            Role::Attacker => "attacker",
            Role::Complement => "complement",
            Role::Apposition => "apposition",
            Role::Described => "described",
            Role::Leading => "leading",
            Role::Counted => "counted",
            Role::Bracketed => "bracketed",
            Role::Clause => "clause",
            Role::Condition => "condition",
            Role::Controlled => "controlled",
            Role::Preposition(p) => p,
        })
    }
}

/// The words of a trigger in a sentence: its head, and those that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriggerWords {
    pub head: usize,
    pub rest: Vec<usize>,
}

impl TriggerWords {
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.head).chain(self.rest.iter().copied())
    }
}

/// Heads of the phrases that fill `role`, nearest first; conjuncts are not yet added.
pub fn fill(parsed: &Parsed, text: &str, role: &Role, trigger: &TriggerWords) -> Vec<usize> {
    let grammar = Grammar { parsed, text };
    let verbal = matches!(parsed.words[trigger.head].upos, "VERB" | "AUX");
    match role {
        Role::Itself => vec![trigger.head],
        Role::Subject if verbal => grammar.agent(trigger.head, 0).into_iter().collect(),
        Role::Subject => grammar.noun_agent(trigger),
        Role::Means => grammar.means(trigger),
        Role::Object if verbal => grammar.patient(trigger).into_iter().collect(),
        Role::Object => grammar.under(trigger, "of"),
        Role::Recipient => {
            let indirect: Vec<usize> = trigger
                .all()
                .flat_map(|t| grammar.recipient(t))
                .filter(|r| !trigger.rest.contains(r))
                .collect();
            if indirect.is_empty() { grammar.under(trigger, "to") } else { indirect }
        }
        Role::Bearer => grammar.bearer(trigger.head),
        // Of "captured the Chadian town" the town is the trigger's, and the country the town's.
        Role::Possessor => trigger.all().flat_map(|t| parsed.children_by(t, "nmod:poss")).collect(),
        Role::Modifier => trigger.all().flat_map(|t| grammar.modifiers(t)).collect(),
        Role::Attacker => {
            let before = |t| parsed.children_by(t, "compound").filter(move |c| *c < t);
            trigger.all().flat_map(before).collect()
        }
        Role::Complement => grammar.complement(trigger.head),
        Role::Apposition => grammar.appositions(trigger.head),
        Role::Described => grammar.described(trigger.head),
        Role::Leading => grammar.leading(trigger.head).into_iter().collect(),
        Role::Counted => grammar.counted(trigger.head),
        Role::Bracketed => grammar.bracketed(trigger.head),
        Role::Clause => grammar.clause(trigger, 0),
        Role::Condition => grammar.condition(trigger.head),
        Role::Controlled => grammar.controlled(trigger),
        Role::Preposition(p) => grammar.under(trigger, p),
    }
}

pub(super) struct Grammar<'a> {
    pub parsed: &'a Parsed,
    pub text: &'a str,
}

/// Nouns of prepositions of three words.
const PHRASAL: [&str; 26] = [
    "accordance",
    "addition",
    "behalf",
    "cooperation",
    "coordination",
    "charge",
    "defence",
    "defense",
    "exchange",
    "favor",
    "favour",
    "front",
    "light",
    "line",
    "partnership",
    "place",
    "protest",
    "reaction",
    "response",
    "retaliation",
    "return",
    "search",
    "solidarity",
    "spite",
    "support",
    "violation",
];

/// Steps up or down a chain of clauses that are followed.
const DEEPEST: usize = 6;

impl Grammar<'_> {
    fn deprel(&self, i: usize) -> &'static str {
        self.parsed.words[i].deprel
    }

    fn child(&self, i: usize, deprel: &'static str) -> Option<usize> {
        self.parsed.children_by(i, deprel).next()
    }

    pub fn is_passive(&self, verb: usize) -> bool {
        self.parsed.children(verb).any(|c| matches!(self.deprel(c), "aux:pass" | "nsubj:pass" | "csubj:pass"))
            || self.has_passive_agent(verb)
            || self.is_past_participle_modifier(verb)
            || self.is_past_participle_complement(verb)
            || self.is_past_participle_conjunct(verb)
    }

    /// "as *demanded* by the farmers": with somebody by whom it is done and nobody who does it.
    fn has_passive_agent(&self, verb: usize) -> bool {
        self.child(verb, "obl:agent").is_some()
            && self.parsed.children(verb).all(|c| !matches!(self.deprel(c), "nsubj" | "obj"))
    }

    /// "was struck and *killed*": a participle that shares the passive's subject and auxiliary.
    fn is_past_participle_conjunct(&self, verb: usize) -> bool {
        let form = self.parsed.text(self.text, verb);
        self.deprel(verb) == "conj"
            && self.parsed.children(verb).all(|c| !matches!(self.deprel(c), "nsubj" | "obj" | "aux"))
            && !form.ends_with("ing")
            && !form.eq_ignore_ascii_case(&self.parsed.words[verb].lemma)
            && self.parsed.words[verb]
                .head
                .is_some_and(|head| self.parsed.children(head).any(|c| self.deprel(c) == "aux:pass"))
    }

    /// "troops *killed* by a bomb": a participle that modifies its noun and has no object of its own.
    fn is_past_participle_modifier(&self, verb: usize) -> bool {
        self.deprel(verb) == "acl"
            && !self.parsed.text(self.text, verb).ends_with("ing")
            && self.child(verb, "obj").is_none()
            && self.child(verb, "mark").is_none()
    }

    /// "was deemed *detained*": a participle that completes a verb without "to".
    fn is_past_participle_complement(&self, verb: usize) -> bool {
        let form = self.parsed.text(self.text, verb);
        self.deprel(verb) == "xcomp"
            && self.child(verb, "mark").is_none()
            && !form.ends_with("ing")
            && !form.eq_ignore_ascii_case(&self.parsed.words[verb].lemma)
    }

    /// Whoever does what `verb` says.
    pub fn agent(&self, verb: usize, depth: usize) -> Option<usize> {
        if self.is_passive(verb) {
            // "struck and killed *by X*": whoever did the last did all.
            let last = self
                .parsed
                .children_by(verb, "conj")
                .last()
                .filter(|c| depth == 0 && self.is_past_participle_conjunct(*c));
            if let Some(agent) = last.and_then(|c| self.agent(c, 1)) {
                return Some(agent);
            }
            return self.parsed.children(verb).find(|c| {
                self.deprel(*c) == "obl:agent" || (self.deprel(*c) == "obl" && self.has_case(*c, "by"))
            });
        }
        if let Some(own) =
            self.parsed.children(verb).find(|c| matches!(self.deprel(*c), "nsubj" | "nsubj:outer"))
        {
            return Some(self.antecedent(own, verb));
        }
        if depth > DEEPEST {
            return None;
        }
        let head = self.parsed.words[verb].head?;
        match self.deprel(verb) {
            // "agreed to meet": the subject of the governing verb, or its object where that is told to act.
            "xcomp" | "ccomp" if self.parsed.children(verb).all(|c| self.deprel(c) != "nsubj") => {
                let told = self
                    .parsed
                    .children(head)
                    .find(|c| matches!(self.deprel(*c), "obj" | "iobj"))
                    .filter(|_| self.deprel(verb) == "xcomp");
                match told {
                    Some(told) if !self.is_passive(head) => Some(told),
                    _ if self.is_passive(head) => self.parsed.children_by(head, "nsubj:pass").next(),
                    _ => self.agent_of(head, depth + 1),
                }
            }
            // "slammed X for failing": the one it is said of.
            "advcl"
                if self.parsed.children_by(verb, "mark").any(|m| {
                    matches!(self.parsed.words[m].lemma.as_str(), "for" | "of" | "from" | "with" | "against")
                }) =>
            {
                let told =
                    self.parsed.children(head).find(|c| matches!(self.deprel(*c), "obj" | "nsubj:pass"));
                told.or_else(|| self.agent_of(head, depth + 1))
            }
            "advcl" | "conj" | "parataxis" => self.agent_of(head, depth + 1),
            // "the man leading the party", "plans to attack"
            "acl" if self.parsed.text(self.text, verb).ends_with("ing") => Some(head),
            // "*Chad's* plan to attack", "they agreed on a plan to attack"
            "acl" => self.owner(head).or_else(|| {
                let governor = self.parsed.words[head].head.filter(|g| self.parsed.words[*g].upos == "VERB");
                governor.and_then(|g| self.agent(g, depth + 1))
            }),
            "acl:relcl" => Some(head),
            _ => None,
        }
    }

    /// Whose a noun is: "*Chad's* plan", "a *Chadian* plan".
    fn owner(&self, noun: usize) -> Option<usize> {
        self.child(noun, "nmod:poss").or_else(|| self.modifiers(noun).first().copied())
    }

    /// By whom a deed was done or claimed: "a raid conducted by the *army*".
    pub fn doer(&self, deed: usize) -> Option<usize> {
        let said = self.parsed.children(deed).filter(|c| matches!(self.deprel(*c), "acl" | "acl:relcl"));
        said.filter(|verb| self.is_passive(*verb)).find_map(|verb| self.agent(verb, 0))
    }

    /// What may have done what `trigger` says where it was nobody: its subject, or what a passive happens "in".
    fn means(&self, trigger: &TriggerWords) -> Vec<usize> {
        let agent = self.agent(trigger.head, 0);
        let around = ["in", "during"].iter().flat_map(|p| self.under(trigger, p));
        agent.into_iter().chain(around.filter(|_| self.is_passive(trigger.head))).collect()
    }

    /// The agent of a clause's head, which may be passive (then its subject is meant) or no verb.
    fn agent_of(&self, head: usize, depth: usize) -> Option<usize> {
        if self.is_passive(head) {
            let subject =
                self.parsed.children_by(head, "nsubj:pass").next().map(|s| self.antecedent(s, head));
            return subject.or_else(|| self.passive_subject(head));
        }
        self.agent(head, depth)
    }

    /// What a relative pronoun stands for.
    fn antecedent(&self, word: usize, verb: usize) -> usize {
        let relative = matches!(self.parsed.words[word].lemma.as_str(), "who" | "which" | "that" | "whom");
        match self.parsed.words[verb].head.filter(|_| relative && self.deprel(verb) == "acl:relcl") {
            Some(noun) => noun,
            None => word,
        }
    }

    /// The indirect object. Of two objects side by side ("gave *Haiti* three million dollars") the first receives the second.
    fn recipient(&self, verb: usize) -> Option<usize> {
        let marked = self.parsed.children_by(verb, "iobj").next();
        marked.or_else(|| {
            let mut objects = self.parsed.children_by(verb, "obj");
            let first = objects.next()?;
            objects.next().map(|_| first)
        })
    }

    /// Whoever or whatever the trigger's action is done to.
    fn patient(&self, trigger: &TriggerWords) -> Option<usize> {
        let verb = trigger.head;
        if self.is_passive(verb) {
            let subject = self
                .parsed
                .children(verb)
                .find(|c| self.deprel(*c) == "nsubj:pass")
                .map(|s| self.antecedent(s, verb));
            return subject.or_else(|| self.passive_subject(verb)).filter(|s| !trigger.rest.contains(s));
        }
        let received = self.recipient(verb);
        let object = self
            .parsed
            .children(verb)
            .find(|c| self.deprel(*c) == "obj" && Some(*c) != received && !trigger.rest.contains(c));
        if let Some(object) = object {
            return Some(self.antecedent(object, verb));
        }
        // "the deal that they signed"
        let relative = self.deprel(verb) == "acl:relcl"
            && self.child(verb, "nsubj").is_some_and(|s| self.antecedent(s, verb) == s);
        if relative && trigger.rest.is_empty() && self.parsed.children_by(verb, "obl").next().is_none() {
            return self.parsed.words[verb].head;
        }
        // "degrade and *destroy* X": the object may hang on the first of the two.
        let shared = self.parsed.words[verb].head.filter(|h| self.deprel(verb) == "conj" && *h + 2 == verb);
        if let Some(object) = shared.and_then(|h| self.child(h, "obj")).filter(|o| *o > verb) {
            return Some(object);
        }
        // "attempted to assassinate X": what the trigger's other verb is done to.
        let inner = trigger.rest.iter().filter(|w| self.parsed.words[**w].upos == "VERB");
        if let Some(object) =
            inner.flat_map(|w| self.parsed.children_by(*w, "obj")).find(|o| !trigger.rest.contains(o))
        {
            return Some(object);
        }
        // "They seized and burned the ship": the object of the last conjunct is every conjunct's.
        let last = self.parsed.children_by(verb, "conj").last().filter(|c| *c == verb + 2)?;
        self.child(last, "obj")
    }

    fn passive_subject(&self, verb: usize) -> Option<usize> {
        let head = self.parsed.words[verb].head?;
        match self.deprel(verb) {
            "acl" | "acl:relcl" => Some(head),
            "conj" | "xcomp" if self.is_passive(head) => {
                self.parsed.children(head).find(|c| self.deprel(*c) == "nsubj:pass")
            }
            "conj" | "xcomp" => self.agent(head, 1),
            _ => None,
        }
    }

    /// Who acts in what a noun names: "*Trump's* meeting", "talks between *X* and Y", "a *U.S.* strike", "support from *X*"; or
    /// the subject of the verb whose object the noun is ("*X* began talks").
    fn noun_agent(&self, trigger: &TriggerWords) -> Vec<usize> {
        let noun = trigger.head;
        for role in ["between", "by", "from"] {
            let found = self.under(trigger, role);
            if !found.is_empty() {
                return found;
            }
        }
        let owner: Vec<usize> = self.parsed.children_by(noun, "nmod:poss").collect();
        if !owner.is_empty() {
            return owner;
        }
        let modifiers = self.modifiers(noun);
        if !modifiers.is_empty() {
            return modifiers;
        }
        let of = self.under(trigger, "of");
        if !of.is_empty() {
            return of;
        }
        let governor = self.parsed.words[noun]
            .head
            .filter(|g| self.parsed.words[*g].upos == "VERB" && matches!(self.deprel(noun), "obj" | "obl"));
        governor.and_then(|g| self.agent(g, 0)).into_iter().collect()
    }

    /// Phrases after `preposition` that hang on any of the trigger's words.
    fn under(&self, trigger: &TriggerWords, preposition: &str) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for word in trigger.all() {
            out.extend(self.predicate(word).filter(|p| self.has_case(*p, preposition)));
            for child in self.parsed.children(word).chain(self.misplaced(word)) {
                let nominal = matches!(
                    self.deprel(child),
                    "obl" | "nmod" | "obl:agent" | "obl:unmarked" | "nmod:unmarked"
                );
                let fits = nominal && self.has_case(child, preposition) && !trigger.rest.contains(&child);
                if fits && !self.is_phrasal(child) {
                    out.push(child);
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// What is said of a noun: "X is from *Y*".
    fn predicate(&self, noun: usize) -> Option<usize> {
        let said = self.parsed.words[noun].head.filter(|_| self.deprel(noun) == "nsubj")?;
        let denied = self.parsed.children_by(said, "advmod").any(|c| self.parsed.words[c].lemma == "not");
        (self.child(said, "cop").is_some() && !denied).then_some(said)
    }

    /// Whether a noun is but part of a preposition: "in *support* of", "on *behalf* of", "in *response* to".
    fn is_phrasal(&self, noun: usize) -> bool {
        let bare = self.parsed.children(noun).all(|c| !matches!(self.deprel(c), "det" | "nmod:poss"));
        let carried = self.parsed.children(noun).any(|c| c > noun && self.deprel(c) == "nmod");
        bare && carried && PHRASAL.contains(&self.parsed.words[noun].lemma.as_str())
    }

    /// Obliques that the tree hangs on a noun beside the verb: only a verb has such, so they are its own.
    fn misplaced(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let noun = |c: &usize| {
            matches!(self.deprel(*c), "obj" | "obl")
                && matches!(self.parsed.words[*c].upos, "NOUN" | "PROPN" | "PRON")
        };
        let verbal = self.parsed.words[verb].upos == "VERB";
        let beside = self.parsed.children(verb).filter(move |_| verbal).filter(noun);
        beside.flat_map(|n| self.parsed.children_by(n, "obl"))
    }

    pub fn has_case(&self, word: usize, preposition: &str) -> bool {
        let matches_word = |text: &str| {
            text.eq_ignore_ascii_case(preposition)
                || (preposition == "against" && text == "v.")
                || (preposition == "on" && text.eq_ignore_ascii_case("upon"))
        };
        // The first word of the preposition decides: "because of" is no "of", "out of" is a kind of "from".
        let mut cases = self.parsed.children_by(word, "case").map(|c| self.parsed.text(self.text, c));
        let Some(first) = cases.next() else { return false };
        matches_word(first)
            || cases.next().is_some_and(|second| {
                (matches_word(second) && preposition != "of")
                    || (preposition == "from" && (first, second) == ("out", "of"))
            })
    }

    /// What a passive verb of naming calls its subject.
    fn complement(&self, verb: usize) -> Vec<usize> {
        let names = |c: &usize| {
            matches!(self.deprel(*c), "xcomp" | "obj")
                && matches!(self.parsed.words[*c].upos, "PROPN" | "NOUN")
        };
        self.parsed.children(verb).filter(|_| self.is_passive(verb)).filter(names).collect()
    }

    /// "X is one of the largest banks": what is said of one of them is said of X.
    fn one_of(&self, noun: usize) -> Option<usize> {
        let one = self.parsed.words[noun]
            .head
            .filter(|_| self.deprel(noun) == "nmod" && self.has_case(noun, "of"))?;
        (self.parsed.words[one].lemma == "one").then_some(one)
    }

    /// Whether a noun only says what somebody is: "X is a *member*", "X, a *member*".
    pub fn is_said_of(&self, noun: usize) -> bool {
        self.deprel(noun) == "appos" || !self.bearer(noun).is_empty()
    }

    fn bearer(&self, title: usize) -> Vec<usize> {
        let title = self.one_of(title).unwrap_or(title);
        let mut out = Vec::new();
        let relation = self.deprel(title);
        if let Some(head) = self.parsed.words[title].head
            && (matches!(relation, "nmod:desc" | "compound" | "flat" | "appos")
                && self.parsed.words[head].upos == "PROPN")
        {
            out.push(head);
        }
        out.extend(self.parsed.children(title).filter(|c| {
            matches!(self.deprel(*c), "appos" | "flat") && self.parsed.words[*c].upos == "PROPN"
        }));
        // "X is the president of Y", "X, who was president", "X became president", "as president"
        if self.child(title, "cop").is_some() {
            out.extend(
                self.parsed
                    .children(title)
                    .find(|c| matches!(self.deprel(*c), "nsubj" | "nsubj:outer"))
                    .map(|s| self.antecedent(s, title)),
            );
        }
        // "flew as part of the group"
        let role = relation == "obl" && self.has_case(title, "as");
        if let Some(verb) = self.parsed.words[title]
            .head
            .filter(|v| role && self.child(*v, "obj").is_none() && !self.is_passive(*v))
        {
            out.extend(self.agent(verb, 0));
        }
        if let Some(verb) = self.parsed.words[title].head {
            let verb_lemma = self.parsed.words[verb].lemma.as_str();
            let becomes =
                matches!(verb_lemma, "become" | "remain" | "serve" | "elect" | "appoint" | "name" | "work")
                    && matches!(relation, "xcomp" | "obl" | "obj");
            if becomes {
                let passive = self.parsed.children_by(verb, "nsubj:pass").next();
                out.extend(
                    passive
                        .or_else(|| self.child(verb, "obj").filter(|o| *o != title))
                        .or_else(|| self.agent(verb, 0)),
                );
            }
        }
        out
    }

    fn modifiers(&self, noun: usize) -> Vec<usize> {
        let capital = |i: usize| self.parsed.text(self.text, i).starts_with(char::is_uppercase);
        self.parsed
            .children(noun)
            .filter(|c| {
                *c < noun
                    && matches!(self.deprel(*c), "compound" | "amod" | "nmod:desc")
                    && capital(*c)
                    && self.parsed.text(self.text, c + 1) != "-"
            })
            .collect()
    }

    /// Appositions right behind their noun. In a list ("Gabon, Yemen, ...") commas part equals, and the tree often takes one for the other.
    pub fn appositions(&self, noun: usize) -> Vec<usize> {
        let comma = |i: usize| self.parsed.text(self.text, i) == ",";
        let commas = (noun + 1..self.parsed.words.len().min(noun + 9)).filter(|i| comma(*i)).count();
        if commas > 2 || self.child(noun, "conj").is_some() {
            return Vec::new();
        }
        self.parsed
            .children(noun)
            .filter(|c| {
                // "the commander, Northern Command": with no preposition the tree's "nmod" is one too.
                let unmarked = self.deprel(*c) == "nmod" && self.child(*c, "case").is_none();
                *c > noun && (unmarked || matches!(self.deprel(*c), "appos" | "nmod:unmarked" | "list"))
            })
            .filter(|c| (noun + 1..*c).all(|i| self.parsed.text(self.text, i) != "-"))
            .collect()
    }

    /// What the common nouns beside a name belong to.
    fn described(&self, name: usize) -> Vec<usize> {
        let before = self.parsed.words[name]
            .head
            .filter(|h| *h < name && matches!(self.deprel(name), "flat" | "nmod:desc" | "appos"));
        let beside = self
            .parsed
            .children(name)
            .filter(|c| matches!(self.deprel(*c), "appos" | "nmod:desc" | "compound" | "nmod:unmarked"));
        let nouns = beside.chain(before).filter(|n| self.parsed.words[*n].upos == "NOUN");
        let belongs = |c: usize| match self.deprel(c) {
            "nmod:poss" | "compound" => true,
            "nmod" => ["of", "for", "at", "with", "in", "from", "to"].iter().any(|p| self.has_case(c, p)),
            _ => false,
        };
        nouns
            .flat_map(|n| self.parsed.children(n).filter(move |c| belongs(*c)))
            .filter(|c| *c != name)
            .collect()
    }

    fn leading(&self, name: usize) -> Option<usize> {
        let part = |i: &usize| matches!(self.deprel(*i), "det" | "compound" | "flat" | "amod") && *i < name;
        let own = |i: &usize| part(i) && self.parsed.text(self.text, *i).chars().all(|c| !c.is_lowercase());
        let verbal = |w: &crate::encoder::Word| matches!(w.upos, "VERB" | "AUX");
        if self.parsed.words.iter().any(verbal) {
            return None;
        }
        let capitals = self.parsed.text(self.text, name).chars().all(|c| !c.is_lowercase());
        let mut first = name;
        while capitals && first > 0 && own(&(first - 1)) {
            first -= 1;
        }
        let before = first.checked_sub(1)?;
        (self.parsed.words[before].upos == "PROPN").then_some(before)
    }

    /// The noun that a number or "dozens" counts.
    fn counted(&self, count: usize) -> Vec<usize> {
        let head = self.parsed.words[count].head.filter(|_| self.deprel(count) == "nummod");
        match head {
            Some(noun) => vec![noun],
            None => self.parsed.children_by(count, "nmod").filter(|c| self.has_case(*c, "of")).collect(),
        }
    }

    fn bracketed(&self, noun: usize) -> Vec<usize> {
        let opens = |i: usize| i > 0 && matches!(self.parsed.text(self.text, i - 1), "(" | "[");
        let found: Vec<usize> = self.parsed.children(noun).filter(|c| *c > noun && opens(*c)).collect();
        if found.is_empty() { self.bracket_behind(noun).into_iter().collect() } else { found }
    }

    /// The one word in the bracket that opens behind the rest of the name, whatever the tree hangs it on: "the Command's (*NAVCENT*)".
    fn bracket_behind(&self, noun: usize) -> Option<usize> {
        let text = |i: usize| self.parsed.text(self.text, i);
        let of_name = |i: usize| {
            self.parsed.words[i].upos == "PROPN"
                || matches!(text(i), "of" | "the" | "and" | "in" | "for" | "'s" | "’s" | "-")
        };
        let mut i = noun + 1;
        while i + 2 < self.parsed.words.len() && i < noun + 12 && of_name(i) {
            i += 1;
        }
        (i + 2 < self.parsed.words.len() && text(i) == "(" && text(i + 2) == ")").then_some(i + 1)
    }

    /// Parties in the clause that completes the trigger: what its verb is done to, then what its prepositions name.
    fn clause(&self, trigger: &TriggerWords, depth: usize) -> Vec<usize> {
        let mut out = Vec::new();
        for word in trigger.all() {
            for child in self.parsed.children(word) {
                let clausal = matches!(self.deprel(child), "xcomp" | "ccomp")
                    || (self.deprel(child) == "acl" && self.child(child, "mark").is_some())
                    || (self.deprel(child) == "advcl" && self.marked_to(child));
                if !clausal || depth > DEEPEST {
                    continue;
                }
                let inner = TriggerWords { head: child, rest: Vec::new() };
                out.extend(self.patient(&inner));
                out.extend(
                    self.parsed
                        .children(child)
                        .filter(|c| matches!(self.deprel(*c), "obl" | "iobj") && !self.has_case(*c, "by")),
                );
                out.extend(self.clause(&inner, depth + 1));
            }
        }
        out
    }

    /// Who acts in the clause behind "unless" or "if", below the verb or what completes it.
    fn condition(&self, verb: usize) -> Vec<usize> {
        let completing = self.parsed.children(verb).filter(|c| matches!(self.deprel(*c), "xcomp" | "ccomp"));
        let clauses =
            std::iter::once(verb).chain(completing).flat_map(|v| self.parsed.children_by(v, "advcl"));
        let conditional = |c: &usize| {
            let mark = |m: usize| matches!(self.parsed.words[m].lemma.as_str(), "if" | "unless" | "until");
            self.parsed.children_by(*c, "mark").any(mark)
        };
        clauses.filter(conditional).filter_map(|c| self.agent_of(c, 1)).collect()
    }

    fn marked_to(&self, verb: usize) -> bool {
        self.parsed.children_by(verb, "mark").any(|m| self.parsed.words[m].lemma == "to")
    }

    /// "urged X to leave", "called on X to leave", "demanded that X leave".
    fn controlled(&self, trigger: &TriggerWords) -> Vec<usize> {
        let mut out: Vec<usize> = self
            .parsed
            .children(trigger.head)
            .filter(|c| matches!(self.deprel(*c), "obj" | "iobj") && !trigger.rest.contains(c))
            .collect();
        if self.is_passive(trigger.head) {
            out.extend(self.parsed.children_by(trigger.head, "nsubj:pass"));
        }
        for word in trigger.all() {
            for clause in self.parsed.children(word).filter(|c| matches!(self.deprel(*c), "ccomp" | "xcomp"))
            {
                out.extend(
                    self.parsed
                        .children(clause)
                        .filter(|c| matches!(self.deprel(*c), "nsubj" | "nsubj:pass")),
                );
            }
        }
        out
    }
}

/// The phrase heads joined to `head` by "and" and the like, `head` first.
pub fn conjuncts(parsed: &Parsed, head: usize) -> Vec<usize> {
    // Of "Libyan leader Gaddafi and President Zhivkov" the tree may join the names, below the title.
    let unbroken = |c: &usize| *c > head && (head..*c).all(|w| parsed.words[w].upos != "PUNCT");
    let named =
        ["appos", "flat", "nmod:desc"].into_iter().flat_map(|r| parsed.children_by(head, r)).filter(unbroken);
    let joined = std::iter::once(head).chain(named).flat_map(|h| parsed.children_by(h, "conj"));
    let nominal = |c: &usize| matches!(parsed.words[*c].upos, "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM");
    std::iter::once(head).chain(joined.filter(nominal)).collect()
}
