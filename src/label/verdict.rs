//! Why a part of a page is no part of the article.

use serde::Deserialize;
use strum::IntoStaticStr;

/// The reason why a line or element is left out, by the name that dropped.csv has for it. `boilerplate.tsv` can give all but those that
/// hang on where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Verdict {
    Navigation,
    Sharing,
    Subscription,
    Newsletter,
    Cookies,
    Advertising,
    Audio,
    Rights,
    #[serde(rename = "editor's note")]
    #[strum(serialize = "editor's note")]
    EditorsNote,
    /// A picture's.
    Caption,
    Byline,
    Footer,
    Aside,
    Form,
    /// The start of another article, cut off.
    Teaser,
    /// Opens a list of other articles, and goes with it in the end.
    Section,
    /// The same, of a list that nothing of the article follows.
    Tail,
    /// The paragraph stood before, as in galleries and their enlargements.
    #[serde(skip)]
    Repeated,
    #[serde(skip)]
    #[strum(serialize = "no words")]
    NoWords,
    #[serde(skip)]
    #[strum(serialize = "before the article")]
    BeforeArticle,
    #[serde(skip)]
    #[strum(serialize = "after the article")]
    AfterArticle,
    #[serde(skip)]
    #[strum(serialize = "headline of another article")]
    OtherHeadline,
    #[serde(skip)]
    #[strum(serialize = "list of other articles")]
    OtherArticles,
    /// Of a line inside an element that was dropped already, with a reason of its own. No row of dropped.csv has it.
    #[serde(skip)]
    Element,
}

impl Verdict {
    /// As dropped.csv writes it.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
