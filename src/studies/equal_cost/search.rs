//! The search for one factor. Cost grows with the factor, mostly, and in steps where projects are large: between two
//! factors that cost too little and too much the next is guessed on a straight line of logarithms, and every third
//! time half-way.

use crate::numeric::{exp, ln};

/// A cost this near to the target, as a share of it, is equal.
pub const TOLERANCE: f64 = 0.002;
/// The largest factor that a scenario can have, and the smallest that is tried.
const MOST: f64 = 1000.0;
const LEAST: f64 = 1e-4;
/// A factor is changed by this much at most in one guess without a bracket.
const STRIDE: f64 = 8.0;
/// A bracket that is narrower, as a ratio, holds no better factor.
const NARROW: f64 = 1e-6;

/// What came of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The cost is that of the reference.
    Equal,
    /// Costs come in steps, and none is equal: this is the nearest.
    Nearest,
    /// The budgets do not decide on the cost, or nobody could use more.
    OutOfReach,
}

/// A factor and what it costs.
type Trial = (f64, f64);

/// A search on its way.
#[derive(Clone, Debug)]
pub(super) struct Search {
    target: f64,
    guess: f64,
    trials: Vec<Trial>,
    nearest: Trial,
    /// The largest factor that costs too little, and the smallest that costs too much.
    bracket: [Option<Trial>; 2],
    /// Rounds in a row in which another factor made no difference.
    flat: usize,
    is_stuck: bool,
}

impl Search {
    /// Begins at a factor; at 1 where that is nought.
    pub fn from(scale: f64, target: f64) -> Self {
        let guess = if scale > 0.0 { scale } else { 1.0 };
        let nearest = (guess, f64::NAN);
        Self { target, guess, trials: Vec::new(), nearest, bracket: [None; 2], flat: 0, is_stuck: false }
    }

    /// The next factor to try.
    pub fn next(&self) -> f64 {
        self.guess
    }

    /// Learns what it costs.
    pub fn learn(&mut self, cost: f64) {
        let trial = (self.guess, cost);
        let apart = |trial: Trial| (trial.1 - self.target).abs();
        if self.trials.is_empty() || apart(trial) < apart(self.nearest) {
            self.nearest = trial;
        }
        let side = &mut self.bracket[usize::from(cost > self.target)];
        let is_inner = |old: Trial| (cost > self.target) == (trial.0 < old.0);
        if side.is_none_or(is_inner) {
            *side = Some(trial);
        }
        self.trials.push(trial);
        self.flat = if self.is_flat() { self.flat + 1 } else { 0 };
        let before = self.guess;
        self.guess = self.guessed().clamp(LEAST, MOST);
        self.is_stuck = self.flat >= 2 || ln(self.guess / before).abs() < NARROW;
    }

    fn guessed(&self) -> f64 {
        let (factor, cost) = self.trials[self.trials.len() - 1];
        match self.bracket {
            [Some((low, less)), Some((high, more))] if less > 0.0 && !self.trials.len().is_multiple_of(3) => {
                let share = ln(self.target / less) / ln(more / less);
                // the ends themselves are known already
                low * exp(ln(high / low) * share.clamp(0.02, 0.98))
            }
            [Some((low, _)), Some((high, _))] => (low * high).sqrt(),
            _ if cost > 0.0 && self.flat == 0 => {
                let step = ln(self.target / cost) / self.elasticity();
                factor * exp(step).clamp(1.0 / STRIDE, STRIDE)
            }
            [Some(_) | None, None] => factor * STRIDE,
            [None, Some(_)] => factor / STRIDE,
        }
    }

    /// How much cost grows with the factor, in logarithms; less than it looks, so that the target is overshot and
    /// the next guess lies between two trials.
    fn elasticity(&self) -> f64 {
        let [.., (one, cost), (other, now)] = self.trials[..] else { return 1.0 };
        if cost > 0.0 && now > 0.0 { (0.8 * ln(now / cost) / ln(other / one)).clamp(0.1, 2.0) } else { 1.0 }
    }

    /// Whether more money has ceased to cost more, or less to cost less.
    fn is_flat(&self) -> bool {
        let [.., (one, cost), (other, now)] = self.trials[..] else { return false };
        let is_open = self.bracket.iter().any(Option::is_none);
        let moved = ln(other / one).abs();
        is_open && moved > 0.05 && (now - cost).abs() < 0.02 * moved * self.target
    }

    pub fn is_over(&self) -> bool {
        self.found() == Found::Equal || self.is_stuck
    }

    /// Whether the last trial is the nearest so far.
    pub fn is_nearest(&self) -> bool {
        self.trials.last() == Some(&self.nearest)
    }

    /// The factor whose cost is nearest to the target.
    pub fn nearest(&self) -> f64 {
        self.nearest.0
    }

    pub fn found(&self) -> Found {
        let gap = (self.nearest.1 - self.target).abs();
        if gap <= TOLERANCE * self.target {
            Found::Equal
        } else if self.bracket.iter().all(Option::is_some) {
            Found::Nearest
        } else {
            Found::OutOfReach
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(target: f64, cost: impl Fn(f64) -> f64) -> (Search, usize) {
        let mut search = Search::from(1.0, target);
        for rounds in 1..=12 {
            search.learn(cost(search.next()));
            if search.is_over() {
                return (search, rounds);
            }
        }
        (search, 12)
    }

    #[test]
    fn what_follows_the_budget_is_found_in_a_few_rounds() {
        let (straight, rounds) = search(70.0, |scale| 35.0 * scale);
        assert!((straight.nearest() - 2.0).abs() < 1e-9 && rounds == 2);
        // half is spent by rule and the rest saturates: 20 + 100 s / (s + 3) = 60 at s = 2
        let (bent, rounds) = search(60.0, |scale| 20.0 + 100.0 * scale / (scale + 3.0));
        assert!((bent.nearest() - 2.0).abs() < 0.02 && rounds <= 7, "{} in {rounds}", bent.nearest());
        assert_eq!(bent.found(), Found::Equal);
    }

    #[test]
    fn what_does_not_is_told() {
        assert_eq!(search(70.0, |_| 0.0).0.found(), Found::OutOfReach);
        assert_eq!(search(70.0, |scale| 10.0 + scale.min(4.0)).0.found(), Found::OutOfReach);
        assert_eq!(search(70.0, |_| 500.0).0.found(), Found::OutOfReach);
        // projects of 50: either one or two
        let steps = search(70.0, |scale| 50.0 * (scale * 1.3).floor()).0;
        assert_eq!(steps.found(), Found::Nearest);
    }
}
