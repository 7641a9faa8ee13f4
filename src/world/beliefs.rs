//! Beliefs: what somebody expects that one adoption of a solution removes in regions of one type, and the
//! evidence behind it.
//!
//! Beliefs are normal. Evidence of one source (projects of one stage, or use) has an error of its own, which
//! money averages away, and one that all of it shares, which nothing averages away: so a thousand projects
//! of a stage tell no more than that stage can tell.

use super::grid::Grid;
use super::projects::Stage;

/// How many types of region there are: the thirds of the regions by capacity, times the thirds by how well the
/// solution fits them from the start. Type `3 x capacity third + fit third`, the weakest and the worst first.
pub const REGION_TYPES: usize = 9;

/// Where evidence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Projects that explore.
    Explore,
    /// Projects that develop.
    Develop,
    /// Projects that demonstrate.
    Demonstrate,
    /// Projects that scale up.
    Scale,
    /// Ordinary use.
    Use,
}

impl Source {
    /// How many sources there are.
    pub const COUNT: usize = 5;

    /// The source that projects of a stage are; none where no solution is tried.
    pub fn of_stage(stage: Stage) -> Option<Self> {
        match stage {
            Stage::Explore => Some(Self::Explore),
            Stage::Develop => Some(Self::Develop),
            Stage::Demonstrate => Some(Self::Demonstrate),
            Stage::Scale => Some(Self::Scale),
            Stage::Supply | Stage::Capacity => None,
        }
    }
}

/// A normal belief.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Belief {
    /// What is expected, as a share of an owner's problem.
    pub mean: f64,
    /// How unsure it is; nought where it is known.
    pub variance: f64,
}

/// Evidence of one kind, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Mass {
    /// Sum of the precisions of the signals' own errors.
    precision: f64,
    /// Sum of the signals, each times its precision.
    weighted: f64,
}

impl Mass {
    fn add(&mut self, other: Self, share: f64) {
        self.precision += share * other.precision;
        self.weighted += share * other.weighted;
    }
}

/// A piece of news: what a project, or use, showed of a solution in a region of one type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signal {
    /// The solution.
    pub solution: usize,
    /// The type of region.
    pub region_type: usize,
    /// Where it comes from.
    pub source: Source,
    /// What was seen, as a share of an owner's problem.
    pub value: f64,
    /// One over the variance of its own error.
    pub precision: f64,
}

/// What somebody believes of all solutions.
#[derive(Clone, Debug, Default)]
pub struct Beliefs {
    prior: Grid<Belief>,
    now: Grid<Belief>,
    /// By solution and type of region: evidence by source.
    evidence: Grid<[Mass; Source::COUNT]>,
    /// Precision that projects have added.
    gain: Grid<f64>,
    /// By solution: whether there is evidence that was not weighed yet.
    is_stale: Vec<bool>,
}

impl Beliefs {
    /// Beliefs without any evidence: a row a solution, a column a type of region.
    pub fn new(prior: Grid<Belief>) -> Self {
        let solutions = prior.rows().len();
        Self {
            now: prior.clone(),
            evidence: Grid::filled(solutions, REGION_TYPES, Default::default()),
            gain: Grid::filled(solutions, REGION_TYPES, 0.0),
            is_stale: vec![false; solutions],
            prior,
        }
    }

    /// What is believed of a solution in regions of a type.
    #[inline]
    pub fn of(&self, solution: usize, region_type: usize) -> Belief {
        self.now[(solution, region_type)]
    }

    /// What is expected of a solution over all types of region, each with its share of the problem.
    pub fn value(&self, solution: usize, shares: &[f64]) -> f64 {
        self.now.row(solution).iter().zip(shares).map(|(belief, share)| belief.mean * share).sum()
    }

    /// Precision that projects have added to what is believed of a solution in regions of a type; what use shows is not
    /// in it.
    pub fn gain(&self, solution: usize, region_type: usize) -> f64 {
        self.gain[(solution, region_type)]
    }

    /// Takes in a piece of news, as far as it is heard: `share` of its precision.
    pub fn hear(&mut self, signal: &Signal, share: f64) {
        let precision = signal.precision * share;
        if precision <= 0.0 {
            return;
        }
        let mass = &mut self.evidence[(signal.solution, signal.region_type)][signal.source as usize];
        mass.add(Mass { precision, weighted: precision * signal.value }, 1.0);
        self.is_stale[signal.solution] = true;
    }

    /// Weighs all evidence: `carried` is the share of it that counts for other types of region, `common` the
    /// standard deviation of the error that all evidence of a source has in common.
    pub fn weigh(&mut self, carried: f64, common: &[f64; Source::COUNT]) {
        for solution in 0..self.is_stale.len() {
            if std::mem::take(&mut self.is_stale[solution]) {
                for region_type in 0..REGION_TYPES {
                    let place = (solution, region_type);
                    (self.now[place], self.gain[place]) = self.posterior(place, carried, common);
                }
            }
        }
    }

    /// What is believed after all evidence, and the precision that projects have added.
    fn posterior(
        &self,
        (solution, region_type): (usize, usize),
        carried: f64,
        common: &[f64; Source::COUNT],
    ) -> (Belief, f64) {
        let prior = self.prior[(solution, region_type)];
        if prior.variance <= 0.0 {
            return (prior, 0.0);
        }
        let (mut precision, mut weighted) = (1.0 / prior.variance, prior.mean / prior.variance);
        let mut gain = 0.0;
        for (source, spread) in common.iter().enumerate() {
            let mut mass = Mass::default();
            for (other, evidence) in self.evidence.row(solution).iter().enumerate() {
                mass.add(evidence[source], if other == region_type { 1.0 } else { carried });
            }
            if mass.precision > 0.0 {
                let variance = spread * spread + 1.0 / mass.precision;
                precision += 1.0 / variance;
                weighted += mass.weighted / mass.precision / variance;
                gain += if source == Source::Use as usize { 0.0 } else { 1.0 / variance };
            }
        }
        (Belief { mean: weighted / precision, variance: 1.0 / precision }, gain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: [f64; Source::COUNT] = [0.0; Source::COUNT];

    fn beliefs(variance: f64) -> Beliefs {
        Beliefs::new(Grid::filled(1, REGION_TYPES, Belief { mean: 0.5, variance }))
    }

    fn signal(value: f64, precision: f64) -> Signal {
        Signal { solution: 0, region_type: 4, source: Source::Develop, value, precision }
    }

    #[test]
    fn precisions_add_and_means_are_weighted_by_them() {
        let mut beliefs = beliefs(0.04);
        // prior precision 25, signal precision 75: the mean moves by three quarters of the gap
        beliefs.hear(&signal(0.9, 75.0), 1.0);
        beliefs.weigh(0.0, &SURE);
        let Belief { mean, variance } = beliefs.of(0, 4);
        assert!((mean - 0.8).abs() < 1e-12 && (variance - 0.01).abs() < 1e-12, "{mean} {variance}");
        assert!((beliefs.gain(0, 4) - 75.0).abs() < 1e-9 && beliefs.gain(0, 3) == 0.0);
        // what use shows moves the belief too, and no project had to be paid for it
        beliefs.hear(&Signal { source: Source::Use, ..signal(0.8, 100.0) }, 1.0);
        beliefs.weigh(0.0, &SURE);
        assert!((beliefs.of(0, 4).variance - 0.005).abs() < 1e-12);
        assert!((beliefs.gain(0, 4) - 75.0).abs() < 1e-9);
        assert_eq!(beliefs.of(0, 3).mean, 0.5, "nothing carries over");
    }

    #[test]
    fn half_of_what_is_learned_carries_over() {
        let mut beliefs = beliefs(0.04);
        beliefs.hear(&signal(0.9, 50.0), 1.0);
        beliefs.weigh(0.5, &SURE);
        // half of 50 beside the prior's 25: half of the gap
        assert!((beliefs.of(0, 0).mean - 0.7).abs() < 1e-12);
    }

    #[test]
    fn what_all_share_is_never_averaged_away() {
        let mut beliefs = beliefs(0.04);
        for _ in 0..1000 {
            beliefs.hear(&signal(1.0, 1e6), 1.0);
        }
        let mut common = SURE;
        common[Source::Develop as usize] = 0.2;
        beliefs.weigh(0.5, &common);
        // a common error of the prior's own size: half of the gap, however many signals
        assert!((beliefs.of(0, 4).mean - 0.75).abs() < 1e-6);
        assert!(beliefs.of(0, 4).variance > 0.0199);
    }

    #[test]
    fn what_is_known_is_not_learned() {
        let mut beliefs = beliefs(0.0);
        beliefs.hear(&signal(1.0, 1e6), 1.0);
        beliefs.weigh(0.5, &SURE);
        assert_eq!(beliefs.of(0, 4), Belief { mean: 0.5, variance: 0.0 });
        assert_eq!(beliefs.gain(0, 4), 0.0);
    }

    #[test]
    fn the_value_of_a_solution_is_over_all_types() {
        let mut prior = Grid::filled(1, REGION_TYPES, Belief::default());
        (prior[(0, 0)].mean, prior[(0, 8)].mean) = (0.2, 0.6);
        let mut shares = [0.0; REGION_TYPES];
        (shares[0], shares[8]) = (0.75, 0.25);
        assert!((Beliefs::new(prior).value(0, &shares) - 0.3).abs() < 1e-12);
    }
}
