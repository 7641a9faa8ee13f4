//! Tied money: partners and donors pay a project beside the public purse, each the same part of what it has open.
//!
//! Told in section 7.8 of docs/odd.md.

use super::sector_of;
use crate::units::Money;
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::projects::{Fate, Project, Stage};

/// Partners and the donor pay a part of what they have open; gives what that is, M EUR.
pub(super) fn pay(world: &mut World, project: &mut Project, part: f64) -> f64 {
    if project.from_partners.committed + project.from_donor.committed <= 0.0 {
        return 0.0;
    }
    let by_partners = project.from_partners.pay(part);
    let by_donor = project.from_donor.pay(part);
    let ledger = &mut world.ledger;
    ledger.partners -= by_partners;
    ledger.donors -= by_donor;
    let lead = sector_of(project.lead);
    ledger.enter(Flow::CoFunding, Sector::Partners, lead, Money(by_partners));
    ledger.enter(Flow::Donation, Sector::Donors, lead, Money(by_donor));
    if let Some(donor) = world.lines[project.line.index()].donor.as_mut().filter(|_| project.stage.is_local())
    {
        let work = if project.stage == Stage::Capacity { project.share_of_work() } else { 1.0 };
        donor.local_money[project.region.index()][usize::from(project.is_owned())] += work * by_donor;
    }
    by_partners + by_donor
}

/// Sets free what partners and the donor have open in a project that ends without being done: it goes back to them and
/// refills no line.
pub(super) fn release(world: &mut World, project: &mut Project, fate: Fate) {
    if !fate.sets_free() {
        return;
    }
    project.from_partners.release();
    let open = project.from_donor.release();
    if let Some(donor) = &mut world.lines[project.line.index()].donor {
        donor.lapsed += open;
    }
}
