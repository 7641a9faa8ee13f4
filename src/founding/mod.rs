//! Founding: from a scenario and the luck of a replicate to the world in quarter 0.
//!
//! What does not depend on luck is surveyed once (`Ground`); the founded world depends on seed and
//! replicate only, so all policies of a replicate share it.

mod agencies;
mod allocation;
mod firms;
mod ground;
mod households;
mod missions;

use agencies::Knowledge;
pub use firms::equip;
pub use ground::Ground;

use crate::chance::Streams;
use crate::ids::RegionId;
use crate::policy::Policy;
use crate::scenario::Scenario;
use crate::world::World;
use crate::world::applications::Applications;
use crate::world::lines::LineAccount;
use crate::world::regions::Regions;
use crate::world::support::Donor;

impl Ground {
    /// The world at the start of one replicate, before any policy.
    pub fn found(&self, scenario: &Scenario, streams: Streams) -> World {
        let regions = self.regions(scenario);
        let firms = firms::found(self, scenario, streams);
        let bodies = firms::found_bodies(self, scenario, streams);
        let households = households::found(self, scenario, streams);
        let mut world = World {
            regions,
            firms,
            bodies,
            households,
            solutions: self.solutions(scenario, streams),
            applications: Applications::new(self.capacity.len()),
            discount: 1.0,
            ..World::default()
        };
        world.missions = missions::found(self, scenario, streams, &mut world);
        world.agencies = agencies::found(scenario, streams, &world);
        world.public = agencies::expectations(&world, Knowledge::Places);
        for region in 0..world.regions.len() {
            let firms = &world.firms;
            world.regions.usual_research[region] =
                firms.of_region(region).map(|firm| firms.intensity[firm] * firms.sales[firm]).sum();
        }
        world
    }

    fn regions(&self, scenario: &Scenario) -> Regions {
        let count = scenario.regions.population.len();
        Regions {
            geography: self.geography.clone(),
            standing: self.standing.clone(),
            gdp: scenario.regions.gdp.clone(),
            capacity: self.capacity.clone(),
            capacity_start: self.capacity.clone(),
            local_money: vec![0.0; count],
            project_pace: vec![0.0; count],
            staff_hours: vec![0.0; count],
            public_money: vec![0.0; count],
            household_account: vec![0.0; count],
            usual_research: vec![0.0; count],
            research: vec![0.0; count],
            project_research: vec![0.0; count],
            real_research: vec![1.0; count],
        }
    }
}

/// Opens the accounts of a policy's lines in a founded world, and gives its agencies what they owe to the policy.
pub fn open_accounts(world: &mut World, scenario: &Scenario, policy: &Policy) {
    let regions = world.regions.len();
    world.lines = policy
        .lines
        .iter()
        .map(|line| LineAccount {
            shares: line.terms.shares,
            donor: (line.terms.shares.donor > 0.0).then(|| Donor::new(regions)),
            ..LineAccount::new(line.kind, line.terms.agency, line.terms.mission, regions)
        })
        .collect();
    agencies::appoint(world, scenario, policy);
}

/// The regions of a country, in order.
fn regions_by_country(country: &[crate::ids::CountryId]) -> Vec<Vec<RegionId>> {
    let count = country.iter().map(|country| country.index() + 1).max().unwrap_or(0);
    let mut regions = vec![Vec::new(); count];
    for (region, country) in country.iter().enumerate() {
        regions[country.index()].push(RegionId::new(region));
    }
    regions
}
