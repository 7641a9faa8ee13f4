//! What the penalty of blindness is due to: the parts of it that differences between regions account for, what is left
//! when regions are alike, and the whole.
//!
//! **Reads** `causes.csv`: `problem_removed.MISSION`.

use crate::error::Result;
use crate::report::forest::{Forest, Row, caption, comparators};
use crate::report::manifest::Mission;
use crate::report::page::Page;
use crate::report::penalties::Entry;
use crate::report::results::Results;
use crate::report::{Drawing, Typeface};
use crate::studies::spatial::{ALL, WHOLE, origin};

/// Draws the parts of a mission's penalty.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let found = results.causes(mission)?;
    if found.is_empty() {
        return Ok(Drawing::Omitted(format!(
            "causes.csv has no number for `problem_removed.{}`",
            mission.name
        )));
    }
    let comparators = comparators(&results.manifest, &found);
    let forest = Forest {
        typeface,
        heading: "due to differences in",
        axis: "points of the problem removed",
        rows: found.entries.iter().map(row).collect(),
        comparators: &comparators,
    };
    let mut caption = caption(&results.manifest, &found);
    caption.push(format!(
        "Each difference has its Shapley value; they add up to “{ALL}”, and with what is left to the {WHOLE}."
    ));
    let page = Page {
        typeface,
        title: format!("What is lost by treating regions alike, and why: {}", mission.name),
        subtitle: format!(
            "How many points of the problem “{}” removes beyond a policy that is blind to place, and how much of that is due to \
             what regions differ in. Right of nought it pays to look at places.",
            origin(&results.manifest.changes)
        ),
        caption,
    };
    Ok(Drawing::Drawn(page.draw(forest.height(), |area| forest.draw(area))?))
}

/// The row of a cause; sums stand apart from their parts.
fn row(entry: &Entry) -> Row<'_> {
    let name = entry.keys[0].as_str();
    Row { name, entry, is_apart: [ALL, WHOLE].contains(&name) }
}
