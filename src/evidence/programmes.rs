//! A programme like Cohesion policy: projects in every region by need, committed in seven years.

use super::laboratory::Laboratory;
use crate::error::Result;
use crate::scenario::Scenario;
use crate::world::World;

/// The policy's name.
pub const COHESION: &str = "cohesion";
/// Quarters of the programme.
pub const LENGTH: usize = 28;

/// The lines of `europe_regions` that are spent by projects, from 2026 to 2032, by the need of regions.
const LINES: &str = "policy.cohesion={design='need', \
     rd_grant={research={mission='clean_heat', from='2026q1', until='2032q4', budget=400}}, \
     demonstration={first_uses={mission='clean_heat', from='2026q1', until='2032q4', budget=1000}}}";

/// The countries of the European Union as the data call them.
pub const UNION: &str = "regions.countries=['AT','BE','BG','CY','CZ','DE','DK','EE','EL','ES','FI','FR','HR','HU','IE','IT','LT',\
                         'LU','LV','MT','NL','PL','PT','RO','SE','SI','SK']";

/// Public money of projects in a region, M EUR.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Account {
    /// Committed, less what ends set free.
    pub committed: f64,
    /// Paid.
    pub paid: f64,
}

/// `europe_regions` in the regions of the union with the programme.
///
/// # Errors
/// As of [`Laboratory::scenario`].
pub fn scenario(laboratory: &Laboratory) -> Result<Scenario> {
    laboratory.scenario("europe_regions", &[UNION, LINES])
}

/// What was committed and paid so far in each region.
pub fn accounts(world: &World) -> Vec<Account> {
    let mut accounts = vec![Account::default(); world.regions.len()];
    for project in &world.projects.all {
        let account = &mut accounts[project.region.index()];
        account.committed += project.committed();
        account.paid += project.paid;
    }
    accounts
}
