//! Text inside XML.

use quick_xml::escape::escape;

/// A text as it stands between tags or quotation marks; what XML 1.0 forbids is left out.
pub fn text(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    escape(text.chars().filter(allowed).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_forbids_is_left_out() {
        assert_eq!(super::text("a\u{1}<b> & \"c\""), "a&lt;b&gt; &amp; &quot;c&quot;");
    }
}
