//! One phrase that names several arguments, and places around places.

use crate::entity::Affiliation;
use crate::label::{Deprel, MentionKind};
use crate::relation::argument::Argument;
use crate::relation::context::SentenceContext;
use crate::relation::tree::conjuncts;
use crate::sentence::Token;
use crate::text::{Bytes, Span};

/// Who is joined to `head` by "and" and the like; who several are, where they are named.
pub fn each<'a>(context: &SentenceContext<'a>, head: Token<'a>) -> Vec<Token<'a>> {
    let named = |several: Token<'a>| match context.named_each(several) {
        named if named.is_empty() => vec![several],
        named => named,
    };
    conjuncts(head).into_iter().chain(companions(context, head)).flat_map(named).collect()
}

/// Who acts as well: "Peru, along with *Chile*", "France together with *Italy* sued".
fn companions<'a>(context: &SentenceContext<'a>, head: Token<'a>) -> Vec<Token<'a>> {
    let grammar = context.grammar();
    let accompanies = |word: Token<'a>| grammar.accompanying.has(word.lemma());
    let with = |c: &Token<'a>| c.has_case_in(|lemma| grammar.before_companion.has(lemma));
    let along = |c: &Token<'a>| {
        let mut cases = c.children_by(Deprel::Case);
        cases.any(|case| accompanies(case) || case.previous().is_some_and(accompanies))
    };
    let own = head.children_by(Deprel::Nmod).filter(with).filter(along);
    // Or the tree hangs it on the adverb beside the verb.
    let verb = head.head().filter(|_| matches!(head.deprel(), Deprel::Nsubj | Deprel::NsubjPass));
    let adverbs =
        verb.into_iter().flat_map(|verb| verb.children_by(Deprel::Advmod)).filter(|a| accompanies(*a));
    let below = adverbs.flat_map(|adverb| adverb.children().filter(|c| c.upos().is_noun()));
    own.chain(below.filter(with)).collect()
}

/// The place that a place is said to lie in: "Bethany, *Connecticut*".
pub fn enclosing<'a>(context: &SentenceContext<'a>, place: &Argument) -> Option<Argument> {
    let head = context.token(place);
    let (_, mention) = context.mention_at(head)?;
    let comma = context.sentence().get(mention.words.end).filter(|t| t.text() == ",")?;
    let around = context.appositions(head).into_iter().find(|c| *c > comma)?;
    let argument = context.argument(around).filter(|p| p.kind == Some(MentionKind::Location))?;
    let (inner, outer) = (&place.affiliation.country, &argument.affiliation.country);
    (inner.is_empty() || outer.is_empty() || inner == outer).then_some(argument)
}

/// "Hungarian and Romanian officials", "the ministers of Hungary and Romania": two countries on one noun are two arguments, "Hungarian" and
/// "Romanian officials", "ministers of Hungary" and "Romania".
/// Where those of several origins are to be `one`, the first stands for all: "ministers of Hungary".
pub fn joint<'a>(context: &SentenceContext<'a>, argument: Argument, one: bool) -> Vec<Argument> {
    if argument.mention.is_some() {
        return vec![argument];
    }
    let mut named = countries(context, modifiers(context.token(&argument)));
    // The country beside the noun takes the noun into its span.
    if let [_, .., (beside, _)] = &mut named[..] {
        *beside = Span::new(beside.start, argument.span.end.max(beside.end));
    } else {
        named = countries(context, origins(context, &argument));
        let [(beside, _), _, ..] = &mut named[..] else { return vec![argument] };
        *beside = Span::new(argument.span.start.min(beside.start), beside.end);
        named.truncate(if one { 1 } else { usize::MAX });
    }
    let each = named.into_iter().map(|(span, country)| {
        let affiliation = Affiliation { country, sector: argument.affiliation.sector.clone() };
        Argument { span, affiliation, ..argument.clone() }
    });
    each.collect()
}

/// The countries that words name, and those joined to them.
fn countries<'a>(context: &SentenceContext<'a>, words: Vec<Token<'a>>) -> Vec<(Span<Bytes>, String)> {
    let each = words.into_iter().flat_map(|m| std::iter::once(m).chain(m.children_by(Deprel::Conj)));
    each.filter_map(|word| country_of(context, word)).collect()
}

fn modifiers(noun: Token<'_>) -> Vec<Token<'_>> {
    noun.children_by(Deprel::Amod).chain(noun.children_by(Deprel::Compound)).collect()
}

/// What people are "of" or "from". One person may be of several countries, several people are of one each.
fn origins<'a>(context: &SentenceContext<'a>, people: &Argument) -> Vec<Token<'a>> {
    let noun = context.token(people);
    if people.affiliation.sector.is_none() || !context.is_plural(noun) {
        return Vec::new();
    }
    let behind = |m: &Token<'a>| m.has_case_in(|lemma| context.grammar().before_origin.has(lemma));
    // "soldiers of the force, most of them from Denmark": behind a comma it is said of others.
    let near = |m: &Token<'a>| noun.up_to(*m).all(|t| t.text() != ",");
    noun.children_by(Deprel::Nmod).filter(behind).filter(near).collect()
}

/// The country that the name around `word` stands for, and the name's place.
fn country_of<'a>(context: &SentenceContext<'a>, word: Token<'a>) -> Option<(Span<Bytes>, String)> {
    let (_, mention) = context.mention_at(word)?;
    Some((mention.span, context.base.find(context.base.written(mention))?.country.clone()))
}
