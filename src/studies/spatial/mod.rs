//! Spatial blindness: what a mission loses or wins because regions are treated as if they were alike.
//!
//! A rule is blind if relabelling the regions leaves calls, envelopes, thresholds and menus unchanged, population aside. Two
//! blind rules are compared with a sensitive one: an open competition, and envelopes by population. The penalty of blindness
//! is what the sensitive rule reaches less what the blind one reaches under the same luck, at equal expected cost; it may be
//! negative. What of it is due to which difference between regions is attributed by Shapley values over the worlds in which
//! some of the differences are taken away.

mod worlds;

use super::rows::Subject;
use super::shapley::Attribution;
use super::statistics::{Interval, Moments};
use super::tally::Tally;
use super::walk::Witness;
use crate::run::Values;
use crate::store::frame::{Cells, Frame};
use crate::store::plan::Plan;
pub use worlds::{
    AS_IT_IS, CAUSES, CONTEXT, CORRELATION, DESIGN, OPEN, PER_HEAD, ROLES, SENSITIVE, SPREAD, VARIED, WORLD,
    cases, origin, roles,
};

/// The name of the kind of study.
pub const STUDY: &str = "spatial";

/// What the penalty is measured in.
pub const MEASURED: [&str; 7] = [
    "problem_removed",
    "target_reached",
    "weak_regions_removed",
    "regions_over_line",
    "people_over_line",
    "regions_set_back",
    "net_public_cost",
];

/// The worlds with some of the differences: so many of the first cases.
pub const WORLDS: usize = 1 << CAUSES.len();

/// One penalty: what a sensitive policy reaches less what a blind one does.
#[derive(Clone, Debug)]
pub struct Penalty {
    /// The place of the case.
    pub case: usize,
    /// The blind policy.
    pub reference: String,
    /// The column of the survey.
    pub outcome: String,
    /// Its unit.
    pub unit: String,
    /// Which way is better.
    pub better: &'static str,
    /// Paired.
    pub difference: Moments,
    /// The 95 % interval of its mean.
    pub interval: Interval,
}

/// What is due to one difference between regions.
#[derive(Clone, Debug)]
pub struct Share {
    /// The blind policy.
    pub reference: String,
    /// The column of the survey.
    pub outcome: String,
    /// The name of the cause; of all together; of what is left when regions are equal; and of the whole.
    pub cause: &'static str,
    /// Paired.
    pub part: Moments,
}

/// The cause that stands for all of them together.
pub const ALL: &str = "all differences";
/// What is left when regions are equal.
pub const REST: &str = "left when all are equal";
/// The penalty in the world as it is.
pub const WHOLE: &str = "whole";

/// Reads the runs of a spatial study.
#[derive(Debug)]
pub struct Reading {
    /// The place of the sensitive policy and of the two blind ones.
    sensitive: usize,
    blind: Vec<usize>,
    /// The columns in which the penalty is measured.
    columns: Vec<usize>,
    /// By blind policy, measured column, replicate and world: the penalty.
    worlds: Vec<Vec<Vec<[f64; WORLDS]>>>,
    /// All penalties, case after case.
    pub penalties: Vec<Penalty>,
    /// By case: what the first blind policy costs, M EUR.
    costs: Vec<f64>,
    /// By case: policies from the best to the worst in the share of the first mission's problem that they remove.
    pub rankings: Vec<Vec<String>>,
}

impl Reading {
    /// Nothing is read yet of a study of this plan, whose last policy is the sensitive one.
    pub fn new(plan: &Plan) -> Self {
        let place = |name: &str| plan.policies.iter().position(|policy| policy == name);
        let blind: Vec<usize> = [OPEN, PER_HEAD].into_iter().filter_map(place).collect();
        Self {
            sensitive: plan.policies.len() - 1,
            worlds: vec![Vec::new(); blind.len()],
            blind,
            columns: Vec::new(),
            penalties: Vec::new(),
            costs: Vec::new(),
            rankings: Vec::new(),
        }
    }

    /// What is due to what: for each blind policy and measured column each cause, all of them, the rest and the whole.
    pub fn shares(&self) -> Vec<Share> {
        let mut shares = Vec::new();
        for (blind, columns) in self.worlds.iter().enumerate() {
            for (place, replicates) in columns.iter().enumerate() {
                let reference = &self.penalties_of(0)[blind * self.columns.len() + place];
                shares.extend(attribute(reference, replicates));
            }
        }
        shares
    }

    /// The penalties of a case: for each blind policy each measured column.
    pub fn penalties_of(&self, case: usize) -> &[Penalty] {
        let count = self.blind.len() * self.columns.len();
        &self.penalties[case * count..(case + 1) * count]
    }

    /// The penalty against a blind policy in a case.
    pub fn penalty(&self, case: usize, reference: &str, outcome: &str) -> Option<&Penalty> {
        let is_it = |one: &&Penalty| one.reference == reference && one.outcome == outcome;
        self.penalties_of(case).iter().find(is_it)
    }

    /// What the open competition costs in a case, M EUR.
    pub fn cost(&self, case: usize) -> f64 {
        self.costs.get(case).copied().unwrap_or(f64::NAN)
    }

    /// How many cases were read.
    pub fn cases(&self) -> usize {
        self.rankings.len()
    }
}

/// Attributes a penalty to the differences between regions, replicate by replicate.
fn attribute(of: &Penalty, replicates: &[[f64; WORLDS]]) -> Vec<Share> {
    let mut attribution = Attribution::new(CAUSES.len());
    let (mut rest, mut whole) = (Moments::default(), Moments::default());
    for worlds in replicates.iter().filter(|worlds| worlds.iter().all(|value| value.is_finite())) {
        // the number of a world has the differences that it lacks
        let with: Vec<f64> = (0..WORLDS).map(|present| worlds[WORLDS - 1 - present]).collect();
        attribution.add(&with);
        rest.add(worlds[WORLDS - 1]);
        whole.add(worlds[0]);
    }
    let names = CAUSES.iter().map(|(name, _)| *name).chain([ALL, REST, WHOLE]);
    let share =
        |(cause, part)| Share { reference: of.reference.clone(), outcome: of.outcome.clone(), cause, part };
    let parts = attribution.parts().iter().copied();
    names.zip(parts.chain([*attribution.whole(), rest, whole])).map(share).collect()
}

impl Witness for Reading {
    fn replicate(&mut self, subject: Subject, number: u64, runs: &[Option<&Values>]) {
        if self.columns.is_empty() {
            let columns = subject.survey.columns.iter().enumerate();
            let is_measured = |name: &str| MEASURED.contains(&name);
            self.columns = columns
                .filter(|(_, column)| is_measured(column.outcome.name))
                .map(|(place, _)| place)
                .collect();
            self.worlds = vec![vec![Vec::new(); self.columns.len()]; self.blind.len()];
        }
        if subject.case >= WORLDS {
            return;
        }
        let place = (number - subject.plan.first_replicate) as usize;
        for (blind, columns) in self.blind.iter().zip(&mut self.worlds) {
            for (column, replicates) in self.columns.iter().zip(columns) {
                if replicates.len() <= place {
                    replicates.resize(place + 1, [f64::NAN; WORLDS]);
                }
                if let (Some(own), Some(other)) = (runs[self.sensitive], runs[*blind]) {
                    replicates[place][subject.case] = own[*column] - other[*column];
                }
            }
        }
    }

    fn case(&mut self, subject: Subject, tally: &Tally) {
        for blind in &self.blind {
            for place in &self.columns {
                let column = &subject.survey.columns[*place];
                let pair = tally.pair(self.sensitive, *blind, *place);
                let difference = pair.map(|pair| pair.difference).unwrap_or_default();
                self.penalties.push(Penalty {
                    case: subject.case,
                    reference: subject.name(*blind).to_owned(),
                    outcome: column.name.clone(),
                    unit: subject.unit(column).to_owned(),
                    better: column.outcome.better.word(),
                    difference,
                    interval: pair.map_or_else(|| difference.interval(), |pair| pair.interval()),
                });
            }
        }
        let cost = subject.survey.column("net_public_cost", None);
        let mean_cost = |column| tally.distribution(self.blind[0], column).moments().mean();
        self.costs.push(cost.map_or(f64::NAN, mean_cost));
        let removed = self.columns.first().copied().unwrap_or(0);
        let mut ranking: Vec<usize> = self.blind.iter().copied().chain([self.sensitive]).collect();
        let mean = |policy: &usize| tally.distribution(*policy, removed).moments().mean();
        ranking.sort_by(|one, other| mean(other).total_cmp(&mean(one)));
        self.rankings.push(ranking.iter().map(|policy| subject.name(*policy).to_owned()).collect());
    }
}

impl Reading {
    /// The table of penalties.
    pub fn penalty_table(&self, plan: &Plan) -> Frame {
        let all = &self.penalties;
        let texts = |read: &dyn Fn(&Penalty) -> &str| {
            Cells::Texts(all.iter().map(|one| read(one).to_owned()).collect())
        };
        let of_case = |place: usize| move |one: &Penalty| plan.cases[one.case].values[place].as_str();
        let group = Cells::Texts(all.iter().map(|one| of_case(0)(one).to_owned()).collect());
        let setting = Cells::Texts(all.iter().map(|one| of_case(1)(one).to_owned()).collect());
        let keys = [
            ("case", Cells::Counts(all.iter().map(|one| one.case as u64).collect())),
            ("group", group),
            ("setting", setting),
            ("reference", texts(&|one| &one.reference)),
            ("outcome", texts(&|one| &one.outcome)),
            ("unit", texts(&|one| &one.unit)),
            ("better", texts(&|one| one.better)),
        ];
        with_moments(
            keys,
            &all.iter().map(|one| (one.difference, one.interval)).collect::<Vec<_>>(),
            "penalty",
        )
    }

    /// The table of what is due to what.
    pub fn share_table(&self) -> Frame {
        let shares = self.shares();
        let texts =
            |read: fn(&Share) -> &str| Cells::Texts(shares.iter().map(|one| read(one).to_owned()).collect());
        let keys = [
            ("reference", texts(|one| &one.reference)),
            ("outcome", texts(|one| &one.outcome)),
            ("cause", texts(|one| one.cause)),
        ];
        with_moments(
            keys,
            &shares.iter().map(|one| (one.part, one.part.interval())).collect::<Vec<_>>(),
            "part",
        )
    }
}

/// A table of these columns, and what is known of a mean.
fn with_moments<const COUNT: usize>(
    keys: [(&str, Cells); COUNT],
    moments: &[(Moments, Interval)],
    name: &str,
) -> Frame {
    let numbers = |read: fn(&(Moments, Interval)) -> f64| Cells::Numbers(moments.iter().map(read).collect());
    let known = [
        ("pairs", Cells::Counts(moments.iter().map(|(one, _)| one.count()).collect())),
        (name, numbers(|(one, _)| one.mean())),
        ("standard_error", numbers(|(one, _)| one.standard_error())),
        ("low", numbers(|(_, interval)| interval.low)),
        ("high", numbers(|(_, interval)| interval.high)),
    ];
    Frame::new(keys.into_iter().chain(known).map(|(name, cells)| (name.to_owned(), cells)))
}

#[cfg(test)]
mod tests;
