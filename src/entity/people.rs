//! People's names in one piece: "John *“J.D.”* Dorrian" is one name, a lone "*Rep.*" or "*D-Mich.*" beside one is none.

use super::context::Context;
use super::mention::Mention;
use crate::knowledge::Lexicon;
use crate::label::{MentionKind, MentionSource, Upos};
use crate::sentence::Sentence;
use crate::text::{Span, Tokens};

/// Words that a nickname between quotes may have.
const NICKNAME: usize = 3;
/// Long words without a capital that ordinary text has.
const ORDINARY: usize = 3;

/// The names of a sentence, left to right, with those of people made whole. `taken` are words that amounts and dates hold: no name grows over them.
pub fn whole(context: &Context<'_>, names: Vec<Mention>, taken: &[Span<Tokens>]) -> Vec<Mention> {
    let (sentence, lexicon) = (context.sentence, context.lexicon());
    let mut out: Vec<Mention> = Vec::with_capacity(names.len());
    for mut name in names {
        let found = name.source == MentionSource::Model;
        if found && name.kind == MentionKind::Person {
            without_rank(sentence, &mut name, lexicon);
        }
        if found
            && (is_bare_title(sentence, &name, lexicon) || is_seat(name.span.of(sentence.article()), lexicon))
        {
            continue;
        }
        let only_ruler = |m: &mut Mention| m.words.end == name.words.start && is_ruler(sentence, m, lexicon);
        if name.kind == MentionKind::Person {
            out.pop_if(only_ruler);
        }
        let first = first_name(sentence, &out, &name);
        let free = |first: &usize| {
            let joined = out[*first].words.cover(name.words);
            !taken.iter().any(|t| t.overlaps(joined))
        };
        match first.filter(free) {
            Some(first) => {
                out.truncate(first + 1);
                out[first].extend(&name);
            }
            None => out.push(name),
        }
    }
    surnames_like_verbs(sentence, &mut out, taken);
    out
}

/// "Menachem *Begin* signed": a capital in the midst of ordinary text makes a word part of the name before it, whatever else it means.
fn surnames_like_verbs(sentence: &Sentence<'_>, names: &mut [Mention], taken: &[Span<Tokens>]) {
    let word = |w: usize| sentence.token(w).text();
    let capital = |w: usize| word(w).starts_with(char::is_uppercase);
    let is_verb =
        |w: usize| matches!(sentence.token(w).upos(), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Sconj);
    let held: Vec<Span<Tokens>> = names.iter().map(|m| m.words).chain(taken.iter().copied()).collect();
    for name in names.iter_mut().filter(|m| m.kind == MentionKind::Person && m.source == MentionSource::Model)
    {
        let next = name.words.end;
        let alone = name.words.len() == 1 && name.words.start > 0 && next + 1 < sentence.len();
        if !alone || !capital(next) || !is_verb(next) || capital(next + 1) {
            continue;
        }
        let added = Span::new(next, next + 1);
        let free = !held.iter().any(|h| h.overlaps(added));
        let whole = name.words.cover(added);
        let beside = sentence.bytes(whole).of(sentence.article()).matches(char::is_whitespace).count() == 1
            && word(next).chars().skip(1).all(char::is_lowercase);
        // In a headline all verbs have capitals.
        let small = |w: usize| word(w).len() > 3 && word(w).chars().all(char::is_lowercase);
        let ordinary = (0..sentence.len()).filter(|w| small(*w)).count() >= ORDINARY
            && !(1..sentence.len()).any(|w| w != next && is_verb(w) && capital(w));
        if free && beside && ordinary {
            (name.words, name.span) = (whole, sentence.bytes(whole));
        }
    }
}

/// Takes the ranks before a name off: "*Adm.* Luis Paredes".
fn without_rank(sentence: &Sentence<'_>, name: &mut Mention, lexicon: &Lexicon) {
    // An initial is part of the name, and so is a saint.
    let rank = |w: usize| {
        let word = sentence.token(w).text();
        lexicon.abbreviations.is_title(word) && word.len() > 2 && !lexicon.names.saints.has(word)
    };
    let last = name.words.end - 1;
    let start = (name.words.start..last).find(|w| !rank(*w)).unwrap_or(last);
    if start > name.words.start {
        name.words = Span::new(start, name.words.end);
        name.span = sentence.bytes(name.words);
    }
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "``" | "''")
}

/// The name among `before` that goes on over a nickname with `name`.
fn first_name(sentence: &Sentence<'_>, before: &[Mention], name: &Mention) -> Option<usize> {
    let word = |w: usize| sentence.token(w).text();
    let close = name.words.start.checked_sub(1).filter(|w| is_quote(word(*w)))?;
    let open = (close.saturating_sub(NICKNAME + 1)..close).rev().find(|w| is_quote(word(*w)))?;
    let is_nickname = open + 1 < close && (open + 1..close).all(|w| word(w).starts_with(char::is_uppercase));
    let goes_on = |m: &Mention| m.words.end == open || (m.words.start < open && m.words.end == close);
    let first = before.iter().rposition(goes_on)?;
    let person = |m: &Mention| m.kind == MentionKind::Person;
    (is_nickname && person(&before[first]) && person(name)).then_some(first)
}

/// Whether a person's name is but a title, whose bearer's name the network found apart.
fn is_bare_title(sentence: &Sentence<'_>, name: &Mention, lexicon: &Lexicon) -> bool {
    name.kind == MentionKind::Person
        && name.words.len() == 1
        && lexicon.abbreviations.is_title(sentence.token(name.words.start).text())
}

/// Whether a name is but a ruler's title: "*Pope* Leo".
fn is_ruler(sentence: &Sentence<'_>, name: &Mention, lexicon: &Lexicon) -> bool {
    name.source == MentionSource::Model && lexicon.names.rulers.has(name.span.of(sentence.article()))
}

/// The party and state of a member of the United States Congress: "D-Mich.", "R-N.Y."
fn is_seat(name: &str, lexicon: &Lexicon) -> bool {
    let state = name.split_once(['-', '–']).filter(|(party, _)| lexicon.names.parties.has(party));
    state.is_some_and(|(_, s)| s.ends_with('.') && s.starts_with(char::is_uppercase) && !s.contains(' '))
}

/// A name without what stands between quotes in it: "John “J.D.” Dorrian" is John Dorrian.
pub fn without_nickname(name: &str) -> String {
    let mut plain = Vec::new();
    let mut inside = false;
    for word in name.split_whitespace() {
        let opens = word.starts_with(['"', '“']);
        if !inside && !opens {
            plain.push(word);
        }
        inside = (inside || opens) && !(word.len() > 1 && word.ends_with(['"', '”']));
    }
    match plain.len() {
        0 => name.to_string(),
        _ => plain.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nicknames_are_no_part_of_the_name_that_tells_who() {
        for (name, plain) in [
            ("John “J.D.” Dorrian", "John Dorrian"),
            ("Selwa \"Lucky Lady\" Roosevelt", "Selwa Roosevelt"),
            ("\"Tex\"", "\"Tex\""),
            ("Ann Bell", "Ann Bell"),
        ] {
            assert_eq!(without_nickname(name), plain);
        }
    }

    #[test]
    fn seats() {
        let lexicon = crate::knowledge::Knowledge::embedded().lexicon;
        for (name, seat) in
            [("D-Mich.", true), ("R-N.Y.", true), ("D-ISIS", false), ("Dr.", false), ("I-Kiribati", false)]
        {
            assert_eq!(is_seat(name, &lexicon), seat, "{name}");
        }
    }
}
