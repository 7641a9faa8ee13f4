//! Lots: owners of one region who choose together, and what columns say of them.
//!
//! Told in section 7.11 of docs/odd.md.

use crate::world::stock::{Good, Order};

/// Owners of a lot; also those whose times are looked at together.
pub(super) const LOT: usize = 16;

/// One number for each owner of a lot.
pub(super) type Column<T> = [T; LOT];

/// A column made number by number: `map` of an array would be a call.
#[inline(always)]
pub(super) fn column<T: Copy + Default>(number: impl Fn(usize) -> T) -> Column<T> {
    let mut column = [T::default(); LOT];
    for (lane, cell) in column.iter_mut().enumerate() {
        *cell = number(lane);
    }
    column
}

/// Leaves of all weights of an owner only the greatest, the first among equals, and says how much that is.
#[inline(never)]
pub(super) fn keep_greatest<const N: usize>(
    first: &mut Column<f32>,
    others: &mut [Column<f32>; N],
) -> Column<f32> {
    let mut greatest = *first;
    for weights in others.iter() {
        greatest = column(|lane| greatest[lane].max(weights[lane]));
    }
    let mut is_found = [false; LOT];
    for weights in std::iter::once(first).chain(others) {
        for lane in 0..LOT {
            let is_it = weights[lane] >= greatest[lane] && !is_found[lane];
            is_found[lane] |= is_it;
            weights[lane] = if is_it { weights[lane] } else { 0.0 };
        }
    }
    greatest
}

/// Owners of one region whose time has come, in order.
pub(super) struct Lot {
    pub owners: Column<u32>,
    /// How many there are; the places beyond hold the first of them: side by side are only full lots.
    pub count: usize,
}

impl Lot {
    /// A lot of at most `LOT` owners.
    #[inline(always)]
    pub fn of(due: &[u32]) -> Self {
        let owners =
            <Column<u32>>::try_from(due).unwrap_or_else(|_| column(|lane| *due.get(lane).unwrap_or(&due[0])));
        Self { owners, count: due.len() }
    }

    /// What a column says of each of them. Side by side they are read at once.
    #[inline(always)]
    pub fn read<T: Copy + Default>(&self, column: &[T]) -> Column<T> {
        let first = self.owners[0] as usize;
        if self.owners[LOT - 1] as usize == first + LOT - 1
            && let Some(here) = column[first..].first_chunk()
        {
            return *here;
        }
        self.gather(column)
    }

    /// Scattered reads, without a check of each place, which would be a branch: beyond the end stands the last number.
    #[inline(always)]
    fn gather<T: Copy + Default>(&self, column: &[T]) -> Column<T> {
        let mut here = [T::default(); LOT];
        let Some(last) = column.len().checked_sub(1) else { return here };
        for (cell, owner) in here.iter_mut().zip(self.owners) {
            *cell = column[last.min(owner as usize)];
        }
        here
    }
}

/// What the owners of a lot want, if they do not wait for an order.
pub(super) struct Wishes {
    /// The good.
    pub good: Column<Good>,
    /// Whether the owner counts on a subsidy.
    pub helped: Column<bool>,
    /// Whether it could have one for what it wants, and does without for what is asked.
    pub forgoes: Column<bool>,
    /// Whether it must comply.
    pub bound: Column<bool>,
    /// Whether it must comply and finds nothing to comply with.
    pub stranded: Column<bool>,
    /// What it has ordered.
    pub orders: Column<Order>,
    /// How many quarters an incumbent would last that is put in now.
    pub lives: Column<u16>,
}
