//! The figures, one file each.

pub mod distribution;
pub mod fan;
pub mod map;
