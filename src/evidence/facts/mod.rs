//! The facts, one file each.

pub mod crowding_out;
