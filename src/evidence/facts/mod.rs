//! The facts, one file each.

pub mod absorbed_transfers;
pub mod concentrated_awards;
pub mod crowding_out;
pub mod dear_researchers;
pub mod experience_curve;
pub mod fate_of_projects;
pub mod firm_sizes;
pub mod free_riders;
pub mod grants_in_poorer_regions;
pub mod innovation_paradox;
pub mod late_payments;
pub mod local_spillovers;
pub mod peers_nearby;
pub mod related_entry;
pub mod reviewers_disagree;
pub mod slow_adoption;
pub mod small_early_grants;
pub mod steadier_large_firms;
pub mod stops_on_bad_news;
pub mod tent_shaped_growth;
pub mod two_humps;
