//! Comparisons: two values of a parameter, the world in which they are tried, and the outcome that was named for it.

use missionmix::scenario::Scenario;

use crate::lines;
use crate::paths::place;
use crate::values::{self, Measure, Row};
use crate::worlds::World;

/// Two values of a parameter that names an outcome.
pub struct Comparison {
    /// The parameter.
    pub place: String,
    /// The outcome that its declaration names.
    pub outcome: &'static str,
    /// What of it is compared.
    pub measure: Measure,
    /// The worlds with the first value and with the second.
    pub sides: [World; 2],
}

/// All of them, in the order of the declarations.
pub fn comparisons() -> Vec<Comparison> {
    let declarations = Scenario::declarations();
    let named = declarations.iter().filter_map(|one| one.moves.map(|outcome| (place(one), outcome)));
    named.map(|(place, outcome)| comparison(place, outcome)).collect()
}

fn comparison(place: String, outcome: &'static str) -> Comparison {
    let row = values::ALL.into_iter().flatten().find(|row| row.place == place);
    let (with, low, high) = match row {
        Some(Row { low, high, beside, alone, .. }) => {
            let mut with = if alone.is_empty() { Vec::new() } else { lines::alone(alone) };
            with.extend(beside.iter().map(ToString::to_string));
            (with, *low, *high)
        }
        None => lines::values(&place),
    };
    let is_from_table = place.starts_with("regions.") && !place.starts_with("regions.synthetic.");
    let sides = [low, high].map(|value| {
        let changes = with.iter().cloned().chain(written(&place, value)).collect();
        World { is_from_table, changes }
    });
    Comparison { outcome, measure: row.map_or(Measure::Mean, |row| row.measure), sides, place }
}

/// A value as it is written on the command line, with what goes with it.
fn written(place: &str, value: &str) -> Vec<String> {
    let mut parts = value.split("; ");
    let own = parts.next().filter(|own| !own.is_empty()).map(|own| format!("{place}={own}"));
    own.into_iter().chain(parts.map(str::to_owned)).collect()
}
