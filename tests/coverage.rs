//! Coverage: what is printed as a 95 % interval holds the truth in 95 of 100 studies, where studies are drawn from a
//! distribution of which the truth is known.
//!
//! Each cell, a true value and a number of replicates, has [`TRIALS`] synthetic studies. What is judged are means over the
//! cells of at least five true values, so over 50,000 trials: their standard error is at most sqrt(0.05 x 0.95 / 50,000) =
//! 0.001. An interval that holds 95 % is found outside of 94 to 96 % when it is ten of them off, which no seed does; one that
//! holds 95.86 %, the furthest here, has 490,000 trials, and is found outside when it is five of 0.0003 off: one seed in two
//! million. `cargo test --test coverage -- --nocapture` prints all figures.

use std::ops::RangeInclusive;

use missionmix::chance::{Luck, Purpose, Streams};
use missionmix::numeric::{exponential_quantile, normal_quantile};
use missionmix::studies::statistics::{Interval, Moments, paired_shares, wilson};

/// Synthetic studies of each cell.
const TRIALS: u64 = 10_000;
const SEED: u64 = 20_260_101;
/// What the mean over true values has to lie in.
const PROMISED: RangeInclusive<f64> = 0.94..=0.96;

/// A cell: in which share of its studies the interval holds the truth. Each has luck of its own, and so has each study.
fn held(cell: usize, truth: f64, study: impl Fn(Luck) -> Interval) -> f64 {
    let holds = |trial: &u64| {
        let interval = study(Streams::new(SEED, *trial).luck(Purpose::Choice, cell));
        (interval.low..=interval.high).contains(&truth)
    };
    (0..TRIALS).filter(holds).count() as f64 / TRIALS as f64
}

/// A study: what is drawn in each of so many replicates.
fn moments(replicates: usize, draw: impl Fn(usize) -> f64) -> Moments {
    let mut moments = Moments::default();
    (0..replicates).for_each(|replicate| moments.add(draw(replicate)));
    moments
}

/// The mean over true values, printed with the least and the most.
fn mean(what: &str, replicates: usize, cells: impl Iterator<Item = f64>) -> f64 {
    let cells: Vec<f64> = cells.collect();
    assert!(cells.len() >= 5, "a grid of true values");
    let mean = cells.iter().sum::<f64>() / cells.len() as f64;
    let (least, most) = cells.iter().fold((1.0, 0.0), |(low, high), cell| (cell.min(low), cell.max(high)));
    println!(
        "{what}, {replicates} replicates: {mean:.4}, from {least:.4} to {most:.4} over {} true values",
        cells.len()
    );
    mean
}

fn assert_held(share: f64, range: RangeInclusive<f64>) {
    assert!(range.contains(&share), "{share} of the intervals hold the truth, not {range:?}");
}

#[test]
fn intervals_of_shares() {
    for replicates in [10, 30, 100, 600] {
        let cell = |place: usize| {
            let truth = place as f64 / 50.0;
            held(replicates * 50 + place, truth, |luck| {
                let successes =
                    (0..replicates).filter(|replicate| luck.uniform(*replicate, 0) < truth).count();
                wilson(successes as f64, replicates as u64)
            })
        };
        assert_held(mean("shares (Wilson)", replicates, (1..50).map(cell)), PROMISED);
    }
}

#[test]
fn intervals_of_means_of_normal_numbers() {
    let truths = [(-7.0, 2.0), (-0.1, 0.01), (0.0, 1.0), (0.3, 5.0), (1000.0, 30.0)];
    for replicates in [2, 5, 10, 30, 100, 600] {
        let cell = |(place, (truth, spread)): (usize, (f64, f64))| {
            held(replicates * 50 + place, truth, |luck| {
                let draw = |replicate| truth + spread * normal_quantile(luck.uniform(replicate, 0));
                moments(replicates, draw).interval()
            })
        };
        assert_held(mean("normal", replicates, truths.into_iter().enumerate().map(cell)), PROMISED);
    }
}

/// What both policies share is skewed and large; what they differ in is not.
#[test]
fn intervals_of_paired_differences() {
    for replicates in [5, 10, 30, 100, 600] {
        let cell = |(place, truth): (usize, f64)| {
            held(replicates * 50 + place, truth, |luck| {
                let draw = |replicate| {
                    let shared = 5.0 * exponential_quantile(luck.uniform(replicate, 0));
                    let own = |question| normal_quantile(luck.uniform(replicate, question));
                    (shared + truth + own(1)) - (shared + own(2))
                };
                moments(replicates, draw).interval()
            })
        };
        let truths = [-2.0, -0.5, 0.0, 0.1, 3.0].into_iter().enumerate();
        assert_held(mean("paired", replicates, truths.map(cell)), PROMISED);
    }
}

/// The exception: with few replicates the mean of skewed numbers is held less often, as any interval by Student's t holds
/// it. The ranges are what was found, give or take 0.01: seven standard errors.
#[test]
fn intervals_of_means_of_skewed_numbers_need_many_replicates() {
    for (replicates, range) in [
        (5, 0.87..=0.89),
        (10, 0.89..=0.91),
        (30, 0.916..=0.936),
        (100, 0.931..=0.951),
        (300, PROMISED),
        (600, PROMISED),
    ] {
        let cell = |(place, truth): (usize, f64)| {
            held(replicates * 50 + place, truth, |luck| {
                let draw = |replicate| truth * exponential_quantile(luck.uniform(replicate, 0));
                moments(replicates, draw).interval()
            })
        };
        let truths = [0.01, 0.1, 1.0, 30.0, 1000.0].into_iter().enumerate();
        assert_held(mean("exponential", replicates, truths.map(cell)), range);
    }
}

/// Differences of what is reached or not: 1, -1 or, where both policies come to the same, 0. Student's t holds their mean
/// where many replicates differ; with few it claims to know what it can't, so
/// they have an interval of their own, which then holds more than it says.
#[test]
fn intervals_of_paired_differences_of_shares() {
    for replicates in [30, 100, 600] {
        let truths = |differ: f64| [-1.0, -0.5, 0.0, 0.5, 1.0].map(|lean| (differ, differ * lean));
        let cell = |interval: fn(&Moments) -> Interval| {
            move |(differ, truth): (f64, f64)| {
                let first = f64::midpoint(differ, truth);
                let number =
                    replicates * 1_000_000 + (differ * 1000.0) as usize * 1000 + (first * 1000.0) as usize;
                held(number, truth, |luck| {
                    let draw = |replicate| match luck.uniform(replicate, 0) {
                        place if place < first => 1.0,
                        place if place < differ => -1.0,
                        _ => 0.0,
                    };
                    interval(&moments(replicates, draw))
                })
            }
        };
        let mut many = Vec::new();
        for differ in [0.01, 0.02, 0.05, 0.1, 0.3, 0.6] {
            let expected = differ * replicates as f64;
            let what = format!("paired shares, {expected:.1} differ");
            let ours: Vec<f64> = truths(differ).into_iter().map(cell(paired_shares)).collect();
            assert_held(mean(&what, replicates, ours.iter().copied()), 0.94..=1.0);
            if expected > 9.9 {
                many.extend(ours);
            } else if expected < 1.5 {
                let students = truths(differ).into_iter().map(cell(Moments::interval));
                assert_held(mean(&format!("{what}, by Student's t"), replicates, students), 0.0..=0.8);
            }
        }
        assert_held(mean("paired shares, ten or more differ", replicates, many.into_iter()), PROMISED);
    }
}
