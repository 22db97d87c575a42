//! A bound on how deep elements are nested, before they are parsed: a parser's time grows with the square of the depth.

use std::borrow::Cow;

/// Elements that hold nothing, and so are never open.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The page without the tags of elements that would be deeper than `deepest`; their content stays.
pub fn limited(html: &str, deepest: usize) -> Cow<'_, str> {
    if html.matches('<').count() <= deepest {
        return Cow::Borrowed(html);
    }
    let (mut open, mut left_out) = (0usize, 0usize);
    let mut out = String::new();
    let (mut kept, mut rest) = (0, 0);
    while let Some(at) = html[rest..].find('<').map(|i| rest + i) {
        let tag = &html[at + 1..];
        let closes = tag.starts_with('/');
        let name = &tag[usize::from(closes)..];
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        rest = at + 1;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic())
            || VOID.iter().any(|v| name.eq_ignore_ascii_case(v))
        {
            continue;
        }
        let Some(length) = tag.find('>') else { break };
        let leaves_out = if closes { left_out > 0 } else { open >= deepest };
        match (closes, leaves_out) {
            (true, true) => left_out -= 1,
            (false, true) => left_out += 1,
            (true, false) => open = open.saturating_sub(1),
            (false, false) => open += 1,
        }
        if leaves_out {
            out.push_str(&html[kept..at]);
            kept = at + 1 + length + 1;
            rest = kept;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::limited;

    #[test]
    fn what_is_too_deep_loses_its_tags_alone() {
        let deep = "<div>".repeat(5) + "Kenya <br>sent" + &"</div>".repeat(5) + "<p>envoys</p>";
        assert_eq!(limited(&deep, 3), "<div><div><div>Kenya <br>sent</div></div></div><p>envoys</p>");
        assert_eq!(limited("<p>a < b</p>", 1), "<p>a < b</p>");
    }
}
