//! A row of a trace: one quarter of one subject, in full for a file and in short for a page.

/// A number or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number; NaN where there is none.
    Number(f64),
    /// A text.
    Text(String),
}

/// One quarter of one subject. All rows of a subject have the same columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// All that is told, each with the head of its column: a name and, in brackets, a unit.
    pub cells: Vec<(String, Cell)>,
    /// What fits on a page, each with the head of its column.
    pub page: Vec<(String, String)>,
    /// What happened, and why: a sentence each.
    pub events: Vec<String>,
}

impl Row {
    /// Tells a number.
    pub(super) fn number(&mut self, name: impl Into<String>, unit: &str, value: f64) {
        let name = name.into();
        let head = if unit.is_empty() { name } else { format!("{name} ({unit})") };
        self.cells.push((head, Cell::Number(value)));
    }

    /// Tells a text.
    pub(super) fn text(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.cells.push((name.into(), Cell::Text(value.into())));
    }

    /// Tells something on the page as well.
    pub(super) fn show(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.page.push((name.into(), text.into()));
    }

    /// Tells of something that happened.
    pub(super) fn happened(&mut self, sentence: impl Into<String>) {
        self.events.push(sentence.into());
    }
}

/// A number for a page, with two or three digits that count; a dash for none.
pub(super) fn plain(value: f64) -> String {
    let decimals = match value.abs() {
        _ if !value.is_finite() => return "-".into(),
        0.0 => return "0".into(),
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.1 => 2,
        size if size >= 0.01 => 3,
        _ => 4,
    };
    format!("{value:.decimals$}")
}

/// A share as a percentage.
pub(super) fn percent(share: f64) -> String {
    if share.is_finite() { format!("{:.0} %", share * 100.0) } else { "-".into() }
}

/// The most things that a sentence lists.
const MOST_LISTED: usize = 6;

/// Some things, and how many more there are.
pub(super) fn list(things: &[String]) -> String {
    let listed = things[..things.len().min(MOST_LISTED)].join(", ");
    match things.len().saturating_sub(MOST_LISTED) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_short() {
        let texts = [0.0, 0.000_52, 0.0123, 0.456, -3.456, 45.67, 1234.5, f64::NAN].map(plain);
        assert_eq!(texts, ["0", "0.0005", "0.012", "0.46", "-3.46", "45.7", "1234", "-"]);
        let things: Vec<String> = (0..8).map(|thing| thing.to_string()).collect();
        assert_eq!(
            (list(&things[..2]), list(&things)),
            ("0, 1".into(), "0, 1, 2, 3, 4, 5 and 2 more".into())
        );
    }
}
