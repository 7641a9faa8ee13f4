//! The document of what the model reproduces, made from the facts and the record.

use std::fmt::Write;

use super::record::{self, rows};
use super::structure::{self, Row};
use super::{FACTS, Fact, Kind};
use crate::error::Result;

const OPENING: &str = "\
# What the model reproduces, and what it doesn't

This page is made from `src/evidence/`: it says what `missionmix validate` gives with this version. Facts are of three kinds. What is **imposed**
follows from an input: it checks the code, and not the theory. What is marked **calibrated** may be used to choose a parameter, though none was
chosen so far. Only a **test** is evidence: nothing may be chosen for it. A fact that fails is shown failing. *Pass, not beyond doubt* and *fail, not beyond doubt* mean that the 95 % interval over
replicates reaches across the end of what is accepted; what is only *told* has nothing to be met.

`missionmix validate` computes all of it again, `missionmix validate --fact F6` a single fact, and `missionmix validate --quick` those that take
seconds. It ends with exit code 3 where a fact is not met any more that was met here.
";

/// What stands above the table of forms.
const STRUCTURE: &str = "
## What stands where mechanisms have another form

`europe_regions` with its budgets as they are, 40 replicates: how many points of the problem a policy removes more than another one, under the same luck. No number of the world says which form is right, so a
conclusion that hangs on one is none. The budgets were brought to one cost in the form as it is, and not anew in the others.

| policies | form | points | 95 % interval |
|---|---|---|---|
";

/// All of it, in Markdown.
///
/// # Errors
/// A record that can't be read: a bug of ours.
pub fn reference() -> Result<String> {
    let recorded = rows()?;
    let of =
        |fact: &Fact| -> Vec<&record::Row> { recorded.iter().filter(|row| row.fact == fact.code).collect() };
    let mut text = OPENING.to_owned();
    for kind in [Kind::Test, Kind::Calibrated, Kind::Imposed] {
        let met: Vec<bool> =
            FACTS.iter().filter(|fact| fact.kind == kind).filter_map(|fact| is_met(&of(fact))).collect();
        let passed = met.iter().filter(|met| **met).count();
        let _ = write!(text, "\n- **{}**: {passed} of {} facts are met.", kind.word(), met.len());
    }
    text.push('\n');
    for fact in &FACTS {
        let _ = write!(
            text,
            "\n## {}: {}\n\n{}\n\nAsked of the model: {}\n\n| reading | value | 95 % interval | accepted | |\n|---|---|---|---|---|\n",
            fact.code,
            fact.kind.word(),
            fact.claim,
            fact.asked
        );
        for row in of(fact) {
            let _ = writeln!(text, "{}", line(row));
        }
        if let Some(reason) = fact.unmet {
            let _ = write!(text, "\nWhy it is not met: {reason}\n");
        }
        let sources: Vec<&str> = fact.sources.iter().map(|work| work.full).collect();
        let _ = write!(text, "\nSource: {}\n", sources.join(" "));
    }
    text.push_str(STRUCTURE);
    let structure = structure::recorded()?;
    for Row { pair, form, difference, low, high } in &structure {
        let _ = writeln!(text, "| `{pair}` | {form} | {difference} | {low} to {high} |");
    }
    text.push('\n');
    for conclusion in structure::conclusions(&structure) {
        let _ = writeln!(text, "- {conclusion}");
    }
    Ok(text)
}

/// Whether all that is to be met is met; none where nothing is.
pub fn is_met(rows: &[&record::Row]) -> Option<bool> {
    let standings = rows.iter().map(|row| row.standing.as_str()).filter(|words| *words != "told");
    standings.map(|words| words.starts_with("pass")).reduce(|all, one| all && one)
}

fn line(row: &record::Row) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let ends = |low: Option<f64>, high: Option<f64>| match (low, high) {
        (None, None) => String::new(),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("{high} or less"),
        (Some(low), Some(high)) => format!("{low} to {high}"),
    };
    format!(
        "| {} | {} {} | {} | {} | {} |",
        row.reading,
        number(row.value),
        row.unit,
        ends(row.low, row.high),
        ends(row.accepted_low, row.accepted_high),
        row.standing
    )
}
