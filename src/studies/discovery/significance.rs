//! Whether a limit is there for a reason: quasi-p-values (Bryant, Lempert 2010). *Quasi*, since the same cases that the box
//! was fitted to are asked.

use super::case_box::CaseBox;
use super::cases::Left;
use super::trajectory::Step;
use super::{Limit, SIGNIFICANCE};
use crate::numeric::beta_cdf;

/// How likely at least so many of some cases hold, if each does with this probability: the upper tail of the binomial
/// distribution, which is a beta distribution (DLMF 8.17.5).
fn at_least(hits: usize, cases: usize, probability: f64) -> f64 {
    if hits == 0 { 1.0 } else { beta_cdf(probability, hits as f64, (cases - hits + 1) as f64) }
}

/// A box, with what is in it.
fn filled(left: &Left, bounds: CaseBox) -> Step {
    let (mut inside, mut hits) = (0, 0);
    for case in left.places.iter().filter(|case| bounds.admits(left.cases, **case)) {
        inside += 1;
        hits += usize::from(left.cases.holds[*case]);
    }
    Step { bounds, inside, hits }
}

/// The limits of a box, each with its quasi-p-value: how likely at least as many of the cases in the box hold, if each did
/// with the density that the box has without the limit.
pub(super) fn limits(left: &Left, bounds: &CaseBox) -> Vec<Limit> {
    let here = filled(left, bounds.clone());
    let limit = |(factor, side)| {
        let wider = filled(left, bounds.without(factor, side));
        Limit { factor, side, quasi_p: at_least(here.hits, here.inside, wider.density()) }
    };
    bounds.sides().map(limit).collect()
}

/// Drops the limits of a box that are not significant, the least significant first, one after the other, since each that goes
/// may lend the others what it had: each with the box that is left. The last one stays: whether a box of one limit is there
/// for a reason is what deals by lot say better.
pub(super) fn simplified(left: &Left, bounds: &CaseBox) -> Vec<(Limit, Step)> {
    let (mut bounds, mut dropped) = (bounds.clone(), Vec::new());
    loop {
        let limits = limits(left, &bounds);
        if limits.len() < 2 {
            return dropped;
        }
        let least =
            limits.into_iter().reduce(|least, next| if next.quasi_p > least.quasi_p { next } else { least });
        let Some(limit) = least.filter(|limit| limit.quasi_p > SIGNIFICANCE) else { return dropped };
        bounds = bounds.without(limit.factor, limit.side);
        dropped.push((limit, filled(left, bounds.clone())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_that_of_the_binomial_distribution() {
        // 3 of 3 at one half: 1/8; at least 2 of 3: 4/8; at least 8 of 10 at 0.3: 1590.6e-6 by hand
        for (hits, cases, probability, tail) in [
            (3, 3, 0.5, 0.125),
            (2, 3, 0.5, 0.5),
            (0, 3, 0.5, 1.0),
            (8, 10, 0.3, 0.001_590_386_4),
            (10, 10, 1.0, 1.0),
            (1, 5, 0.0, 0.0),
        ] {
            let found = at_least(hits, cases, probability);
            assert!((found - tail).abs() < 1e-12, "{hits} of {cases}: {found}");
        }
    }
}
