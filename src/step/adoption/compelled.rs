//! Compelled: what households pay for goods that a standard made them choose.
//!
//! Who had to comply bears what its good costs in a year beyond the incumbent, until it chooses again.
//!
//! Told in sections 7.11 and 7.12 of docs/odd.md.

use super::KindRoom;
use super::forgoing::is_free;
use super::lot::{Lot, Wishes};
use crate::numeric::exp;
use crate::world::missions::Mission;
use crate::world::stock::OwnerKind;

/// Whether anything is to be noted: somebody must comply, or had to.
pub(super) fn is_noted(mission: &Mission) -> bool {
    mission.compliance > 0.0 || !mission.stocks[OwnerKind::Household as usize].forced.is_empty()
}

/// Notes it for the households of a lot that choose anew.
#[inline(never)]
pub(super) fn note(mission: &mut Mission, region: usize, (lot, wishes): (&Lot, &Wishes), room: &KindRoom) {
    let stock = &mut mission.stocks[OwnerKind::Household as usize];
    let owners = stock.len();
    stock.forced.resize(owners, 0.0);
    let prospects = room.prospects.of(region);
    for lane in (0..lot.count).filter(|lane| is_free(wishes.orders[*lane], prospects)) {
        let owner = lot.owners[lane] as usize;
        let rank = usize::from(wishes.good[lane]).checked_sub(1).filter(|_| wishes.bound[lane]);
        stock.forced[owner] = rank.map_or(0.0, |rank| {
            let class = usize::from(stock.traits.tastes.class[owner]);
            let ratio = prospects[rank].ln_cost[usize::from(wishes.helped[lane])][class];
            extra(room.prospects.incumbent[class], ratio) as f32
        });
    }
}

/// What costs so many times the incumbent, by its logarithm, costs beyond it; nothing where it costs less.
fn extra(incumbent: f64, ln_ratio: f32) -> f64 {
    (incumbent * (exp(f64::from(ln_ratio)) - 1.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dearer_costs_the_difference_and_what_is_cheaper_nothing() {
        // a quarter more than 1,200 EUR a year
        assert!((extra(1200.0, 1.25_f32.ln()) - 300.0).abs() < 1e-3);
        assert_eq!(extra(1200.0, -0.5), 0.0);
    }
}
