//! Readiness: what effective research money does to it, and to the stock of what is known. At readiness r one level costs `c g^(r - 3)`, added up on the way.
//!
//! Told in section 7.9 of docs/odd.md.

use super::Setting;
use crate::numeric::{exp, ln};
use crate::units::{Index, Money};
use crate::world::World;
use crate::world::solutions::READY;

/// Research at home adds to what is known, and raises readiness.
pub(super) fn add_effort(world: &mut World, setting: Setting, solution: usize, effort: f64) {
    world.solutions.home_effort[solution] += effort;
    raise(world, setting, solution, effort);
}

/// Effective money raises readiness, also where it finds nothing that the world does not know.
pub(super) fn raise(world: &mut World, setting: Setting, solution: usize, effort: f64) {
    let supply = &setting.scenario.parameters.supply;
    let readiness = &mut world.solutions.readiness[solution];
    let (cost, steepness) = (supply.readiness_cost.0, ln(supply.readiness_growth.0));
    let reached = if steepness > 0.0 {
        3.0 + ln(exp(steepness * (*readiness - 3.0)) + steepness * effort / cost) / steepness
    } else {
        *readiness + effort / cost
    };
    *readiness = reached.clamp(*readiness, READY);
}

/// Effort that raises readiness from one level to another: what is added up on the way; nothing downwards.
pub(super) fn effort_between(cost: Money, growth: Index, from: f64, to: f64) -> f64 {
    let steepness = ln(growth.0);
    if to <= from {
        0.0
    } else if steepness > 0.0 {
        cost.0 * (exp(steepness * (to - 3.0)) - exp(steepness * (from - 3.0))) / steepness
    } else {
        cost.0 * (to - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effort_is_added_up_on_the_way() {
        let between = |growth, from, to| effort_between(Money(10.0), Index(growth), from, to);
        // every level costs the same: two levels cost 20
        assert_eq!(between(1.0, 4.0, 6.0), 20.0);
        // twice as much each level: the integral of 10 x 2^(r - 3) from 3 to 4 is 10 / ln 2 = 14.427
        assert!((between(2.0, 3.0, 4.0) - 14.426_950_408_889_634).abs() < 1e-9);
        assert_eq!(between(2.0, 4.0, 3.5), 0.0);
    }
}
