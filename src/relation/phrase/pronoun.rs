//! Whom a pronoun stands for in its own sentence. Sentences before are `antecedent`'s.

use crate::entity::Affiliation;
use crate::knowledge::Pronoun;
use crate::label::{Deprel, MentionKind, Upos};
use crate::relation::antecedent;
use crate::relation::argument::{Argument, Subject};
use crate::relation::context::SentenceContext;
use crate::sentence::Token;

impl<'a> SentenceContext<'a> {
    /// Whom the pronoun `head` stands for.
    pub(super) fn pronoun(&self, head: Token<'a>) -> Option<Argument> {
        let pronoun = self.referring(head)?;
        // "We" is whoever is quoted, not the subject of just any clause above.
        if pronoun.is_first_person() {
            let quoted = self.said_by(head).filter(|p| p.mention.is_some() || p.is_actor());
            if let Some(speaker) = quoted {
                let (head, span, score) = (head.index(), head.span(), speaker.score * 0.75);
                return Some(Argument { head, span, score, ..speaker.clone() });
            }
            if !self.is_quoted(head) {
                return self.author(head);
            }
        }
        if let Some(speaker) = self.speaker_of_itself(head, pronoun) {
            return Some(speaker);
        }
        if let Some(mut argument) = self.owner_subject(head).and_then(|s| self.argument(s)) {
            argument.score *= 0.85;
            return Some(argument);
        }
        if let Some(found) = self.standing_in(head) {
            return Some(found.argument);
        }
        let singular_person = pronoun.is_singular_person();
        let index = self.person_before(head).or(self.person).filter(|_| singular_person)?;
        let mention = &self.entities.mentions[index];
        let entity = &self.entities.entities[mention.entity?];
        let affiliation = Affiliation { country: entity.country.clone(), sector: entity.sector.clone() };
        let phrase = Argument::phrase(head, head.span(), Some(mention.kind), affiliation, 0.6);
        Some(Argument { mention: Some(index), ..phrase })
    }

    /// "X said it would": the speaker speaks of itself.
    fn speaker_of_itself(&self, head: Token<'a>, pronoun: Pronoun) -> Option<Argument> {
        let singular_person = pronoun.is_singular_person();
        let speaker = self
            .governing_subject(head)
            .filter(|s| *s != head && s.upos() != Upos::Pron && !self.acts_on(*s, head))
            .filter(|s| !singular_person || !self.is_plural(*s))?;
        let is_thing = pronoun.is_thing();
        let is_person = |p: &Argument| p.kind.is_none_or(|kind| kind == MentionKind::Person);
        let may_be = |p: &Argument| {
            p.is_actor()
                && !(is_thing && p.kind == Some(MentionKind::Person))
                && (!singular_person || is_person(p))
        };
        let mut argument = self.argument(speaker).filter(may_be)?;
        argument.score *= 0.8;
        Some(argument)
    }

    /// "*It* warned that ...": the subject of the sentence before, or of the clause before ("X regretted that, and *it* warned ...").
    pub fn standing_in(&self, pronoun: Token<'a>) -> Option<Subject> {
        let is_it_or_they = |p: &Pronoun| p.is_subject() && !p.is_first_person() && !p.is_singular_person();
        let plural = self.referring(pronoun).filter(is_it_or_they)?.is_plural();
        let acts =
            pronoun.deprel() == Deprel::Nsubj && pronoun.head().is_some_and(|verb| verb.upos() == Upos::Verb);
        let named = |w: &Token<'a>| w.deprel().is_subject() && w.upos() != Upos::Pron;
        if !acts || self.is_direct_speech(pronoun) {
            return None;
        }
        let before = match pronoun.before().find(named) {
            Some(word) => antecedent::subject(self, word),
            None => self.subject.clone(),
        };
        let Subject { argument: known, sentence, .. } = before.filter(|s| s.plural == plural)?;
        let argument = Argument {
            head: pronoun.index(),
            span: pronoun.span(),
            stands_for: known.mention.is_none().then(|| known.described(sentence)),
            score: known.score * 0.7,
            ..known
        };
        Some(Subject { argument, sentence: self.base.index, plural })
    }

    /// Whose "his" and "its" are: of the name that is the subject of their own clause ("*Norway* recalled its envoy").
    pub(super) fn owner_subject(&self, pronoun: Token<'a>) -> Option<Token<'a>> {
        let wanted: &[MentionKind] = match self.referring(pronoun)? {
            p if p.is_singular_person() && !p.is_object() => &[MentionKind::Person],
            p if p.is_thing() => &[MentionKind::Organization, MentionKind::Location],
            _ => return None,
        };
        let noun = pronoun.head().filter(|_| pronoun.deprel() == Deprel::NmodPoss)?;
        let verb =
            std::iter::successors(Some(noun), |w| w.head()).take(5).find(|w| w.upos() == Upos::Verb)?;
        let found = verb.subject().filter(|s| *s < pronoun)?;
        self.mention_at(found).filter(|(_, m)| wanted.contains(&m.kind)).map(|_| found)
    }

    /// The one person whom the sentence names before the pronoun, in another clause: "Bell will travel to Oslo, where *he* ..."; but not who does to the
    /// pronoun what its verb says: "Bell called Holm and thanked *him*".
    fn person_before(&self, pronoun: Token<'a>) -> Option<usize> {
        let verb = pronoun.ancestors().take(8).find(|w| w.upos() == Upos::Verb);
        let mut people = self.mentions.clone().filter(|m| {
            let mention = &self.entities.mentions[*m];
            let head = self.sentence().head_of(mention.words);
            mention.kind == MentionKind::Person
                && mention.words.end <= pronoun.index()
                && head.head() != verb
                && !self.acts_on(head, pronoun)
        });
        let first = people.next()?;
        let entity = |m: usize| self.entities.mentions[m].entity;
        people.all(|m| entity(m) == entity(first)).then_some(first)
    }

    /// "We" and "I" outside of quotation marks are those who publish the text: people, whom the text does not name.
    fn author(&self, head: Token<'a>) -> Option<Argument> {
        let acts = self.referring(head).is_some_and(|p| p.is_first_person() && p.is_subject());
        (acts && !self.is_direct_speech(head)).then(|| {
            Argument::phrase(head, head.span(), Some(MentionKind::Person), Affiliation::default(), 0.6)
        })
    }

    /// Whether `actor` does to `pronoun` what its verb says: then they are two, or it would be "themselves".
    fn acts_on(&self, actor: Token<'a>, pronoun: Token<'a>) -> bool {
        matches!(pronoun.deprel(), Deprel::Obj | Deprel::Iobj | Deprel::Obl)
            && pronoun.head().is_some_and(|verb| self.agent(verb, 0) == Some(actor))
    }

    /// Whether the clause of `word` completes another: what somebody says.
    fn is_quoted(&self, word: Token<'a>) -> bool {
        word.head().is_some_and(|verb| matches!(verb.deprel(), Deprel::Ccomp | Deprel::Parataxis))
    }

    /// The subject of the clause above the one that `word` is an argument of.
    fn governing_subject(&self, word: Token<'a>) -> Option<Token<'a>> {
        let mut verb = word.head()?;
        for _ in 0..6 {
            let deprel = verb.deprel();
            let above = verb.head()?;
            if deprel == Deprel::AclRelcl
                && let Some(found) = self.subject_around(verb, above).filter(|found| *found < word)
            {
                return Some(found);
            }
            if matches!(deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::Parataxis) {
                let found = self.agent(above, 0).or_else(|| above.subject());
                if found.is_some_and(|f| f.upos() != Upos::Pron) {
                    return found;
                }
            }
            verb = above;
        }
        None
    }

    /// Whom a pronoun in a relative clause may mean: the noun that the clause tells of, where that acts in it ("people who demand *their* rights"), else the
    /// subject of the clause around ("guerrillas freed soldiers whom *they* had kidnapped").
    fn subject_around(&self, relative: Token<'a>, noun: Token<'a>) -> Option<Token<'a>> {
        let agent = |verb: Token<'a>| self.agent(verb, 0);
        if agent(relative) == Some(noun) {
            return Some(noun);
        }
        let clause = noun.head().filter(|v| v.upos() == Upos::Verb)?;
        agent(clause).filter(|found| *found != noun && found.upos() != Upos::Pron)
    }
}
