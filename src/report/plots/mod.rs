//! The figures, one file each.

pub mod blindness;
pub mod causes;
pub mod cost;
pub mod distribution;
pub mod fan;
pub mod map;
pub mod money;
pub mod projects;
pub mod support;
pub mod time_to_target;
