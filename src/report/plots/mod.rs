//! The figures, one file each.

pub mod blindness;
pub mod causes;
pub mod convergence;
pub mod cost;
pub mod differences;
pub mod distribution;
pub mod fan;
pub mod found_box;
pub mod indices;
pub mod map;
pub mod map_gain;
pub mod map_years;
pub mod money;
pub mod projects;
pub mod support;
pub mod time_to_target;
