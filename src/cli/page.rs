//! A table to read: a line for each row and, below it over the whole width, what is to be said of it.

use comfy_table::{LineStyle, Table, TableStyle};

/// Columns of a page where there is no terminal to ask.
pub(super) const PAGE: u16 = 110;
/// Columns below which the table can't be read.
pub(super) const NARROWEST: u16 = 80;
/// A line above, below the header and at the end.
pub(super) const LINES: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// What stands before a remark.
const INDENT: &str = "        ";
/// What stands between columns.
const GAP: &str = "  ";

/// A table with remarks.
#[derive(Debug, Default)]
pub struct Page {
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The cells of each row, and the remarks below it.
    pub rows: Vec<(Vec<String>, Vec<String>)>,
}

impl Page {
    /// All of it, as wide as the terminal where there is one.
    pub fn text(&self) -> String {
        let width = Table::new().width().unwrap_or(PAGE).max(NARROWEST);
        self.lines(usize::from(width)).concat()
    }

    fn lines(&self, width: usize) -> Vec<String> {
        let widths: Vec<usize> = (0..self.heads.len()).map(|column| self.width(column)).collect();
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let cells = cells.zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            format!("{}\n", cells.collect::<Vec<_>>().join(GAP).trim_end())
        };
        let heads: Vec<Vec<String>> =
            self.heads.iter().zip(&widths).map(|(head, width)| broken(head, *width)).collect();
        let height = heads.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = Vec::new();
        for number in 0..height {
            // short heads stand at the bottom
            let part = |head: &'_ Vec<String>| (number + head.len()).checked_sub(height);
            let mut parts = heads.iter().map(|head| part(head).map_or("", |place| head[place].as_str()));
            lines.push(line(&mut parts));
        }
        let whole = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
        lines.push(format!("{}\n", "─".repeat(whole.min(width))));
        for (cells, remarks) in &self.rows {
            lines.push(line(&mut cells.iter().map(String::as_str)));
            for remark in remarks {
                let parts = broken(remark, width - INDENT.len());
                lines.extend(parts.into_iter().map(|part| format!("{INDENT}{part}\n")));
            }
        }
        lines
    }

    /// The width of a column: its cells stay whole, its head only between words.
    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().map(|(cells, _)| cells[column].chars().count());
        let words = words(&self.heads[column]).map(|word| word.trim_end().chars().count());
        cells.chain(words).max().unwrap_or(0)
    }
}

/// The words of a text, each with what parts it from the next: names part at underlines too.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '_'])
}

/// A text in lines of this width; a word that is longer stands alone.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words(text) {
        let length = word.trim_end().chars().count();
        match lines.last_mut() {
            Some(line) if line.chars().count() + length <= width => *line += word,
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_whole_and_remarks_are_broken() {
        let strings = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        let page = Page {
            heads: strings(&["quarter", "compact_heat_pump", "fate"]),
            rows: vec![
                (strings(&["2026q1", "0.47 ±0.26", "at work"]), Vec::new()),
                (strings(&["2026q2", "-", "stopped"]), strings(&["it was stopped for good reason"])),
            ],
        };
        let wanted = "         compact_\n\
                      quarter  heat_pump   fate\n\
                      ────────────────────────────\n\
                      2026q1   0.47 ±0.26  at work\n\
                      2026q2   -           stopped\n        \
                      it was stopped for\n        \
                      good reason\n";
        assert_eq!(page.lines(28).concat(), wanted);
        assert_eq!(broken("a_long_name_indeed", 7), ["a_long_", "name_", "indeed"]);
    }
}
