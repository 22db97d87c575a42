//! Probabilities as log odds, in which what is said for a row adds up, and back.

/// The log odds of a probability, which is taken for neither impossible nor sure.
pub fn log_odds(probability: f32) -> f32 {
    let p = probability.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

/// The probability of log odds.
pub fn logistic(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
