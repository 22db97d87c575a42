//! The weights behind the network's output `events`, and the scores they give: of classes at a word, of parties around it, of its standing.
//! The twin of `scripts/train/events/heads.py`.

use rten_simd::{SimdOp, SimdUnaryOp};
use rten_vecmath::{Gelu, Softmax};

use super::path::{DISTANCE_STEPS, REACH, SENTENCES, View};
use crate::encoder::engine::tensors::Tensors;
use crate::encoder::labels::EventLabels;

/// Kinds of name that a word may be part of, none included.
pub const NAMES: usize = 5;
/// Sides of an event.
pub const ROLES: usize = 2;
/// What else is looked for by the same scorers: whom a pronoun or a noun means, and the other party of a fact. Not every model has both.
const ANTECEDENT: usize = ROLES;
const RELATED: usize = ANTECEDENT + 1;

/// What stands in the place of a trigger where no event is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Pronoun,
    /// A noun that may mean somebody spoken of before.
    Nominal,
    /// A word whose facts are looked for.
    Party,
}

/// A table of rows of one width.
struct Table {
    width: usize,
    values: Vec<f32>,
}

impl Table {
    fn load(tensors: &Tensors<'_>, name: &str, rows: usize) -> Result<Table, String> {
        let shape = tensors.shape(name)?;
        let &[have, width] = shape.as_slice() else { return Err(format!("the weight `{name}` is no table")) };
        if have != rows {
            return Err(format!("the weight `{name}` has {have} rows, not {rows}"));
        }
        Ok(Table { width, values: tensors.numbers(name)? })
    }

    fn row(&self, index: usize) -> &[f32] {
        &self.values[index * self.width..(index + 1) * self.width]
    }

    fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.width)
    }
}

/// What is known of a word besides its scores.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Index of its UPOS tag among the model's.
    pub tag: usize,
    /// What kind of name it is part of: 0 none, then person, organisation, location, other.
    pub name: usize,
}

/// What tells facts apart.
struct FactHead {
    weight: Table,
    bias: Vec<f32>,
}

/// The scorers of events.
pub struct EventHeads {
    trigger: Table,
    trigger_bias: Vec<f32>,
    tag: Table,
    kind: Table,
    name: Table,
    word_tag: Table,
    distance: Table,
    sentence: Table,
    up: Table,
    down: Table,
    own: Table,
    into: Table,
    from: Table,
    role: Table,
    role_bias: Vec<f32>,
    nobody: Table,
    nobody_bias: Vec<f32>,
    fact: Option<FactHead>,
    /// Sides, and the antecedent and the related party where the model has them.
    roles: usize,
    bilinear: usize,
    modalities: usize,
}

/// Whose numbers stand where in a word's row of the output.
struct Parts<'r> {
    inner: &'r [f32],
    of_trigger: &'r [f32],
    of_word: &'r [f32],
    from_trigger: &'r [f32],
    to_word: &'r [f32],
    modality: &'r [f32],
    negated: f32,
}

impl EventHeads {
    /// The scorers of an ONNX file of `scripts/train`, whose network knows so many UPOS tags.
    ///
    /// # Errors
    /// A message where a weight is missing, or they do not fit each other.
    pub fn load(tensors: &Tensors<'_>, labels: &EventLabels, tags: usize) -> Result<EventHeads, String> {
        let columns = labels.columns;
        let classes = labels.classes.len() + 1;
        let relations = labels.relations;
        let table = |name: &str, rows: usize| Table::load(tensors, &format!("events.{name}"), rows);
        let numbers = |name: &str| tensors.numbers(&format!("events.{name}"));
        let roles = tensors.shape("events.role.weight")?.first().copied().unwrap_or_default();
        let anchors = match roles {
            ROLES => 0,
            RELATED => 1,
            _ if roles == RELATED + 1 => 3,
            _ => return Err(format!("its events have {roles} sides")),
        };
        let fact = match roles > RELATED {
            true => Some(FactHead {
                weight: table("fact.weight", labels.facts.len() + 1)?,
                bias: numbers("fact.bias")?,
            }),
            false => None,
        };
        let heads = EventHeads {
            trigger: table("trigger.weight", classes)?,
            trigger_bias: numbers("trigger.bias")?,
            tag: table("tag.weight", tags)?,
            kind: table("kind.weight", classes + anchors)?,
            name: table("name.weight", NAMES)?,
            word_tag: table("word_tag.weight", tags)?,
            distance: table("seen.distance.weight", 2 * DISTANCE_STEPS + 1)?,
            sentence: table("seen.sentence.weight", SENTENCES)?,
            up: table("seen.up.weight", REACH)?,
            down: table("seen.down.weight", REACH)?,
            own: table("seen.own.weight", relations)?,
            into: table("seen.into.weight", relations + 1)?,
            from: table("seen.from.weight", relations + 1)?,
            role: table("role.weight", roles)?,
            role_bias: numbers("role.bias")?,
            nobody: table("nobody.weight", roles)?,
            nobody_bias: numbers("nobody.bias")?,
            fact,
            roles,
            bilinear: 0,
            modalities: labels.modalities.len(),
        };
        let fixed = heads.trigger.width + 2 * heads.role.width + heads.modalities + 1;
        let bilinear = columns.saturating_sub(fixed) / (2 * roles);
        let fits = fixed + 2 * roles * bilinear == columns
            && heads.tag.width == heads.trigger.width
            && heads.of_words().into_iter().all(|table| table.width == heads.role.width)
            && heads.trigger_bias.len() == classes
            && heads.role_bias.len() == roles
            && heads
                .fact
                .as_ref()
                .is_none_or(|f| f.weight.width == heads.role.width && f.bias.len() == labels.facts.len() + 1)
            && heads.nobody_bias.len() == roles;
        match fits {
            true => Ok(EventHeads { bilinear, ..heads }),
            false => Err("the weights of its events do not fit each other".into()),
        }
    }

    /// The tables whose rows are added up for a word beside a trigger, and what they are weighed with.
    fn of_words(&self) -> [&Table; 11] {
        let EventHeads {
            distance, sentence, up, down, own, into, from, kind, name, word_tag, nobody, ..
        } = self;
        [distance, sentence, up, down, own, into, from, kind, name, word_tag, nobody]
    }

    fn parts<'r>(&self, row: &'r [f32]) -> Parts<'r> {
        let (inner, rest) = row.split_at(self.trigger.width);
        let (of_trigger, rest) = rest.split_at(self.role.width);
        let (of_word, rest) = rest.split_at(self.role.width);
        let (from_trigger, rest) = rest.split_at(self.roles * self.bilinear);
        let (to_word, rest) = rest.split_at(self.roles * self.bilinear);
        let (modality, negated) = rest.split_at(self.modalities);
        Parts { inner, of_trigger, of_word, from_trigger, to_word, modality, negated: negated[0] }
    }

    /// How likely a word bears no event (first), or one of each class.
    pub fn classes(&self, row: &[f32], known: Known) -> Vec<f32> {
        let mut inner = self.parts(row).inner.to_vec();
        add(&mut inner, self.tag.row(known.tag));
        Gelu {}.map_mut(&mut inner);
        let mut scores: Vec<f32> =
            self.trigger.rows().zip(&self.trigger_bias).map(|(row, bias)| dot(row, &inner) + bias).collect();
        Softmax::new_mut(&mut scores).dispatch();
        scores
    }

    /// How likely each modality is at a trigger, and how likely it is negated.
    pub fn standing(&self, row: &[f32]) -> (Vec<f32>, f32) {
        let parts = self.parts(row);
        let mut modality = parts.modality.to_vec();
        Softmax::new_mut(&mut modality).dispatch();
        (modality, 1.0 / (1.0 + (-parts.negated).exp()))
    }

    /// What of a trigger of the class of this index counts for each of its parties.
    pub fn at_trigger<'r>(&self, row: &'r [f32], class: usize) -> Trigger<'r> {
        let parts = self.parts(row);
        let mut own = parts.of_trigger.to_vec();
        add(&mut own, self.kind.row(class));
        Trigger { own, from: parts.from_trigger }
    }

    /// What of a word counts for whom it means, or for its facts; `None` where the model does not say.
    pub fn at_anchor<'r>(&self, row: &'r [f32], anchor: Anchor) -> Option<Trigger<'r>> {
        let needs = if anchor == Anchor::Pronoun { ANTECEDENT } else { RELATED };
        (self.roles > needs).then(|| self.at_trigger(row, self.trigger_bias.len() + anchor as usize))
    }

    /// The score of nobody on each side.
    pub fn nobody(&self, trigger: &Trigger<'_>) -> [f32; ROLES] {
        let own = trigger.active();
        [0, 1].map(|role| self.nobody_as(role, &own))
    }

    /// The score of nobody being meant by a word.
    pub fn no_antecedent(&self, anaphor: &Trigger<'_>) -> f32 {
        self.nobody_as(ANTECEDENT, &anaphor.active())
    }

    fn nobody_as(&self, role: usize, own: &[f32]) -> f32 {
        dot(self.nobody.row(role), own) + self.nobody_bias[role]
    }

    /// The score of a word on each side, as seen from the trigger; `space` is written over.
    pub fn party(&self, trigger: &Trigger<'_>, word: Word<'_>, space: &mut Vec<f32>) -> [f32; ROLES] {
        let parts = self.seen(trigger, word, space);
        [0, 1].map(|role| {
            dot(self.role.row(role), space) + self.role_bias[role] + self.pull(role, trigger, &parts)
        })
    }

    /// The score of a word as whom another means; `space` is written over.
    pub fn antecedent(&self, anaphor: &Trigger<'_>, word: Word<'_>, space: &mut Vec<f32>) -> f32 {
        let parts = self.seen(anaphor, word, space);
        dot(self.role.row(ANTECEDENT), space)
            + self.role_bias[ANTECEDENT]
            + self.pull(ANTECEDENT, anaphor, &parts)
    }

    /// How likely no fact (first) or each one holds between a party and a word; nothing where the model does not say. `space` is written over.
    pub fn facts(&self, party: &Trigger<'_>, word: Word<'_>, space: &mut Vec<f32>) -> Vec<f32> {
        let Some(fact) = &self.fact else { return Vec::new() };
        let parts = self.seen(party, word, space);
        let pull = self.pull(RELATED, party, &parts);
        let pulls = std::iter::once(0.0).chain(std::iter::repeat(pull));
        let scores = fact.weight.rows().zip(&fact.bias).zip(pulls);
        let mut scores: Vec<f32> = scores.map(|((row, bias), pull)| dot(row, space) + bias + pull).collect();
        Softmax::new_mut(&mut scores).dispatch();
        scores
    }

    /// Sums up in `space` what a word is as seen from the trigger.
    fn seen<'r>(&self, trigger: &Trigger<'_>, word: Word<'r>, space: &mut Vec<f32>) -> Parts<'r> {
        let Word { row, known, view } = word;
        let parts = self.parts(row);
        space.clone_from(&trigger.own);
        add(space, parts.of_word);
        for row in [
            self.name.row(known.name),
            self.word_tag.row(known.tag),
            self.distance.row(view.distance),
            self.sentence.row(view.sentence),
            self.up.row(view.up),
            self.down.row(view.down),
            self.own.row(view.own),
            self.into.row(view.into),
            self.from.row(view.from),
        ] {
            add(space, row);
        }
        Gelu {}.map_mut(space);
        parts
    }

    /// What draws a word to a trigger in a role.
    fn pull(&self, role: usize, trigger: &Trigger<'_>, parts: &Parts<'_>) -> f32 {
        let part = role * self.bilinear..(role + 1) * self.bilinear;
        dot(&trigger.from[part.clone()], &parts.to_word[part]) / (self.bilinear as f32).sqrt()
    }
}

/// A word beside a trigger or an anchor.
#[derive(Clone, Copy)]
pub struct Word<'r> {
    /// Its row of the output.
    pub row: &'r [f32],
    pub known: Known,
    pub view: View,
}

/// What of a trigger counts for its parties.
pub struct Trigger<'r> {
    own: Vec<f32>,
    from: &'r [f32],
}

impl Trigger<'_> {
    fn active(&self) -> Vec<f32> {
        let mut own = self.own.clone();
        Gelu {}.map_mut(&mut own);
        own
    }
}

fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight sums beside each other, which compilers turn into vectors.
    let mut sums = [0.0; 8];
    let (a, b) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.0.iter().zip(b.0) {
        for i in 0..8 {
            sums[i] += a[i] * b[i];
        }
    }
    let rest: f32 = a.1.iter().zip(b.1).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}
