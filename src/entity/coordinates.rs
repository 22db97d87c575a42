//! Places told by latitude and longitude: "59°10′25″N 18°10′05″E", "33.5057° N, 36.2696° E".

use crate::text::{Bytes, Span, Tokens};

/// A point of the earth in running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Coordinates {
    pub span: Span<Bytes>,
    pub words: Span<Tokens>,
    /// ISO 6709 in degrees, to some ten metres: `+59.1736+018.1681/`.
    pub value: String,
}

/// All pairs of a latitude and a longitude in the sentence at `region` of `text`, whose tokens these are, left to right.
pub fn coordinates(
    text: &str,
    region: Span<Bytes>,
    tokens: impl Iterator<Item = Span<Bytes>> + Clone,
) -> Vec<Coordinates> {
    let written = region.of(text);
    let mut out: Vec<Coordinates> = Vec::new();
    for (degree, _) in written.match_indices(DEGREE) {
        let start = start_of_number(&written[..degree]);
        if out.last().is_some_and(|o| o.span.end > region.start + start) {
            continue;
        }
        let mut cursor = Cursor { rest: &written[start..] };
        let Some((latitude, longitude)) = cursor.pair() else { continue };
        let span = Span::new(region.start + start, region.end - cursor.rest.len());
        let first = tokens.clone().take_while(|t| t.end <= span.start).count();
        let end = tokens.clone().take_while(|t| t.start < span.end).count();
        let value = format!("{latitude:+08.4}{longitude:+09.4}/");
        out.push(Coordinates { span, words: Span::new(first, end), value });
    }
    out
}

const DEGREE: [char; 2] = ['°', 'º'];
const MINUTE: [char; 3] = ['′', '\'', '’'];
const SECOND: [char; 3] = ['″', '"', '”'];

/// Where the number starts that `before` ends with, blanks behind it aside.
fn start_of_number(before: &str) -> usize {
    before.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len()
}

/// Reads from left to right; what fails may have moved it.
#[derive(Clone, Copy)]
struct Cursor<'t> {
    rest: &'t str,
}

impl Cursor<'_> {
    fn pair(&mut self) -> Option<(f64, f64)> {
        let latitude = self.angle(90.0, ['N', 'S'])?;
        self.blank();
        if self.one_of(&[',', ';']) {
            self.blank();
        }
        Some((latitude, self.angle(180.0, ['E', 'W'])?))
    }

    /// Degrees, which may have minutes and seconds behind them, and which of two ways they go; those of the second are negative.
    fn angle(&mut self, most: f64, ways: [char; 2]) -> Option<f64> {
        let mut degrees = self.number(&DEGREE)?;
        let mut share = 60.0;
        for sign in [MINUTE, SECOND] {
            let mut further = *self;
            if let Some(part) = further.number(&sign) {
                if part >= 60.0 {
                    return None;
                }
                degrees += part / share;
                *self = further;
            }
            share *= 60.0;
        }
        self.blank();
        let back = self.rest.starts_with(ways[1]);
        let ends = !self.rest.chars().nth(1).is_some_and(char::is_alphanumeric);
        let fits = self.one_of(&ways) && ends && degrees <= most;
        fits.then_some(if back { -degrees } else { degrees })
    }

    /// Digits, perhaps with decimals, and one of the signs for what they count.
    fn number(&mut self, signs: &[char]) -> Option<f64> {
        self.blank();
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = self.rest[..self.rest.len() - rest.len()].parse().ok()?;
        self.rest = rest;
        self.blank();
        self.one_of(signs).then_some(number)
    }

    fn one_of(&mut self, signs: &[char]) -> bool {
        let rest = self.rest.strip_prefix(signs);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::split;

    fn read(text: &str) -> Vec<(&str, String)> {
        let sentences = split(text);
        let found = sentences.iter().flat_map(|s| coordinates(text, s.span, s.tokens.iter().copied()));
        found.map(|c| (c.span.of(text), c.value)).collect()
    }

    #[test]
    fn degrees_minutes_and_seconds_are_a_place() {
        assert_eq!(
            read("It sank at 59°10′25″N 18°10′05″W / 59.5°N 18.25°W, they said."),
            [
                ("59°10′25″N 18°10′05″W", "+59.1736-018.1681/".to_string()),
                ("59.5°N 18.25°W", "+59.5000-018.2500/".to_string()),
            ]
        );
        assert_eq!(
            read("The ship waits at 12° 30' S, 5° 10' E."),
            [("12° 30' S, 5° 10' E", "-12.5000+005.1667/".to_string())]
        );
    }

    #[test]
    fn degrees_of_other_things_are_none() {
        for text in [
            "It was 30°C in the north, 12° in the east.",
            "North of 38°N nobody went.",
            "At 95°N 20°E there is nothing.",
            "At 45°75′N 20°E there is nothing.",
            "Units 33°North 36°East met.",
            "°N 20°E",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
