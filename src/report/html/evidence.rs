//! What the model reproduces of what is known of the world, as the program was seen to do it when it was made.

use serde::Serialize;

use crate::error::Result;
use crate::evidence::record::{Row, rows};
use crate::evidence::{FACTS, Fact, Kind};

/// One reading of a fact.
#[derive(Debug, Serialize)]
pub struct Evidence {
    fact: &'static str,
    kind: &'static str,
    claim: &'static str,
    reading: Row,
    /// Why it is not met, where it isn't.
    unmet: &'static str,
}

/// All readings, tests first.
///
/// # Errors
/// A record that can't be read: a bug of ours.
pub fn evidence() -> Result<Vec<Evidence>> {
    let recorded = rows()?;
    let of = |fact: &'static Fact| -> Vec<Evidence> {
        let rows = recorded.iter().filter(|row| row.fact == fact.code);
        let unmet = |row: &Row| fact.unmet.filter(|_| row.standing.starts_with("fail")).unwrap_or_default();
        rows.map(|row| Evidence {
            fact: fact.code,
            kind: fact.kind.word(),
            claim: fact.claim,
            reading: row.clone(),
            unmet: unmet(row),
        })
        .collect()
    };
    let kinds = [Kind::Test, Kind::Calibrated, Kind::Imposed].into_iter();
    Ok(kinds.flat_map(|kind| FACTS.iter().filter(move |fact| fact.kind == kind)).flat_map(of).collect())
}
