//! **Politics**: elections decide for each mission whether its budgets are renewed or cut.
//!
//! Reads: support of households, milestones. Writes: the share of promised budgets that stands.
//!
//! `P(renewed) = 1 / (1 + exp(-(inertia + support S + milestones met / passed)))`, S the mean support; a mission that
//! no milestone has tried yet is taken to have met half. Renewed budgets are what the policy promises; else the share
//! `cut` of what is left goes.
//!
//! Told in section 7.3 of docs/odd.md.

use super::Setting;
use crate::chance::Purpose;
use crate::numeric::exp;
use crate::scenario::parameters::{Politics, PoliticsMode};
use crate::world::World;

pub(super) fn vote(world: &mut World, setting: Setting) {
    let politics = &setting.scenario.parameters.politics;
    if politics.mode == PoliticsMode::Off || !is_election(politics, world.step) {
        return;
    }
    let luck = setting.streams.luck(Purpose::Election, world.step);
    for place in 0..world.missions.len() {
        let chance = chance_of_renewal(politics, world.mean_support(place), world.missions[place].milestones);
        let mission = &mut world.missions[place];
        mission.mandate =
            if luck.uniform(place, 0) < chance { 1.0 } else { mission.mandate * (1.0 - politics.cut.0) };
    }
}

fn is_election(politics: &Politics, step: usize) -> bool {
    let quarters = |years: f64| (years * 4.0).round().max(1.0) as usize;
    let (first, term) = (quarters(politics.first.0), quarters(politics.term.0));
    step >= first && (step - first).is_multiple_of(term)
}

fn chance_of_renewal(politics: &Politics, support: f64, (met, passed): (u32, u32)) -> f64 {
    let met = if passed == 0 { 0.5 } else { f64::from(met) / f64::from(passed) };
    let odds = politics.inertia.0 + politics.support.0 * support + politics.milestones.0 * met;
    1.0 / (1.0 + exp(-odds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Index, Share, Years};

    #[test]
    fn an_election_every_four_years_and_the_odds_that_are_written() {
        let politics = Politics {
            mode: PoliticsMode::On,
            first: Years(4.0),
            term: Years(4.0),
            inertia: Index(1.8),
            support: Index(2.5),
            milestones: Index(0.8),
            cut: Share(0.6),
        };
        let elections: Vec<usize> = (0..40).filter(|step| is_election(&politics, *step)).collect();
        assert_eq!(elections, [16, 32]);
        // by hand: log odds 1.8 + 2.5 x 0.2 + 0.8 x 3/4 = 2.9
        let chance = chance_of_renewal(&politics, 0.2, (3, 4));
        assert!((chance - 1.0 / (1.0 + (-2.9_f64).exp())).abs() < 1e-12, "{chance}");
        let untried = chance_of_renewal(&politics, 0.0, (0, 0));
        assert!((untried - 1.0 / (1.0 + (-2.2_f64).exp())).abs() < 1e-12, "{untried}");
    }
}
