//! Calibration: which values of uncertain numbers agree with what was seen of the world.
//!
//! Points that fill the ranges evenly are run and held against targets. A point is *ruled out* by a target from which it is
//! further off than three standard deviations of all that may lie between them (history matching: Craig et al. 1997; three
//! of them hold 95 % of any distribution with one hump, Pukelsheim 1994). What is not ruled out is plausible. Where nothing is
//! left, or next to nothing, the nearest points are kept as they are, and that they are ruled out is said (rejection by
//! distance: Beaumont 2010).

/// Outcomes year by year, as they were seen and as points have them.
pub mod course;
/// Curves without any mechanism, fitted to what was seen.
pub mod curves;
/// How well years are foretold that were left out.
pub mod foresight;
/// How well a distribution foretold what came.
pub mod scores;

use super::statistics::Moments;
use crate::numeric::ln;
use course::Course;

/// From so many standard deviations on a point is ruled out.
pub const RULED_OUT: f64 = 3.0;
/// Of the points that were tried so many are kept at least, as a share: the nearest.
pub const KEPT: f64 = 0.05;

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// What it is of: a scenario, a fact.
    pub subject: String,
    /// What was seen.
    pub what: String,
    /// When, of what was seen in a year.
    pub year: Option<i32>,
    /// From here.
    pub low: f64,
    /// To here: the same of what is one number.
    pub high: f64,
    /// The standard deviation of what was measured and of what no run of the model can give.
    pub error: Deviation,
}

/// A standard deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deviation {
    /// In the unit of what was seen.
    Absolute(f64),
    /// Of its logarithm: twice as much is as far off as half as much.
    Relative(f64),
}

/// Beyond this ratio an answer is as far off as can be: nothing is.
pub(crate) const FARTHEST: f64 = 100.0;

/// What a point gives for a target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The mean over replicates.
    pub mean: f64,
    /// The variance that luck leaves between the mean and what was seen.
    pub luck: f64,
    /// What was measured in each replicate, where that is kept.
    pub values: Vec<f64>,
}

impl Answer {
    /// Of what was measured in some replicates, as of a world that had its luck once.
    pub fn of(values: Vec<f64>) -> Self {
        let moments = Moments::of(&values);
        Self { mean: moments.mean(), luck: moments.variance().max(0.0), values }
    }
}

impl Target {
    /// How far off an answer is, in standard deviations of all that may lie between; infinite where there is none.
    pub fn implausibility(&self, answer: &Answer) -> f64 {
        let Answer { mean, luck, .. } = *answer;
        let (off, variance) = match self.error {
            Deviation::Absolute(error) => ((self.low - mean).max(mean - self.high), error * error + luck),
            Deviation::Relative(error) if mean > self.low / FARTHEST => {
                let off = ln(self.low / mean).max(ln(mean / self.high));
                (off.min(ln(FARTHEST)), error * error + luck / (mean * mean))
            }
            Deviation::Relative(error) => (ln(FARTHEST), error * error),
        };
        match off {
            _ if mean.is_nan() => f64::INFINITY,
            off if off <= 0.0 => 0.0,
            off => off / variance.sqrt(),
        }
    }
}

/// How a point stands to all targets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearness {
    /// How many targets rule it out.
    pub ruled_out_by: usize,
    /// The root of the mean square of its implausibilities.
    pub distance: f64,
}

impl Nearness {
    /// Of the answers of a point to all targets.
    pub fn of(targets: &[Target], answers: &[Answer]) -> Self {
        let of = |(target, answer): (&Target, &Answer)| target.implausibility(answer);
        let off: Vec<f64> = targets.iter().zip(answers).map(of).collect();
        let squares: f64 = off.iter().map(|one| one * one).sum();
        Self {
            ruled_out_by: off.iter().filter(|one| **one > RULED_OUT).count(),
            distance: (squares / off.len().max(1) as f64).sqrt(),
        }
    }
}

/// The places of the points that are kept, in their order: all that are plausible, and at least the nearest so many.
pub fn kept(points: &[Nearness]) -> Vec<usize> {
    let least = ((points.len() as f64 * KEPT).ceil() as usize).max(1);
    let plausible: Vec<usize> = (0..points.len()).filter(|place| points[*place].ruled_out_by == 0).collect();
    if plausible.len() >= least {
        return plausible;
    }
    let mut nearest: Vec<usize> = (0..points.len()).collect();
    nearest.sort_by(|one, other| points[*one].distance.total_cmp(&points[*other].distance));
    nearest.truncate(least);
    nearest.extend(plausible);
    nearest.sort_unstable();
    nearest.dedup();
    nearest
}

/// All points with what they give for all targets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// The parameters, as `--set` takes them.
    pub parameters: Vec<String>,
    /// Their values at each point. The first point is what holds without a calibration.
    pub points: Vec<Vec<f64>>,
    /// What was seen.
    pub targets: Vec<Target>,
    /// By point and target: what the point gives.
    pub answers: Vec<Vec<Answer>>,
    /// Where it was seen year by year: the whole courses.
    pub courses: Vec<Course>,
}

impl Calibration {
    /// How every point stands to all targets.
    pub fn nearness(&self) -> Vec<Nearness> {
        self.answers.iter().map(|answers| Nearness::of(&self.targets, answers)).collect()
    }

    /// What the points that are kept give for a target: all their replicates, or their means where replicates are not kept.
    pub fn given(&self, target: usize, kept: &[usize]) -> Vec<f64> {
        let of = |point: &usize| match &self.answers[*point][target] {
            Answer { mean, values, .. } if values.is_empty() => vec![*mean],
            Answer { values, .. } => values.clone(),
        };
        kept.iter().flat_map(of).collect()
    }

    /// How far off a target those are that are kept: the least of them.
    pub fn least_off(&self, target: usize, kept: &[usize]) -> f64 {
        let off = |point: &usize| self.targets[target].implausibility(&self.answers[*point][target]);
        kept.iter().map(off).fold(f64::INFINITY, f64::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(low: f64, high: f64, error: f64) -> Target {
        Target {
            subject: "a".into(),
            what: "b".into(),
            year: None,
            low,
            high,
            error: Deviation::Absolute(error),
        }
    }

    #[test]
    fn half_as_much_is_as_far_off_as_twice_as_much() {
        let target = Target { error: Deviation::Relative(ln(2.0)), ..target(8.0, 8.0, 0.0) };
        let off = |mean, luck| target.implausibility(&Answer { mean, luck, values: Vec::new() });
        assert_eq!((off(16.0, 0.0), off(4.0, 0.0), off(8.0, 0.0)), (1.0, 1.0, 0.0));
        // luck as large as the error: 4 of 16 is the logarithm's 0.25, beside 0.48
        assert!((off(16.0, 16.0) - ln(2.0) / (ln(2.0) * ln(2.0) + 0.0625_f64).sqrt()).abs() < 1e-12);
        // nothing, or next to it, is a hundred times off
        assert_eq!((off(0.0, 0.0), off(0.01, 0.0)), (ln(100.0) / ln(2.0), ln(100.0) / ln(2.0)));
    }

    #[test]
    fn implausibility_by_hand() {
        // off by 5, error 3, luck 16: five standard deviations of 1
        let answer = Answer { mean: 15.0, luck: 16.0, values: Vec::new() };
        assert_eq!(target(10.0, 10.0, 3.0).implausibility(&answer), 1.0);
        assert_eq!(target(20.0, 30.0, 3.0).implausibility(&answer), 1.0);
        // inside of a range nothing is off
        assert_eq!(target(14.0, 16.0, 0.0).implausibility(&answer), 0.0);
        // what gave no number is as far off as can be
        assert_eq!(target(0.0, 1.0, 1.0).implausibility(&Answer::of(Vec::new())), f64::INFINITY);
        // 1, 2, 3: mean 2, variance 1, as far off as one world may be
        assert_eq!(target(5.0, 5.0, 0.0).implausibility(&Answer::of(vec![1.0, 2.0, 3.0])), 3.0);
    }

    #[test]
    fn a_point_is_as_near_as_the_root_of_its_mean_square() {
        let answer = |mean| Answer { mean, luck: 0.0, values: Vec::new() };
        let targets = [target(0.0, 0.0, 1.0), target(0.0, 0.0, 1.0)];
        let answers = [answer(4.0), answer(2.0)];
        let nearness = Nearness::of(&targets, &answers);
        assert_eq!(nearness, Nearness { ruled_out_by: 1, distance: 10.0_f64.sqrt() });
    }

    #[test]
    fn what_is_plausible_is_kept_or_else_the_nearest() {
        let point = |ruled_out_by, distance| Nearness { ruled_out_by, distance };
        let mut points: Vec<Nearness> = (0..40).map(|place| point(1, 100.0 - f64::from(place))).collect();
        // a twentieth of forty are two: the two nearest
        assert_eq!(kept(&points), [38, 39]);
        // one that is plausible stays, however far in the mean
        points[3] = point(0, 1000.0);
        assert_eq!(kept(&points), [3, 38, 39]);
        points[7] = point(0, 5.0);
        points[9] = point(0, 500.0);
        assert_eq!(kept(&points), [3, 7, 9]);
    }
}
