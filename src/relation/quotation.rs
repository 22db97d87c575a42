//! Who says what stands between quotation marks, over the whole article.
//!
//! A quotation may hold several sentences and name its speaker in the first, the last, or none of them: then whoever the
//! same paragraph quoted just before goes on, or whoever the paragraph before did where it left its quotation open or this
//! one is nothing but a quotation. Such are the conventions of English-language news.

use super::argument::Argument;
use super::context::SentenceContext;
use super::speech::{Quotation, Quotations, overlapping};
use crate::label::{MentionKind, Upos};
use crate::sentence::Token;
use crate::text::{Bytes, Span};

impl Quotations {
    /// Finds the quotations of the article that `contexts` are the sentences of, and their speakers.
    pub fn read(contexts: &[SentenceContext<'_>]) -> Quotations {
        let mut out = Quotations(marked(contexts));
        let named: Vec<_> = contexts.iter().flat_map(|context| out.sayings(context)).collect();
        for quotation in &mut out.0 {
            quotation.speaker = overlapping(&named, |saying| saying.sentence, quotation.span)
                .iter()
                .min_by_key(|saying| distance(saying.verb, quotation.span))
                .and_then(|saying| saying.speaker.clone());
        }
        out.continue_speakers(contexts, &named);
        out
    }

    /// Verbs of saying outside of quotations, with who says.
    fn sayings<'a>(&self, context: &SentenceContext<'a>) -> Vec<Saying> {
        let sentence = context.sentence().span();
        let near = !overlapping(&self.0, |q| q.span, sentence).is_empty();
        let says = |word: &Token<'a>| word.upos() == Upos::Verb && self.around(word.span()).is_none();
        let saying = |verb: Token<'a>| {
            let who = context.agent(verb, 0).filter(|who| self.around(who.span()).is_none())?;
            // "..., *fumed* Lea Katz": any verb says beside a quotation with whoever says it between them.
            if !context.words.is_saying(verb.lemma()) && !self.touches(context, verb, who) {
                return None;
            }
            let speaker = context.speaker(who).filter(Argument::is_actor);
            let pronoun = context.referring(who).is_some_and(|p| p.is_singular_person() && p.is_subject());
            (speaker.is_some() || pronoun).then(|| Saying { sentence, verb: verb.span(), speaker })
        };
        context.sentence().tokens().filter(|_| near).filter(says).filter_map(saying).collect()
    }

    /// Whether nothing but marks stands between a quotation and the clause of a verb with who acts there, or that clause ends with a colon before one.
    fn touches<'a>(&self, context: &SentenceContext<'a>, verb: Token<'a>, who: Token<'a>) -> bool {
        let article = context.sentence().article();
        let start = context.sentence().token(who.phrase(|_| true).start).span().start.min(verb.span().start);
        let marks = |from: usize, to: usize| {
            article.get(from..to).is_some_and(|between| !between.contains(char::is_alphanumeric))
        };
        let colon = |from: usize, to: usize| {
            article
                .get(from..to)
                .is_some_and(|between| between.trim_end().ends_with(':') && !between.contains(['.', '\n']))
        };
        self.0.iter().any(|q| marks(q.span.end, start) || colon(verb.span().end, q.span.start))
    }

    /// Gives quotations that name no speaker the one of the quotation before, where they go on with it.
    fn continue_speakers(&mut self, contexts: &[SentenceContext<'_>], sayings: &[Saying]) {
        for i in 1..self.0.len() {
            let (before, here) = (&self.0[i - 1], &self.0[i]);
            if here.speaker.is_none()
                && before.speaker.is_some()
                && (same_person(before, here, sayings) || goes_on(contexts, before, here))
            {
                self.0[i].speaker = self.0[i - 1].speaker.clone();
            }
        }
    }
}

/// "He added", where none named close by can be meant: the person quoted last.
fn same_person(before: &Quotation, here: &Quotation, sayings: &[Saying]) -> bool {
    before.speaker.as_ref().is_some_and(|p| p.kind == Some(MentionKind::Person))
        && here.paragraph <= before.paragraph + 2
        && overlapping(sayings, |s| s.sentence, here.span).iter().any(|s| s.speaker.is_none())
}

/// Whole sentences quoted right behind others, in their paragraph or in one of their own.
fn goes_on(contexts: &[SentenceContext<'_>], before: &Quotation, here: &Quotation) -> bool {
    let inside = overlapping(contexts, sentence, here.span);
    let opens = inside.iter().any(|s| here.span.contains(first_word(s)));
    let fills =
        || inside.iter().all(|s| here.span.contains(first_word(s)) && here.span.contains(last_word(s)));
    let near = before.paragraph == here.paragraph
        || before.paragraph + 1 == here.paragraph && (before.open || fills());
    opens && near && sentences_between(contexts, before, here) <= 1
}

/// A verb of saying in a sentence with a quotation; by nobody where it is a "he" that names none.
struct Saying {
    sentence: Span<Bytes>,
    verb: Span<Bytes>,
    speaker: Option<Argument>,
}

/// Bytes between a verb of saying and what is said.
pub fn distance(a: Span<Bytes>, b: Span<Bytes>) -> usize {
    if a.start < b.start { b.start - a.start } else { a.end.saturating_sub(b.end) }
}

/// The first word of a sentence that is no mark.
fn first_word(context: &SentenceContext<'_>) -> Span<Bytes> {
    let mut tokens = context.sentence().tokens();
    tokens.find(is_word).unwrap_or_else(|| context.sentence().token(0)).span()
}

fn last_word(context: &SentenceContext<'_>) -> Span<Bytes> {
    let mut tokens = context.sentence().tokens();
    let last = tokens.clone().next_back();
    tokens.rfind(is_word).or(last).map_or(context.sentence().span(), Token::span)
}

fn is_word(token: &Token<'_>) -> bool {
    token.upos() != Upos::Punct
}

/// How many whole sentences stand between two quotations.
fn sentences_between(contexts: &[SentenceContext<'_>], before: &Quotation, after: &Quotation) -> usize {
    let between = Span::new(before.span.end, after.span.start);
    let whole =
        |s: &&SentenceContext<'_>| first_word(s).start >= between.start && sentence(s).end <= between.end;
    overlapping(contexts, sentence, between).iter().filter(whole).count()
}

fn sentence(context: &SentenceContext<'_>) -> Span<Bytes> {
    context.sentence().span()
}

/// Pairs of quotation marks. None goes over the end of a paragraph: one that is open there is open for the next.
fn marked(contexts: &[SentenceContext<'_>]) -> Vec<Quotation> {
    let (Some(first), Some(last)) = (contexts.first(), contexts.last()) else { return Vec::new() };
    let (start, end) = (sentence(first).start, sentence(last).end);
    let text = &first.base.sentence.article()[start..end];
    let ending = if text.contains("\n\n") { "\n\n" } else { "\n" };
    let mut out = Vec::new();
    let mut at = start;
    for (paragraph, part) in text.split(ending).enumerate() {
        for (span, open) in pairs(part) {
            out.push(Quotation { span: span.shifted(at), paragraph, open, speaker: None });
        }
        at += part.len() + ending.len();
    }
    out
}

/// Quotations of one paragraph, and whether it leaves them open.
fn pairs(paragraph: &str) -> Vec<(Span<Bytes>, bool)> {
    let mut out = Vec::new();
    let mut opened: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, mark) in paragraph.char_indices() {
        let closes = opened.is_some_and(|(_, by)| mark == if by == '“' { '”' } else { by });
        match mark {
            '“' | '"' | '”' if closes => {
                let (start, _) = opened.take().unwrap_or((at, mark));
                out.push((Span::new(start, at + mark.len_utf8()), false));
            }
            // A straight mark behind a letter or digit opens nothing: feet and inches, or a mark too many.
            '"' if opened.is_none() && !before.is_alphanumeric() => opened = Some((at, mark)),
            '“' if opened.is_none() => opened = Some((at, mark)),
            _ => {}
        }
        before = mark;
    }
    if let Some((start, _)) = opened {
        out.push((Span::new(start, paragraph.len()), true));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_pair_within_their_paragraph() {
        let found = |text: &str| -> Vec<String> {
            pairs(text)
                .into_iter()
                .map(|(s, open)| format!("{}{}", s.of(text), if open { "..." } else { "" }))
                .collect()
        };
        assert_eq!(found("He said: \"No.\" \"Never,\" she said."), ["\"No.\"", "\"Never,\""]);
        assert_eq!(found("“We met “Bell”, we did. We"), ["“We met “Bell”"]);
        assert_eq!(found("A 6'2\" man said “yes"), ["“yes..."]);
    }
}
