//! The choice among scores.

/// Index of the largest score; the first of equals.
pub fn argmax(scores: &[f32]) -> usize {
    let first = (0, scores.first().copied().unwrap_or_default());
    scores
        .iter()
        .copied()
        .enumerate()
        .fold(first, |best, other| if other.1 > best.1 { other } else { best })
        .0
}
