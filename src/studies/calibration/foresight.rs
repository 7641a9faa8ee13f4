//! Foresight: years that were seen are left out and foretold from the others, by the runs that come nearest to these and by
//! curves without any mechanism.
//!
//! A run has its values of what is uncertain and its luck: the nearest ones (Beaumont 2010) had luck like the world's.

use super::KEPT;
use super::course::{Course, Run};
use super::curves::{Curve, Errors};
use super::scores::{crps, relative_error, with_relative_error};
use crate::numeric::{exp, ln};
use crate::studies::statistics::exact_quantile;

/// How well a method foretold the years of a course.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The place of the course.
    pub course: usize,
    /// Who foretold: the model, or a curve.
    pub method: String,
    /// How many years were left out, one after the other.
    pub years: usize,
    /// Their mean score, in the unit of the outcome: less is better.
    pub crps: f64,
    /// How many of them came within the middle half of what was foretold.
    pub within_half: usize,
    /// And within the middle nine tenths.
    pub within_nine_tenths: usize,
}

/// The unit of shares.
const SHARE: &str = "share";

/// What the model is called beside the curves.
pub const MODEL: &str = "model";
/// The same with a factor for what it does not know of a place.
pub const LEVELLED: &str = "model, level fitted";

/// The runs that come nearest to what was seen in all courses together, when some year does not count.
pub fn nearest_runs(courses: &[Course], left_out: Option<i32>) -> Vec<Run> {
    let points = courses.first().map_or(0, |course| course.runs.len());
    let replicates = courses.first().and_then(|course| course.runs.first()).map_or(0, Vec::len);
    let off = |run: Run| -> f64 {
        let counting = |course: &Course| -> f64 {
            let years = course.seen.iter().filter(|(year, _)| Some(*year) != left_out);
            years.map(|seen| course.square_off(run, *seen)).sum()
        };
        courses.iter().map(counting).sum()
    };
    let all = (0..points).flat_map(|point| (0..replicates).map(move |replicate| (point, replicate)));
    let mut runs: Vec<(f64, Run)> = all.map(|run| (off(run), run)).collect();
    runs.sort_by(|one, other| one.0.total_cmp(&other.0));
    runs.truncate(((runs.len() as f64 * KEPT).ceil() as usize).max(1));
    runs.into_iter().map(|(_, run)| run).collect()
}

/// Whether what is foretold may be off by the same factor in all years of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// No: as the points have it.
    AsItIs,
    /// Yes: a factor fitted on the years that count, for what the model does not know of a place.
    Fitted,
}

/// What runs foretell for a year, with the error that they leave in the years that count.
pub fn foretold(course: &Course, runs: &[Run], left_out: Option<i32>, year: i32, level: Level) -> Vec<f64> {
    let all = |year: i32| -> Vec<f64> {
        runs.iter().map(|run| course.value(*run, year)).filter(|value| value.is_finite()).collect()
    };
    let mean = |year: i32| {
        let values = all(year);
        values.iter().sum::<f64>() / values.len() as f64
    };
    let counting = course.seen.iter().filter(|(year, _)| Some(*year) != left_out);
    let ratios: Vec<f64> = counting.map(|(year, value)| value / mean(*year)).collect();
    let usable: Vec<f64> = ratios.into_iter().filter(|ratio| ratio.is_finite() && *ratio > 0.0).collect();
    let (factor, numbers) = match level {
        Level::AsItIs => (1.0, 0),
        Level::Fitted => (exp(usable.iter().map(|ratio| ln(*ratio)).sum::<f64>() / usable.len() as f64), 1),
    };
    let left: Vec<f64> = usable.iter().map(|ratio| ratio / factor).collect();
    let sample: Vec<f64> = all(year).iter().map(|value| value * factor).collect();
    limited(course, with_relative_error(&sample, relative_error(&left, numbers)))
}

/// What can't be is not foretold: shares below nought or above one.
fn limited(course: &Course, sample: Vec<f64>) -> Vec<f64> {
    if course.unit != SHARE {
        return sample;
    }
    sample.into_iter().map(|value| value.clamp(0.0, 1.0)).collect()
}

/// Leaves every year out that was seen, in all courses at once, and scores what is foretold for it.
pub fn scores(courses: &[Course]) -> Vec<Score> {
    let mut years: Vec<i32> =
        courses.iter().flat_map(|course| course.seen.iter().map(|(year, _)| *year)).collect();
    years.sort_unstable();
    years.dedup();
    let nearest: Vec<(i32, Vec<Run>)> =
        years.into_iter().map(|year| (year, nearest_runs(courses, Some(year)))).collect();
    let of = |(place, course): (usize, &Course)| {
        let by_model = |year: i32, level: Level| {
            let runs =
                nearest.iter().find(|(left_out, _)| *left_out == year).map_or(&[][..], |(_, runs)| runs);
            foretold(course, runs, Some(year), year, level)
        };
        let mut scores = by_levels(place, &course.seen, by_model);
        if suits_curves(course) {
            scores.extend(Curve::ALL.map(|curve| {
                best_of(place, curve, &course.seen, |errors, year| {
                    by_curve(course, curve, errors, Some(year), year)
                })
            }));
        }
        scores
    };
    courses.iter().enumerate().flat_map(of).collect()
}

/// Scores what is foretold from all that was seen for the years that were seen later.
pub fn later_scores(courses: &[Course]) -> Vec<Score> {
    let nearest = nearest_runs(courses, None);
    let of = |(place, course): (usize, &Course)| {
        let mut scores =
            by_levels(place, &course.later, |year, level| foretold(course, &nearest, None, year, level));
        if suits_curves(course) {
            scores.extend(Curve::ALL.map(|curve| {
                best_of(place, curve, &course.later, |errors, year| {
                    by_curve(course, curve, errors, None, year)
                })
            }));
        }
        scores
    };
    courses.iter().enumerate().filter(|(_, course)| !course.later.is_empty()).flat_map(of).collect()
}

/// The model as it is, and with a level of its own.
fn by_levels(place: usize, came: &[(i32, f64)], foretell: impl Fn(i32, Level) -> Vec<f64>) -> Vec<Score> {
    let levels = [(MODEL, Level::AsItIs), (LEVELLED, Level::Fitted)];
    levels.map(|(method, level)| score(place, method, came, |year| foretell(year, level))).into()
}

/// Curves are of shares that grow; they need three years for their three numbers, and logarithms numbers above nought.
fn suits_curves(course: &Course) -> bool {
    course.unit == SHARE && course.seen.len() > 4 && course.seen.iter().all(|(_, value)| *value > 0.0)
}

/// What a curve foretells from all years that were seen but one.
fn by_curve(course: &Course, curve: Curve, errors: Errors, left_out: Option<i32>, year: i32) -> Vec<f64> {
    let nth = |year: i32| f64::from(year - course.seen[0].0 + 1);
    let counting = course.seen.iter().filter(|(year, _)| Some(*year) != left_out);
    let seen: Vec<(f64, f64)> = counting.map(|(year, value)| (nth(*year), *value)).collect();
    limited(course, curve.foretell(&seen, errors, nth(year)))
}

/// A curve in the errors that suit it best: more than it could know beforehand.
fn best_of(
    place: usize,
    curve: Curve,
    came: &[(i32, f64)],
    foretell: impl Fn(Errors, i32) -> Vec<f64>,
) -> Score {
    let by = |errors: Errors| score(place, curve.word(), came, |year| foretell(errors, year));
    let (relative, absolute) = (by(Errors::Relative), by(Errors::Absolute));
    if relative.crps <= absolute.crps { relative } else { absolute }
}

fn score(place: usize, method: &str, came: &[(i32, f64)], foretell: impl Fn(i32) -> Vec<f64>) -> Score {
    let mut score = Score {
        course: place,
        method: method.into(),
        years: 0,
        crps: 0.0,
        within_half: 0,
        within_nine_tenths: 0,
    };
    for (year, came) in came {
        let sample = foretell(*year);
        let within = |share: f64| {
            let tail = (1.0 - share) / 2.0;
            (exact_quantile(&sample, tail)..=exact_quantile(&sample, 1.0 - tail)).contains(came)
        };
        score.years += 1;
        score.crps += (crps(&sample, *came) - score.crps) / score.years as f64;
        score.within_half += usize::from(within(0.5));
        score.within_nine_tenths += usize::from(within(0.9));
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points whose growth is 1 % to 100 % a year; the world grew by 50 %.
    fn grown(course_of: impl Fn(f64, i32) -> f64) -> Course {
        let seen = (2010..2018).map(|year| (year, course_of(0.5, year))).collect();
        let run =
            |point: usize| (2010..2020).map(|year| course_of((point + 1) as f64 / 100.0, year)).collect();
        Course {
            subject: "a".into(),
            what: "b".into(),
            unit: SHARE.into(),
            seen,
            later: Vec::new(),
            error: 0.2,
            first: 2010,
            runs: (0..100).map(|point| vec![run(point)]).collect(),
        }
    }

    fn growth(rate: f64, year: i32) -> f64 {
        0.005 * (1.0 + rate).powi(year - 2010)
    }

    #[test]
    fn what_the_world_did_is_among_the_nearest_and_foretold() {
        let courses = [grown(growth)];
        let nearest = nearest_runs(&courses, None);
        // a twentieth of a hundred, the one like the world first
        assert_eq!((nearest.len(), nearest[0]), (5, (49, 0)));
        let sample = foretold(&courses[0], &nearest, None, 2019, Level::AsItIs);
        let (low, high) = (exact_quantile(&sample, 0.05), exact_quantile(&sample, 0.95));
        assert!(low < growth(0.5, 2019) && growth(0.5, 2019) < high, "{low} {high}");
    }

    /// Two courses whose luck is told apart by one of them alone.
    #[test]
    fn a_run_is_near_by_all_courses_together() {
        let mut other = grown(growth);
        for (year, value) in &mut other.seen {
            *value = growth(0.2, *year);
        }
        let nearest = nearest_runs(&[grown(growth), other], None);
        assert!(nearest.iter().all(|(point, _)| (25..=40).contains(point)), "{nearest:?}");
    }

    /// A jump in one year that no curve has and every point of the model has.
    #[test]
    fn a_model_that_knows_why_is_ahead_of_curves() {
        let jump = |rate, year| growth(rate, year) * if year == 2014 { 3.0 } else { 1.0 };
        let scores = scores(&[grown(jump)]);
        assert_eq!(scores.len(), 4);
        let by = |method: &str| scores.iter().find(|score| score.method == method).unwrap();
        assert!(by(MODEL).crps < by("Bass curve").crps && by(MODEL).crps < by("logistic curve").crps);
        assert_eq!((by(MODEL).years, by(MODEL).within_nine_tenths), (8, 8));
    }

    #[test]
    fn a_model_whose_points_are_all_wrong_is_behind() {
        let mut course = grown(growth);
        course.seen =
            (2010..2018).map(|year| (year, 0.9 / (1.0 + growth(3.0, 2014) / growth(3.0, year)))).collect();
        let scores = scores(&[course]);
        assert!(scores[0].crps > scores[3].crps, "{scores:?}");
    }

    #[test]
    fn a_level_that_the_model_does_not_know_is_made_up_for() {
        let mut course = grown(growth);
        course.seen.iter_mut().for_each(|(_, value)| *value /= 20.0);
        let scores = scores(&[course]);
        assert_eq!([scores[0].method.as_str(), scores[1].method.as_str()], [MODEL, LEVELLED]);
        assert!(scores[1].crps < scores[0].crps, "{scores:?}");
    }
}
