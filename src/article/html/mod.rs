//! A web page to an article: `dom_smoothie` (a port of Mozilla's Readability) finds the article and its metadata, [`lines`] writes its text.

mod byline;
mod depth;
mod lines;
mod linked_data;

use dom_query::{Document, NodeRef, Selection};
use dom_smoothie::{Config, Readability};

use super::clean::Layout;
use super::date::find_date;
use super::news_article::Article;
use crate::knowledge::Lexicon;
use lines::Lines;
use linked_data::LinkedData;

/// Elements nested deeper than this are no page that a person wrote; finding the article among them could take for ever.
const DEEPEST: usize = 1_000;
/// Bytes of a page's text under which it is read whole: among a few sentences there is nothing to weigh. What is found to be the article of a longer page has half as much prose.
const SHORT: usize = 400;

/// Reads a page, and says whether its elements told which of them is the article. Title, byline, date, language, site and address come from its metadata; the text is cleaned further by [`super::clean`].
pub fn read(html: &str, lexicon: &Lexicon) -> (Article, Layout) {
    let shallow = depth::limited(html, 2 * DEEPEST);
    let page = Document::from(&*shallow);
    let article = Article { url: address(&page), ..Article::default() };
    if depth(&page) > DEEPEST {
        let warnings = vec![format!("elements nested deeper than {DEEPEST}: read without its structure")];
        return (Article { text: page.text().to_string(), warnings, ..article }, Layout::Lost);
    }
    remove_dialogs(&page);
    part_bylines(&page);
    clear_names_of_the_main_path(&page);
    let data = LinkedData::of(&page);
    let told = data.published.as_deref().and_then(|d| find_date(d, lexicon));
    let (date, heading, text) =
        (told.or_else(|| date(&page, lexicon)), heading(&page), whole(&page, lexicon));
    let shared = heading.as_deref().is_some_and(|heading| is_shared_as(&page, heading));
    let authors = data.byline.or_else(|| several_authors(&page));
    let config = Config { keep_classes: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(page, None, Some(config)) else {
        return (text.into_article(article), Layout::Lost);
    };
    let (said, found) = match text.length() >= SHORT {
        true => match readability.parse() {
            Ok(found) => (Said::by_article(found), true),
            Err(_) => (Said::by_page(&readability), false),
        },
        false => (Said::by_page(&readability), false),
    };
    let given = if shared { heading.clone().unwrap_or_default() } else { said.title };
    let said = Said { byline: authors.or(said.byline), title: given, ..said };
    let article = said.of(article, date, heading, lexicon);
    if found && let Some(content) = readability.doc.select_single("#readability-page-1").nodes().first() {
        let read = Lines::of(content, lexicon);
        if read.prose() >= (SHORT / 2).min(text.prose()) {
            // Readability takes the heading out where it is the title; a headline says what happened.
            let read = read.under(&article.title);
            return (read.into_article(article), Layout::Known);
        }
    }
    (text.into_article(article), Layout::Lost)
}

/// What a page says of itself in its metadata.
struct Said {
    title: String,
    byline: Option<String>,
    site: Option<String>,
    language: Option<String>,
    published: Option<String>,
}

impl Said {
    fn by_page(page: &Readability) -> Said {
        let data = page.get_article_metadata(page.parse_json_ld());
        Said {
            title: data.title,
            byline: data.byline,
            site: data.site_name,
            language: data.lang,
            published: data.published_time,
        }
    }

    /// The same of a page whose article was found; its byline may stand in the text.
    fn by_article(found: dom_smoothie::Article) -> Said {
        Said {
            title: found.title,
            byline: found.byline,
            site: found.site_name,
            language: found.lang,
            published: found.published_time,
        }
    }

    fn of(
        self,
        article: Article,
        date: Option<jiff::civil::Date>,
        heading: Option<String>,
        lexicon: &Lexicon,
    ) -> Article {
        Article {
            published: date.or_else(|| find_date(self.published.as_deref()?, lexicon)),
            title: without_site(&title(&self.title, heading), self.site.as_deref()),
            byline: self.byline.as_deref().map(|b| byline::writers(b, lexicon)).unwrap_or_default(),
            site: self.site.as_deref().map(flat).unwrap_or_default(),
            language: self.language.unwrap_or_default(),
            ..article
        }
    }
}

/// The text of a piece of a page, as feeds have it, into an article whose metadata are known.
pub fn fragment(html: &str, article: Article, lexicon: &Lexicon) -> Article {
    let page = Document::fragment(html);
    if depth(&page) > DEEPEST {
        return Article { text: page.text().to_string(), ..article };
    }
    Lines::of(&page.root(), lexicon).into_article(article)
}

/// Whether a text is a piece of a page: it has tags that close, or characters by their names.
pub fn is_markup(text: &str) -> bool {
    const TAGS: [&str; 10] =
        ["</p>", "<br", "</div>", "</a>", "</li>", "</span>", "</strong>", "</h2>", "<p>", "<img "];
    const NAMES: [&str; 7] = ["&amp;", "&nbsp;", "&quot;", "&rsquo;", "&#8217;", "&#39;", "&lt;"];
    TAGS.iter().chain(&NAMES).any(|mark| text.contains(mark))
}

/// A title without tags, and with its characters for their names, however often these were escaped.
pub fn unescaped(title: &str) -> String {
    let mut title = title.to_string();
    for _ in 0..2 {
        if !title.contains('&') && !is_markup(&title) {
            break;
        }
        title = flat(&Document::fragment(title.as_str()).text());
    }
    title
}

/// Takes out what stands before a page until it is answered: dialogs about consent can be longer than a short article.
fn remove_dialogs(page: &Document) {
    let dialogs = page.select("[role=dialog], [role=alertdialog], [aria-modal=true], dialog");
    for dialog in dialogs.nodes() {
        if Selection::from(*dialog).select("article, h1").is_empty() {
            dialog.remove_from_parent();
        }
    }
}

/// Puts a blank between elements side by side where writers are named: they are shown apart, and would be read as one word.
fn part_bylines(page: &Document) {
    let bylines = page.select("[class*=byline], [class*=author], [rel=author], [itemprop=author]");
    for byline in bylines.nodes() {
        for element in byline.descendants().into_iter().filter(NodeRef::is_element) {
            if element.next_sibling().is_some_and(|next| next.is_element()) {
                element.after_html(" ");
            }
        }
    }
}

/// Takes the classes and ids from the elements around most of a page's text. A word in them ("has-sidebar") tells of the page's furniture, and may not
/// cost the article.
fn clear_names_of_the_main_path(page: &Document) {
    let Some(body) = page.body() else { return };
    let whole = body.text().len();
    let mut at = body;
    loop {
        at.remove_attrs(&["class", "id"]);
        let main = at.element_children().into_iter().find(|child| child.text().len() * 2 > whole);
        match main {
            Some(child) => at = child,
            None => return,
        }
    }
}

/// The text of the whole page, navigation and forms marked.
fn whole<'l>(page: &Document, lexicon: &'l Lexicon) -> Lines<'l> {
    page.body().map_or_else(|| Lines::none(lexicon), |body| Lines::of(&body, lexicon))
}

fn depth(page: &Document) -> usize {
    let (mut deepest, mut open) = (0, vec![(page.root(), 0)]);
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    deepest
}

/// White space as one blank each.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attribute(page: &Document, css: &str, name: &str) -> Option<String> {
    let value = |node: &NodeRef<'_>| node.attr(name).map(|v| v.trim().to_string()).filter(|v| !v.is_empty());
    page.select(css).nodes().iter().find_map(value)
}

/// The writers that several metas name.
fn several_authors(page: &Document) -> Option<String> {
    let metas = page.select("meta[name=author]");
    let mut names: Vec<String> = Vec::new();
    for name in metas.nodes().iter().filter_map(|meta| meta.attr("content")) {
        let name = flat(&name);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    (names.len() > 1).then(|| names.join(", "))
}

fn address(page: &Document) -> String {
    attribute(page, "link[rel=canonical]", "href")
        .or_else(|| attribute(page, "meta[property='og:url']", "content"))
        .unwrap_or_default()
}

/// Whether the page is shared under the title that its heading is.
fn is_shared_as(page: &Document, heading: &str) -> bool {
    let shared = attribute(page, "meta[property='og:title']", "content");
    shared.is_some_and(|shared| letters(&shared) == letters(heading))
}

/// The letters and digits of a text: marks and blanks are written in many ways.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn heading(page: &Document) -> Option<String> {
    let heading = page.select_single("h1");
    Some(flat(&heading.nodes().first()?.text())).filter(|t| !t.is_empty())
}

/// A title without the name of its site behind it: "Talks begin - The Site".
fn without_site(title: &str, site: Option<&str>) -> String {
    const MARKS: [&str; 5] = [" | ", " - ", " – ", " — ", " :: "];
    let cut = MARKS.iter().filter_map(|mark| title.rsplit_once(mark));
    let of_site =
        |(_, end): &(&str, &str)| site.is_some_and(|site| letters(site).eq_ignore_ascii_case(&letters(end)));
    cut.filter(of_site).map(|(start, _)| start).find(|start| !start.is_empty()).unwrap_or(title).to_string()
}

/// The title that the page gives for sharing, else its heading where its title begins with it ("Talks begin - The Site").
fn title(given: &str, heading: Option<String>) -> String {
    let title = flat(given);
    match heading {
        Some(heading)
            if title.is_empty()
                || !letters(&heading).is_empty() && letters(&title).starts_with(&letters(&heading)) =>
        {
            heading
        }
        _ => title,
    }
}

/// The day that a page names in its metadata under the names that news sites use, or shows in a `time` element.
fn date(page: &Document, lexicon: &Lexicon) -> Option<jiff::civil::Date> {
    const NAMES: [&str; 7] = [
        "article:published_time",
        "datePublished",
        "date",
        "pubdate",
        "dc.date",
        "parsely-pub-date",
        "publish-date",
    ];
    const ATTRIBUTES: [&str; 3] = ["property", "name", "itemprop"];
    // The first name counts, and of one name the first attribute.
    let mut named: Option<((usize, usize), String)> = None;
    for meta in page.select("meta").nodes() {
        let content = meta.attr("content").map(|c| c.trim().to_string()).filter(|c| !c.is_empty());
        let Some(content) = content else { continue };
        for (at, attribute) in ATTRIBUTES.iter().enumerate() {
            let value = meta.attr(attribute).unwrap_or_default();
            let Some(name) = NAMES.iter().position(|name| *name == &*value) else { continue };
            if named.as_ref().is_none_or(|(rank, _)| (name, at) < *rank) {
                named = Some(((name, at), content.clone()));
            }
        }
    }
    let named = named.map(|(_, date)| date);
    let shown = || {
        let time = page.select_single("time");
        Some(time.nodes().first()?.text().to_string())
    };
    let own = || attribute(page, "time[itemprop=datePublished], time[pubdate]", "datetime");
    let told = named.or_else(own).or_else(|| attribute(page, "time[datetime]", "datetime"));
    told.and_then(|d| find_date(&d, lexicon))
        .or_else(|| find_date(&shown()?, lexicon))
        .or_else(|| labelled_date(page, lexicon))
        .or_else(|| date_of_address(&address(page)))
        .or_else(|| date_beside_heading(page, lexicon))
}

/// Characters of an element that holds a date and little else.
const LONGEST_DATE: usize = 80;

/// The day in an element that microdata or a class name calls the date.
fn labelled_date(page: &Document, lexicon: &Lexicon) -> Option<jiff::civil::Date> {
    let in_attributes = |node: &NodeRef<'_>| {
        let values = ["content", "datetime", "title"].into_iter().filter_map(|name| node.attr(name));
        values.into_iter().find_map(|value| find_date(&value, lexicon))
    };
    let in_text = |node: &NodeRef<'_>| {
        find_date(Some(flat(&node.text())).filter(|t| t.len() < LONGEST_DATE)?.as_str(), lexicon)
    };
    let read = |node: &NodeRef<'_>| in_attributes(node).or_else(|| in_text(node));
    let microdata = page.select("[itemprop=datePublished], [itemprop=dateCreated]");
    microdata.nodes().iter().find_map(read).or_else(|| {
        let named =
            lexicon.pages.date_classes.iter().map(|word| format!("[class*='{word}'], [id*='{word}']"));
        let named = page.select(&named.collect::<Vec<_>>().join(", "));
        named.nodes().iter().find_map(read)
    })
}

/// Pieces of text between a heading and the day that is shown with it.
const BESIDE: usize = 20;

/// The day in the short piece of text nearest to the heading.
fn date_beside_heading(page: &Document, lexicon: &Lexicon) -> Option<jiff::civil::Date> {
    let heading =
        ["h1", "h2"].into_iter().find_map(|name| page.select_single(name).nodes().first().copied())?;
    let silent = |node: &NodeRef<'_>| {
        node.parent().and_then(|parent| parent.node_name()).is_none_or(|name| lines::SILENT.contains(&&*name))
    };
    let pieces = page.root().descendants().into_iter().filter(|node| node.is_text() && !silent(node));
    let pieces: Vec<NodeRef<'_>> = pieces.filter(|node| !node.text().trim().is_empty()).collect();
    let at =
        pieces.iter().position(|node| node.ancestors(None).iter().any(|above| above.id == heading.id))?;
    let read = |piece: &NodeRef<'_>| {
        find_date(Some(flat(&piece.text())).filter(|text| text.len() < LONGEST_DATE)?.as_str(), lexicon)
    };
    let around = pieces[..at].iter().rev().zip(1..).chain(pieces[at..].iter().zip(0..));
    let dated = around.filter(|(_, apart)| *apart <= BESIDE);
    dated
        .filter_map(|(piece, apart)| Some((apart, read(piece)?)))
        .min_by_key(|(apart, _)| *apart)
        .map(|(_, day)| day)
}

/// The day in an address: "/2018/10/09/title".
fn date_of_address(url: &str) -> Option<jiff::civil::Date> {
    let parts: Vec<&str> = url.split('/').collect();
    let number = |part: &str, digits: usize| {
        part.parse::<i16>().ok().filter(|_| part.len() <= digits && part.len() > digits - 2)
    };
    parts.windows(3).find_map(|three| {
        let (year, month, day) = (number(three[0], 4)?, number(three[1], 2)?, number(three[2], 2)?);
        let year = Some(year).filter(|y| (1990..2100).contains(y))?;
        jiff::civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "Envoys of both sides met in <b>Geneva</b> on Friday and spoke for six hours about the river, the dam and the money that the one side owes the other.";

    const MORE: &str = "The dam would be filled over six years, said the elder of the two, and the farmers below it paid from a fund that a bank in the capital has promised to keep.";

    fn read_page(html: &str) -> (Article, Layout) {
        let knowledge = crate::knowledge::Knowledge::embedded();
        read(html, &knowledge.lexicon)
    }

    #[test]
    fn an_article_among_boilerplate() {
        let (article, layout) = read_page(&format!(
            "<html lang='en'><head><title>Talks begin - The Site</title><meta property='og:site_name' content='The Site'><meta name='author' content='Jo Bell'>\
             <meta property='article:published_time' content='2024-05-03T08:00:00Z'></head>\
             <body><nav>Home World</nav><article><h1>Talks begin</h1><p>{PROSE}</p><figure><figcaption>The lake, in May</figcaption></figure><p>{MORE}</p>\
             <aside>Read: other news</aside><p>They parted, and said that they would meet again.</p><script>x</script></article><footer>Terms</footer></body></html>",
        ));
        assert_eq!(
            (article.title.as_str(), article.published),
            ("Talks begin", Some(jiff::civil::Date::constant(2024, 5, 3)))
        );
        assert_eq!(
            (article.byline.as_str(), article.site.as_str(), article.language.as_str()),
            ("Jo Bell", "The Site", "en")
        );
        assert!(
            article.text.starts_with("Talks begin\n\nEnvoys of both sides met in Geneva on"),
            "{}",
            article.text
        );
        assert!(article.text.contains("meet again."), "{}", article.text);
        let dropped: Vec<&str> = article.dropped.iter().map(|d| d.span.of(&article.text)).collect();
        assert_eq!((dropped, layout), (vec!["The lake, in May"], Layout::Known));
    }

    #[test]
    fn days_are_found_in_microdata_class_names_and_addresses() {
        let published = |html: &str| read_page(html).0.published.map(|d| d.to_string());
        let told = |head: &str| {
            published(&format!(
                "<head>{head}</head><body><article><h1>Talks</h1><p>{PROSE}</p></article></body>"
            ))
        };
        let body = |mark: &str| {
            published(&format!("<body><article><h1>Talks</h1>{mark}<p>{PROSE}</p></article></body>"))
        };
        let address = "<link rel='canonical' href='https://a.example/2018/10/09/talks'>";
        assert_eq!(told(address).as_deref(), Some("2018-10-09"));
        let written = "<abbr itemprop='datePublished' title='2019-10-16T14:33:00-07:00'>2:33</abbr>";
        assert_eq!(body(written).as_deref(), Some("2019-10-16"));
        assert_eq!(body("<span class='post-date'>Oct. 9, 2018</span>").as_deref(), Some("2018-10-09"));
        assert_eq!(body("<span class='update'>two of them</span>"), None);
        assert_eq!(body("<small>January 13, 2020 at 08:45 AM</small>").as_deref(), Some("2020-01-13"));
    }

    #[test]
    fn titles_lose_their_site() {
        assert_eq!(without_site("Talks begin - The Site", Some("The Site")), "Talks begin");
        assert_eq!(without_site("Talks - an essay", Some("The Site")), "Talks - an essay");
    }

    #[test]
    fn what_stands_twice_is_read_once() {
        let page = format!(
            "<body><article><h1>Talks</h1><p>{PROSE}</p><p>{MORE}</p><p>{PROSE}</p></article></body>"
        );
        let (article, _) = read_page(&page);
        let reasons: Vec<&str> = article.dropped.iter().map(|d| d.reason.as_str()).collect();
        assert_eq!(reasons, ["repeated"]);
    }

    #[test]
    fn dialogs_and_class_names_do_not_cost_the_article() {
        let page = format!(
            "<body><div class='sidebar-grid'><h1>Talks</h1><p>{PROSE}</p><p>{MORE}</p></div><div role='dialog'><p>If you are a resident, {PROSE}</p></div></body>"
        );
        let (article, _) = read_page(&page);
        let all = article.text.contains("six hours") && article.text.contains("six years");
        let shown = all && article.dropped.is_empty() && !article.text.contains("resident");
        assert!(shown, "{}", article.text);
    }

    #[test]
    fn a_short_page_is_read_whole() {
        let (article, _) = read_page("<body><nav>Home</nav><p>Kenya sent envoys.</p></body>");
        let dropped: Vec<&str> = article.dropped.iter().map(|d| d.span.of(&article.text)).collect();
        assert_eq!((article.text.trim(), dropped), ("Home\n\nKenya sent envoys.", vec!["Home"]));
    }

    #[test]
    fn deep_nesting_is_survived() {
        let deep = "<div>".repeat(20_000) + "Kenya sent envoys.";
        let (article, _) = read_page(&deep);
        assert!(article.text.contains("Kenya sent envoys.") && !article.warnings.is_empty());
    }
}
