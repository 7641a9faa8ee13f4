//! What becomes of a lesson: whether it comes out of runs, and whether it is less where it should not hold. Both are judged by
//! paired differences under the same luck, and only where their 95 % interval clears nought.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::ops::{ControlFlow, Range};

use super::contrast::{Contrast, Paired};
use super::monte_carlo::{self, Audience, Order, Runs, Script, Stage};
use super::statistics::{Interval, Moments, Sign};
use super::tally::Tally;
use crate::error::{Error, Result};
use crate::scenario::Scenario;
use crate::scenario::lesson::{Expect, Lesson};

/// What came of a lesson in some runs.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The policy less the other one, under the same luck.
    pub difference: Moments,
    /// The 95 % interval of the mean.
    pub interval: Interval,
    /// Whether it clears nought in the direction that is expected.
    pub comes_out: bool,
}

/// What becomes of a lesson here and where it should not hold.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// Here.
    pub here: Found,
    /// There, and the difference here less the one there; none of a finding, which names no such place.
    pub there: Option<(Found, Moments)>,
    expect: Expect,
}

/// What that says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It comes out here, and not there.
    ComesOut,
    /// It does not come out here.
    Missed,
    /// It comes out there as well.
    ThereToo,
    /// It does not come out there, but it can't be told from here.
    NoLessThere,
    /// It does not come out, and that is told as a finding.
    Finding,
    /// It comes out, though a finding says that it does not.
    Refuted,
    /// No run has a number of its outcome.
    Unmeasured,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::ComesOut,
        Self::Missed,
        Self::ThereToo,
        Self::NoLessThere,
        Self::Finding,
        Self::Refuted,
        Self::Unmeasured,
    ];

    /// It in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::ComesOut => "comes out",
            Self::Missed => "does not come out",
            Self::ThereToo => "comes out there too",
            Self::NoLessThere => "comes out, and can't be told from there",
            Self::Finding => "a finding: does not come out",
            Self::Refuted => "comes out, against its finding",
            Self::Unmeasured => "can't be told: no pair of runs has its outcome",
        }
    }
}

/// Whether the sign of a difference is the expected one.
fn is_as_expected(expect: Expect, sign: Sign) -> bool {
    match expect {
        Expect::More => sign == Sign::Ahead,
        Expect::Less => sign == Sign::Behind,
    }
}

impl Found {
    /// What a pair of policies says.
    pub fn of(expect: Expect, pair: &Paired) -> Self {
        let interval = pair.interval();
        Self { difference: pair.difference, interval, comes_out: is_as_expected(expect, interval.sign()) }
    }

    /// Whether the opposite comes out.
    pub fn is_turned_round(&self) -> bool {
        !self.comes_out && self.interval.sign() != Sign::Undecided
    }

    /// What runs say of a lesson that were made for something else; nothing where not both policies were run, or where there
    /// are so many that this was not kept.
    pub fn in_tally(lesson: &Lesson, policies: [Option<usize>; 2], tally: &Tally) -> Option<Self> {
        let column = tally.survey().columns.iter().position(|column| column.name == lesson.column)?;
        let [Some(policy), Some(against)] = policies else { return None };
        tally.pair(policy, against, column).map(|pair| Self::of(lesson.expect, &pair))
    }
}

impl Judged {
    /// From the differences here and there, in the same replicates.
    pub fn of(expect: Expect, here: &Differences, there: Option<&Differences>) -> Self {
        let compared = there.map(|there| {
            let gaps = here.values.iter().zip(&there.values).map(|(here, there)| here - there);
            let gaps: Vec<f64> = gaps.filter(|gap| gap.is_finite()).collect();
            (Found::of(expect, &there.pair), Moments::of(&gaps))
        });
        Self { here: Found::of(expect, &here.pair), there: compared, expect }
    }

    /// What that says.
    pub fn standing(&self) -> Standing {
        match (self.here.comes_out, self.there) {
            _ if self.here.difference.count() == 0 => Standing::Unmeasured,
            (false, None) => Standing::Finding,
            (true, None) => Standing::Refuted,
            (false, Some(_)) => Standing::Missed,
            (true, Some((there, _))) if there.comes_out => Standing::ThereToo,
            (true, Some((_, less))) if is_as_expected(self.expect, less.interval().sign()) => {
                Standing::ComesOut
            }
            (true, Some(_)) => Standing::NoLessThere,
        }
    }
}

/// Two policies of a scenario and what is compared of them, by their places in the scenario and among what is measured.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The policy.
    pub policy: usize,
    /// The one that it is held against.
    pub against: usize,
    /// The column.
    pub column: usize,
}

/// A policy less another one, replicate by replicate.
#[derive(Debug)]
pub struct Differences {
    values: Vec<f64>,
    pair: Paired,
}

/// Who hears how many replicates are done, and can call the rest off.
pub type Hear<'h> = dyn FnMut(u64) -> ControlFlow<Error> + 'h;

/// Runs the policies of some pairs, each once, and takes their differences.
///
/// # Errors
/// A run that fails; who calls it off.
pub fn run(
    scenario: &Scenario,
    pairs: &[Pair],
    (seed, replicates): (u64, Range<u64>),
    threads: NonZero<usize>,
    hear: &mut Hear,
) -> Result<Vec<Differences>> {
    let policies: BTreeSet<usize> = pairs.iter().flat_map(|pair| [pair.policy, pair.against]).collect();
    let policies: Vec<usize> = policies.into_iter().collect();
    let mut stage = Stage::new(Script::Borrowed(scenario), policies);
    stage.keeps_courses = false;
    let kept = pairs.iter().map(|pair| (*pair, Vec::new(), Contrast::new(&stage.survey, vec![pair.column])));
    let mut notebook = Notebook { kept: kept.collect(), hear };
    monte_carlo::run(stage.orders(seed, replicates), threads, &mut notebook)?;
    let taken = notebook.kept.into_iter().map(|(pair, values, contrast)| {
        let pair = contrast.of(pair.column).copied();
        Ok(Differences { values, pair: pair.ok_or_else(|| Error::Bug("a pair was not kept".into()))? })
    });
    taken.collect()
}

struct Notebook<'h, 'f> {
    kept: Vec<(Pair, Vec<f64>, Contrast)>,
    hear: &'h mut Hear<'f>,
}

impl Audience for Notebook<'_, '_> {
    fn take(&mut self, order: &Order, runs: &Runs) -> Result<()> {
        let run = |policy: usize| {
            // each policy of a pair is among those that are run
            let place = order.stage.policies.iter().position(|run| *run == policy).unwrap_or_default();
            runs[place].as_ref().map_err(|what| order.failed(place, what))
        };
        for (pair, values, contrast) in &mut self.kept {
            let (one, other) = (run(pair.policy)?, run(pair.against)?);
            values.push(one.values[pair.column] - other.values[pair.column]);
            contrast.add(&one.values, &other.values);
        }
        Ok(())
    }

    fn hear(&mut self, done: u64) -> ControlFlow<Error> {
        (self.hear)(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcomes::REMOVED;
    use crate::run::Survey;
    use crate::studies::tests::small_scenario;

    /// Differences of the problem removed that are these.
    fn differences(values: &[f64]) -> Differences {
        let survey = Survey::of(&small_scenario());
        let column = survey.column(REMOVED, Some(0)).unwrap();
        let mut contrast = Contrast::new(&survey, vec![column]);
        for value in values {
            let mut run = vec![0.0; survey.columns.len()];
            run[column] = *value;
            contrast.add(&run, &vec![0.0; survey.columns.len()]);
        }
        Differences { values: values.to_vec(), pair: *contrast.of(column).unwrap() }
    }

    #[test]
    fn a_lesson_is_judged_by_intervals_that_clear_nought() {
        // mean 2, standard error 1 / sqrt 3, t of 2 degrees of freedom 4.30265: from -0.4841 to 4.4841
        let wide = Judged::of(Expect::More, &differences(&[1.0, 2.0, 3.0]), None);
        assert!((wide.here.interval.low + 0.484_14).abs() < 1e-4, "{:?}", wide.here.interval);
        assert_eq!(wide.standing(), Standing::Finding);
        let sure = [4.0, 5.0, 6.0, 5.0];
        let of = |expect, here: &[f64], there: &[f64]| {
            Judged::of(expect, &differences(here), Some(&differences(there))).standing()
        };
        assert_eq!(of(Expect::More, &sure, &[0.5, -0.5, 0.4, -0.4]), Standing::ComesOut);
        assert_eq!(of(Expect::Less, &sure, &[0.5, -0.5, 0.4, -0.4]), Standing::Missed);
        assert_eq!(of(Expect::More, &sure, &[1.0, 1.1, 0.9, 1.0]), Standing::ThereToo);
        // there anything may be: it does not come out, and is not less either
        assert_eq!(of(Expect::More, &sure, &[20.0, -20.0, 30.0, -10.0]), Standing::NoLessThere);
        assert_eq!(of(Expect::More, &[1.0, -1.0, 0.5, 0.1], &sure), Standing::Missed);
        let less = sure.map(|value| -value);
        assert_eq!(of(Expect::Less, &less, &[-0.5, 0.5, -0.4, 0.4]), Standing::ComesOut);
        let refuted = Judged::of(Expect::Less, &differences(&less), None);
        assert_eq!(refuted.standing(), Standing::Refuted);
        assert!(Judged::of(Expect::More, &differences(&less), None).here.is_turned_round());
    }

    #[test]
    fn replicates_in_which_something_is_missing_are_left_out() {
        let here = differences(&[4.0, f64::NAN, 5.0, 6.0, 5.0]);
        let there = differences(&[0.5, 1.0, f64::NAN, -0.5, 0.4]);
        let judged = Judged::of(Expect::More, &here, Some(&there));
        assert_eq!(judged.here.difference.count(), 4);
        // 4 - 0.5, 6 + 0.5, 5 - 0.4
        let (_, less) = judged.there.unwrap();
        assert!(less.count() == 3 && (less.mean() - 14.6 / 3.0).abs() < 1e-12);
        for expect in [Expect::More, Expect::Less] {
            let nothing = Judged::of(expect, &differences(&[f64::NAN; 3]), None);
            assert_eq!(nothing.standing(), Standing::Unmeasured);
        }
    }

    #[test]
    fn runs_give_the_differences_of_each_pair() {
        let scenario = small_scenario();
        let column = Survey::of(&scenario).column(REMOVED, Some(0)).unwrap();
        let pairs = [Pair { policy: 2, against: 0, column }, Pair { policy: 0, against: 2, column }];
        let mut heard = 0;
        let taken = run(&scenario, &pairs, (3, 0..4), NonZero::new(2).unwrap(), &mut |done| {
            heard = done;
            ControlFlow::Continue(())
        });
        let [one, other] = &taken.unwrap()[..] else { panic!("two pairs") };
        assert!(one.values.len() == 4 && one.values.iter().zip(&other.values).all(|(a, b)| *a == -b));
        assert!(one.pair.difference.mean() > 0.0 && heard == 4);
    }
}
