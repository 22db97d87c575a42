//! Whom a pronoun of a later sentence may mean. "He" and "she": the only person named in the last two sentences, or their last subject. "It" and
//! "they": the subject of the sentence before, the likeliest centre of the next (Grosz, Joshi and Weinstein 1995, "Centering").

use super::argument::Subject;
use super::context::SentenceContext;
use crate::label::{Deprel, MentionKind, Upos};
use crate::sentence::Token;

/// What is known after each sentence.
#[derive(Default)]
pub struct Antecedents {
    /// Index of a mention.
    person: Option<usize>,
    /// The sentence that names the person.
    named_in: usize,
    subject: Option<Subject>,
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

    pub fn read<'a>(&mut self, context: &SentenceContext<'a>) {
        self.read_people(context);
        self.subject = main_subject(context);
    }

    fn read_people<'a>(&mut self, context: &SentenceContext<'a>) {
        let people: Vec<usize> = context
            .mentions
            .clone()
            .filter(|m| context.entities.mentions[*m].kind == MentionKind::Person)
            .collect();
        let subject = people.iter().copied().find(|m| {
            let name = context.entities.mentions[*m].words;
            context.sentence().head_of(name).deprel().is_a(Deprel::Nsubj)
        });
        let one = people
            .windows(2)
            .all(|p| context.entities.mentions[p[0]].entity == context.entities.mentions[p[1]].entity);
        if let Some(found) = subject.or_else(|| people.first().copied().filter(|_| one)) {
            (self.person, self.named_in) = (Some(found), context.base.index);
        } else if !people.is_empty() {
            self.person = None;
        }
    }
}

/// Whom the sentence's main clause is about.
fn main_subject<'a>(context: &SentenceContext<'a>) -> Option<Subject> {
    let head = context.sentence().root()?.subject()?;
    if head.upos() == Upos::Pron { context.standing_in(head) } else { subject(context, head) }
}

/// The body, the place or the people that a subject names, where it names one of them alone.
pub fn subject<'a>(context: &SentenceContext<'a>, head: Token<'a>) -> Option<Subject> {
    if head.children_by(Deprel::Conj).next().is_some() {
        return None;
    }
    let argument = context.argument(head).filter(|p| p.head == head.index() || p.mention.is_some())?;
    let plural = argument.mention.is_none() && context.is_plural(head);
    let may_be = match argument.kind? {
        MentionKind::Organization => true,
        MentionKind::Location => !argument.affiliation.country.is_empty(),
        // One person is "he" or "she".
        MentionKind::Person => plural,
        _ => false,
    };
    may_be.then_some(Subject { argument, sentence: context.base.index, plural })
}
