//! **Opinion**: once a year each household compares what it sees with what was promised, its region with
//! the others, and itself with its contacts.
//!
//! Reads: what was removed and demonstrated where, levies and what is given back of them, forced costs, contacts. Writes:
//! support.
//!
//! `dS = g max(0, seen - promised) - l max(0, promised - seen) - u |own - mean| + t (contacts - S) - burden
//! + voice` a year; losses weigh more than gains (Kahneman, Tversky 1979); the rates are assumptions.
//!
//! The burden is what the levy and a good that a standard made it choose cost a household, over its income.
//!
//! Told in section 7.12 of docs/odd.md.

use super::Setting;
use super::turns::turn;
use crate::scenario::parameters::Opinion;
use crate::units::{Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::households::People;
use crate::world::stock::{INCUMBENT, OwnerKind};

pub(super) fn form(world: &mut World, setting: Setting) {
    let opinion = &setting.scenario.parameters.opinion;
    let people = world.households.people.clone();
    let visible = &world.solutions.visible;
    let talk = opinion.talk.0 as f32;
    for (place, (mission, support)) in world.missions.iter().zip(&mut world.households.support).enumerate() {
        let goods = setting.scenario.missions[place].units_per_person.0
            * setting.scenario.parameters.owners.persons_per_household.0;
        let burden = (opinion.burden.0 * goods) as f32;
        let back = Money(mission.given_back * QUARTERS_PER_YEAR).per_head(world.regions.total_population()).0;
        let persons = setting.scenario.parameters.owners.persons_per_household.0;
        let relief = (opinion.burden.0 * opinion.rebate.0 * back * persons) as f32;
        let promised = mission.traits.promised(world.step);
        let stock = &mission.stocks[OwnerKind::Household as usize];
        let seen = |region: usize| {
            let shown: f32 = mission.traits.solutions.iter().map(|id| visible[(region, id.index())]).sum();
            mission.removed[region] / mission.traits.required() + opinion.demonstrations.0 * f64::from(shown)
        };
        let population = &world.regions.geography.population;
        let seen_by_all: f64 =
            population.iter().enumerate().map(|(region, people)| people * seen(region)).sum();
        let mean = seen_by_all / population.iter().sum::<f64>();
        for region in 0..population.len() {
            let voice = (opinion.voice.0 * mission.asked[region]) as f32;
            let drift = drift(opinion, seen(region), promised, mean) + voice;
            let here = people.starts[region] as usize..people.starts[region + 1] as usize;
            let households = turn(&here, world.step);
            if talk == 0.0 && mission.levy == 0.0 && stock.forced.is_empty() {
                // nobody hears of others and nobody pays: all move alike
                support[households].iter_mut().for_each(|mine| *mine = (*mine + drift).clamp(-1.0, 1.0));
                continue;
            }
            for household in households {
                let mine = support[household];
                let others = if talk > 0.0 { what_contacts_think(&people, support, household) } else { mine };
                // where households own no part of the problem nobody pays
                let pays = stock.owned.get(household) == Some(&INCUMBENT);
                let levy = if pays { mission.levy as f32 } else { 0.0 };
                let forced = stock.forced.get(household).copied().unwrap_or(0.0);
                let burden = (burden * (levy + forced) - relief) / people.income[household];
                support[household] = (mine + drift + talk * (others - mine) - burden).clamp(-1.0, 1.0);
            }
        }
    }
}

/// Mean support of a household's contacts; its own where it has none.
#[inline]
fn what_contacts_think(people: &People, support: &[f32], household: usize) -> f32 {
    let contacts = people.contacts.of(household);
    if contacts.is_empty() {
        return support[household];
    }
    contacts.iter().map(|contact| support[*contact as usize]).sum::<f32>() * people.per_contact[household]
}

/// Change of support in a year that all households of a region have in common.
fn drift(opinion: &Opinion, seen: f64, promised: f64, mean: f64) -> f32 {
    let gap = seen.min(1.0) - promised;
    (opinion.surprise.0 * gap.max(0.0)
        - opinion.disappointment.0 * (-gap).max(0.0)
        - opinion.unfairness.0 * (seen - mean).abs().min(1.0)) as f32
}
