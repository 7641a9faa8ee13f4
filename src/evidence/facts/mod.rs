//! The facts, one file each.

pub mod concentrated_awards;
pub mod crowding_out;
pub mod dear_researchers;
pub mod experience_curve;
pub mod fate_of_projects;
pub mod free_riders;
pub mod peers_nearby;
pub mod reviewers_disagree;
pub mod slow_adoption;
pub mod stops_on_bad_news;
pub mod two_humps;
