//! What a report shows.

/// What a report shows.
#[derive(Clone, Copy, Debug)]
pub struct ReportOptions {
    /// Shows the articles' texts, where the run kept them; else the sentences of evidence alone.
    pub text: bool,
    /// Articles shown with their texts; of more, those that tell most.
    pub articles: usize,
    /// Rows listed; of more, the surest. All are counted.
    pub rows: usize,
}

impl Default for ReportOptions {
    fn default() -> ReportOptions {
        ReportOptions { text: true, articles: 4000, rows: 150_000 }
    }
}
