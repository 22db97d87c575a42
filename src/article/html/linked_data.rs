//! What a page says of itself in JSON-LD (schema.org), in all the ways that papers write it: a list of contexts, a graph of nodes that name each other.

use dom_query::Document;
use serde_json::Value;

/// Kinds of node that are an article, by how their names end.
const ARTICLES: [&str; 3] = ["Article", "BlogPosting", "Report"];

/// What the nodes of a page say of its article.
#[derive(Debug, Default, PartialEq)]
pub struct LinkedData {
    pub published: Option<String>,
    /// Its writers, with commas.
    pub byline: Option<String>,
    pub headline: Option<String>,
}

impl LinkedData {
    /// Of the scripts of a page.
    pub fn of(page: &Document) -> LinkedData {
        let scripts = page.select("script[type='application/ld+json']");
        let mut nodes: Vec<Value> = Vec::new();
        for script in scripts.nodes() {
            if let Ok(value) = serde_json::from_str(script.text().trim()) {
                collect(value, &mut nodes);
            }
        }
        let Some(article) = nodes.iter().find(|node| is_article(node)) else { return LinkedData::default() };
        let text = |key: &str| article.get(key).and_then(Value::as_str).map(str::to_string);
        let byline = article.get("author").map(|author| names(author, &nodes).join(", "));
        LinkedData {
            published: text("datePublished").or_else(|| text("dateCreated")),
            byline: byline.filter(|b| !b.is_empty()),
            headline: text("headline"),
        }
    }
}

/// All nodes of lists and graphs.
fn collect(value: Value, nodes: &mut Vec<Value>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|value| collect(value, nodes)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                collect(graph, nodes);
            }
            nodes.push(Value::Object(object));
        }
        _ => {}
    }
}

fn is_article(node: &Value) -> bool {
    let ends =
        |kind: &Value| kind.as_str().is_some_and(|kind| ARTICLES.iter().any(|end| kind.ends_with(end)));
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(ends),
        Some(kind) => ends(kind),
        None => false,
    }
}

/// The names of those who are named, or who another node of the page names.
fn names(author: &Value, nodes: &[Value]) -> Vec<String> {
    match author {
        Value::String(name) => vec![name.clone()],
        Value::Array(list) => list.iter().flat_map(|author| names(author, nodes)).collect(),
        Value::Object(object) => match (object.get("name"), object.get("@id")) {
            (Some(name), _) => names(name, nodes),
            (None, Some(id)) => {
                let named = |node: &&Value| node.get("@id") == Some(id) && node.get("name").is_some();
                nodes
                    .iter()
                    .find(named)
                    .and_then(|node| node.get("name"))
                    .map(|name| names(name, nodes))
                    .unwrap_or_default()
            }
            (None, None) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> LinkedData {
        LinkedData::of(&Document::from(format!("<script type='application/ld+json'>{json}</script>")))
    }

    #[test]
    fn articles_are_found_in_lists_and_graphs() {
        let list = r#"[{"@context": ["https://schema.org", {}], "@type": "NewsArticle", "datePublished": "2024-02-09", "author": [{"name": "Ann Bell"}, "Tom Dale"]}]"#;
        assert_eq!(read(list).published.as_deref(), Some("2024-02-09"));
        assert_eq!(read(list).byline.as_deref(), Some("Ann Bell, Tom Dale"));
        let graph = r##"{"@graph": [{"@type": ["WebPage"], "datePublished": "2020-01-01"}, {"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "@type": "Person", "name": "Ann Bell"}]}"##;
        assert_eq!((read(graph).published, read(graph).byline.as_deref()), (None, Some("Ann Bell")));
        assert_eq!(read("{broken"), LinkedData::default());
    }
}
