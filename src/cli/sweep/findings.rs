//! What a sweep found, point by point.

use std::collections::HashSet;

use crate::cli::page::Page;
use crate::cli::undertaking::Reading;
use crate::report::answer::sweep::{Found, Points, shown};
use crate::report::words::{count, percent};
use crate::studies::rows::Subject;
use crate::studies::walk::Witness;

/// The name of the kind of study.
pub const STUDY: &str = "sweep";

/// What a sweep found.
#[derive(Debug, Default)]
pub struct SweepFindings {
    points: Points,
}

/// How many points are shown one by one.
const MOST_SHOWN: usize = 30;

impl Reading for SweepFindings {
    fn witness(&mut self) -> &mut dyn Witness {
        &mut self.points
    }

    fn tells_first_case(&self) -> bool {
        false
    }

    fn text(&self, subject: Subject) -> String {
        let missions = subject.scenario.missions.iter().enumerate();
        missions.map(|(place, mission)| self.of_mission(subject, (place, &mission.name))).collect()
    }
}

impl SweepFindings {
    fn of_mission(&self, subject: Subject, (place, name): (usize, &str)) -> String {
        let plan = subject.plan;
        let policies = self.points.of(place);
        let varies = |parameter: &usize| {
            let values: HashSet<&String> = plan.cases.iter().map(|case| &case.values[*parameter]).collect();
            values.len() > 1
        };
        let parameters: Vec<usize> = (0..plan.varied.len()).filter(varies).collect();
        let heads = ["point".to_owned()].into_iter();
        let heads =
            heads.chain(parameters.iter().map(|parameter| plan.varied[*parameter].replace('.', ". ")));
        let heads = heads.chain(plan.policies.iter().map(|policy| format!("P(target) {policy}")));
        let heads = heads.chain(plan.policies.iter().map(|policy| format!("removed {policy}")));
        let mut page = Page { heads: heads.collect(), rows: Vec::new() };
        for (point, case) in plan.cases.iter().enumerate().take(MOST_SHOWN) {
            let of =
                |read: fn(&Found) -> f64| policies.iter().map(move |points| percent(read(&points[point])));
            let cells = [point.to_string()].into_iter();
            let cells = cells.chain(parameters.iter().map(|parameter| shown(&case.values[*parameter])));
            let cells = cells.chain(of(|found| found.chance)).chain(of(|found| found.removed));
            page.rows.push((cells.collect(), Vec::new()));
        }
        let more = match plan.cases.len().saturating_sub(MOST_SHOWN) as u64 {
            0 => String::new(),
            more => format!("and {} more; all of them: summary, by point\n", count(more, "point")),
        };
        format!(
            "\n{name}: P(target) and mean share of the problem removed, {} a point\n{}{more}",
            count(plan.replicates, "replicate"),
            page.text()
        )
    }
}
