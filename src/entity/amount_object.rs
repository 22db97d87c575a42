//! What an amount measures: "50% *of Ukraine's rare earth minerals*", "a $500 billion *resource deal*".

use super::amount::AmountKind;
use super::context::Context;
use crate::knowledge::MeasureWords;
use crate::label::{Deprel, Upos};
use crate::sentence::Token;
use crate::text::{Bytes, Span, Tokens};

/// The phrase that says what the amount in `words` is of, if the tree shows one.
/// `others` are the dates and amounts of the sentence: "$84 million in *October*" is not of October.
pub fn measured(
    context: &Context<'_>,
    words: Span<Tokens>,
    kind: AmountKind,
    others: &[Span<Tokens>],
) -> Option<Span<Bytes>> {
    let found = Measured { context, lexicon: &context.lexicon().actors.measured, words, kind, others };
    let counts = kind == AmountKind::Quantity && words.len() == 1;
    found.behind().or_else(|| found.modified()).or_else(|| {
        // What bare numbers count stands beside them.
        if counts { None } else { found.before().or_else(|| found.of_verb()) }
    })
}

/// An amount whose object is looked for.
struct Measured<'a, 's> {
    context: &'a Context<'s>,
    lexicon: &'a MeasureWords,
    words: Span<Tokens>,
    kind: AmountKind,
    others: &'a [Span<Tokens>],
}

impl<'s> Measured<'_, 's> {
    fn head(&self) -> Token<'s> {
        self.context.sentence.head_of(self.words)
    }

    fn is_behind(&self, word: Token<'_>) -> bool {
        word.index() >= self.words.end
    }

    fn is_value(&self, word: Token<'_>) -> bool {
        self.others.iter().any(|other| word.is_in(*other))
    }

    /// "50% of X", "$2 billion in aid", "ten years in prison": a complement of the amount itself.
    fn behind(&self) -> Option<Span<Bytes>> {
        let prepositions =
            if self.kind == AmountKind::Money { &self.lexicon.money } else { &self.lexicon.others };
        let fits = |c: Token<'_>| {
            let spent = || self.kind == AmountKind::Quantity && self.lexicon.spent_in.has(c.lemma());
            // "$1 million a month in San Pedro Sula": where, not what.
            let place = || c.upos() == Upos::Propn && c.has_case_in(|p| self.lexicon.places.has(p));
            !self.is_value(c) && !place() && (c.has_case_in(|p| prepositions.has(p)) || spent())
        };
        for word in self.context.sentence.tokens_of(self.words) {
            let mut complements = word.children_by(Deprel::Nmod).filter(|c| self.is_behind(*c));
            if let Some(found) = complements.find(|c| fits(*c)) {
                return Some(self.phrase(found));
            }
        }
        None
    }

    /// "a $500 billion deal", "10 percent growth", "half the funds": the noun that the amount modifies.
    fn modified(&self) -> Option<Span<Bytes>> {
        let head = self.head();
        let governor = head.head().filter(|governor| self.is_behind(*governor))?;
        let modifies = matches!(
            head.deprel(),
            Deprel::Compound
                | Deprel::Nummod
                | Deprel::Amod
                | Deprel::Nmod
                | Deprel::NmodUnmarked
                | Deprel::NmodPoss
                | Deprel::Dep
                | Deprel::Det
                | Deprel::DetPredet
        );
        // "$2 billion worth of *grain*"
        if self.lexicon.worth.has(governor.lemma()) {
            let goods = |c: &Token<'_>| c.has_case_in(|p| self.lexicon.others.has(p));
            return governor.children_by(Deprel::Nmod).find(goods).map(|goods| self.phrase(goods));
        }
        // "three minutes after the hour", "40 miles to the south": how far from it.
        let apart = governor.children_by(Deprel::Case).any(|case| self.is_behind(case));
        (modifies && !apart && governor.upos().is_noun()).then(|| self.after(governor))
    }

    /// "an *investment* of $4 billion", "a corporate *tax* of 15 percent".
    fn before(&self) -> Option<Span<Bytes>> {
        let head = self.head();
        let noun = head.head().filter(|noun| noun.index() < self.words.start)?;
        let of = head.has_case_in(|p| self.lexicon.others.has(p));
        // "brings the *commitment* to $5 million": such a tree hangs it on the noun.
        let changed = || {
            let is_changed = |verb: Token<'_>| self.lexicon.object_verbs.has(verb.lemma());
            head.has_case_in(|p| self.lexicon.changed_by.has(p))
                && noun.deprel() == Deprel::Obj
                && noun.head().is_some_and(is_changed)
        };
        // "the photos of the last ten years": when, not what.
        let is_time = self.kind == AmountKind::Quantity && head.child(Deprel::Det).is_some();
        let vague = self.lexicon.vague.has(noun.lemma());
        let tells = head.deprel() == Deprel::Nmod && (of || changed()) && !vague && !is_time;
        (tells && noun.upos() == Upos::Noun && !self.is_value(noun)).then(|| self.phrase_before(noun))
    }

    /// "*Output* rose by 5%", "brought the *total* to $5 million", "the *share* was 20 percent".
    fn of_verb(&self) -> Option<Span<Bytes>> {
        let head = self.head();
        let is_thing = |t: &Token<'_>| {
            matches!(t.upos(), Upos::Noun | Upos::Propn) && !self.is_value(*t) && !t.is_in(self.words)
        };
        if head.child(Deprel::Cop).is_some() {
            // "Central America is $861 million": a list, and no measure of it.
            let noun = |subject: &Token<'_>| subject.upos() == Upos::Noun && is_thing(subject);
            return head.subject().filter(noun).map(|subject| self.phrase_before(subject));
        }
        let verb = head.head().filter(|verb| verb.upos() == Upos::Verb)?;
        let changed = head.deprel() == Deprel::Obl && head.has_case_in(|p| self.lexicon.changed_by.has(p));
        let lemma = verb.lemma();
        if changed && self.lexicon.object_verbs.has(lemma) {
            let object = verb.child(Deprel::Obj).or_else(|| verb.child(Deprel::NsubjPass));
            if let Some(object) = object.filter(is_thing) {
                return Some(self.phrase_before(object));
            }
        }
        let beside = head.deprel() == Deprel::OblUnmarked && self.kind != AmountKind::Quantity;
        let acts = matches!(head.deprel(), Deprel::Obj | Deprel::Xcomp) || beside || changed;
        let of_shares =
            || self.kind == AmountKind::Percent && self.lexicon.subject_verbs_of_shares.has(lemma);
        let tells = acts && (self.lexicon.subject_verbs.has(lemma) || of_shares());
        // "The cleanup is expected to *cost* $20 billion."
        let above = || verb.head().filter(|_| verb.deprel() == Deprel::Xcomp).and_then(Token::subject);
        let subject = verb.subject().or_else(above).filter(|subject| tells && is_thing(subject))?;
        Some(self.phrase_before(subject))
    }

    /// The phrase of a noun, up to the amount where that stands behind it.
    fn phrase_before(&self, noun: Token<'s>) -> Span<Bytes> {
        self.phrase_of(noun, if self.is_behind(noun) { usize::MAX } else { self.words.start })
    }

    fn phrase(&self, noun: Token<'s>) -> Span<Bytes> {
        self.phrase_of(noun, usize::MAX)
    }

    /// The noun phrase below `head` without its preposition, article and clauses; nor the next amount and what that is of, nor what a comma sets apart, nor words from `end` on.
    fn phrase_of(&self, head: Token<'s>, end: usize) -> Span<Bytes> {
        let may = |t: Token<'_>| t.index() < end;
        let comma = |t: Token<'_>| t.text() == ",";
        let apart = |t: Token<'s>| {
            let first = t.sentence().token(t.phrase(|_| true).start);
            comma(first) || first.previous().is_some_and(comma)
        };
        let other = |t: Token<'_>| self.is_value(t) || t.children().any(|c| self.is_value(c));
        let keep = |t: Token<'s>| match t.deprel() {
            Deprel::Conj => may(t) && !other(t),
            Deprel::Nmod => may(t) && !self.holds(t) && !(t.index() > head.index() && apart(t)),
            Deprel::Compound
            | Deprel::Amod
            | Deprel::NmodPoss
            | Deprel::NmodDesc
            | Deprel::Flat
            | Deprel::Case
            | Deprel::Det
            | Deprel::Nummod
            | Deprel::Cc
            | Deprel::Punct
            | Deprel::Fixed => may(t),
            _ => false,
        };
        let sentence = head.sentence();
        let mut span = head.phrase(keep);
        let skip = |t: Token<'_>| {
            matches!(t.deprel(), Deprel::Case | Deprel::Det | Deprel::Punct) && t.head() == Some(head)
        };
        while span.start < head.index() && skip(sentence.token(span.start)) {
            span.start += 1;
        }
        while span.end > head.index() + 1 && !may_end(sentence.token(span.end - 1)) {
            span.end -= 1;
        }
        sentence.bytes(span)
    }

    /// Whether the amount stands below a word.
    fn holds(&self, word: Token<'_>) -> bool {
        let below = word.phrase(|_| true);
        below.start <= self.words.start && self.words.end <= below.end
    }

    /// The modified noun with what stands between it and the amount.
    fn after(&self, noun: Token<'_>) -> Span<Bytes> {
        let between = noun.before().take_while(|t| self.is_behind(*t));
        let first = between.filter(|t| is_word(*t) && t.deprel() != Deprel::Det).last().unwrap_or(noun);
        first.span().cover(noun.span())
    }
}

/// Whether a phrase may end with the word: a mark or a conjunction belongs to what was left out.
fn may_end(token: Token<'_>) -> bool {
    is_word(token) && !matches!(token.deprel(), Deprel::Cc | Deprel::Case)
}

/// Whether it is more than a mark.
fn is_word(token: Token<'_>) -> bool {
    token.text().chars().any(char::is_alphanumeric)
}
