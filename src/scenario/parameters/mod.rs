//! Parameters of the world: what the phases of the model need to know, one file a theme.
//!
//! Each field is declared once, where it is read: its meaning, unit, bounds, default and source stand
//! there, and nowhere else.

mod agencies;
mod calls;
mod exchequer;
mod firms;
mod opinion;
mod owners;
mod shocks;
mod space;
mod supply;

pub use agencies::AgencyParameters;
pub use calls::Calls;
pub use exchequer::Exchequer;
pub use firms::{FirmParameters, Search};
pub use opinion::Opinion;
pub use owners::{Owners, Social};
pub use shocks::Shocks;
pub use space::Space;
pub use supply::Supply;

use crate::form::Form;

/// All parameters of the world.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// What comes from outside.
    pub shocks: Shocks,
    /// How place matters.
    pub space: Space,
    /// Firms and their research.
    pub firms: FirmParameters,
    /// Agencies.
    pub agencies: AgencyParameters,
    /// Calls and projects.
    pub calls: Calls,
    /// Costs, suppliers and installers.
    pub supply: Supply,
    /// How owners choose.
    pub owners: Owners,
    /// How support forms.
    pub opinion: Opinion,
    /// What the public purse receives.
    pub exchequer: Exchequer,
}

impl Parameters {
    /// Reads all of them, each theme a table of the scenario.
    pub fn read(form: &mut Form) -> Self {
        Self {
            shocks: form.table("shocks", "what comes from outside the model", Shocks::read),
            space: form.table("space", "how place matters", Space::read),
            firms: form.table("firms", "firms and their research", FirmParameters::read),
            agencies: form.table(
                "agencies",
                "how agencies see, learn, steer, work together and tire",
                AgencyParameters::read,
            ),
            calls: form.table("calls", "calls and projects", Calls::read),
            supply: form.table("supply", "costs, suppliers and installers", Supply::read),
            owners: form.table("owners", "who owns the problem and how owners choose", Owners::read),
            opinion: form.table("opinion", "how support for a mission forms", Opinion::read),
            exchequer: form.table("exchequer", "what the public purse receives", Exchequer::read),
        }
    }
}
