//! What the policies cost, and whom, beside what they reach.

use comfy_table::{CellAlignment, Table};

use super::page::LINES;
use crate::outcomes::REMOVED;
use crate::report::answer::NET;
use crate::report::words::{percent, short};
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// The heads of the columns, broken so that numbers stay whole.
const HEADS: [&str; 11] = [
    "policy",
    "net\npublic\ncost",
    "its 95th\npercen-\ntile",
    "levies\nkept",
    "promised",
    "spent",
    "owners'\ncost",
    "social\ncost",
    "free\nriders",
    "EUR a\nunit\nmore",
    "outdone\nby",
];

/// Money of all policies, for one mission.
pub(super) struct Costs<'v> {
    pub subject: Subject<'v>,
    pub tally: &'v Tally,
    /// The place of the mission.
    pub place: usize,
}

impl Costs<'_> {
    /// A table, where there is anything to compare: costs are held against the baseline's.
    pub fn text(&self) -> String {
        let policies = self.tally.policies();
        if policies < 2
            || !(0..policies).any(|policy| self.cost(policy) != 0.0 && self.cost(policy).is_finite())
        {
            return String::new();
        }
        let mut table = Table::new();
        table.load_style(LINES);
        table.set_header(HEADS);
        for policy in 0..policies {
            table.add_row(self.row(policy));
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        format!(
            "Present values in M EUR{}; costs over the baseline, under the same luck:\n{}\n",
            if self.subject.scenario.missions.len() > 1 { ", of all missions together" } else { "" },
            table.trim_fmt()
        )
    }

    fn row(&self, policy: usize) -> Vec<String> {
        let whole = |outcome| short(self.mean(policy, outcome, None));
        let of_mission = |outcome| self.mean(policy, outcome, Some(self.place));
        let column = self.tally.survey().column(NET, None);
        let high = column.map_or(f64::NAN, |column| self.tally.distribution(policy, column).quantile(0.95));
        vec![
            self.subject.name(policy).to_owned(),
            whole(NET),
            short(high),
            whole("levy_kept"),
            whole("commitment_authority"),
            whole("public_cost"),
            whole("private_cost"),
            whole("social_cost"),
            percent(of_mission("free_riders")),
            self.per_unit(policy),
            self.better(policy).map_or_else(|| "-".to_owned(), |better| self.subject.name(better).to_owned()),
        ]
    }

    /// Mean net public cost over mean additional units, where there are any.
    fn per_unit(&self, policy: usize) -> String {
        let units = self.mean(policy, "additional_units", Some(self.place));
        let cost = self.cost(policy) * 1e6 / units;
        short(if units > 0.0 { cost } else { f64::NAN })
    }

    /// The policy that removes most of the problem among those that cost no more, where it removes more: none on the
    /// frontier of cost and outcome.
    fn better(&self, policy: usize) -> Option<usize> {
        let removed = |policy| self.mean(policy, REMOVED, Some(self.place));
        let rivals = (0..self.tally.policies()).filter(|rival| {
            *rival != policy && self.cost(*rival) <= self.cost(policy) && removed(*rival) > removed(policy)
        });
        rivals.max_by(|one, other| removed(*one).total_cmp(&removed(*other)))
    }

    fn cost(&self, policy: usize) -> f64 {
        self.mean(policy, NET, None)
    }

    fn mean(&self, policy: usize, outcome: &str, mission: Option<usize>) -> f64 {
        let column = self.tally.survey().column(outcome, mission);
        column.map_or(f64::NAN, |column| self.tally.distribution(policy, column).moments().mean())
    }
}
