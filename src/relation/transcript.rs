//! Who speaks in a transcript: "MR BELL: We regret that." begins what Bell says, until the next label.

use super::actor::{Party, Scene};
use crate::label::MentionKind;
use crate::sentence::{Sentence, Token};
use crate::text::{Bytes, Span};

/// Words of a label at most ("SENIOR STATE DEPARTMENT OFFICIAL ONE").
const LONGEST: usize = 8;

/// What one speaker says.
#[derive(Debug)]
struct Turn {
    /// Byte of the article's text behind the label.
    start: usize,
    /// Nobody where the label names none ("QUESTION").
    speaker: Option<Party>,
}

/// The turns of an article, in order; none where it is no transcript.
#[derive(Debug, Default)]
pub struct Transcript(Vec<Turn>);

impl Transcript {
    pub fn read(scenes: &[Scene<'_>]) -> Transcript {
        let turns: Vec<Turn> = scenes.iter().filter_map(turn).collect();
        // One label alone may be a headline's: "BREAKING: ...".
        Transcript(if turns.len() > 1 { turns } else { Vec::new() })
    }

    /// Who speaks at `span`: nothing before the first label, `Some(None)` where the label names nobody.
    pub fn speaker(&self, span: Span<Bytes>) -> Option<Option<&Party>> {
        let before = self.0.partition_point(|turn| turn.start <= span.start);
        before.checked_sub(1).map(|at| self.0[at].speaker.as_ref())
    }

    /// Whether `word` stands in the label that `sentence` begins with: it says who speaks, not who does what is said.
    pub fn is_label(&self, sentence: Span<Bytes>, word: Span<Bytes>) -> bool {
        let next = self.0.partition_point(|turn| turn.start <= word.start);
        self.0.get(next).is_some_and(|turn| turn.start < sentence.end)
    }
}

/// The turn that a sentence opens.
fn turn(scene: &Scene<'_>) -> Option<Turn> {
    let sentence = scene.context.sentence;
    let colon = colon_behind(sentence)?;
    let mentions = &scene.entities.mentions[scene.mentions.clone()];
    let person = mentions.iter().find(|m| m.kind == MentionKind::Person && m.words.end == colon.index());
    if person.is_none() && !colon.before().all(is_shouted) {
        return None;
    }
    let label = person.map_or(Span::new(0, colon.index()), |m| m.words);
    let speaker = scene.party(sentence.head_of(label));
    let speaker = speaker.filter(|p| person.is_some() || !p.affiliation.sector.is_empty());
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
fn is_shouted(token: Token<'_>) -> bool {
    !token.text().chars().any(|c| c.is_lowercase() || c.is_ascii_digit())
}
