//! Which two arguments may stand in one row.

use crate::label::{Likeness, MentionKind};
use crate::relation::argument::Argument;
use crate::relation::context::SentenceContext;
use crate::relation::rule::Rule;

/// Whether two arguments may stand in one row of the rule.
pub fn fit_together<'a>(
    context: &SentenceContext<'a>,
    rule: &Rule,
    subject: &Argument,
    object: &Argument,
) -> bool {
    let two_names = rule.alike.contains(&Likeness::Acronym);
    let alike = |wanted: &Likeness| match wanted {
        Likeness::Kind => object.kind == subject.kind,
        Likeness::Country => may_share_country(context, subject, object),
        Likeness::Acronym => is_other_name(context, subject, object),
    };
    object.span != subject.span
        && (two_names || !same_entity(context, subject, object))
        && rule.alike.iter().all(alike)
}

/// Whether the countries of both do not differ, and the subject is not the country that the object lies in.
fn may_share_country<'a>(context: &SentenceContext<'a>, subject: &Argument, object: &Argument) -> bool {
    let (a, b) = (&subject.affiliation.country, &object.affiliation.country);
    a.is_empty() || b.is_empty() || a == b && !is_whole_of(context, subject, object)
}

/// Whether the name between brackets may be another name of the one before it: "Nogales (Sonora)" says where it lies.
fn is_other_name<'a>(context: &SentenceContext<'a>, a: &Argument, b: &Argument) -> bool {
    let (first, second) = (a.span.of(context.sentence().article()), b.span.of(context.sentence().article()));
    let country = |name: &str| context.base.is_country(name);
    let places = a.kind == Some(MentionKind::Location) && !(country(first) && country(second));
    is_short_for(first, second) && !(places && !looks_short(first) && !looks_short(second))
}

/// Whether a name looks like an acronym: one word, small letters in the minority.
fn looks_short(name: &str) -> bool {
    !name.contains(' ') && name.chars().filter(|c| c.is_lowercase()).count() <= name.len() / 2
}

/// Whether the subject is the country that the object is a part of: "Kuwait" of "Kuwait City".
fn is_whole_of<'a>(context: &SentenceContext<'a>, subject: &Argument, object: &Argument) -> bool {
    let is_country =
        |argument: &Argument| context.base.is_country(argument.span.of(context.sentence().article()));
    is_country(subject) && !is_country(object)
}

/// Whether the shorter name, where it looks like an acronym, is one of the longer: its letters in their order, from the first of a word ("NAVCENT"
/// leaves out the "U.S." of U.S. Naval Forces Central Command).
fn is_short_for(a: &str, b: &str) -> bool {
    let letters = |name: &str| {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<Vec<char>>()
    };
    let (a, b) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // "Islamic State (Daesh)": a name of its own, no short form.
    if !looks_short(a) {
        return true;
    }
    let short = letters(a);
    let starts =
        b.char_indices().filter(|(i, _)| *i == 0 || b[..*i].ends_with(|c: char| !c.is_alphanumeric()));
    starts.map(|(i, _)| letters(&b[i..])).any(|long| {
        let mut rest = long.iter();
        short.first() == long.first() && short.iter().all(|c| rest.any(|l| l == c))
    })
}

fn same_entity<'a>(context: &SentenceContext<'a>, a: &Argument, b: &Argument) -> bool {
    let entity = |p: &Argument| p.mention.and_then(|m| context.entities.mentions[m].entity);
    entity(a).is_some() && entity(a) == entity(b)
}
