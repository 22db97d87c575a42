//! Spellings of one name under one form.

/// Whether a name is all in capitals.
pub fn is_all_caps(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// The form under which spellings of one name meet: no article, no periods, one kind of apostrophe and dash, single
/// blanks. Case is kept where it tells names from words ("US", "IS"): all-capital forms stay so.
pub fn normalize(name: &str) -> String {
    let apostrophe = |c: char| matches!(c, '\'' | '’' | '‘' | '`');
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '-')) {
        // Most words have nothing to be taken off.
        let is_plain = word.bytes().all(|b| b.is_ascii_alphanumeric());
        let word = match is_plain {
            true => word,
            false => word.trim_matches(|c: char| !c.is_alphanumeric() && !apostrophe(c)),
        };
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if is_plain {
            let from = out.len();
            out.push_str(word);
            if word.bytes().any(|b| b.is_ascii_lowercase()) {
                out[from..].make_ascii_lowercase();
            }
            continue;
        }
        let capitals = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        for c in word.chars().filter(|c| *c != '.') {
            match c {
                c if apostrophe(c) => out.push('\''),
                c if capitals => out.push(c),
                c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    match out.split_once(' ') {
        Some((first, rest)) if first.eq_ignore_ascii_case("the") => rest.to_string(),
        _ => out,
    }
}
