//! The language of an article. dossier's model knows English: what it would make of other languages is nonsense.

use whatlang::Lang;

use super::news_article::Article;
use crate::knowledge::Lexicon;

/// Letters that a guess wants; shorter texts are taken for English.
const ENOUGH: usize = 200;
/// Letters looked at; more make the guess no better.
const LOOKED_AT: usize = 4_000;

/// One word in so many is a stop word in any English text.
const ENGLISH_SHARE: usize = 60;

/// The English name of the article's language, where it is surely another than English.
pub fn detect_non_english(article: &Article, lexicon: &Lexicon) -> Option<&'static str> {
    let mut sample = String::new();
    for part in &article.body {
        sample.extend(part.of(&article.text).chars().take(LOOKED_AT - sample.len().min(LOOKED_AT)));
        sample.push('\n');
    }
    if sample.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH {
        return None;
    }
    // Lists of foreign names in English look foreign by their letters.
    let (mut words, mut english) = (0usize, 0usize);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        english += usize::from(lexicon.pages.stop_words.has(&word.to_ascii_lowercase()));
    }
    if english * ENGLISH_SHARE >= words {
        return None;
    }
    let guess = whatlang::detect(&sample).filter(|g| g.lang() != Lang::Eng)?;
    // Where hardly a word is English, which of its neighbours a language is does not matter.
    let strange = english * 2 * ENGLISH_SHARE < words;
    let named = !article.language.is_empty() && !article.language.to_ascii_lowercase().starts_with("en");
    (guess.is_reliable() || strange || named).then(|| guess.lang().eng_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_told_from_english_with_foreign_names() {
        let knowledge = crate::knowledge::Knowledge::embedded();
        let language =
            |id: &str, text: &str| detect_non_english(&Article::from_text(id, text), &knowledge.lexicon);
        let german = "Die Außenminister der beiden Länder trafen sich am Montag in der Hauptstadt und sprachen über die Lage an der Grenze. \
            Nach dem Gespräch sagte der Sprecher des Ministeriums, man habe sich darauf geeinigt, die Verhandlungen im nächsten Monat fortzusetzen und weitere Hilfe zu schicken.";
        assert_eq!(language("a", german), Some("German"));
        let english = "Chancellor Jürgen Müller-Österreicher met Président François Lefèvre and José María Núñez de la Peña in Zürich on Monday, and the \
            three agreed that the Bundesverfassungsgericht should be asked before the Assemblée nationale votes on the treaty of Saint-Germain-en-Laye.";
        assert_eq!(language("b", english), None);
        let names = "The signatories included Prof David Epstein, Mike Leigh, Prof Avi Shlaim, Gillian Slovo, Walter Wolfgang, Annabelle Sreberny, Irène \
            Bruegel, Moshé Machover, Sami Ramadani, Jürgen Habermas, Ulla Schmidt, Günther Oettinger, Horst Köhler, Heidemarie Wieczorek-Zeul.";
        assert_eq!(language("d", names), None);
        assert_eq!(language("c", "Guten Tag."), None);
    }
}
