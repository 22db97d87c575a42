//! Who wrote a page: the line in which it says so, without "By" and without the hour, the account and the buttons that stand in the same element.

use crate::knowledge::Lexicon;

/// Characters that no name of a writer has: what follows is another thing.
const ENDS: [char; 5] = ['|', '@', '•', '·', '\u{fffd}'];

/// The writers named by a byline; empty where it names none.
pub fn writers(byline: &str, lexicon: &Lexicon) -> String {
    if byline.trim_start().starts_with("http") {
        return String::new();
    }
    let end = byline.find(|c: char| ENDS.contains(&c) || c.is_ascii_digit()).unwrap_or(byline.len());
    let mut words: Vec<&str> = byline[..end].split_whitespace().collect();
    let opens = |w: &&str| lexicon.pages.before_writers.has(&w.trim_end_matches(':').to_ascii_lowercase());
    if words.first().is_some_and(opens) {
        words.remove(0);
    }
    while words.last().is_some_and(|w| leads_over(w, end < byline.len(), lexicon)) {
        words.pop();
    }
    words.join(" ").trim_end_matches([',', '-', '–', '—', ':', '(']).trim_end().to_string()
}

/// Whether the last word before a cut belongs to what was cut off: a month, a day of the week, "on".
fn leads_over(word: &str, cut: bool, lexicon: &Lexicon) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    bare.is_empty()
        || lexicon.pages.beside_writers.has(&bare)
        || cut && (lexicon.dates.ends_in_day(&bare) || lexicon.dates.month(&bare).is_some())
}

#[cfg(test)]
mod tests {
    use super::writers;

    #[test]
    fn what_stands_beside_the_names_is_cut_off() {
        let knowledge = crate::knowledge::Knowledge::embedded();
        for (byline, names) in [
            ("By Jo Bell", "Jo Bell"),
            ("by JO BELL and Ann Holiday, The Site", "JO BELL and Ann Holiday, The Site"),
            ("By: Jo Bell Tuesday, Aug. 17, 2010 3:21 PM", "Jo Bell"),
            ("Jo Bell2014-01-26 21:32", "Jo Bell"),
            ("Jo Bell @jobell on June 3", "Jo Bell"),
            ("Jo Bell - Staff writer | Agency – 1 hr ago", "Jo Bell - Staff writer"),
            ("Ann Holiday", "Ann Holiday"),
            ("Theresa May", "Theresa May"),
            ("Authors", ""),
            ("9:39AM 05 Oct 2011", ""),
            ("https://news.example/people/bell", ""),
        ] {
            assert_eq!(writers(byline, &knowledge.lexicon), names, "{byline}");
        }
    }
}
