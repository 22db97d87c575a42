//! How far a noun phrase goes.

use crate::label::{Deprel, MentionKind};
use crate::relation::context::SentenceContext;
use crate::sentence::Token;
use crate::text::{Bytes, Span, Tokens};

impl<'a> SentenceContext<'a> {
    /// The noun with what belongs to its name, clauses and appositions left out.
    pub fn noun_phrase(&self, head: Token<'a>) -> Span<Bytes> {
        let sentence = self.sentence();
        let mut span = head.phrase(|word| self.goes_with(head, word));
        // "*Vietnamese*-led forces": what is joined by a hyphen is one word.
        if span.start >= 2
            && sentence.token(span.start - 1).text() == "-"
            && sentence.token(span.start).deprel() == Deprel::Amod
        {
            span.start -= 2;
        }
        // An amount inside stays whole: the tree may hang its sign elsewhere.
        for m in &self.entities.mentions[self.mentions.clone()] {
            if m.words.overlaps(span) && !m.nests {
                span = span.cover(m.words);
            }
        }
        sentence.bytes(self.trimmed(head, span))
    }

    /// Whether `word`, in the phrase of the noun `head`, is part of what that is called.
    fn goes_with(&self, head: Token<'a>, word: Token<'a>) -> bool {
        match word.deprel() {
            Deprel::Compound
            | Deprel::Amod
            | Deprel::NmodPoss
            | Deprel::NmodDesc
            | Deprel::Flat
            | Deprel::Nummod
            | Deprel::Case
            | Deprel::Fixed => true,
            Deprel::Nmod => {
                let inside = |c: Token<'a>| self.grammar().inside_phrase.has(c.lemma());
                word.children_by(Deprel::Case).all(inside) && !self.is_date(word)
            }
            Deprel::Det | Deprel::Cc | Deprel::Conj => word.head() != Some(head),
            _ => false,
        }
    }

    /// A phrase without the prepositions, articles and marks that open and end it.
    fn trimmed(&self, head: Token<'a>, mut span: Span<Tokens>) -> Span<Tokens> {
        let sentence = self.sentence();
        let opens = |t: Token<'a>| {
            self.mention_at(t).is_none()
                && (matches!(t.deprel(), Deprel::Case | Deprel::Det | Deprel::Fixed)
                    || !t.text().chars().any(char::is_alphanumeric))
        };
        while span.start < head.index() && opens(sentence.token(span.start)) {
            span.start += 1;
        }
        while span.end > head.index() + 1 && sentence.token(span.end - 1).deprel() == Deprel::Case {
            span.end -= 1;
        }
        span
    }

    fn is_date(&self, word: Token<'a>) -> bool {
        self.mention_at(word).is_some_and(|(_, m)| matches!(m.kind, MentionKind::Date | MentionKind::Time))
    }
}
