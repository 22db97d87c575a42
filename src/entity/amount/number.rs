//! Numbers in digits and words, with their scale.

use rust_decimal::Decimal;

use super::lexeme::Lexeme;

/// A number and how much of the sentence it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    pub value: Decimal,
    /// Index after its last lexeme.
    pub end: usize,
    /// The scale words it carried ("million"); one where none.
    pub scale: Decimal,
    /// Written with digits.
    pub digits: bool,
}

/// Nobody counts further, and no product of what is read overflows.
const MOST: Decimal = Decimal::from_parts(0xa764_0000, 0x0de0_b6b3, 0, false, 0); // 10^18

/// Reads the number that starts at lexeme `i`, scale words included.
pub fn number(lexemes: &[Lexeme], i: usize) -> Option<Number> {
    let base = fraction(lexemes, i).or_else(|| digits(lexemes, i)).or_else(|| words(lexemes, i));
    let base = base.filter(|n| n.value <= MOST)?;
    Some(and_a_half(lexemes, scaled(lexemes, and_a_half(lexemes, base))))
}

/// "two *and a half* million", "a million *and a half*", "three *and three quarters* percent".
fn and_a_half(lexemes: &[Lexeme], number: Number) -> Number {
    let word = |j: usize| lexemes.get(j).map_or("", |l| l.lower.as_str());
    let joined = word(number.end) == "and" && matches!(word(number.end + 1), "a" | "one" | "three");
    let whole = number.value.fract().is_zero() && number.value / number.scale < Decimal::from(1000);
    match fraction(lexemes, number.end + 1).filter(|_| joined && whole) {
        Some(part) => Number { value: number.value + part.value * number.scale, end: part.end, ..number },
        None => number,
    }
}

/// A factor that multiplies what stands before it.
pub fn scale(word: &str) -> Option<Decimal> {
    let value: u64 = match word {
        "hundred" => 100,
        "thousand" | "thousands" | "k" => 1_000,
        "lakh" | "lakhs" | "lac" => 100_000,
        "million" | "millions" | "mn" | "mln" | "mio" | "m" => 1_000_000,
        "crore" | "crores" | "cr" => 10_000_000,
        "billion" | "billions" | "bn" | "bln" | "b" => 1_000_000_000,
        "trillion" | "trillions" | "tn" | "trn" => 1_000_000_000_000,
        "dozen" => 12,
        _ => return None,
    };
    Some(Decimal::from(value))
}

/// Whether a word has the form of a year of modern times, and not of a round number.
pub fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year) && year % 100 != 0)
}

/// A number that only its size is told of: "dozens", "tens of thousands", "hundreds". The least it can mean.
pub fn round_number(lexemes: &[Lexeme], i: usize) -> Option<(Decimal, usize)> {
    let word = |j: usize| lexemes.get(j).map_or("", |l| l.lower.as_str());
    let plural = |w: &str| match w {
        "dozens" => Some(12u64),
        "scores" => Some(20),
        "hundreds" => Some(100),
        "thousands" => Some(1_000),
        "millions" => Some(1_000_000),
        "billions" => Some(1_000_000_000),
        _ => None,
    };
    let tens = (word(i) == "tens").then_some(10).or_else(|| plural(word(i)))?;
    match plural(word(i + 2)).filter(|_| word(i + 1) == "of") {
        Some(of) => Some((Decimal::from(tens * of), i + 3)),
        None => (word(i) != "tens").then(|| (Decimal::from(tens), i + 1)),
    }
}

fn scaled(lexemes: &[Lexeme], mut number: Number) -> Number {
    while let Some(next) = lexemes.get(number.end) {
        let glued = lexemes[number.end - 1].span.end == next.span.start;
        // "k", "m", "b" are scales only when they touch their number.
        let Some(factor) = scale(&next.lower).filter(|_| next.lower.len() > 1 || (glued && number.digits))
        else {
            break;
        };
        let larger = |n: Decimal| n.checked_mul(factor).filter(|n| *n <= MOST);
        let (Some(value), Some(scale)) = (larger(number.value), larger(number.scale)) else { break };
        (number.value, number.scale) = (value, scale);
        number.end += 1;
    }
    number
}

fn digits(lexemes: &[Lexeme], i: usize) -> Option<Number> {
    let word = &lexemes.get(i)?.lower;
    if !word.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !word.bytes().any(|b| b.is_ascii_digit())
    {
        return None;
    }
    let mut plain: String = word.chars().filter(|c| *c != ',').collect();
    if plain.starts_with('.') {
        plain.insert(0, '0');
    }
    // "3,5" is a decimal comma unless three digits follow; "1,000" is grouping.
    if let Some((whole, rest)) = word
        .split_once(',')
        .filter(|(_, r)| !r.contains(',') && r.len() != 3 && r.bytes().all(|b| b.is_ascii_digit()))
    {
        plain = format!("{whole}.{rest}");
    }
    let mut end = i + 1;
    // Text that was cut into tokens before: "1 . 6".
    if let [dot, rest, ..] = &lexemes[end..]
        && dot.lower == "."
        && !word.contains('.')
        && rest.lower.bytes().all(|b| b.is_ascii_digit())
        && dot.span.start == lexemes[i].span.end + 1
        && rest.span.start == dot.span.end + 1
    {
        plain = format!("{plain}.{}", rest.lower);
        end += 2;
    }
    let mut value: Decimal = plain.parse().ok()?;
    // "7 3/4" and "7 3 / 4".
    if let Some((part, next)) = slash_fraction(lexemes, end).filter(|_| value < MOST) {
        value += part;
        end = next;
    }
    Some(Number { value, end, scale: Decimal::ONE, digits: true })
}

fn slash_fraction(lexemes: &[Lexeme], i: usize) -> Option<(Decimal, usize)> {
    let small = |s: &str| s.parse::<u32>().ok().filter(|n| *n > 0 && *n < 100);
    let (top, bottom, end) = match lexemes.get(i)?.lower.split_once('/') {
        Some((a, b)) => (small(a)?, small(b)?, i + 1),
        None if lexemes.get(i + 1)?.lower == "/" => {
            (small(&lexemes[i].lower)?, small(&lexemes.get(i + 2)?.lower)?, i + 3)
        }
        None => return None,
    };
    (top < bottom).then(|| (Decimal::from(top) / Decimal::from(bottom), end))
}

/// "half a million", "a quarter of a billion", "three quarters".
fn fraction(lexemes: &[Lexeme], i: usize) -> Option<Number> {
    let word = |j: usize| lexemes.get(j).map(|l| l.lower.as_str());
    let (value, mut end) = match (word(i)?, word(i + 1), word(i + 2)) {
        ("half", _, _) => (Decimal::new(5, 1), i + 1),
        ("a" | "one", Some("half"), _) => (Decimal::new(5, 1), i + 2),
        ("quarter", _, _) => (Decimal::new(25, 2), i + 1),
        ("a" | "one", Some("quarter"), _) => (Decimal::new(25, 2), i + 2),
        ("three", Some("quarters"), _) => (Decimal::new(75, 2), i + 2),
        ("three", Some("-"), Some("quarters")) => (Decimal::new(75, 2), i + 3),
        _ => return None,
    };
    if word(end) == Some("of") {
        end += 1;
    }
    if matches!(word(end), Some("a" | "one")) {
        end += 1;
    }
    Some(Number { value, end, scale: Decimal::ONE, digits: false })
}

fn unit(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    UNITS.iter().position(|u| *u == word).map(|n| n as u32)
}

fn tens(word: &str) -> Option<u32> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    TENS.iter().position(|t| *t == word).map(|n| (n as u32 + 2) * 10)
}

/// A number in words: groups below a thousand, each with its scale, the largest first ("two million five hundred thousand", "a thousand and one").
/// A single scale at the end is left to [`scaled`].
fn words(lexemes: &[Lexeme], i: usize) -> Option<Number> {
    let word = |j: usize| lexemes.get(j).map_or("", |l| l.lower.as_str());
    let power = |j: usize| {
        scale(word(j)).filter(|_| matches!(word(j), "thousand" | "million" | "billion" | "trillion"))
    };
    let article = matches!(word(i), "a" | "an") && word(i + 1) != "hundred";
    // Only with a scale after it: "a million", never a bare article.
    let one = || scale(word(i + 1)).filter(|_| word(i + 1).len() > 2).map(|_| (1, i + 1));
    let (mut chunk, mut end) = if article { one()? } else { group(lexemes, i)? };
    let (mut total, mut last) = (Decimal::ZERO, Decimal::MAX);
    while let Some(factor) = power(end).filter(|factor| *factor < last) {
        let and = word(end) == "thousand" && word(end + 1) == "and";
        let below = group(lexemes, end + 1 + usize::from(and)).filter(|(value, after)| {
            let fits = power(*after).is_none_or(|next| next < factor);
            fits && *value > 0 && (!and || *value < 100)
        });
        if below.is_none() && total.is_zero() {
            break;
        }
        total += Decimal::from(chunk) * factor;
        (chunk, end, last) = below.map_or((0, end + 1, factor), |(value, after)| (value, after, factor));
    }
    Some(Number { value: total + Decimal::from(chunk), end, scale: Decimal::ONE, digits: false })
}

/// "two hundred and fifty", "a hundred", "twenty-two hundred", and where it ends.
fn group(lexemes: &[Lexeme], i: usize) -> Option<(u32, usize)> {
    let word = |j: usize| lexemes.get(j).map_or("", |l| l.lower.as_str());
    let article = matches!(word(i), "a" | "an") && word(i + 1) == "hundred";
    let (value, end) = if article { (1, i + 1) } else { below_hundred(lexemes, i)? };
    if word(end) != "hundred" {
        return Some((value, end));
    }
    // "between a hundred and two hundred"
    let rest = below_hundred(lexemes, end + 1 + usize::from(word(end + 1) == "and"))
        .filter(|(rest, after)| *rest > 0 && word(*after) != "hundred");
    let (rest, end) = rest.unwrap_or((0, end + 1));
    Some((100 * value + rest, end))
}

/// "twenty-two", "eleven", and where it ends.
fn below_hundred(lexemes: &[Lexeme], i: usize) -> Option<(u32, usize)> {
    let word = |j: usize| lexemes.get(j).map_or("", |l| l.lower.as_str());
    let Some(tens) = tens(word(i)) else { return unit(word(i)).map(|n| (n, i + 1)) };
    let at = i + 1 + usize::from(word(i + 1) == "-");
    let digit = unit(word(at)).filter(|n| (1..10).contains(n));
    Some(digit.map_or((tens, i + 1), |n| (tens + n, at + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::amount::lexeme::lexemes;
    use crate::text::split;

    fn read(text: &str) -> Option<String> {
        let sentence = &split(text)[0];
        number(&lexemes(text, sentence.tokens.iter().copied()), 0).map(|n| n.value.normalize().to_string())
    }

    #[test]
    fn numbers_as_news_writes_them() {
        for (text, value) in [
            ("500 billion", "500000000000"),
            ("3.5bn", "3500000000"),
            ("1,000.50", "1000.5"),
            ("3,5 million", "3500000"),
            ("half a million", "500000"),
            ("a quarter of a billion", "250000000"),
            ("three quarters billion", "750000000"),
            ("two hundred and fifty", "250"),
            ("twenty-two", "22"),
            ("two thousand and eighteen", "2018"),
            ("5 lakh crore", "5000000000000"),
            ("1 . 6 billion", "1600000000"),
            ("7 3/4", "7.75"),
            ("20k", "20000"),
            ("a million", "1000000"),
            ("a hundred and forty-one", "141"),
            ("one hundred forty-one", "141"),
            ("a thousand and one", "1001"),
            ("twenty-two hundred", "2200"),
            ("three thousand two hundred and ten", "3210"),
            ("two hundred and fifty thousand", "250000"),
            ("two million five hundred thousand", "2500000"),
            ("two thousand and five million", "2000"),
            ("a hundred and two hundred", "100"),
            ("a thousand and two thousand", "1000"),
            ("nineteen eighty", "19"),
            ("two and a half million", "2500000"),
            ("a million and a half", "1500000"),
            ("three and three quarters", "3.75"),
            ("2 and a half", "2.5"),
            ("two and half", "2"),
            ("0 trillion trillion trillion", "0"),
            ("1000000000000000000", "1000000000000000000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(value), "{text}");
        }
        for text in ["a deal", "an hour", "and", "million", "79228162514264337593543950335 3/4"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
