//! What was seen of the world that a scenario is about, year by year: runs are held against it.

use crate::calendar::Horizon;
use crate::form::Form;
use crate::form::complaint::did_you_mean;
use crate::ids::{Id, MissionId, MissionKind, PolicyId, PolicyKind, SolutionId, SolutionKind};
use crate::outcomes::{Measure, catalogue};
use crate::units::{Index, Share};

/// An outcome that was seen in the world in years that follow each other.
#[derive(Clone, Debug)]
pub struct Observed {
    /// Its name.
    pub name: String,
    /// The outcome, whose path is kept, by its full name.
    pub outcome: String,
    /// The policy that really was.
    pub policy: PolicyId,
    /// The first year.
    pub first: i32,
    /// What was seen in each year: the mean over its quarters, in the unit of the outcome.
    pub values: Vec<f64>,
    /// What was seen in the years after them, which nothing is chosen for: it is shown beside what is foretold.
    pub later: Vec<f64>,
    /// How far a value may be off, as a share of it: what was measured, and what no run of the model can give.
    pub error: Share,
    /// Where it is from, for people.
    pub source: String,
}

impl Observed {
    /// Reads one.
    pub(super) fn read(form: &mut Form, name: &str, horizon: Horizon) -> Self {
        let outcome = form
            .text(
                "outcome",
                "what was seen: an outcome whose path is kept, of the whole, a mission or a solution",
            )
            .required();
        let mission = form
            .id::<MissionKind>(
                "mission",
                "the mission that it is an outcome of; not given: the first, if it is of one",
            )
            .optional();
        let solution = form
            .id::<SolutionKind>(
                "solution",
                "the solution that it is an outcome of; not given: the first, if it is of one",
            )
            .optional();
        let policy = form.id::<PolicyKind>("policy", "the policy that really was").required();
        let first = form
            .count("first", "the first year that was seen: a whole year of the scenario")
            .within(1900, 2199)
            .required();
        let values: Vec<Index> = form
            .amounts(
                "values",
                "what was seen, in the unit of the outcome: a number for each year, the mean over its quarters",
            )
            .within(-1e12, 1e12)
            .between_items(1, 40)
            .required();
        let later: Vec<Index> = form
            .amounts(
                "later",
                "the same for the years after them: nothing is chosen for it, it is shown beside what is foretold",
            )
            .within(-1e12, 1e12)
            .between_items(1, 40)
            .optional()
            .unwrap_or_default();
        let error = form
            .amount(
                "error",
                "how far a value may be off, as a share of it (standard deviation of its logarithm; of what is not above nought, in its unit): what was measured, and what no run can give",
            )
            .within(1e-6, 10.0)
            .assumed()
            .default(0.2);
        let source = form.text("source", "where it is from, for people").default("");
        let years = whole_years(horizon);
        let end = first + values.len() + later.len() - 1;
        if years.is_none_or(|(from, to)| first < from || end > to) {
            let allowed = years.map_or_else(
                || "a scenario that simulates a whole year".into(),
                |(from, to)| format!("years from {from} to {to}, which the scenario simulates"),
            );
            form.complain("first", format!("{first} to {end} were seen"), allowed);
        }
        let outcome = full_name(form, &outcome, (mission, solution));
        Self {
            name: name.to_owned(),
            outcome,
            policy,
            first: first as i32,
            values: values.into_iter().map(|value| value.0).collect(),
            later: later.into_iter().map(|value| value.0).collect(),
            error,
            source,
        }
    }
}

/// The first and the last year that are simulated as a whole.
fn whole_years(horizon: Horizon) -> Option<(usize, usize)> {
    let first = horizon.start.plus(3).year();
    let last = horizon.start.plus(horizon.quarters as i32).plus(-4).year();
    (first <= last).then_some((first as usize, last as usize))
}

/// The outcome with the mission or the solution that it is of.
fn full_name(
    form: &mut Form,
    outcome: &str,
    (mission, solution): (Option<MissionId>, Option<SolutionId>),
) -> String {
    let kept = || catalogue().filter(|one| one.path);
    let named = |names: &[String], place: usize| names.get(place).map(|name| format!("{outcome}.{name}"));
    let whole = match kept().find(|one| one.name == outcome).map(|one| one.measure) {
        Some(Measure::Mission(_)) => named(form.names().all::<MissionKind>(), mission.map_or(0, Id::index)),
        Some(Measure::Solution(_)) => {
            named(form.names().all::<SolutionKind>(), solution.map_or(0, Id::index))
        }
        Some(Measure::World(_)) => Some(outcome.to_owned()),
        _ => {
            let names: Vec<&str> = kept().map(|one| one.name).collect();
            let advice = did_you_mean(outcome, names.iter().copied());
            form.complain(
                "outcome",
                format!("`{outcome}` is no outcome of the whole, a mission or a solution whose path is kept"),
                advice.unwrap_or_else(|| "docs/outcomes.md lists them".into()),
            );
            None
        }
    };
    whole.unwrap_or_default()
}
