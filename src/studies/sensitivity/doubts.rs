//! What has to be kept in mind before indices are believed.

use super::{Analysis, Estimate, Method};
use crate::numeric::normal_quantile;
use crate::studies::statistics::{CONFIDENCE, student_t};

/// Below so many rows the error of the points is itself hardly known.
pub const FEW_ROWS: usize = 10;

/// Half the width of an interval from which on factors can't be put in order: as a share of the variance.
const WIDE_SHARE: f64 = 0.1;
/// The same of mean sizes of effects: as a share of the greatest.
const WIDE_EFFECT: f64 = 0.25;

/// A reason to doubt.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubt {
    /// There is one replicate, so that all is about its luck.
    OneReplicate,
    /// There are two replicates, so that the error of luck is not known.
    TwoReplicates,
    /// Rows are left out since some of their runs have no number.
    LeftOut(usize),
    /// So few rows are left that nothing can be said.
    TooFew(usize),
    /// So few rows that intervals are too narrow.
    Few(usize),
    /// No point differs from another under the same luck.
    NothingVaries,
    /// What the factors do together is not told from luck.
    NotToldFromLuck,
    /// Intervals too wide to put factors in order.
    TooWide(Want),
    /// The total order of a factor is below its first, beyond error.
    TotalBelowFirst(usize),
    /// The first orders together are above one, beyond error.
    SumAboveOne(f64),
}

/// What would make intervals narrow enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Want {
    /// Half the width of the widest interval, as a share of the variance or of the greatest mean size of effects.
    pub half: f64,
    /// What it should be at most.
    pub most: f64,
    /// About how many rows that takes, if more than there are.
    pub rows: Option<f64>,
    /// About how many replicates, if more than there are.
    pub replicates: Option<f64>,
}

impl Doubt {
    /// Values that can't be: of each factor the total beyond the first order, and the sum of all first orders.
    pub(super) fn impossible(beyond: &[Estimate], sum: &Estimate) -> Vec<Self> {
        let tail = (1.0 - CONFIDENCE) / 2.0;
        // one limit for all: of so many that are in order, one is beyond it in 2.5 of 100 studies at most
        let reach = normal_quantile(1.0 - tail / beyond.len() as f64);
        let is_below = |one: &Estimate| one.value + reach * one.error() < 0.0;
        let mut doubts: Vec<Self> = beyond
            .iter()
            .enumerate()
            .filter(|(_, one)| is_below(one))
            .map(|(factor, _)| Self::TotalBelowFirst(factor))
            .collect();
        if sum.value - normal_quantile(1.0 - tail) * sum.error() > 1.0 {
            doubts.push(Self::SumAboveOne(sum.value));
        }
        doubts
    }

    /// Whether intervals are too wide to put factors in order, and what would help.
    pub(super) fn too_wide(method: Method, analysis: &Analysis) -> Option<Self> {
        let leading: Vec<Estimate> = analysis
            .indices
            .iter()
            .filter(|index| index.statistic == method.leading() && index.estimate.value.is_finite())
            .map(|index| index.estimate)
            .collect();
        let greatest = leading.iter().map(|one| one.value).fold(0.0, f64::max);
        let (scale, most) = match method {
            Method::Sobol => (1.0, WIDE_SHARE),
            Method::Morris => (greatest, WIDE_EFFECT),
        };
        let half = |one: &Estimate| (one.interval.high - one.interval.low) / 2.0;
        let widest = leading.iter().max_by(|one, other| half(one).total_cmp(&half(other)))?;
        if half(widest) <= most * scale {
            return None;
        }
        let more = |count: usize, reach: f64| {
            let wanted = count as f64 * (reach / (most * scale)).powi(2);
            (wanted > count as f64).then_some(wanted)
        };
        // each error by itself has to leave room for the other one
        let room = std::f64::consts::SQRT_2;
        let points = room * normal_quantile(0.5 + CONFIDENCE / 2.0) * widest.error_of_points;
        let luck = room * student_t(analysis.replicates as u64 - 1) * widest.error_of_luck;
        Some(Self::TooWide(Want {
            half: half(widest) / scale,
            most,
            rows: more(analysis.rows, points),
            replicates: more(analysis.replicates, luck),
        }))
    }

    /// In words, where factors and rows are called so.
    pub fn words(&self, method: Method, name: &dyn Fn(usize) -> String) -> String {
        let rows = |count: usize| match (method, count) {
            (Method::Morris, 1) => "1 trajectory".to_owned(),
            (Method::Morris, _) => format!("{count} trajectories"),
            (Method::Sobol, 1) => "1 row of the design".to_owned(),
            (Method::Sobol, _) => format!("{count} rows of the design"),
        };
        match self {
            Self::OneReplicate => {
                "with one replicate all of this is about its luck alone, and what is due to luck is not known: -n 3 or more".into()
            }
            Self::TwoReplicates => {
                "with two replicates it is not known how much of the error is luck, and intervals are without it: -n 3 or more"
                    .into()
            }
            Self::LeftOut(count) => format!("left out: {}, in which runs have no number", rows(*count)),
            Self::TooFew(count) => format!("nothing can be said from {}", rows(*count)),
            Self::Few(count) => format!("{} are so few that the intervals are too narrow", rows(*count)),
            Self::NothingVaries => "nothing varies: under the same luck all points come to the same".into(),
            Self::NotToldFromLuck => {
                "what all factors do together is not told from luck, so there are no shares of it: more replicates (-n)".into()
            }
            Self::TooWide(want) => want.words(method),
            Self::TotalBelowFirst(factor) => format!(
                "impossible: the total order of `{}` is below its first order, beyond error: take more rows (--size)",
                name(*factor)
            ),
            Self::SumAboveOne(sum) => format!(
                "impossible: the first orders come to {sum:.2} together, above one beyond error: take more rows (--size)"
            ),
        }
    }
}

impl Want {
    fn words(self, method: Method) -> String {
        let digits = |value: f64| format!("{:.0}", format!("{value:.1e}").parse().unwrap_or(value));
        let rows = self.rows.map(|rows| format!("--size {}", digits(rows)));
        let replicates = self.replicates.map(|replicates| format!("-n {}", digits(replicates)));
        let help: Vec<String> = rows.into_iter().chain(replicates).collect();
        let help = if help.is_empty() { String::new() } else { format!(": about {}", help.join(" and ")) };
        let scale = match method {
            Method::Sobol => "the variance",
            Method::Morris => "the greatest mu_star",
        };
        format!(
            "too wide to put in order what varies: the widest interval is ±{:.0} % of {scale}, and ±{:.0} % would do{help}",
            self.half * 100.0,
            self.most * 100.0
        )
    }
}
