//! What a sweep found, point by point.

use std::collections::HashSet;

use crate::cli::page::Page;
use crate::cli::undertaking::Reading;
use crate::cli::words::{count, percent, short};
use crate::outcomes::REMOVED;
use crate::studies::gather::Witness;
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// The name of the kind of study.
pub const STUDY: &str = "sweep";

/// What a sweep found: by mission, policy and point the chance of reaching the target and the share removed.
#[derive(Debug, Default)]
pub struct SweepFindings {
    points: Vec<Vec<Vec<(f64, f64)>>>,
}

impl Witness for SweepFindings {
    fn case(&mut self, _: Subject, tally: &Tally) {
        let survey = tally.survey();
        self.points.resize_with(survey.missions(), Vec::new);
        for (mission, policies) in self.points.iter_mut().enumerate() {
            policies.resize_with(tally.policies(), Vec::new);
            for (policy, points) in policies.iter_mut().enumerate() {
                let share = tally.probability(policy, mission).map_or(f64::NAN, |(share, _)| share);
                let removed = survey.column(REMOVED, Some(mission));
                let mean = |column| tally.distribution(policy, column).moments().mean();
                points.push((share, removed.map_or(f64::NAN, mean)));
            }
        }
    }
}

/// How many points are shown one by one.
const MOST_SHOWN: usize = 30;

impl Reading for SweepFindings {
    fn witness(&mut self) -> &mut dyn Witness {
        self
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
        let Some(policies) = self.points.get(place) else { return String::new() };
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
            let of = |read: fn(&(f64, f64)) -> f64| {
                policies.iter().map(move |points| percent(read(&points[point])))
            };
            let cells = [point.to_string()].into_iter();
            let cells = cells.chain(parameters.iter().map(|parameter| shown(&case.values[*parameter])));
            let cells = cells.chain(of(|point| point.0)).chain(of(|point| point.1));
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

/// A value as people read it.
fn shown(value: &str) -> String {
    value.parse::<f64>().map_or_else(
        |_| value.to_owned(),
        |number| {
            let text = number.to_string();
            if text.len() <= 6 { text } else { short(number) }
        },
    )
}
