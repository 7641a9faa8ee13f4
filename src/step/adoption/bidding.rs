//! Bidding: where something is asked of who supplies a tender's lots, those firms at home bid whose margin carries it,
//! and they alone deliver. Who imports has its work and its profits elsewhere and does not bid.
//!
//! Told in section 7.11 of docs/odd.md.

use super::super::{Setting, conditions};
use super::payment;
use crate::ids::FirmId;
use crate::units::Money;
use crate::world::World;
use crate::world::applications::LeadKind;
use crate::world::grid::Grid;
use crate::world::ledger::Sector;
use crate::world::missions::Mission;
use crate::world::offers::Tender;
use crate::world::projects::Lead;

/// Whether a firm bids for a lot in a region: what is asked takes less of its margin, the share of the work that it keeps,
/// than all of it.
fn bids_for(world: &World, setting: Setting, tender: &Tender, firm: usize, region: usize) -> bool {
    let asked = (tender.conditions, setting.scenario.parameters.supply.profit.0);
    conditions::burden(setting, asked, (world.firms.number[firm], true), world.regions.capacity[region]) < 1.0
}

/// The firms that could supply a solution and their capacities.
fn able<'w>(world: &'w World, suppliers: &'w [u32]) -> impl Iterator<Item = (usize, f64)> + 'w {
    let firms = suppliers.iter().map(|firm| *firm as usize);
    firms.map(|firm| (firm, world.firms.supply_capacity[firm])).filter(|(_, capacity)| *capacity > 0.0)
}

/// For which solutions somebody bids for the lots of a tender that asks for something: a row a region, a column a
/// solution.
pub(super) fn gather(
    world: &World,
    setting: Setting,
    mission: &Mission,
    tender: &Tender,
    suppliers: &[Vec<u32>],
) -> Grid<bool> {
    let solutions = &mission.traits.solutions;
    let mut bids = Grid::filled(world.regions.len(), solutions.len(), false);
    for region in 0..world.regions.len() {
        for (rank, id) in solutions.iter().enumerate() {
            let mut able = able(world, &suppliers[id.index()]);
            bids[(region, rank)] = able.any(|(firm, _)| bids_for(world, setting, tender, firm, region));
        }
    }
    bids
}

/// Notes who bid for lots, so many by region and solution, and who did not for what is asked.
pub(super) fn note(
    world: &mut World,
    setting: Setting,
    mission: &Mission,
    (tender, lots): (&Tender, &Grid<u32>),
    suppliers: &[Vec<u32>],
) {
    let mut applications = std::mem::take(&mut world.applications);
    for (region, lots) in lots.rows().enumerate() {
        for (lots, id) in lots.iter().zip(&mission.traits.solutions).filter(|(lots, _)| **lots > 0) {
            for (firm, _) in able(world, &suppliers[id.index()]) {
                let kind = LeadKind::of(Lead::Firm(FirmId::new(firm)), &world.firms);
                let place = (usize::from(world.firms.region[firm]), kind as usize);
                let bids = bids_for(world, setting, tender, firm, region);
                let counts = if bids { &mut applications.undeterred } else { &mut applications.lost };
                counts[place] += lots;
            }
        }
    }
    world.applications = applications;
}

/// Those who bid share a lot that is delivered by what they can supply, and do what is asked for it.
pub(super) fn supply(
    world: &mut World,
    setting: Setting,
    tender: &Tender,
    (region, revenue): (usize, Money),
    suppliers: &[u32],
) {
    let able = able(world, suppliers);
    let bidders: Vec<(usize, f64)> =
        able.filter(|(firm, _)| bids_for(world, setting, tender, *firm, region)).collect();
    let capacity: f64 = bidders.iter().map(|(_, capacity)| capacity).sum();
    payment::pay_suppliers(world, setting, Sector::Bodies, revenue, bidders.iter().map(|(firm, _)| *firm));
    let asked = tender.conditions;
    for (firm, own) in bidders {
        let part = revenue * (own / capacity);
        let margin = part * setting.scenario.parameters.supply.profit.0;
        let standard =
            conditions::weight_of(setting, world.firms.number[firm]) * conditions::surcharge(setting, asked);
        conditions::pay_for_standard(world, firm, region, part * standard);
        conditions::owe(world, asked, Lead::Firm(FirmId::new(firm)), margin.0);
    }
    conditions::count(world, setting, asked, revenue.0);
}
