//! Offsets hold for any text: what a table says stands at `start..end` stands there, counted in scalar values.

use std::sync::LazyLock;

use dossier::{Article, Pipeline};
use proptest::prelude::*;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::embedded().unwrap());

fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

fn check(text: &str) {
    let extraction = PIPELINE.extract(&Article::from_text("a", text)).unwrap();
    for mention in extraction.mentions() {
        assert_eq!(slice(text, mention.start, mention.end), mention.text);
        assert_eq!(mention.text, mention.text.trim());
    }
    for relation in extraction.relations() {
        assert!(text.contains(&relation.evidence));
    }
}

#[test]
fn accents_emoji_and_scripts_before_a_mention() {
    check(
        "Zürich 🇺🇦 — Präsident Zelenskyy traf “Łukasz Nowak” in Kyjiw. The 🇺🇸 U.S. gave Ukraine €3.5bn on Monday; Ærø’s mayor said no.",
    );
    check("\u{feff}Kenya sent\u{200b} envoys\u{a0}to Sudan.\r\n\r\nSudan paid ₹5 lakh.");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_unicode(text in "\\PC{0,160}") {
        check(&text);
    }

    #[test]
    fn news_with_noise(parts in prop::collection::vec(prop_oneof![
        Just("U.S. President Ann Mwangi met ".to_string()),
        Just("Ukraine's envoy in Kyiv. ".to_string()),
        Just("$500 billion ".to_string()),
        Just("about 50% of it, ".to_string()),
        Just("on Feb. 21, 2025\n\n".to_string()),
        Just("said \"no\" ".to_string()),
        "\\PC{0,12}",
    ], 0..14)) {
        check(&parts.concat());
    }
}
