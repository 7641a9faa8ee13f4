//! F13: regions that need money for innovation most can use it least.

use crate::error::Result;
use crate::evidence::estimators::linear::correlation;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::programmes::{Account, COHESION, LENGTH, accounts, scenario};
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::OUGHTON;
use crate::world::World;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F13",
    claim: "The regional innovation paradox: regions that need money for innovation most can use it least.",
    asked: "`europe_regions` in the EU with grants for research and demonstrations by need over seven years: the correlation \
            over regions of institutional capacity at the start and the share of its commitments that is paid at the end of the \
            seventh year, of regions with any.",
    sources: &[&OUGHTON],
    kind: Kind::Imposed,
    unmet: None,
    is_quick: true,
    ask,
};

/// What is seen at the end of the programme.
#[derive(Default)]
struct Seen {
    capacity: Vec<f64>,
    accounts: Vec<Account>,
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let scenario = scenario(laboratory)?;
    let look = |world: &World, seen: &mut Seen| {
        if world.step == LENGTH {
            *seen = Seen { capacity: world.regions.capacity_start.clone(), accounts: accounts(world) };
        }
    };
    let runs = laboratory.watch(&scenario, &[COHESION], 4, look)?;
    let correlations: Vec<f64> = runs.iter().map(|run| paradox(&run[0].capacity, &run[0].accounts)).collect();
    let what = "correlation of capacity and the share of commitments that is paid";
    Ok(vec![Reading::mean(what, "", &correlations, Some(Range::above(0.4)))])
}

/// Correlation of capacity with the share that is paid, of regions to which something was committed.
fn paradox(capacity: &[f64], accounts: &[Account]) -> f64 {
    let some = capacity.iter().zip(accounts).filter(|(_, account)| account.committed > 0.0);
    let pairs: Vec<(f64, f64)> =
        some.map(|(capacity, account)| (*capacity, account.paid / account.committed)).collect();
    correlation(&pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_without_commitments_do_not_count() {
        let of = |committed, paid| Account { committed, paid };
        let accounts = [of(10.0, 2.0), of(0.0, 0.0), of(10.0, 4.0), of(1.0, 0.6)];
        assert!((paradox(&[0.1, 0.2, 0.3, 0.5], &accounts) - 1.0).abs() < 1e-12);
    }
}
