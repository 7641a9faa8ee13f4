//! Turns: what agents do once a year a quarter of each region's agents does in each quarter.
//!
//! Those whose turn it is stand side by side, so a phase reads a quarter of its columns and not all of them
//! with gaps. Agents of a region stand in no order, so a stretch of them is as good as any other quarter.
//!
//! Told in section 7.6 of docs/odd.md.

use std::ops::Range;

/// Turns in a year.
const TURNS: usize = 4;

/// The agents of a region whose turn it is: over a year, each of them once.
#[inline]
pub(super) fn turn(region: &Range<usize>, step: usize) -> Range<usize> {
    let reached = |turns: usize| region.start + region.len() * turns / TURNS;
    reached(step % TURNS)..reached(step % TURNS + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_one_turn_a_year() {
        let year = |start: usize, end: usize| (8..12).map(move |step| turn(&(start..end), step));
        assert!(year(10, 17).eq([10..11, 11..13, 13..15, 15..17]));
        assert!(year(3, 4).eq([3..3, 3..3, 3..3, 3..4]));
    }
}
