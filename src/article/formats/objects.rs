//! Objects of a JSON file one by one: the elements of a top-level array, or objects one behind the other. An array of a
//! million articles is never held whole.

use std::io::{self, BufRead};

/// The next object's bytes, or what stands in their way.
pub enum Next {
    Object(Vec<u8>),
    /// Neither an object nor what may stand between two; nothing further can be told apart.
    Strange(char),
    /// It was passed over.
    TooLong,
    End,
}

/// Reads up to the end of the next object of at most `largest` bytes.
///
/// # Errors
/// What reading gives; an object that breaks off is [`io::ErrorKind::UnexpectedEof`].
pub fn next_object(reader: &mut impl BufRead, largest: u64) -> io::Result<Next> {
    loop {
        let buffer = reader.fill_buf()?;
        let between = |b: &u8| b.is_ascii_whitespace() || matches!(b, b',' | b'[' | b']');
        let marks = if buffer.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let skipped = marks + buffer[marks..].iter().take_while(|b| between(b)).count();
        match buffer.get(skipped) {
            None if buffer.is_empty() => return Ok(Next::End),
            None => reader.consume(skipped),
            Some(b'{') => {
                reader.consume(skipped);
                break;
            }
            Some(other) => return Ok(Next::Strange(char::from(*other))),
        }
    }
    let (mut object, mut depth, mut in_string, mut escaped) = (Vec::new(), 0usize, false, false);
    let mut too_long = false;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut used = 0;
        for &byte in buffer {
            used += 1;
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                b'{' | b'[' if !in_string => depth += 1,
                b'}' | b']' if !in_string => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        too_long |= (object.len() + used) as u64 > largest;
        if too_long {
            object = Vec::new();
        } else {
            object.extend_from_slice(&buffer[..used]);
        }
        reader.consume(used);
        if depth == 0 {
            return Ok(if too_long { Next::TooLong } else { Next::Object(object) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(text: &str) -> Vec<String> {
        let mut reader = io::BufReader::with_capacity(3, text.as_bytes());
        let mut out = Vec::new();
        loop {
            match next_object(&mut reader, 100) {
                Ok(Next::Object(o)) => out.push(String::from_utf8(o).unwrap()),
                Ok(Next::End) => return out,
                Ok(Next::Strange(c)) => return [out, vec![format!("strange {c}")]].concat(),
                Ok(Next::TooLong) => out.push("too long".into()),
                Err(e) => return [out, vec![e.kind().to_string()]].concat(),
            }
        }
    }

    #[test]
    fn arrays_and_rows_of_objects_are_taken_apart() {
        let nested = r#"{"a": [{"b": "}]\"{"}]}"#;
        assert_eq!(objects(&format!("[{nested},\n {{}} ]")), [nested, "{}"]);
        assert_eq!(objects(&format!("{nested}\n{nested}")), [nested, nested]);
        assert_eq!(objects("[1, 2]"), ["strange 1"]);
        assert_eq!(objects(r#"[{"a": 1"#), ["unexpected end of file"]);
        assert_eq!(objects(&format!("[{{\"a\": \"{}\"}}, {{}}]", "x".repeat(200))), ["too long", "{}"]);
    }
}
