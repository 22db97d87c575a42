//! Who said what to whom: quotations and their speakers, and the clauses of verbs of saying.
//!
//! What the said words tell of themselves, who attacked whom, are relations; here it counts that somebody said them.

mod content;
mod verbs;

pub use verbs::StatementVerbs;

use super::argument::Argument;
use super::circumstances::date;
use super::context::SentenceContext;
use super::factuality::factuality_of;
use super::grammar::fill;
use super::quotation::distance;
use super::role::Role;
use super::speech::{Quotation, Quotations, overlapping, overlapping_range};
use super::trigger::TriggerWords;
use crate::label::{Deprel, Modality, SpeechMode, Tone, Upos};
use crate::sentence::Token;
use crate::text::{Bytes, Span};

/// What somebody said.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The sentence where it begins.
    pub sentence: usize,
    /// The sentence that names the speaker.
    pub told_in: usize,
    /// The words said, or told; quotation marks are no part of them.
    pub span: Span<Bytes>,
    pub speaker: Argument,
    /// None where a quotation goes on and no verb says so.
    pub verb: Option<Span<Bytes>>,
    pub mode: SpeechMode,
    pub addressee: Option<Argument>,
    pub tone: Tone,
    /// Index of the mention of the day on which it was said.
    pub date: Option<usize>,
    /// 0 to 1.
    pub confidence: f32,
}

/// How sure a statement is whose speaker is: one whose verb names him, and a quotation that goes on.
const TOLD: f32 = 0.9;
const GOES_ON: f32 = 0.75;

/// Share of a clause that stands between quotation marks from which on the words are the speaker's own.
const QUOTED: f32 = 0.7;
/// Words of a quotation without a verb of saying at least: less is a word that the article only doubts.
const SPOKEN: usize = 3;

/// The statements of an article, in the order of the text.
pub fn statements(contexts: &[SentenceContext<'_>], verbs: &StatementVerbs) -> Vec<Statement> {
    let Some(quotations) = contexts.first().and_then(|c| c.quotations) else { return Vec::new() };
    let mut told: Vec<Telling> = contexts.iter().flat_map(|context| told(context, verbs)).collect();
    let mut out: Vec<Statement> =
        quotations.0.iter().filter_map(|quotation| quoted(contexts, quotation, &mut told)).collect();
    let rest = told.iter().filter(|t| !t.is_quoted);
    out.extend(
        rest.filter_map(|t| t.content.map(|span| t.statement(t.sentence, span, mode_of(quotations, span)))),
    );
    out.sort_by_key(|s| (s.span.start, s.span.end, s.verb.map(|v| v.start)));
    out.dedup_by(|a, b| a.span == b.span && a.speaker.span == b.speaker.span);
    out
}

/// What a quotation says, by the verb of saying that stands nearest to it.
fn quoted(
    contexts: &[SentenceContext<'_>],
    quotation: &Quotation,
    told: &mut [Telling],
) -> Option<Statement> {
    let words = unmarked(contexts, quotation.span);
    let sentence = overlapping(contexts, place, words).first()?.base.index;
    let spoken = spoken_words(contexts, words);
    let near = overlapping_range(told, |t| t.sentence_span, quotation.span);
    let near = &mut told[near];
    if spoken == 0 || near.iter().any(|t| is_part_only(t.content, words)) {
        return None;
    }
    let free = near.iter_mut().filter(|t| t.takes_quotation && !t.is_quoted);
    if let Some(by) = free.min_by_key(|t| distance(t.verb, quotation.span)) {
        by.is_quoted = true;
        return Some(by.statement(sentence, words, SpeechMode::Direct));
    }
    let speaker = quotation.speaker.clone().filter(|_| spoken >= SPOKEN)?;
    let told_in = overlapping(contexts, place, speaker.span).first()?.base.index;
    Some(goes_on(sentence, told_in, words, speaker))
}

/// A verb that tells of a statement, with who said it.
struct Telling {
    sentence: usize,
    sentence_span: Span<Bytes>,
    verb: Span<Bytes>,
    tone: Tone,
    speaker: Argument,
    addressee: Option<Argument>,
    date: Option<usize>,
    /// The clause or the object that the verb has.
    content: Option<Span<Bytes>>,
    /// Whether it may be told by a quotation beside it.
    takes_quotation: bool,
    /// Whether one tells it.
    is_quoted: bool,
}

impl Telling {
    fn statement(&self, sentence: usize, span: Span<Bytes>, mode: SpeechMode) -> Statement {
        Statement {
            sentence,
            told_in: self.sentence,
            span,
            speaker: self.speaker.clone(),
            verb: Some(self.verb),
            mode,
            addressee: self.addressee.clone(),
            tone: self.tone,
            date: self.date,
            confidence: TOLD * self.speaker.score.sqrt(),
        }
    }
}

/// What a quotation says that goes on with a speaker named before.
fn goes_on(sentence: usize, told_in: usize, span: Span<Bytes>, speaker: Argument) -> Statement {
    let confidence = GOES_ON * speaker.score.sqrt();
    let (verb, addressee, date) = (None, None, None);
    let (mode, tone) = (SpeechMode::Direct, Tone::Says);
    Statement { sentence, told_in, span, speaker, verb, mode, addressee, tone, date, confidence }
}

/// The verbs of a sentence that tell of statements.
fn told<'a>(context: &SentenceContext<'a>, verbs: &StatementVerbs) -> Vec<Telling> {
    let outside = |t: &Token<'a>| context.quotations.is_none_or(|q| q.around(t.span()).is_none());
    let words = context.sentence().tokens().filter(outside);
    words.filter_map(|word| by_verb(context, verbs, word).or_else(|| by_source(context, word))).collect()
}

/// "Kenya *said* that Chad left", "Kenya *denied* the charge".
fn by_verb<'a>(context: &SentenceContext<'a>, verbs: &StatementVerbs, verb: Token<'a>) -> Option<Telling> {
    if verb.upos() != Upos::Verb {
        return None;
    }
    let lemma = verb.lemma();
    let of_quotation = verbs.of_quotation(lemma);
    let clause = verbs.of_clause(lemma).map(|tone| (tone, content::clause(context, verb)));
    let object = || Some((verbs.of_object(lemma)?, content::object(context, verb)));
    let (tone, content) = match clause {
        Some((tone, Some(content))) => (tone, Some(content)),
        Some((tone, None)) => object().filter(|(_, c)| c.is_some()).unwrap_or((tone, None)),
        None => match object().filter(|(_, c)| c.is_some()) {
            Some(found) => found,
            None => (of_quotation?, None),
        },
    };
    if !is_said(context, verb) {
        return None;
    }
    // "told Chad *to leave*"
    let asks = tone == Tone::Says && content::is_infinitive(context, verb);
    let tone = if asks { Tone::Asks } else { tone };
    let who = context.agent(verb, 0).filter(|who| !verb.is_in(who.alone()))?;
    let speaker = context.speaker(who).filter(|s| s.is_actor() && is_known(who, s))?;
    let trigger = TriggerWords::of(verb);
    let told_to = fill(context, &Role::Controlled, &trigger).into_iter().next();
    let to = told_to.or_else(|| verb.children().find(|c| is_addressee(context, *c)));
    let addressee = to.and_then(|to| context.argument(to)).filter(Argument::is_actor);
    // Who does what is said is spoken to only where it is asked for: "demanded *Chad* leave".
    let inside = |a: &Argument| {
        let within = content.is_some_and(|content| content.contains(a.span));
        within || context.quotations.is_some_and(|q| q.around(a.span).is_some())
    };
    let addressee = addressee.filter(|a| a.span != speaker.span && (tone == Tone::Asks || !inside(a)));
    let date = date(context, &trigger).filter(|m| {
        let day = context.entities.mentions[*m].span;
        content.is_none_or(|content| !content.overlaps(day))
    });
    Some(Telling {
        sentence: context.base.index,
        sentence_span: place(context),
        verb: verb.span(),
        tone,
        speaker,
        addressee,
        date,
        content,
        takes_quotation: clause.is_some() || of_quotation.is_some(),
        is_quoted: false,
    })
}

/// Whether somebody says it, and not only might, will not or is to.
fn is_said<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    let how = factuality_of(context, None, verb);
    !how.negated && how.modality == Modality::Asserted
}

/// Whether a speaker is told by more than a pronoun: "we" of whom nobody says who they are.
fn is_known(who: Token<'_>, speaker: &Argument) -> bool {
    who.upos() != Upos::Pron || speaker.mention.is_some() || speaker.stands_for.is_some()
}

/// "told *Chad* that", "said to *Chad* that".
fn is_addressee<'a>(context: &SentenceContext<'a>, word: Token<'a>) -> bool {
    match word.deprel() {
        Deprel::Iobj => true,
        Deprel::Obj => word
            .head()
            .is_some_and(|verb| verb.children().any(|c| matches!(c.deprel(), Deprel::Ccomp | Deprel::Xcomp))),
        Deprel::Obl => context.is_behind(word, &context.grammar().before_recipient),
        _ => false,
    }
}

/// "Chad left, according to *officials*".
fn by_source<'a>(context: &SentenceContext<'a>, word: Token<'a>) -> Option<Telling> {
    if !context.is_source(word) {
        return None;
    }
    let verb = word.children_by(Deprel::Case).next()?;
    Some(Telling {
        sentence: context.base.index,
        sentence_span: place(context),
        verb: verb.span(),
        tone: Tone::Says,
        speaker: context.speaker(word).filter(Argument::is_actor)?,
        addressee: None,
        date: None,
        content: content::beside(context, word.head()?, word),
        takes_quotation: false,
        is_quoted: false,
    })
}

fn place(context: &SentenceContext<'_>) -> Span<Bytes> {
    context.sentence().span()
}

/// Whether a quotation is but some words of what is told: "called it *'a crime'*".
fn is_part_only(content: Option<Span<Bytes>>, words: Span<Bytes>) -> bool {
    content.is_some_and(|content| {
        content.contains(words) && (words.len() as f32) < QUOTED * content.len() as f32
    })
}

/// The speaker's own words, or the article's.
fn mode_of(quotations: &Quotations, content: Span<Bytes>) -> SpeechMode {
    let own = overlapping(&quotations.0, |q| q.span, content).iter();
    let own: usize = own.map(|q| q.span.end.min(content.end) - q.span.start.max(content.start)).sum();
    if own as f32 >= QUOTED * content.len() as f32 { SpeechMode::Direct } else { SpeechMode::Indirect }
}

/// The words of a quotation, without its marks and those before the closing one.
fn unmarked(contexts: &[SentenceContext<'_>], quotation: Span<Bytes>) -> Span<Bytes> {
    let Some(first) = contexts.first() else { return quotation };
    let text = quotation.of(first.sentence().article());
    let inner = text.trim_start_matches(['"', '“', '”']).trim_start();
    let start = quotation.start + text.len() - inner.len();
    let inner = inner.trim_end_matches(['"', '“', '”', ',', ' ']);
    Span::new(start, start + inner.len())
}

/// Words of a quotation that are more than marks.
fn spoken_words(contexts: &[SentenceContext<'_>], words: Span<Bytes>) -> usize {
    let inside = overlapping(contexts, place, words).iter().flat_map(|c| c.sentence().tokens());
    inside.filter(|t| words.contains(t.span()) && t.upos() != Upos::Punct).count()
}
