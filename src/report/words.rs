//! Numbers as people say them: two significant digits.

use std::time::Duration;

use crate::studies::statistics::Interval;

/// A number with two significant digits and commas between thousands; a dash for none.
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return "-".into();
    }
    // through its own text, so that 9.96 becomes 10 and not 10.0
    let rounded: f64 = format!("{value:.1e}").parse().unwrap_or(value);
    let size = rounded.abs();
    match size {
        0.0 => "0".into(),
        _ if !(1e-6..1e15).contains(&size) => format!("{rounded:e}"),
        _ if size < 10.0 => {
            let decimals = (1.0 - size.log10().floor()).max(0.0) as usize;
            format!("{rounded:.decimals$}")
        }
        _ => with_commas(rounded),
    }
}

fn with_commas(whole: f64) -> String {
    let digits = format!("{:.0}", whole.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if whole < 0.0 { format!("-{text}") } else { text }
}

/// A share as a percentage.
pub fn percent(share: f64) -> String {
    if share.is_finite() { format!("{} %", short(share * 100.0)) } else { short(share) }
}

/// An interval of shares as percentages.
pub fn percent_interval(interval: Interval) -> String {
    format!("{} to {} %", short(interval.low * 100.0), short(interval.high * 100.0))
}

/// A difference with its sign.
pub fn signed(difference: f64) -> String {
    let text = short(difference);
    if difference > 0.0 { format!("+{text}") } else { text }
}

/// A time as people say it.
pub fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64().round() as u64;
    match seconds {
        0..=1 => "about a second".into(),
        2..=99 => format!("about {seconds} s"),
        100..=5999 => format!("about {} min", (seconds + 30) / 60),
        _ => format!("about {} h", short(seconds as f64 / 3600.0)),
    }
}

/// A size on disk as people say it.
pub fn bytes(bytes: u64) -> String {
    const MEGABYTE: f64 = 1e6;
    match bytes as f64 / MEGABYTE {
        size if size < 1.0 => "1 MB".into(),
        size if size < 1000.0 => format!("{} MB", short(size)),
        size => format!("{} GB", short(size / 1000.0)),
    }
}

/// A count with its noun.
pub fn count(number: u64, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    };
    let number_text = with_commas(number as f64);
    if number == 1 { format!("1 {noun}") } else { format!("{number_text} {plural}") }
}

/// A word of a command, so that a shell takes it as it is.
pub fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./=:,+%@".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words as a list in a sentence, with this joint before the last.
pub fn joined(words: &[String], joint: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// Lines that can be read.
pub fn wrapped(text: &str) -> String {
    const WIDTH: usize = 105;
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split(' ') {
        if length > 0 && length + word.chars().count() >= WIDTH {
            lines.push('\n');
            length = 0;
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += word.chars().count();
    }
    lines.push('\n');
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_two_digits() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1.0"),
            (9.96, "10"),
            (12.34, "12"),
            (-1234.0, "-1,200"),
            (0.01234, "0.012"),
            (-0.0999, "-0.10"),
            (1_250_000.0, "1,200,000"),
            (1.2e-7, "1.2e-7"),
            (f64::NAN, "-"),
        ] {
            assert_eq!(short(value), text);
        }
        assert_eq!((percent(0.634), percent(1.0)), ("63 %".into(), "100 %".into()));
        assert_eq!((signed(0.83), signed(-0.83)), ("+0.83".into(), "-0.83".into()));
        assert_eq!(
            (bytes(3), bytes(2_340_000), bytes(12_340_000_000)),
            ("1 MB".into(), "2.3 MB".into(), "12 GB".into())
        );
        for (word, text) in [
            ("outputs/a-1", "outputs/a-1"),
            ("two words", "'two words'"),
            ("a.b=[1, 2]", "'a.b=[1, 2]'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
        ] {
            assert_eq!(quoted(word), text);
        }
        assert_eq!((count(1, "policy"), count(1200, "policy")), ("1 policy".into(), "1,200 policies".into()));
    }
}
