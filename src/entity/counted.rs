//! Counts whose noun only the tree finds: "300 *ANG* airmen", "five *ISIL tactical* units", "dozens of villages".
//!
//! The amount grammar reads a number with the unit right behind it. What is counted in news are actors and things, whose
//! descriptions stand between: the amount is the number, its unit the noun.

use rust_decimal::Decimal;

use super::amount::{Amount, AmountKind, Lexeme, is_in_name, is_year, qualifier, range, round_number};
use super::context::Context;
use super::describe::Describer;
use crate::knowledge::{Lexicon, Qualifier};
use crate::label::Deprel;
use crate::sentence::{Sentence, Token};
use crate::text::{Span, Tokens};

/// Counts of a sentence outside of `taken`, left to right.
pub fn counted(describer: &Describer<'_>, lexemes: &[Lexeme], taken: &[Span<Tokens>]) -> Vec<Amount> {
    let counter = Counter { describer, lexemes };
    let mut out: Vec<Amount> = Vec::new();
    let mut i = 0;
    while i < counter.lexemes.len() {
        match counter.count(i).filter(|(found, _)| taken.iter().all(|t| !t.overlaps(found.words))) {
            Some((found, end)) => {
                out.push(found);
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

/// "28 people" of the grammar is 28, of people, where the tree agrees: a count is its number, wherever its noun stands.
pub fn leave_noun(amount: &mut Amount, context: &Context<'_>) {
    let sentence = context.sentence;
    let noun = sentence.token(amount.words.end - 1);
    let is_counted = || context.lexicon().units.counted(&noun.text().to_lowercase()).is_some();
    if amount.kind != AmountKind::Quantity || !is_counted() {
        return;
    }
    let number = Span::new(amount.words.start, noun.index());
    let counts = |w: Token<'_>| w.deprel() == Deprel::Nummod && w.head() == Some(noun);
    if sentence.tokens_of(number).any(counts) {
        amount.words = number;
        amount.span = sentence.bytes(number);
    }
}

struct Counter<'d> {
    describer: &'d Describer<'d>,
    lexemes: &'d [Lexeme],
}

impl<'d> Counter<'d> {
    fn sentence(&self) -> &'d Sentence<'d> {
        self.describer.context.sentence
    }

    fn lexicon(&self) -> &'d Lexicon {
        self.describer.context.lexicon()
    }

    fn count(&self, i: usize) -> Option<(Amount, usize)> {
        self.plain(i).or_else(|| self.round(i))
    }

    /// "12 *Israeli soldiers*": a number that the tree hangs on what it counts.
    fn plain(&self, i: usize) -> Option<(Amount, usize)> {
        let (value, value_to, end) = range(self.lexemes, i, self.lexicon())?;
        let (first, last) = (self.lexemes[i].token, self.lexemes[end - 1].token);
        // A name's own number is none: "members of the Five Star Movement", "the F-16 pilots".
        if (self.lexemes[i].capital && first > 0) || is_in_name(self.lexemes, i) {
            return None;
        }
        // One is as good as an article, a fraction counts nothing, and four digits alone are a year.
        let year = value_to.is_none() && end == i + 1 && is_year(&self.lexemes[i].lower);
        if value < Decimal::TWO || value.fract() != Decimal::ZERO || year {
            return None;
        }
        // Of "one hundred and forty-one", which of them hangs on the noun the tree says.
        let number = Span::new(first, last + 1);
        let counting = self.sentence().tokens_of(number).filter(|w| w.deprel() == Deprel::Nummod);
        let noun = counting.filter_map(Token::head).find(|h| (last + 1..=last + 6).contains(&h.index()))?;
        // "3- or 400 people"
        if !self.sentence().token(last + 1).text().starts_with(char::is_alphanumeric) {
            return None;
        }
        let known = |c: Token<'d>| c.deprel() == Deprel::NmodPoss && c < noun || self.is_definite(c);
        if noun.children().any(known) {
            return None;
        }
        let unit = self.unit(noun)?;
        let qualifier = qualifier(self.lexemes, i, end, &self.lexicon().numbers);
        Some((self.amount(number, value, value_to, unit, qualifier), end))
    }

    /// "dozens of villages", "tens of thousands of Syrians": at least so many.
    fn round(&self, i: usize) -> Option<(Amount, usize)> {
        let numbers = &self.lexicon().numbers;
        let (value, end) = round_number(self.lexemes, i, numbers)?;
        let (first, last) = (self.lexemes[i].token, self.lexemes[end - 1].token);
        let number = Span::new(first, last + 1);
        let below = self.sentence().tokens_of(number).flat_map(|w| w.children_by(Deprel::Nmod));
        let of = |c: &Token<'d>| c.has_case_in(|lemma| numbers.of.has(lemma));
        let noun = below.filter(|c| (last + 2..=last + 6).contains(&c.index())).find(of)?;
        if noun.children().any(|c| self.is_definite(c)) {
            return None;
        }
        let unit = self.unit(noun)?;
        Some((self.amount(number, value, None, unit, Some(Qualifier::AtLeast)), end))
    }

    fn amount(
        &self,
        words: Span<Tokens>,
        value: Decimal,
        value_to: Option<Decimal>,
        unit: String,
        qualifier: Option<Qualifier>,
    ) -> Amount {
        let span = self.sentence().bytes(words);
        let (value, value_to) = (value.normalize(), value_to.map(|v| v.normalize()));
        Amount { span, words, kind: AmountKind::Quantity, value, value_to, unit, qualifier }
    }

    /// "the two leaders", "these three ships": told before, not counted.
    fn is_definite(&self, word: Token<'d>) -> bool {
        word.deprel() == Deprel::Det && self.lexicon().numbers.definite.has(word.lemma())
    }

    /// What is counted, in the singular: actors, peoples, and the things of the list of units.
    fn unit(&self, noun: Token<'d>) -> Option<String> {
        let text = noun.text();
        if !noun.upos().is_noun() {
            return None;
        }
        let lexicon = self.lexicon();
        if let Some(unit) = lexicon.units.counted(&text.to_lowercase()) {
            return Some(unit.to_string());
        }
        if self.describer.agent_noun(noun).is_some() {
            return Some(self.describer.context.singular(&text.to_lowercase()));
        }
        let is_people = text.ends_with('s') && self.describer.is_people(noun);
        is_people.then(|| lexicon.numbers.unit_of_peoples.clone())
    }
}
