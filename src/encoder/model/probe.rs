//! A stored input with the scores that the network must give for it, computed by PyTorch when the model was exported. An engine that computes the
//! network wrongly (rten does so, in silence, with some kinds of quantised weights) is found out at load and not by a reader of tables.

use serde::Deserialize;

use super::super::engine::{Batch, Network, Scores, SyntaxScores};
use super::super::logits::Rows;
use crate::encoder::labels::Labels;
use crate::encoder::vocabulary::Vocabulary;

/// `probe.json`.
#[derive(Deserialize)]
struct ProbeFile {
    /// Vocabulary ids, a list a window.
    ids: Vec<Vec<i32>>,
    /// Casing classes, as long as `ids`.
    types: Vec<Vec<i32>>,
    /// The most that a score of each output may be off.
    tolerance: Values<f32>,
    /// Scores, row by row, over windows padded to the longest; what is computed for padding does not count.
    scores: Values<Vec<f32>>,
}

#[derive(Deserialize)]
struct Values<T> {
    ner: T,
    upos: T,
    deprel: T,
    arcs: T,
    /// Of networks that find events.
    events: Option<T>,
}

pub struct Probe {
    batch: Batch,
    expected: Option<(Values<Vec<f32>>, Values<f32>)>,
}

impl Probe {
    /// # Errors
    /// A message where the file is not what it should be.
    pub fn parse(json: &str) -> Result<Probe, String> {
        let file: ProbeFile = serde_json::from_str(json).map_err(|e| e.to_string())?;
        let alike = file.ids.len() == file.types.len()
            && file.ids.iter().zip(&file.types).all(|(i, t)| i.len() == t.len());
        if file.ids.is_empty() || !alike {
            return Err("`ids` and `types` are not lists of the same lengths".into());
        }
        Ok(Probe { batch: padded(&file.ids, &file.types), expected: Some((file.scores, file.tolerance)) })
    }

    /// One tiny window, for folders without a stored input: at least the shapes are checked, and that the vocabulary is not larger
    /// than the network's.
    pub fn without_scores(vocabulary: &Vocabulary) -> Probe {
        let ids = vec![vocabulary.cls, vocabulary.size() as i32 - 1, vocabulary.sep];
        Probe { batch: padded(&[ids], &[vec![0, 5, 0]]), expected: None }
    }

    /// # Errors
    /// A message that says which scores are wrong, and by how much.
    pub fn check(&self, network: &dyn Network, labels: &Labels) -> Result<(), String> {
        let scores = network.engine().and_then(|mut e| e.run(&self.batch)).map_err(|e| e.to_string())?;
        Rows::new(labels, &self.batch, &scores).map_err(|e| e.to_string())?;
        let Scores { ner, syntax: Some(SyntaxScores { upos, deprel, arcs }), events } = &scores else {
            return Ok(());
        };
        if ![ner, upos, deprel, arcs].iter().all(|s| s.iter().all(|v| v.is_finite())) {
            return Err("its scores are not finite numbers".into());
        }
        let Some((expected, tolerance)) = &self.expected else { return Ok(()) };
        let outputs = [
            ("ner", ner, &expected.ner, tolerance.ner),
            ("upos", upos, &expected.upos, tolerance.upos),
            ("deprel", deprel, &expected.deprel, tolerance.deprel),
            ("arcs", arcs, &expected.arcs, tolerance.arcs),
        ];
        let of_events = events.as_ref().zip(expected.events.as_ref()).zip(tolerance.events);
        let of_events = of_events.map(|((got, expected), tolerance)| ("events", got, expected, tolerance));
        for (name, got, expected, tolerance) in outputs.into_iter().chain(of_events) {
            let off = self.farthest(name, got, expected)?;
            if off > tolerance {
                return Err(format!(
                    "this engine computes it wrongly: scores of the output `{name}` for the input in probe.json are off by {off:.4}, \
                     where {tolerance:.4} is allowed"
                ));
            }
        }
        Ok(())
    }

    /// The largest difference between scores, padding left out.
    fn farthest(&self, name: &str, got: &[f32], expected: &[f32]) -> Result<f32, String> {
        if got.len() != expected.len() {
            return Err(format!(
                "`{name}` has {} scores, where probe.json has {}",
                got.len(),
                expected.len()
            ));
        }
        let (length, width) = (self.batch.length, got.len() / self.batch.mask.len());
        let counts = |i: usize| {
            let piece = i / width;
            let column_is_piece = name != "arcs" || self.batch.mask[piece / length * length + i % width] == 1;
            self.batch.mask[piece] == 1 && column_is_piece
        };
        let differences = got.iter().zip(expected).enumerate().filter(|(i, _)| counts(*i));
        Ok(differences.map(|(_, (a, b))| (a - b).abs()).fold(0.0, f32::max))
    }
}

fn padded(ids: &[Vec<i32>], types: &[Vec<i32>]) -> Batch {
    let length = ids.iter().map(Vec::len).max().unwrap_or(0);
    let rows = |rows: &[Vec<i32>]| -> Vec<i32> {
        rows.iter().flat_map(|r| r.iter().copied().chain(std::iter::repeat_n(0, length - r.len()))).collect()
    };
    let mask: Vec<Vec<i32>> = ids.iter().map(|r| vec![1; r.len()]).collect();
    Batch { windows: ids.len(), length, ids: rows(ids), types: rows(types), mask: rows(&mask) }
}

#[cfg(test)]
mod tests {
    use super::super::super::engine::Engine;
    use super::super::super::error::EncoderError;
    use super::*;

    /// A network that gives the same scores whatever it is asked.
    struct Fixed(f32);

    impl Network for Fixed {
        fn engine(&self) -> Result<Box<dyn Engine + '_>, EncoderError> {
            Ok(Box::new(Fixed(self.0)))
        }
    }

    impl Engine for Fixed {
        fn run(&mut self, batch: &Batch) -> Result<Scores, EncoderError> {
            let cells = batch.windows * batch.length;
            let scores = |width: usize| vec![self.0; cells * width];
            let syntax = SyntaxScores { upos: scores(1), deprel: scores(1), arcs: scores(batch.length) };
            Ok(Scores { ner: scores(1), syntax: Some(syntax), events: None })
        }
    }

    const PROBE: &str = r#"{"ids": [[1, 2], [3]], "types": [[0, 0], [0]],
        "tolerance": {"ner": 0.1, "upos": 0.1, "deprel": 0.1, "arcs": 0.1},
        "scores": {"ner": [1, 1, 1, 9], "upos": [1, 1, 1, 9], "deprel": [1, 1, 1, 9], "arcs": [1, 1, 1, 1, 1, 9, 9, 9]}}"#;

    fn labels() -> Labels {
        Labels::parse(r#"{"ner": ["O"], "upos": ["NOUN"], "deprel": ["root"]}"#).unwrap()
    }

    #[test]
    fn scores_within_the_tolerance_pass_and_padding_does_not_count() {
        Probe::parse(PROBE).unwrap().check(&Fixed(1.05), &labels()).unwrap();
    }

    #[test]
    fn an_engine_that_computes_wrongly_is_refused() {
        let error = Probe::parse(PROBE).unwrap().check(&Fixed(1.2), &labels()).unwrap_err();
        assert!(error.contains("`ner`") && error.contains("0.2"), "{error}");
        assert!(Probe::parse(PROBE).unwrap().check(&Fixed(f32::NAN), &labels()).is_err());
    }
}
