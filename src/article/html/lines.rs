//! Elements to lines of text: one line a block, and which of them are furniture.

use dom_query::NodeRef;

use crate::article::Article;
use crate::article::clean::Dropped;
use crate::text::Span;

/// Elements whose text is never shown or never prose.
const SILENT: [&str; 12] = [
    "script", "style", "noscript", "template", "svg", "iframe", "select", "button", "input", "textarea",
    "head", "object",
];
/// Elements that hold page furniture, and what to call it.
const FURNITURE: [(&str, &str); 5] = [
    ("nav", "navigation"),
    ("footer", "footer"),
    ("aside", "aside"),
    ("form", "form"),
    ("figcaption", "caption"),
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
/// Words in class names and ids of containers that hold other articles, sharing links or forms.
const FURNITURE_CLASSES: [&str; 14] = [
    "related",
    "recommend",
    "newsletter",
    "subscribe",
    "share",
    "social",
    "cookie",
    "consent",
    "comments",
    "breadcrumb",
    "sidebar",
    "promo",
    "advert",
    "teaser",
];

/// The text of an element and what of it is furniture.
#[derive(Default)]
pub struct Lines {
    text: String,
    dropped: Vec<Dropped>,
    pending_space: bool,
    /// Reason why what is being written is no body, and where it began.
    furniture: Option<(&'static str, usize)>,
}

enum Step<'d> {
    Enter(NodeRef<'d>),
    Leave { block: bool, furniture: bool },
}

impl Lines {
    pub fn of(element: &NodeRef<'_>) -> Lines {
        let mut lines = Lines::default();
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
                Step::Leave { block, furniture } => lines.leave(block, furniture),
            }
        }
        lines.end_line();
        lines
    }

    /// Bytes, furniture among them.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// Bytes that are no furniture.
    pub fn prose(&self) -> usize {
        self.text.len() - self.dropped.iter().map(|d| d.span.len()).sum::<usize>()
    }

    /// The same lines with a heading, if they do not begin with it.
    pub fn under(mut self, heading: &str) -> Lines {
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
        let furniture = self.open_furniture(element, &name);
        Some(Step::Leave { block, furniture })
    }

    fn leave(&mut self, block: bool, furniture: bool) {
        if block || furniture {
            self.end_line();
        }
        if furniture && let Some((reason, start)) = self.furniture.take() {
            let end = self.text.trim_end().len().max(start);
            if end > start {
                self.dropped.push(Dropped { span: Span::new(start, end), reason: reason.to_string() });
            }
        }
    }

    fn open_furniture(&mut self, element: &NodeRef<'_>, name: &str) -> bool {
        if self.furniture.is_some() || matches!(name, "body" | "article" | "main" | "html") {
            return false;
        }
        let by_name = FURNITURE.iter().find(|(furniture, _)| *furniture == name).map(|(_, reason)| *reason);
        let Some(reason) = by_name.or_else(|| by_class(element)) else { return false };
        self.end_line();
        self.furniture = Some((reason, self.text.len()));
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
            self.text.push_str("\n\n");
        }
    }
}

fn by_class(element: &NodeRef<'_>) -> Option<&'static str> {
    let class = element.attr("class").unwrap_or_default();
    let marks = format!("{class} {}", element.attr("id").unwrap_or_default()).to_lowercase();
    let parts = || marks.split([' ', '-', '_']);
    FURNITURE_CLASSES.iter().copied().find(|c| parts().any(|m| m.starts_with(c)))
}
