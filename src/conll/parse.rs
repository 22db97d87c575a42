//! The network, as whoever runs it hands it in.

use std::io;

use crate::sentence::Sentence;
use crate::text::TokenizedSentence;

/// Runs the network over sentences of a text.
pub type Parse<'p> = dyn for<'t> FnMut(&'t str, Vec<TokenizedSentence>) -> io::Result<Vec<Sentence<'t>>> + 'p;
