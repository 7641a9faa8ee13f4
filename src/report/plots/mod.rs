//! The figures, one file each.

pub mod blindness;
pub mod causes;
pub mod distribution;
pub mod fan;
pub mod map;
pub mod time_to_target;
