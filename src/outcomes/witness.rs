//! The witness: what a run leaves behind so that another run under the same luck can be held against it.

use super::money;
use crate::world::World;
use crate::world::missions::Mission;
use crate::world::stock::{INCUMBENT, OwnerKind};

/// What a run leaves behind.
#[derive(Clone, Debug, Default)]
pub struct Witness {
    /// Each mission, as its deadline and the end of the simulation left it.
    pub missions: Vec<MissionWitness>,
    /// Present value of the own money of firms and public bodies for research and projects, M EUR.
    pub co_funding: f64,
}

/// What is to be known of one mission.
#[derive(Clone, Debug, Default)]
pub struct MissionWitness {
    /// Units of solutions in use at the deadline.
    pub units: f64,
    /// By region: the share of its own problem that is removed at the deadline.
    pub removed: Vec<f64>,
    /// By kind of owner, 64 owners a word: who uses a solution at the deadline.
    users: [Vec<u64>; 3],
    /// By kind of owner: who got public money for a purchase by the deadline, and how many units each stands for.
    helped: [Vec<(u32, f64)>; 3],
    /// Present value of what its lines spent and still have to pay, M EUR.
    pub public_cost: f64,
    /// Present value of taxes on its goods, M EUR.
    pub taxes: f64,
    /// Present value of levy revenue that the exchequer keeps, M EUR.
    pub levies: f64,
    /// Present value of what owners paid, M EUR.
    pub outlays: f64,
}

impl Witness {
    /// Looks at the world at the end of a step; `is_last` at the end of the simulation.
    pub fn look(&mut self, world: &World, step: usize, is_last: bool) {
        self.missions.resize_with(world.missions.len(), MissionWitness::default);
        for (place, (seen, mission)) in self.missions.iter_mut().zip(&world.missions).enumerate() {
            if mission.traits.deadline == step {
                seen.see_owners(world, mission);
                seen.removed.clone_from(&mission.removed);
            }
            if is_last {
                seen.public_cost = money::cost_of_mission(world, place);
                seen.taxes = mission.purse.taxes.present_value;
                seen.levies = mission.purse.levies.present_value;
                seen.outlays = mission.purse.outlays.present_value;
            }
        }
        if is_last {
            self.co_funding = world.co_funding.present_value;
        }
    }

    /// A sum over missions.
    pub fn sum(&self, of: impl Fn(&MissionWitness) -> f64) -> f64 {
        self.missions.iter().map(of).sum()
    }
}

impl MissionWitness {
    fn see_owners(&mut self, world: &World, mission: &Mission) {
        // counted afresh, so that equal counts are equal units
        self.units = mission.recount()[1..].iter().sum();
        for (kind, stock) in OwnerKind::ALL.into_iter().zip(&mission.stocks) {
            let bits = |owners: &[u8]| {
                owners
                    .iter()
                    .enumerate()
                    .fold(0, |word, (place, good)| word | u64::from(*good != INCUMBENT) << place)
            };
            self.users[kind as usize] = stock.owned.chunks(64).map(bits).collect();
            let regions = world.owner_regions(kind);
            let helped = stock.helped.iter().enumerate().filter(|(_, helped)| **helped);
            let units = |owner: usize| stock.traits.units[usize::from(regions[owner])];
            self.helped[kind as usize] = helped.map(|(owner, _)| (owner as u32, units(owner))).collect();
        }
    }

    /// Share of the units of helped owners whose owner uses a solution at the deadline of another run too; NaN when
    /// nobody was helped.
    pub fn free_riders(&self, other: &Self) -> f64 {
        let (mut all, mut anyway) = (0.0, 0.0);
        for (helped, users) in self.helped.iter().zip(&other.users) {
            for &(owner, units) in helped {
                let uses = users[owner as usize / 64] >> (owner % 64) & 1 == 1;
                all += units;
                anyway += if uses { units } else { 0.0 };
            }
        }
        anyway / all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_would_have_adopted_anyway_is_a_free_rider() {
        // owners 1 and 70 are helped; without help owner 70 uses a solution all the same
        let with =
            MissionWitness { helped: [vec![(1, 30.0), (70, 10.0)], vec![], vec![]], ..Default::default() };
        let without = MissionWitness { users: [vec![0, 1 << 6], vec![], vec![]], ..Default::default() };
        assert_eq!(with.free_riders(&without), 0.25);
        assert!(without.free_riders(&with).is_nan());
    }
}
