//! Elements to lines of text: one line a block, and which of them are boilerplate.

use dom_query::NodeRef;
use rustc_hash::FxHashSet;

use crate::article::dropped::Dropped;
use crate::article::news_article::Article;
use crate::knowledge::Lexicon;
use crate::label::Verdict;
use crate::text::Span;

/// Elements whose text is never shown or never prose.
pub const SILENT: [&str; 12] = [
    "script", "style", "noscript", "template", "svg", "iframe", "select", "button", "input", "textarea",
    "head", "object",
];
/// Elements that hold boilerplate, and what to call it.
const BOILERPLATE: [(&str, Verdict); 5] = [
    ("nav", Verdict::Navigation),
    ("footer", Verdict::Footer),
    ("aside", Verdict::Aside),
    ("form", Verdict::Form),
    ("figcaption", Verdict::Caption),
];
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "blockquote",
    "body",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "figcaption",
    "footer",
];

/// The text of an element and what of it is boilerplate.
pub struct Lines<'l> {
    lexicon: &'l Lexicon,
    text: String,
    dropped: Vec<Dropped>,
    pending_space: bool,
    /// Reason why what is being written is no body, and where it began.
    boilerplate: Option<(&'l str, usize)>,
    /// Where the paragraph in hand began.
    line: usize,
    /// The longer paragraphs so far.
    seen: FxHashSet<u64>,
}

/// Bytes of a paragraph that is not written twice by chance.
const TELLING: usize = 40;

enum Step<'d> {
    Enter(NodeRef<'d>),
    Leave { block: bool, boilerplate: bool },
}

impl<'l> Lines<'l> {
    /// No lines yet.
    pub fn none(lexicon: &'l Lexicon) -> Lines<'l> {
        Lines {
            lexicon,
            text: String::new(),
            dropped: Vec::new(),
            pending_space: false,
            boilerplate: None,
            line: 0,
            seen: FxHashSet::default(),
        }
    }

    pub fn of(element: &NodeRef<'_>, lexicon: &'l Lexicon) -> Lines<'l> {
        let mut lines = Lines::none(lexicon);
        let mut steps: Vec<Step<'_>> = match element.is_element() {
            true => vec![Step::Enter(*element)],
            false => element.children_it(true).map(Step::Enter).collect(),
        };
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) if node.is_text() => lines.write(&node.text()),
                Step::Enter(node) if node.is_element() => {
                    if let Some(leave) = lines.enter(&node) {
                        steps.push(leave);
                        steps.extend(node.children_it(true).map(Step::Enter));
                    }
                }
                Step::Enter(_) => {}
                Step::Leave { block, boilerplate } => lines.leave(block, boilerplate),
            }
        }
        lines.end_line();
        lines
    }

    /// Bytes, boilerplate among them.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// Bytes that are no boilerplate.
    pub fn prose(&self) -> usize {
        self.text.len() - self.dropped.iter().map(|d| d.span.len()).sum::<usize>()
    }

    /// The same lines with a heading, if they do not begin with it.
    pub fn under(mut self, heading: &str) -> Lines<'l> {
        if !heading.is_empty() && !self.text.starts_with(heading) {
            let added = format!("{heading}\n\n");
            self.text.insert_str(0, &added);
            for dropped in &mut self.dropped {
                dropped.span = dropped.span.shifted(added.len());
            }
        }
        self
    }

    pub fn into_article(self, article: Article) -> Article {
        Article { text: self.text, dropped: self.dropped, ..article }
    }

    fn enter<'d>(&mut self, element: &NodeRef<'d>) -> Option<Step<'d>> {
        let name = element.node_name()?;
        let hidden = element.has_attr("hidden") || element.attr("aria-hidden").as_deref() == Some("true");
        if hidden || SILENT.contains(&&*name) {
            return None;
        }
        let block = BLOCKS.contains(&&*name);
        if block {
            self.end_line();
        }
        let boilerplate = self.open_boilerplate(element, &name);
        Some(Step::Leave { block, boilerplate })
    }

    fn leave(&mut self, block: bool, boilerplate: bool) {
        if block || boilerplate {
            self.end_line();
        }
        if boilerplate && let Some((reason, start)) = self.boilerplate.take() {
            let end = self.text.trim_end().len().max(start);
            if end > start {
                self.dropped.push(Dropped { span: Span::new(start, end), reason: reason.to_string() });
            }
        }
    }

    fn open_boilerplate(&mut self, element: &NodeRef<'_>, name: &str) -> bool {
        if self.boilerplate.is_some() || matches!(name, "body" | "article" | "main" | "html") {
            return false;
        }
        let classes = &self.lexicon.pages.boilerplate_classes;
        let by_name = BOILERPLATE.iter().find(|(element, _)| *element == name).map(|(_, v)| v.as_str());
        let Some(reason) = by_name.or_else(|| by_class(element, classes)) else { return false };
        self.end_line();
        self.boilerplate = Some((reason, self.text.len()));
        true
    }

    fn write(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.pending_space = true;
            } else {
                if self.pending_space && !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.text.push(' ');
                }
                self.pending_space = false;
                self.text.push(c);
            }
        }
    }

    /// Ends the paragraph: blocks stand apart by a blank line.
    fn end_line(&mut self) {
        self.pending_space = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.drop_repeated();
            self.text.push_str("\n\n");
        }
        self.line = self.text.len();
    }

    /// Marks the paragraph in hand where it stood before.
    fn drop_repeated(&mut self) {
        let paragraph = &self.text[self.line..];
        let telling = paragraph.len() >= TELLING && self.boilerplate.is_none();
        if telling && !self.seen.insert(xxhash_rust::xxh3::xxh3_64(paragraph.as_bytes())) {
            let reason = Verdict::Repeated.as_str().to_string();
            self.dropped.push(Dropped { span: Span::new(self.line, self.text.len()), reason });
        }
    }
}

/// The word of a class or id by which an element is boilerplate: its reason as well.
fn by_class<'l>(element: &NodeRef<'_>, classes: &'l [String]) -> Option<&'l str> {
    let class = element.attr("class").unwrap_or_default();
    let marks = format!("{class} {}", element.attr("id").unwrap_or_default()).to_lowercase();
    let parts = || marks.split([' ', '-', '_']);
    classes.iter().map(String::as_str).find(|c| parts().any(|m| m.starts_with(*c)))
}
