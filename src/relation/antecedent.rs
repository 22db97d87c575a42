//! Whom a pronoun of a later sentence may mean. "He" and "she": the only person named in the last two sentences, or their last subject. "It" and
//! "they": the subject of the sentence before, the likeliest centre of the next (Grosz, Joshi and Weinstein 1995, "Centering").

use super::actor::{Party, Scene};
use crate::entity::MentionKind;
use crate::label::{Deprel, Upos};

/// What is known after each sentence.
#[derive(Default)]
pub struct Antecedents {
    /// Index of a mention.
    person: Option<usize>,
    /// The sentence that names the person.
    named_in: usize,
    subject: Option<Subject>,
}

/// Who a sentence is about.
#[derive(Clone, Debug)]
pub struct Subject {
    pub party: Party,
    pub sentence: usize,
    pub plural: bool,
}

impl Antecedents {
    /// The person that "he" or "she" may mean in `sentence`.
    pub fn person(&self, sentence: usize) -> Option<usize> {
        self.person.filter(|_| sentence <= self.named_in + 2)
    }

    /// Whom "it" or "they" may mean in the sentence that comes next.
    pub fn subject(&self) -> Option<Subject> {
        self.subject.clone()
    }

    pub fn read(&mut self, scene: &Scene<'_>) {
        self.read_people(scene);
        self.subject = main_subject(scene);
    }

    fn read_people(&mut self, scene: &Scene<'_>) {
        let people: Vec<usize> = scene
            .mentions
            .clone()
            .filter(|m| scene.entities.mentions[*m].kind == MentionKind::Person)
            .collect();
        let subject = people.iter().copied().find(|m| {
            scene.parsed.words[scene.parsed.head_of(scene.entities.mentions[*m].words)]
                .deprel
                .is_a(Deprel::Nsubj)
        });
        let one = people
            .windows(2)
            .all(|p| scene.entities.mentions[p[0]].entity == scene.entities.mentions[p[1]].entity);
        if let Some(found) = subject.or_else(|| people.first().copied().filter(|_| one)) {
            (self.person, self.named_in) = (Some(found), scene.sentence);
        } else if !people.is_empty() {
            self.person = None;
        }
    }
}

/// Whom the sentence's main clause is about.
fn main_subject(scene: &Scene<'_>) -> Option<Subject> {
    let parsed = scene.parsed;
    let root = parsed.words.iter().position(|w| w.head.is_none())?;
    let head = parsed.subject(root)?;
    if parsed.words[head].upos == Upos::Pron { scene.standing_in(head) } else { subject(scene, head) }
}

/// The body, the place or the people that a subject names, where it names one of them alone.
pub fn subject(scene: &Scene<'_>, head: usize) -> Option<Subject> {
    let parsed = scene.parsed;
    if parsed.children_by(head, Deprel::Conj).next().is_some() {
        return None;
    }
    let party = scene.party(head).filter(|p| p.head == head || p.mention.is_some())?;
    let plural = party.mention.is_none() && scene.is_plural(head);
    let may_be = match party.kind? {
        MentionKind::Organization => true,
        MentionKind::Location => !party.affiliation.country.is_empty(),
        // One person is "he" or "she".
        MentionKind::Person => plural,
        _ => false,
    };
    may_be.then_some(Subject { party, sentence: scene.sentence, plural })
}
