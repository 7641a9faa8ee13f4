//! The facts, one file each.

pub mod absorbed_transfers;
pub mod crowding_out;
pub mod firm_sizes;
pub mod grants_in_poorer_regions;
pub mod innovation_paradox;
pub mod late_payments;
pub mod local_spillovers;
pub mod related_entry;
pub mod small_early_grants;
pub mod steadier_large_firms;
pub mod tent_shaped_growth;
