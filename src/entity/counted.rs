//! Counts whose noun only the tree finds: "300 *ANG* airmen", "five *ISIL tactical* units", "dozens of villages".
//!
//! The amount grammar reads a number with the unit right behind it. What is counted in news are actors and things, whose
//! descriptions stand between: the amount is the number, its unit the noun.

use rust_decimal::Decimal;

use super::amount::{Amount, AmountKind, Lexeme, is_in_name, is_year, qualifier, range, round_number};
use super::context::Context;
use super::describe::Describer;
use crate::knowledge::Lexicon;
use crate::label::Qualifier;
use crate::label::{Deprel, Upos};
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
        self.plain(i).or_else(|| self.round(i)).or_else(|| self.bare(i))
    }

    /// A number whose noun is left out or stands elsewhere: "30 *wounded*", "it injured *30*", "the death toll rose to *6,301*", "26 *of the dead*".
    fn bare(&self, i: usize) -> Option<(Amount, usize)> {
        let (value, value_to, end) = range(self.lexemes, i, self.lexicon())?;
        let (first, last) = (self.lexemes[i].token, self.lexemes[end - 1].last);
        let year = value_to.is_none() && end == i + 1 && is_year(&self.lexemes[i].lower);
        let whole = value >= Decimal::TWO && value.fract().is_zero() && !year;
        let named =
            (self.lexemes[i].capital && first > 0) || is_in_name(self.lexemes, i, &self.lexicon().numbers);
        if !whole || named {
            return None;
        }
        let number = Span::new(first, last + 1);
        let head = self.sentence().head_of(number);
        let unit = self.told_behind(last, head).or_else(|| self.done_to(number, head))?;
        let qualifier = qualifier(self.lexemes, i, end, &self.lexicon().numbers);
        Some((self.amount(number, value, value_to, unit, qualifier), end))
    }

    /// "12 *killed*", "26 of the *dead*", "seven of the eight crew *members*".
    fn told_behind(&self, last: usize, head: Token<'d>) -> Option<String> {
        let numbers = &self.lexicon().numbers;
        let next = self.sentence().get(last + 1)?;
        if let Some(unit) = numbers.victims(&next.text().to_lowercase()) {
            return Some(unit.to_string());
        }
        let known =
            |c: &Token<'d>| c.children().any(|c| self.is_definite(c) || c.deprel() == Deprel::NmodPoss);
        let whole = head.children_by(Deprel::Nmod).filter(|c| (last + 2..=last + 7).contains(&c.index()));
        let whole = whole.filter(|c| self.is_of(c)).find(known)?;
        self.unit_of_those(whole)
    }

    /// What the verb says that a bare number is its object or subject of, or how far a toll went.
    fn done_to(&self, number: Span<Tokens>, head: Token<'d>) -> Option<String> {
        let numbers = &self.lexicon().numbers;
        let verb = head.head()?;
        let next = self.sentence().get(number.end);
        let modifies = next.is_some_and(|t| t.upos().is_noun() || t.upos() == Upos::Adj || t.text() == "%");
        if modifies || head.upos() != Upos::Num {
            return None;
        }
        let done_to = matches!(head.deprel(), Deprel::Obj | Deprel::NsubjPass);
        if let Some(unit) = numbers.victims_of(verb.lemma()).filter(|_| done_to) {
            return Some(unit.to_string());
        }
        match head.deprel() {
            Deprel::Obj | Deprel::Obl | Deprel::Xcomp | Deprel::OblUnmarked | Deprel::Ccomp => {
                let subject = verb.children_by(Deprel::Nsubj).find(|s| numbers.tolls.has(s.lemma()))?;
                self.unit_of_toll(subject)
            }
            _ => None,
        }
    }

    /// "the death *toll*", "the *number* of displaced people"
    fn unit_of_toll(&self, toll: Token<'d>) -> Option<String> {
        let numbers = &self.lexicon().numbers;
        if let Some(counted) = toll.children_by(Deprel::Nmod).find(|c| self.is_of(c)) {
            return self.unit_of_those(counted);
        }
        toll.children_by(Deprel::Compound).find_map(|c| numbers.toll_of(c.lemma())).map(str::to_string)
    }

    /// "12 *Israeli soldiers*": a number that the tree hangs on what it counts.
    fn plain(&self, i: usize) -> Option<(Amount, usize)> {
        let (value, value_to, end) = range(self.lexemes, i, self.lexicon())?;
        let (first, last) = (self.lexemes[i].token, self.lexemes[end - 1].last);
        // A name's own number is none: "members of the Five Star Movement", "the F-16 pilots".
        if (self.lexemes[i].capital && first > 0) || is_in_name(self.lexemes, i, &self.lexicon().numbers) {
            return None;
        }
        // One is as good as an article, a fraction counts nothing, and four digits alone are a year.
        let year = value_to.is_none() && end == i + 1 && is_year(&self.lexemes[i].lower);
        if value < Decimal::TWO || value.fract() != Decimal::ZERO || year {
            return None;
        }
        // Of "one hundred and forty-one", which of them hangs on the noun the tree says.
        let number = Span::new(first, last + 1);
        let mut counting = self.sentence().tokens_of(number).filter(|w| w.deprel() == Deprel::Nummod);
        let noun = counting.find_map(|w| w.head().filter(|h| (last + 1..=last + 6).contains(&h.index())));
        let noun = noun.or_else(|| self.noun_of_range(last).filter(|_| value_to.is_some()))?;
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

    /// The noun behind a range, which the tree may not hang on it: "10 to 13 suspected *cases*".
    fn noun_of_range(&self, last: usize) -> Option<Token<'d>> {
        let behind = (last + 1..last + 5).map_while(|i| self.sentence().get(i));
        let described = |t: &Token<'d>| matches!(t.upos(), Upos::Adj | Upos::Noun | Upos::Verb | Upos::Propn);
        behind.take_while(described).filter(|t| t.upos().is_noun()).last()
    }

    /// "dozens of villages", "tens of thousands of Syrians": at least so many.
    fn round(&self, i: usize) -> Option<(Amount, usize)> {
        let numbers = &self.lexicon().numbers;
        let (value, end) = round_number(self.lexemes, i, numbers)?;
        let (first, last) = (self.lexemes[i].token, self.lexemes[end - 1].last);
        let number = Span::new(first, last + 1);
        let below = self.sentence().tokens_of(number).flat_map(|w| w.children_by(Deprel::Nmod));
        let noun = below.filter(|c| (last + 2..=last + 6).contains(&c.index())).find(|c| self.is_of(c));
        // "several dozen *people*"
        let counting = || self.sentence().tokens_of(number).filter_map(Token::head);
        let noun = noun.or_else(|| {
            counting().find(|h| (last + 1..=last + 4).contains(&h.index()) && h.upos().is_noun())
        })?;
        if noun.children().any(|c| self.is_definite(c)) {
            return None;
        }
        // Who bears a name and comes in hundreds is a people.
        let people = || (noun.upos() == Upos::Propn).then(|| numbers.unit_of_peoples.clone());
        let unit = self.unit(noun).or_else(people)?;
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
        let (kind, shared, per) = (AmountKind::Quantity, None, String::new());
        Amount { span, words, kind, value, value_to, unit, shared, per, qualifier }
    }

    /// Whether a word is what the number above it is of: "dozens *of villages*".
    fn is_of(&self, word: &Token<'d>) -> bool {
        word.has_case_in(|lemma| self.lexicon().numbers.of.has(lemma))
    }

    /// What those are counted in whom a noun or a participle tells of: "the *dead*", "displaced *people*".
    fn unit_of_those(&self, word: Token<'d>) -> Option<String> {
        let victims = self.lexicon().numbers.victims(&word.text().to_lowercase());
        victims.map(str::to_string).or_else(|| self.unit(word))
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
