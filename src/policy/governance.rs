//! Governance: how the agencies of a policy select, evaluate, steer, stop and work together. It moves no money of
//! its own: what it does follows from the projects that result, and from the hours that it asks for.

use crate::calendar::{Horizon, Quarter};
use crate::form::{Choice, Form};
use crate::units::{Amount, Index, Money, Share};

/// How projects are selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// By rank of the scores.
    #[default]
    Competitive,
    /// What the portfolio lacks most comes first, and is negotiated with its lead.
    Negotiated,
    /// Every second award in one way, every second in the other.
    Mixed,
}

/// When projects are evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Evaluation {
    /// Never.
    #[default]
    None,
    /// While they run.
    Formative,
    /// At their end.
    Summative,
}

/// How the weights of the solutions in a portfolio follow from what the agency believes of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Portfolio {
    /// The same for all.
    #[default]
    Equal,
    /// In proportion to what was expected of each at the start, for good.
    Fixed,
    /// All on the one of which most is expected now.
    Greedy,
    /// Each by its chance to be the best, as far as is known now.
    Explore,
}

/// The governance of a policy.
#[derive(Clone, Debug)]
pub struct Governance {
    /// How projects are selected.
    pub selection: Selection,
    /// When they are evaluated.
    pub evaluation: Evaluation,
    /// How the weights of solutions are found.
    pub portfolio: Portfolio,
    /// When each agency commits itself to one solution of each mission.
    pub commit: Option<Quarter>,
    /// Money that it costs to give a commitment up; without it none is ever given up.
    pub release_cost: Option<Money>,
    /// The hurdle below which a running project is stopped; without it none ever is.
    pub stopping_hurdle: Option<f64>,
    /// The hurdle in the quarter after a milestone was missed, where it is higher.
    pub intervention: Option<f64>,
    /// What a local project must promise, as a share of the best, to be scaled up; without it none is.
    pub scaling: Option<f64>,
    /// How much growth weighs beside the mission, 0 to 1.
    pub growth_weight: f64,
    /// Authority to steer at the start, 0 to 1.
    pub authority: f64,
    /// Whether a mission team keeps that authority alive.
    pub mission_team: bool,
    /// Whether agencies of one level are linked.
    pub horizontal_links: bool,
    /// Whether agencies of different levels are linked.
    pub vertical_links: bool,
}

impl Choice for Selection {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Competitive, "competitive", "the best score comes first"),
        (Self::Negotiated, "negotiated", "what the portfolio lacks most comes first; takes more hours"),
        (Self::Mixed, "mixed", "every second award is negotiated"),
    ];
}

impl Choice for Evaluation {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::None, "none", "nobody looks at what projects show"),
        (Self::Formative, "formative", "projects are evaluated while they run"),
        (Self::Summative, "summative", "projects are evaluated at their end"),
    ];
}

impl Choice for Portfolio {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Equal, "equal", "the same weight for every solution"),
        (Self::Fixed, "fixed", "a roadmap of the start: weights in proportion to what was expected then"),
        (Self::Greedy, "greedy", "all weight on the solution of which most is expected now"),
        (
            Self::Explore,
            "explore",
            "each solution weighs as much as its chance to be the best (Thompson sampling)",
        ),
    ];
}

impl Governance {
    /// Reads the governance of a policy.
    pub fn read(form: &mut Form, horizon: Horizon) -> Self {
        let (commit, release_cost) = read_commitment(form, horizon);
        Self {
            commit,
            release_cost,
            selection: form
                .choice("selection", "how projects are selected")
                .moves("alignment")
                .default(Selection::Competitive),
            evaluation: form
                .choice("evaluation", "when projects are evaluated")
                .moves("evidence_per_euro")
                .default(Evaluation::None),
            portfolio: form
                .choice("portfolio", "how the weights of solutions follow from what is believed of them")
                .moves("concentration_by_solution")
                .default(Portfolio::Equal),
            stopping_hurdle: form
                .amount("stopping_hurdle", "a project is stopped when its promise beyond half the best, over the share of its cost that is left, falls below this; without it none is ever stopped")
                .within(0.0, 10.0)
                .moves("projects_stopped")
                .optional()
                .map(Index::value),
            intervention: form
                .amount("intervention", "the hurdle in the quarter after a milestone was missed, where it is higher: agencies intervene; without it they don't")
                .within(0.0, 10.0)
                .moves("projects_stopped")
                .optional()
                .map(Index::value),
            scaling: form
                .amount("scaling", "a local project is scaled up once when its promise beyond half the best reaches this; without it none is")
                .within(0.0, 1.0)
                .moves("alignment")
                .optional()
                .map(Share::value),
            growth_weight: read_growth_weight(form),
            authority: form
                .amount::<Share>("authority", "how far agencies can steer at the start what is funded")
                .within(0.0, 1.0)
                .assumed()
                .moves("alignment")
                .default(0.5)
                .0,
            mission_team: form
                .flag("mission_team", "whether a team keeps the authority to steer alive")
                .moves("alignment")
                .default(false),
            horizontal_links: form
                .flag("horizontal_links", "whether agencies of one level share evidence and lists of projects")
                .moves("duplication")
                .default(false),
            vertical_links: form
                .flag("vertical_links", "whether agencies of different levels do, and keep to the goals of the upper")
                .moves("evidence_per_euro")
                .default(false),
        }
    }
}

/// How much what solutions do for growth weighs in a portfolio.
fn read_growth_weight(form: &mut Form) -> f64 {
    form.amount::<Share>("growth_weight", "switch: how much what a solution does for productivity weighs in the portfolio, beside what it does for the mission")
        .within(0.0, 1.0)
        .source("off: the mission alone counts")
        .moves("productivity")
        .default(0.0)
        .0
}

/// The date of a commitment and the price of giving it up.
fn read_commitment(form: &mut Form, horizon: Horizon) -> (Option<Quarter>, Option<Money>) {
    let commit = form
        .quarter(
            "commit",
            "when each agency commits itself to one solution of each mission: the others get no more support",
        )
        .moves("concentration_by_solution")
        .optional();
    if commit.is_some_and(|commit| commit > horizon.last()) {
        form.complain(
            "commit",
            "the commitment comes after the simulation",
            format!("{} or earlier", horizon.last()),
        );
    }
    let release_cost = form
        .amount("release_cost", "what giving up a commitment costs; without it none is ever given up")
        .within(0.0, 1e6)
        .moves("projects_in_market")
        .optional();
    if release_cost.is_some() && commit.is_none() && !form.is_recording() {
        form.complain("release_cost", "there is no commitment to give up", "`commit` beside it");
    }
    (commit, release_cost)
}
