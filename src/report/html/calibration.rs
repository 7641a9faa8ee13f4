//! The page of a calibration: what was found in sentences, how it fits what was seen, and what stays unexplained.

use serde::Serialize;

use super::{STYLE, fill};
use crate::error::Result;

const TEMPLATE: &str = include_str!("calibration.html");

/// A table: its title, its heads and its cells.
#[derive(Debug, Serialize)]
pub struct Sheet {
    /// The title.
    pub title: String,
    /// What is to be known to read it.
    pub note: String,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The cells of each row; those of the first column are names.
    pub rows: Vec<Vec<String>>,
}

/// What stands on the page.
#[derive(Debug, Serialize)]
pub struct Contents {
    /// What was calibrated, on what.
    pub title: String,
    /// What was found.
    pub sentences: Vec<String>,
    /// The figure, as SVG; none where nothing was seen year by year.
    pub figure: Option<String>,
    /// The tables.
    pub sheets: Vec<Sheet>,
    /// What the program was told.
    pub command: String,
    /// The version of the program.
    pub version: &'static str,
}

#[derive(Serialize)]
struct Page<'c> {
    style: &'static str,
    #[serde(flatten)]
    contents: &'c Contents,
}

/// The page, which opens without a network.
///
/// # Errors
/// A template that can't be filled: a bug of ours.
pub fn page(contents: &Contents) -> Result<String> {
    fill(TEMPLATE, &Page { style: STYLE, contents })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_was_found_and_lets_nothing_through() {
        let contents = Contents {
            title: "cars <b>".into(),
            sentences: vec!["`owners.hassle` is plausible from 1 to 2.".into()],
            figure: None,
            sheets: vec![Sheet {
                title: "Fit".into(),
                note: String::new(),
                heads: vec!["of".into(), "seen".into()],
                rows: vec![vec!["a & b".into(), "3".into()]],
            }],
            command: "calibrate a.toml".into(),
            version: "1",
        };
        let page = page(&contents).unwrap();
        for piece in [
            "cars &lt;b&gt;",
            "<code>owners.hassle</code> is plausible",
            "a &amp; b",
            "<td>3</td>",
            "calibrate a.toml",
        ] {
            assert!(page.contains(piece), "{piece}: {page}");
        }
        assert!(!page.contains("http://") && !page.contains("https://"));
    }
}
