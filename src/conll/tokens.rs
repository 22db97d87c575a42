//! Text that comes in tokens: joined by blanks so that everything that works on spans works on it.

use crate::text::{Span, TokenizedSentence};

/// Sentences of one document, built token by token.
#[derive(Default)]
pub struct Tokenised {
    pub text: String,
    pub sentences: Vec<TokenizedSentence>,
}

impl Tokenised {
    /// Adds a sentence of at least one token.
    pub fn push<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        let mut tokens = Vec::new();
        for word in words {
            let start = self.text.len();
            self.text.push_str(word);
            tokens.push(Span::new(start, self.text.len()));
            self.text.push(' ');
        }
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            self.sentences.push(TokenizedSentence { span: Span::cover(first, *last), tokens });
        }
    }
}
