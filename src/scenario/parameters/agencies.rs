//! How agencies see, learn, steer, work together and tire.

use crate::form::Form;
use crate::units::{Euros, Index, Money, PerQuarter, PerYear, Share, Years};
use crate::world::beliefs::Source;

/// How agencies see, learn, steer, work together and tire.
#[derive(Clone, Debug)]
pub struct AgencyParameters {
    pub(crate) capability: Share,
    pub(crate) newcomers: Share,
    pub(crate) turnover: PerYear,
    pub(crate) learning: Share,
    pub(crate) training: Money,
    pub(crate) view_noise: Index,
    /// How they hear of what solutions do.
    pub evidence: Evidence,
    /// How they steer.
    pub steering: Steering,
    /// What work asks of their staff.
    pub staff: Staff,
    /// How they work together.
    pub links: Links,
}

/// How agencies hear of what solutions do.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Standard deviation of the error from explore to scale, and of what use shows.
    pub(crate) noise: [f64; Source::COUNT],
    pub(crate) money: Money,
    pub(crate) first: Years,
    pub(crate) carried: Share,
}

/// How agencies steer what is funded.
#[derive(Clone, Debug)]
pub struct Steering {
    pub(crate) weight: Index,
    pub(crate) reversion: PerQuarter,
    pub(crate) mimicry: Index,
}

/// What work asks of the staff of agencies.
#[derive(Clone, Debug)]
pub struct Staff {
    pub(crate) by_budget: Index,
    pub(crate) hour: Euros,
    pub(crate) project: Index,
    pub(crate) reading: Index,
    pub(crate) negotiation: Index,
    pub(crate) formative: Index,
    pub(crate) summative: Index,
    pub(crate) link: Index,
    pub(crate) team: Index,
    pub(crate) strain: Index,
}

/// How agencies work together.
#[derive(Clone, Debug)]
pub struct Links {
    pub(crate) time: Years,
    pub(crate) duplication: Share,
    pub(crate) drift: Share,
    pub(crate) friction: Share,
    pub(crate) distance: Index,
    pub(crate) salience: Index,
    pub(crate) conflict: Share,
}

impl AgencyParameters {
    pub(super) fn read(form: &mut Form) -> Self {
        Self {
            capability: form
                .amount("capability", "how well agencies prepare, read and run at the start")
                .within(0.0, 1.0)
                .assumed()
                .moves("agency_capability")
                .default(0.6),
            newcomers: form
                .amount("newcomers", "capability of those who replace staff that leaves")
                .within(0.0, 1.0)
                .assumed()
                .moves("agency_capability")
                .default(0.4),
            turnover: form
                .amount("turnover", "share of the staff that leaves")
                .within(0.0, 1.0)
                .assumed()
                .moves("agency_capability")
                .default(0.1),
            learning: form
                .amount(
                    "learning",
                    "gain of capability, as a share of what is left to 1, from one finished and reviewed project for each member of staff",
                )
                .within(0.0, 1.0)
                .assumed()
                .moves("agency_capability")
                .default(0.05),
            training: form
                .amount("training", "money for each member of staff that closes 63 % of what an agency's capability lacks")
                .within(0.0001, 100.0)
                .assumed()
                .moves("agency_capability")
                .default(0.1),
            view_noise: form
                .amount(
                    "view_noise",
                    "standard deviation of what an agency without any capability sees of a place: of need in logarithms, of capacity and fit as they are",
                )
                .within(0.0, 3.0)
                .assumed()
                .moves("money_per_head")
                .default(0.3),
            evidence: form.table("evidence", "how agencies hear of what solutions do", Evidence::read),
            steering: form.table("steering", "how agencies steer what is funded", Steering::read),
            staff: form.table("staff", "what work asks of the staff of agencies", Staff::read),
            links: form.table("links", "how agencies work together", Links::read),
        }
    }
}

impl Evidence {
    fn read(form: &mut Form) -> Self {
        const STAGES: usize = Source::COUNT - 1;
        let mut noise = [0.0; Source::COUNT];
        let stages: Vec<Index> = form
            .amounts(
                "noise",
                "standard deviation of the error of evidence at the stages explore, develop, demonstrate and scale: that of one project of the usual money, and again that which all projects of the stage share",
            )
            .within(0.001, 10.0)
            .between_items(STAGES, STAGES)
            .assumed()
            .moves("belief_error")
            .default(&[0.25, 0.15, 0.08, 0.05]);
        let of_use: Index = form
            .amount(
                "noise_of_use",
                "standard deviation of the error of what a year's use shows in regions of one type",
            )
            .within(0.001, 10.0)
            .assumed()
            .moves("belief_error")
            .default(0.1);
        for (noise, stage) in noise.iter_mut().zip(stages.iter().chain([&of_use])) {
            *noise = stage.0;
        }
        Self {
            noise,
            money: form
                .amount("money", "money of a project whose evidence has the error `noise`: more money, less error")
                .within(0.001, 1e4)
                .assumed()
                .moves("evidence_per_euro")
                .default(4.0),
            first: form
                .amount("first", "time after which a project first has something to show")
                .within(0.0, 10.0)
                .assumed()
                .moves("evidence_per_euro")
                .default(1.0),
            carried: form
                .amount(
                    "carried",
                    "share of the evidence from one type of region that counts for the others; at 1 an agency takes all places to be alike",
                )
                .within(0.0, 1.0)
                .assumed()
                .moves("evidence_per_euro")
                .default(0.5),
        }
    }
}

impl Steering {
    fn read(form: &mut Form) -> Self {
        Self {
            weight: form
                .amount(
                    "weight",
                    "what full alignment with the portfolio adds to a score under full authority, in standard deviations of quality",
                )
                .within(0.0, 100.0)
                .assumed()
                .moves("alignment")
                .default(2.0),
            reversion: form
                .amount("reversion", "share of its authority to steer that an agency without a mission team loses to ordinary calls")
                .within(0.0, 1.0)
                .assumed()
                .moves("alignment")
                .default(0.03),
            mimicry: form
                .amount(
                    "mimicry",
                    "switch: power of an agency's capability, and of the capacity of its territory where it is regional or of a city, in how far it can use its authority to steer",
                )
                .within(0.0, 10.0)
                .source("off: who has authority can use it")
                .moves("alignment")
                .default(0.0),
        }
    }
}

impl Staff {
    fn read(form: &mut Form) -> Self {
        let mut hours = |key, meaning, default| {
            form.amount(key, meaning).within(0.0, 1e6).assumed().moves("staff_hours").default(default)
        };
        Self {
            project: hours("project", "hours that one running project asks for in a quarter, paid for by its administration", 40.0),
            reading: hours("reading", "hours for one application that is read", 4.0),
            negotiation: hours("negotiation", "hours for one award that is negotiated", 80.0),
            formative: hours("formative", "hours for the evaluation of one running project in a quarter", 5.0),
            summative: hours("summative", "hours for the evaluation of one project at its end", 40.0),
            link: hours("link", "hours that one link to another agency asks for in a quarter, on each side", 200.0),
            team: hours("team", "hours of a mission team in a quarter", 1000.0),
            strain: form
                .amount("strain", "power of the load beyond 1 by which the work of all projects of an agency slows")
                .within(0.0, 2.0)
                .assumed()
                .moves("projects_at_work")
                .default(0.5),
            by_budget: form
                .amount("by_budget", "members of staff for each M EUR a year of budgets that run projects")
                .within(0.001, 100.0)
                .source("assumed within what funders report: about 0.3 to 0.5 (EISMEA, Innovate UK, Research Council of Norway)")
                .moves("agency_load")
                .default(0.3),
            hour: form
                .amount("hour", "what an hour of staff costs, charged to the lines of the agency")
                .within(0.0, 1e4)
                .assumed()
                .moves("staff_hours")
                .default(60.0),
        }
    }
}

impl Links {
    fn read(form: &mut Form) -> Self {
        Self {
            time: form
                .amount("time", "time until a link is fully formed")
                .within(0.0, 20.0)
                .assumed()
                .moves("duplication")
                .default(2.0),
            duplication: form
                .amount(
                    "duplication",
                    "share of a project's work that is in vain where all like work is done by agencies that know nothing of each other",
                )
                .within(0.0, 1.0)
                .assumed()
                .moves("duplication")
                .default(0.5),
            drift: form
                .amount("drift", "share of the money of an agency below another that goes to other goals without a link to it")
                .within(0.0, 1.0)
                .assumed()
                .moves("projects")
                .default(0.3),
            friction: form
                .amount("friction", "switch: share of a link that is lost between agencies of different fields")
                .within(0.0, 1.0)
                .source("off: no friction")
                .moves("duplication")
                .default(0.0),
            distance: form
                .amount(
                    "distance",
                    "switch: how much more time and how many more hours a link between agencies of different fields takes, as a share",
                )
                .within(0.0, 10.0)
                .source("off: fields take no time")
                .moves("staff_hours")
                .default(0.0),
            salience: form
                .amount(
                    "salience",
                    "switch: how much more time and how many more hours a link takes where all feel as strongly as can be about a mission of its agencies, for or against it, as a share",
                )
                .within(0.0, 10.0)
                .source("off: what people feel does not matter to agencies")
                .moves("staff_hours")
                .default(0.0),
            conflict: form
                .amount(
                    "conflict",
                    "switch: delay of a project whose partner favours another solution, as a share of its time",
                )
                .within(0.0, 10.0)
                .source("off: no conflict")
                .moves("projects_at_work")
                .default(0.0),
        }
    }
}
