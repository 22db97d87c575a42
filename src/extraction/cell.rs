//! Cells that a spreadsheet must not run, and numbers as they are printed.

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell's text without the apostrophe of [`CellStyle::Safe`].
pub fn unescaped(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

/// How cells of text are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellStyle {
    /// A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an
    /// apostrophe before it, as OWASP's advice on CSV injection says.
    #[default]
    Safe,
    /// As it stands in the article.
    Raw,
}

impl CellStyle {
    /// `text` as the content of a cell. Columns of numbers do not come through here.
    pub fn text(self, text: &str) -> String {
        match self {
            CellStyle::Safe if text.starts_with(FORMULA) => format!("'{text}"),
            _ => text.to_string(),
        }
    }
}

/// A score between 0 and 1, to three decimals.
pub fn score(score: f32) -> f64 {
    (f64::from(score.clamp(0.0, 1.0)) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_safe_and_nothing_else_is_touched() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("-HYPERLINK()", "'-HYPERLINK()"),
            ("@x", "'@x"),
            ("Kyiv", "Kyiv"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(CellStyle::Safe.text(text), cell);
            assert_eq!(CellStyle::Raw.text(text), text);
        }
    }
}
