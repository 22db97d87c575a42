//! Who speaks in a transcript: "MR BELL: We regret that." begins what Bell says, until the next label.

use super::context::SentenceContext;
use super::speech::{Transcript, Turn};
use crate::label::MentionKind;
use crate::sentence::{Sentence, Token};
use crate::text::Span;

/// Words of a label at most ("SENIOR STATE DEPARTMENT OFFICIAL ONE").
const LONGEST: usize = 8;

impl Transcript {
    pub fn read(contexts: &[SentenceContext<'_>]) -> Transcript {
        let turns: Vec<Turn> = contexts.iter().filter_map(turn).collect();
        // One label alone may be a headline's: "BREAKING: ...".
        Transcript(if turns.len() > 1 { turns } else { Vec::new() })
    }
}

/// The turn that a sentence opens.
fn turn(context: &SentenceContext<'_>) -> Option<Turn> {
    let sentence = context.sentence();
    let colon = colon_behind(sentence)?;
    let mentions = &context.entities.mentions[context.mentions.clone()];
    let person = mentions.iter().find(|m| m.kind == MentionKind::Person && m.words.end == colon.index());
    if person.is_none() && !colon.before().all(is_all_caps) {
        return None;
    }
    let label = person.map_or(Span::new(0, colon.index()), |m| m.words);
    let speaker = context.argument(sentence.head_of(label));
    let speaker = speaker.filter(|p| person.is_some() || p.affiliation.sector.is_some());
    Some(Turn { start: colon.span().end, speaker })
}

/// The colon behind what may be a label: capitalised words with which a line begins, and something said.
fn colon_behind<'s>(sentence: &'s Sentence<'s>) -> Option<Token<'s>> {
    let before = sentence.article()[..sentence.span().start].trim_end_matches([' ', '\t']);
    if !(before.is_empty() || before.ends_with('\n')) {
        return None;
    }
    let colon = sentence.tokens().take(LONGEST + 1).skip(1).find(|t| t.text() == ":")?;
    let capital = |t: Token<'_>| t.is_capitalized() || t.text() == ".";
    (colon.before().all(capital) && colon.next().is_some()).then_some(colon)
}

/// Whether a word is all in capitals: "SENIOR", "QUESTION", "Q".
fn is_all_caps(token: Token<'_>) -> bool {
    !token.text().chars().any(|c| c.is_lowercase() || c.is_ascii_digit())
}
