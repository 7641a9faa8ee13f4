//! Missions as the user writes them.

use crate::calendar::{Horizon, Quarter};
use crate::form::{Choice, Form};
use crate::ids::MissionKind;
use crate::units::{Euros, Index, Share, Years};
use crate::world::missions::{MILESTONE, promised};

/// A mission as the user wrote it.
#[derive(Clone, Debug)]
pub struct MissionSpec {
    /// Its name.
    pub name: String,
    /// What it stands for, for people.
    pub title: String,
    /// What the indicator measures.
    pub indicator: String,
    /// The unit of the indicator.
    pub unit: String,
    /// Value of the indicator when nothing is removed.
    pub baseline_value: f64,
    /// Value at which the mission is reached.
    pub target: f64,
    /// First quarter of the mission.
    pub start: Quarter,
    /// The quarter by whose end it has to be reached.
    pub deadline: Quarter,
    /// Shares of the goal that are promised at even steps from the start to the deadline; by default none are written.
    pub(crate) promises: Vec<Share>,
    pub(crate) complexity: Share,
    pub(crate) potentials: Potentials,
    pub(crate) foresight: Share,
    pub(crate) growth: Growth,
    pub(crate) context_sensitivity: Share,
    pub(crate) norms: Index,
    pub(crate) need_elasticity: Index,
    pub(crate) owner_shares: [Share; 3],
    pub(crate) units_per_person: Index,
    pub(crate) incumbent_cost: Euros,
    pub(crate) incumbent_running_cost: Euros,
    pub(crate) incumbent_lifetime: Years,
}

/// Whether solutions do what is expected of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Potentials {
    Drawn,
    Expected,
}

impl Choice for Potentials {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Drawn, "drawn", "what each really does is drawn anew in every replicate"),
        (
            Self::Expected,
            "expected",
            "each does what is expected of it, in every replicate; nobody knows that it does",
        ),
    ];
}

/// How solutions differ in what they do for growth, and how it goes with what they do for the mission.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    pub(crate) spread: Index,
    pub(crate) alignment: Index,
}

impl MissionSpec {
    /// The quarters at whose ends it is looked whether the mission is on its way, each with the value of the indicator that
    /// is promised by then.
    pub fn milestones(&self) -> Vec<(Quarter, f64)> {
        let quarters = self.deadline.since(self.start) as usize + 1;
        let promises: Vec<f64> = self.promises.iter().map(|share| share.0).collect();
        let milestone = |passed: usize| {
            let share = promised(&promises, passed as f64 / quarters as f64);
            (
                self.start.plus(passed as i32 - 1),
                self.baseline_value + share * (self.target - self.baseline_value),
            )
        };
        (MILESTONE..=quarters).step_by(MILESTONE).map(milestone).collect()
    }

    /// Reads one mission.
    pub fn read(form: &mut Form, name: &str, horizon: Horizon) -> Self {
        form.names_mut().add::<MissionKind>(name);
        let (baseline_value, target) = read_goal(form);
        let (start, deadline) = read_dates(form, horizon);
        let owner_shares =
            form.table("owned_by", "share of the problem by kind of owner; they sum to 1", read_owners);
        let (complexity, potentials, foresight) = read_knowledge(form);
        Self {
            name: name.to_owned(),
            title: form.text("title", "what the mission stands for, for people").default(""),
            indicator: form.text("indicator", "what the indicator measures").required(),
            unit: form.text("unit", "unit of the indicator").default("index"),
            baseline_value,
            target,
            start,
            deadline,
            promises: read_promises(form),
            complexity,
            potentials,
            foresight,
            context_sensitivity: form
                .amount("context_sensitivity", "how much the local context decides about fit")
                .within(0.0, 1.0)
                .assumed()
                .moves("problem_removed")
                .default(0.5),
            norms: form
                .amount("norms", "switch: what it adds to the weight of others' use that all in the region use a solution")
                .within(0.0, 50.0)
                .source("off: no norms")
                .moves("uptake")
                .default(0.0),
            need_elasticity: form
                .amount(
                    "need_elasticity",
                    "power of GDP per head in the problem per head, where the regions give no need of their own",
                )
                .within(-3.0, 3.0)
                .assumed()
                .moves("problem_removed")
                .default(0.0),
            growth: read_growth(form),
            owner_shares,
            units_per_person: form
                .amount("units_per_person", "goods in use for each inhabitant")
                .within(1e-6, 1000.0)
                .source("one good a household of 2.2 persons (Eurostat 2023)")
                .moves("uptake")
                .default(0.4545),
            incumbent_cost: form
                .amount("incumbent_cost", "price of one unit of the incumbent")
                .within(1.0, 1e9)
                .moves("uptake")
                .required(),
            incumbent_running_cost: form
                .amount("incumbent_running_cost", "running cost of one unit of the incumbent, a year")
                .within(0.0, 1e9)
                .source("neutral: nothing")
                .moves("uptake")
                .default(0.0),
            incumbent_lifetime: form
                .amount("incumbent_lifetime", "mean lifetime of one unit of the incumbent")
                .within(0.25, 100.0)
                .moves("uptake")
                .required(),
        }
    }
}

/// How much is known of what solutions really do.
fn read_knowledge(form: &mut Form) -> (Share, Potentials, Share) {
    let complexity = form
        .amount(
            "complexity",
            "how little is known of what solutions really do: spreads their hidden potentials",
        )
        .within(0.0, 1.0)
        .assumed()
        .moves("belief_error")
        .default(0.5);
    let potentials = form
        .choice("potentials", "whether solutions do what is expected of them")
        .moves("belief_error")
        .default(Potentials::Drawn);
    let foresight = form
        .amount(
            "foresight",
            "switch: how much of the hidden potentials is known from the start, as a share of their variance",
        )
        .within(0.0, 1.0)
        .source("off: nothing but what is expected of each solution")
        .moves("belief_error")
        .default(0.0);
    (complexity, potentials, foresight)
}

fn read_promises(form: &mut Form) -> Vec<Share> {
    let promises: Option<Vec<Share>> = form
        .amounts("promises", "shares of the goal that are promised at even steps from the start to the deadline, the last of them 1; without it the square of the time")
        .within(0.0, 1.0)
        .moves("support")
        .optional();
    let promises = promises.unwrap_or_default();
    let rises = promises.windows(2).all(|pair| pair[0].0 <= pair[1].0);
    if !rises || promises.last().is_some_and(|last| last.0 < 1.0) {
        form.complain(
            "promises",
            "what is promised does not lead to the goal",
            "shares that never fall, the last of them 1",
        );
    }
    promises
}

/// How solutions differ in what they do for growth: their spread, and how it goes with what they do for the mission.
fn read_growth(form: &mut Form) -> Growth {
    let spread = form
        .amount("growth_spread", "switch: standard deviation of the logarithm of how often firms that search for a solution find better techniques; all see it")
        .within(0.0, 3.0)
        .source("off: the same for all solutions")
        .moves("productivity")
        .default(0.0);
    let alignment = form
        .amount("growth_alignment", "correlation of what solutions do for growth with their hidden potential for the mission, in normal scores")
        .within(-1.0, 1.0)
        .assumed()
        .moves("productivity")
        .default(0.0);
    Growth { spread, alignment }
}

fn read_goal(form: &mut Form) -> (f64, f64) {
    let baseline: Index = form
        .amount("baseline_value", "value of the indicator when nothing of the problem is removed")
        .within(1e-9, 1e12)
        .source("by rule: an index")
        .moves("indicator")
        .default(100.0);
    let target: Index = form
        .amount("target", "value of the indicator at or below which the mission is reached")
        .within(0.0, 1e12)
        .moves("shortfall")
        .required();
    if target.0 >= baseline.0 && !form.is_recording() {
        form.complain(
            "target",
            "the mission is reached before it begins",
            format!("a value below `baseline_value`, {}", baseline.0),
        );
    }
    (baseline.0, target.0)
}

fn read_dates(form: &mut Form, horizon: Horizon) -> (Quarter, Quarter) {
    let start = form.quarter("start", "first quarter of the mission").moves("support").default(horizon.start);
    let deadline = form
        .quarter("deadline", "the quarter by whose end the target has to be reached")
        .moves("problem_removed")
        .required();
    if start < horizon.start {
        form.complain(
            "start",
            "the mission begins before the simulation",
            format!("{} or later", horizon.start),
        );
    }
    if deadline <= start {
        form.complain(
            "deadline",
            "the deadline is not after the start of the mission",
            format!("after {start}"),
        );
    } else if deadline > horizon.last() {
        let allowed = format!("{} or earlier, or more `years`", horizon.last());
        form.complain("deadline", "the simulation ends before the deadline", allowed);
    }
    (start, deadline)
}

fn read_owners(form: &mut Form) -> [Share; 3] {
    let shares = [
        form.amount("household", "share of the problem that households own")
            .within(0.0, 1.0)
            .assumed()
            .moves("uptake")
            .default(0.7),
        form.amount("firm", "share of the problem that firms own")
            .within(0.0, 1.0)
            .assumed()
            .moves("uptake")
            .default(0.15),
        form.amount("public_body", "share of the problem that public bodies own")
            .within(0.0, 1.0)
            .assumed()
            .moves("uptake")
            .default(0.15),
    ];
    let sum: Share = shares.iter().copied().sum();
    if (sum.0 - 1.0).abs() > 1e-6 {
        form.complain(
            "household",
            format!("the shares of the owners sum to {:.4}", sum.0),
            "shares that sum to 1",
        );
    }
    shares
}
