//! Forgoing: owners who could have support for what they want, and do without for what is asked.
//!
//! Told in section 7.11 of docs/odd.md.

use super::KindRoom;
use super::lot::{Lot, Wishes};
use super::prospects::Prospect;
use crate::units::{Euros, Money};
use crate::world::missions::Mission;
use crate::world::stock::{INCUMBENT, Order, OwnerKind};

/// Whether an owner chooses anew: it has ordered nothing, or counted on support that there is no more.
#[inline(always)]
pub(super) fn is_free(order: Order, prospects: &[Prospect]) -> bool {
    order.good == INCUMBENT || order.helped && prospects[usize::from(order.good) - 1].support.amount <= 0.0
}

/// Notes the support that owners of a lot forgo.
#[cold]
pub(super) fn note(
    mission: &mut Mission,
    (kind, region): (OwnerKind, usize),
    (lot, wishes): (&Lot, &Wishes),
    room: &KindRoom,
) {
    let prospects = room.prospects.of(region);
    let units = mission.stocks[kind as usize].traits.units[region];
    for lane in (0..lot.count).filter(|lane| wishes.forgoes[*lane]) {
        let has_tendered = room.taken.get(lot.owners[lane] as usize) == Some(&true);
        if !has_tendered && is_free(wishes.orders[lane], prospects) {
            let support = prospects[usize::from(wishes.good[lane]) - 1].support;
            mission.takeup.note(Money::ZERO, Euros(support.amount).times(units));
        }
    }
}
