//! Numbers in digits and words, with their scale.

use rust_decimal::Decimal;

use super::lexeme::{Lexeme, word};
use crate::knowledge::NumberWords;

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
pub fn number(lexemes: &[Lexeme], i: usize, numbers: &NumberWords) -> Option<Number> {
    let base = fraction(lexemes, i, numbers)
        .or_else(|| digits(lexemes, i))
        .or_else(|| words(lexemes, i, numbers))
        .filter(|n| n.value <= MOST)?;
    let base = and_a_half(lexemes, base, numbers);
    Some(and_a_half(lexemes, scaled(lexemes, base, numbers), numbers))
}

/// "two *and a half* million", "a million *and a half*", "three *and three quarters* percent".
fn and_a_half(lexemes: &[Lexeme], number: Number, numbers: &NumberWords) -> Number {
    if !numbers.and.has(word(lexemes, number.end)) {
        return number;
    }
    let whole = number.value.fract().is_zero() && number.value / number.scale < Decimal::ONE_THOUSAND;
    // "two and half" goes on with something else.
    let phrase = numbers.fraction(number.end + 1, |j| word(lexemes, j));
    let joined = phrase.is_some_and(|(_, length)| length > 1);
    match fraction(lexemes, number.end + 1, numbers).filter(|_| joined && whole) {
        Some(part) => Number { value: number.value + part.value * number.scale, end: part.end, ..number },
        None => number,
    }
}

/// Whether a word has the form of a year of modern times, and not of a round number.
pub fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year) && year % 100 != 0)
}

/// A number that only its size is told of: "dozens", "tens of thousands", "hundreds", "several dozen". The least it can mean.
pub fn round_number(lexemes: &[Lexeme], i: usize, numbers: &NumberWords) -> Option<(Decimal, usize)> {
    let round = |j: usize| numbers.round(word(lexemes, j));
    let of = round(i + 2).filter(|_| numbers.of.has(word(lexemes, i + 1)));
    // "a couple of hundred", "several dozen"
    if let Some(some) = numbers.some(word(lexemes, i)) {
        let mut end = i + 1 + usize::from(numbers.of.has(word(lexemes, i + 1)));
        let mut value = some;
        while let Some(scale) = numbers.scale(word(lexemes, end)).filter(|_| word(lexemes, end).len() > 2) {
            value = value.checked_mul(scale).filter(|value| *value <= MOST)?;
            end += 1;
        }
        return (value > some).then_some((value, end));
    }
    match (numbers.round_of(word(lexemes, i)), of) {
        (Some(tens), of) => Some((tens.checked_mul(of?)?, i + 3)),
        (None, Some(of)) => Some((round(i)?.checked_mul(of)?, i + 3)),
        (None, None) => Some((round(i)?, i + 1)),
    }
}

fn scaled(lexemes: &[Lexeme], mut number: Number, numbers: &NumberWords) -> Number {
    while let Some(next) = lexemes.get(number.end) {
        let glued = lexemes[number.end - 1].span.end == next.span.start;
        // "k", "m", "b" are scales only when they touch their number.
        let Some(factor) =
            numbers.scale(&next.lower).filter(|_| next.lower.len() > 1 || (glued && number.digits))
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
    let mut plain = plain(word);
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

/// Digits with a point before the tenths and nothing between the thousands.
fn plain(word: &str) -> String {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    // "1.234.567,89" and "50.000": groups that a point or an apostrophe parts.
    let (whole, tenths) = word.split_once(',').unwrap_or((word, ""));
    for mark in ['.', '\'', '’'] {
        let groups: Vec<&str> = whole.split(mark).collect();
        let [first, rest @ ..] = groups.as_slice() else { continue };
        let grouped = first.len() < 4 && digits(first) && rest.iter().all(|g| g.len() == 3 && digits(g));
        let clear = mark != '.' || rest.len() > 1 || !tenths.is_empty() || rest == ["000"];
        if !rest.is_empty() && grouped && clear && (tenths.is_empty() || digits(tenths)) {
            let whole = whole.replace(mark, "");
            return if tenths.is_empty() { whole } else { format!("{whole}.{tenths}") };
        }
    }
    let mut plain: String = word.chars().filter(|c| *c != ',').collect();
    if plain.starts_with('.') {
        plain.insert(0, '0');
    }
    // "3,5" is a decimal comma unless three digits follow; "1,000" is grouping.
    match word.split_once(',').filter(|(_, rest)| rest.len() != 3 && digits(rest)) {
        Some((whole, rest)) => format!("{whole}.{rest}"),
        None => plain,
    }
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
fn fraction(lexemes: &[Lexeme], i: usize, numbers: &NumberWords) -> Option<Number> {
    let (value, length) = numbers.fraction(i, |j| word(lexemes, j))?;
    let mut end = i + length;
    end += usize::from(numbers.of.has(word(lexemes, end)));
    end += usize::from(numbers.one.has(word(lexemes, end)));
    Some(Number { value, end, scale: Decimal::ONE, digits: false })
}

/// A number in words: groups below a thousand, each with its scale, the largest first ("two million five hundred thousand", "a thousand and one").
/// A single scale at the end is left to [`scaled`].
fn words(lexemes: &[Lexeme], i: usize, numbers: &NumberWords) -> Option<Number> {
    let word = |j: usize| word(lexemes, j);
    let power = |j: usize| numbers.scale(word(j)).filter(|_| numbers.powers.has(word(j)));
    let article = numbers.articles.has(word(i)) && !numbers.is_hundred(word(i + 1));
    // Only with a scale after it: "a million", never a bare article.
    let one = || numbers.scale(word(i + 1)).filter(|_| word(i + 1).len() > 2).map(|_| (1, i + 1));
    let (mut chunk, mut end) = if article { one()? } else { group(lexemes, i, numbers)? };
    let (mut total, mut last) = (Decimal::ZERO, Decimal::MAX);
    while let Some(factor) = power(end).filter(|factor| *factor < last) {
        let and = factor == Decimal::ONE_THOUSAND && numbers.and.has(word(end + 1));
        let below = group(lexemes, end + 1 + usize::from(and), numbers).filter(|(value, after)| {
            let fits = power(*after).is_none_or(|next| next < factor);
            fits && *value > 0 && (!and || *value < 100)
        });
        if below.is_none() && total.is_zero() {
            break;
        }
        total += Decimal::from(chunk) * factor;
        (chunk, end, last) = below.map_or((0, end + 1, factor), |(value, after)| (value, after, factor));
    }
    let whole = Number { value: total + Decimal::from(chunk), end, scale: Decimal::ONE, digits: false };
    Some(with_tenths(lexemes, whole, numbers))
}

/// "one *point two*", "zero point zero five".
fn with_tenths(lexemes: &[Lexeme], number: Number, numbers: &NumberWords) -> Number {
    if !numbers.point.has(word(lexemes, number.end)) {
        return number;
    }
    let (mut value, mut unit, mut end) = (number.value, Decimal::ONE, number.end + 1);
    while let Some(digit) = numbers.below_twenty(word(lexemes, end)).filter(|digit| *digit < 10) {
        unit /= Decimal::TEN;
        value += Decimal::from(digit) * unit;
        end += 1;
        if unit.scale() > 6 {
            break;
        }
    }
    if unit == Decimal::ONE { number } else { Number { value, end, ..number } }
}

/// "two hundred and fifty", "a hundred", "twenty-two hundred", and where it ends.
fn group(lexemes: &[Lexeme], i: usize, numbers: &NumberWords) -> Option<(u32, usize)> {
    let word = |j: usize| word(lexemes, j);
    let article = numbers.articles.has(word(i)) && numbers.is_hundred(word(i + 1));
    let (value, end) = if article { (1, i + 1) } else { below_hundred(lexemes, i, numbers)? };
    if !numbers.is_hundred(word(end)) {
        return Some((value, end));
    }
    // "between a hundred and two hundred"
    let rest = below_hundred(lexemes, end + 1 + usize::from(numbers.and.has(word(end + 1))), numbers)
        .filter(|(rest, after)| *rest > 0 && !numbers.is_hundred(word(*after)));
    let (rest, end) = rest.unwrap_or((0, end + 1));
    Some((100 * value + rest, end))
}

/// "twenty-two", "eleven", and where it ends.
fn below_hundred(lexemes: &[Lexeme], i: usize, numbers: &NumberWords) -> Option<(u32, usize)> {
    let word = |j: usize| word(lexemes, j);
    let Some(tens) = numbers.tens(word(i)) else { return numbers.below_twenty(word(i)).map(|n| (n, i + 1)) };
    let at = i + 1 + usize::from(word(i + 1) == "-");
    let digit = numbers.below_twenty(word(at)).filter(|n| (1..10).contains(n));
    Some(digit.map_or((tens, i + 1), |n| (tens + n, at + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::amount::lexeme::split;
    use crate::knowledge::{Knowledge, Lexicon};
    use crate::text::{Span, split_region};

    fn read(text: &str, lexicon: &Lexicon) -> Option<String> {
        let sentence = &split_region(text, Span::new(0, text.len()), lexicon)[0];
        let lexemes = split(text, sentence.tokens.iter().copied(), lexicon);
        number(&lexemes, 0, &lexicon.numbers).map(|n| n.value.normalize().to_string())
    }

    #[test]
    fn numbers_as_news_writes_them() {
        let knowledge = Knowledge::embedded();
        let read = |text: &str| read(text, &knowledge.lexicon);
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
            ("one point two million", "1200000"),
            ("1.234.567,89", "1234567.89"),
            ("50.000", "50000"),
            ("50.125", "50.125"),
            ("1 234 567", "1234567"),
            ("12 000", "12000"),
            ("12 000,5", "12000.5"),
            ("12 34", "12"),
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
