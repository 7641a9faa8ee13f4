//! Calls and projects.

use crate::form::Form;
use crate::units::{Index, Money, PerQuarter, Share, Years};

/// Calls and projects.
#[derive(Clone, Debug)]
pub struct Calls {
    pub(crate) information_cost: Money,
    pub(crate) administration: Money,
    pub(crate) applying_cost: Money,
    pub(crate) applicants: Index,
    pub(crate) private_value: Share,
    pub(crate) reviewers: usize,
    pub(crate) reviewer_noise: Index,
    pub(crate) track_record: Index,
    pub(crate) largest_project: Share,
    pub(crate) ladder: Index,
    pub(crate) technical_hazard: PerQuarter,
    pub(crate) skill_offset: Index,
    pub(crate) trial: Years,
    pub(crate) market_share: Share,
    pub(crate) unheard: Share,
    pub(crate) capture: Index,
}

impl Calls {
    pub(super) fn read(form: &mut Form) -> Self {
        let (reviewers, reviewer_noise) = read_review(form);
        Self {
            information_cost: form
                .amount("information_cost", "staff cost of knowing one thing of one region, a year, charged to the line")
                .within(0.0, 100.0)
                .assumed()
                .moves("projects")
                .default(0.05),
            administration: form
                .amount("administration", "cost of administering one project, whatever its size")
                .within(0.0, 2.0)
                .assumed()
                .moves("projects")
                .default(0.02),
            applying_cost: form
                .amount("applying_cost", "what it costs to write one application")
                .within(0.0, 100.0)
                .assumed()
                .moves("applications")
                .default(0.009),
            applicants: form
                .amount("applicants", "applications that are read for each award that the money allows")
                .within(1.0, 1000.0)
                .source("Horizon 2020: about one application in eight was funded (European Commission 2024)")
                .moves("applications")
                .default(8.0),
            private_value: form
                .amount("private_value", "what a funded project is worth to its lead, as a share of the grant")
                .within(0.0, 10.0)
                .assumed()
                .moves("applications")
                .default(0.5),
            reviewers,
            reviewer_noise,
            track_record: form
                .amount("track_record", "what the logarithm of earlier awards adds to a score, in standard deviations")
                .within(0.0, 10.0)
                .assumed()
                .moves("repeat_awards")
                .default(0.3),
            largest_project: form
                .amount("largest_project", "largest own part of all of a firm's projects in a year, as a share of its sales")
                .within(0.0, 10.0)
                .assumed()
                .moves("applications")
                .default(0.1),
            ladder: form
                .amount("ladder", "length of a firm's ladder of ideas, in units of the research it wishes to do")
                .within(1.0, 100.0)
                .source("assumed at 2, so that half of what is proposed would have been done anyway; checked against Dimos, Pugh 2016")
                .moves("private_research")
                .default(2.0),
            technical_hazard: form
                .amount("technical_hazard", "hazard of technical failure of a project without any skill below the offset")
                .within(0.0, 1.0)
                .assumed()
                .moves("projects_technical_failure")
                .default(0.02),
            skill_offset: form
                .amount("skill_offset", "skill at which the technical hazard would vanish")
                .within(0.0, 10.0)
                .assumed()
                .moves("projects_technical_failure")
                .default(1.5),
            trial: form
                .amount("trial", "time in which a finished project must see its solution bought")
                .within(0.0, 40.0)
                .assumed()
                .moves("projects_on_trial")
                .default(4.0),
            market_share: form
                .amount(
                    "market_share",
                    "share of a region's stock that must be the solution for a finished project to be in the market",
                )
                .within(0.0, 1.0)
                .assumed()
                .moves("projects_in_market")
                .default(0.02),
            unheard: read_unheard(form),
            capture: read_capture(form),
        }
    }
}

fn read_unheard(form: &mut Form) -> Share {
    form.amount(
        "unheard",
        "switch: share of the firms and public bodies of a region without any capacity who do not hear of a call",
    )
    .within(0.0, 1.0)
    .source("off: all hear of every call")
    .moves("applications_by_capacity")
    .default(0.0)
}

fn read_capture(form: &mut Form) -> Index {
    form.amount(
        "capture",
        "switch: what the logarithm of earlier awards adds in negotiated selection beyond the score, in standard deviations of quality",
    )
    .within(0.0, 100.0)
    .source("off: negotiators heed the score alone")
    .moves("quality_of_awards")
    .default(0.0)
}

fn read_review(form: &mut Form) -> (usize, Index) {
    let reviewers = form
        .count("reviewers", "reviewers who read each application")
        .within(1, 100)
        .source("Horizon 2020: at least three experts")
        .moves("quality_of_awards")
        .default(3);
    let noise = form
        .amount("reviewer_noise", "variance of one reviewer's error, in units of the variance of quality")
        .within(0.0, 100.0)
        .source("agreement of single reviewers 0.26 (8,329 proposals): (1 - 0.26) / 0.26")
        .moves("quality_of_awards")
        .default(2.85);
    (reviewers, noise)
}
