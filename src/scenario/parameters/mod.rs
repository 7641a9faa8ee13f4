//! Parameters of the world: what the phases of the model need to know, one file a theme.
//!
//! Each field is declared once, where it is read: its meaning, unit, bounds, default and source stand
//! there, and nowhere else.

mod agencies;
mod calls;
mod conditions;
pub(super) mod counterfactual;
mod exchequer;
mod finance;
mod firms;
mod opinion;
mod owners;
mod politics;
mod shocks;
mod space;
mod supply;

pub use agencies::{AgencyParameters, Links};
pub use calls::Calls;
pub use conditions::ConditionCosts;
pub use counterfactual::Counterfactual;
pub use exchequer::Exchequer;
pub use finance::{Finance, Partners};
pub use firms::{FirmParameters, Search};
pub use opinion::Opinion;
pub use owners::{News, Owners, Social};
pub(crate) use politics::Mode as PoliticsMode;
pub use politics::Politics;
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
    /// What the world would be if regions differed less.
    pub counterfactual: Counterfactual,
    /// Firms and their research.
    pub firms: FirmParameters,
    /// Agencies.
    pub agencies: AgencyParameters,
    /// Calls and projects.
    pub calls: Calls,
    /// What conditions of support cost and are worth.
    pub conditions: ConditionCosts,
    /// Money of partners and donors.
    pub finance: Finance,
    /// Costs, suppliers and installers.
    pub supply: Supply,
    /// How owners choose.
    pub owners: Owners,
    /// How support forms.
    pub opinion: Opinion,
    /// Elections.
    pub politics: Politics,
    /// What the public purse receives.
    pub exchequer: Exchequer,
}

impl Parameters {
    /// Reads all of them, each theme a table of the scenario.
    pub fn read(form: &mut Form) -> Self {
        Self {
            shocks: form.table("shocks", "what comes from outside the model", Shocks::read),
            space: form.table("space", "how place matters", Space::read),
            counterfactual: form.table(
                "counterfactual",
                "what the world would be if regions differed less",
                Counterfactual::read,
            ),
            firms: form.table("firms", "firms and their research", FirmParameters::read),
            agencies: form.table(
                "agencies",
                "how agencies see, learn, steer, work together and tire",
                AgencyParameters::read,
            ),
            calls: form.table("calls", "calls and projects", Calls::read),
            conditions: form.table(
                "conditions",
                "what conditions of support cost those who get it, and what they are worth",
                ConditionCosts::read,
            ),
            finance: form.table("finance", "money of partners and donors in projects", Finance::read),
            supply: form.table("supply", "costs, suppliers and installers", Supply::read),
            owners: form.table("owners", "who owns the problem and how owners choose", Owners::read),
            opinion: form.table("opinion", "how support for a mission forms", Opinion::read),
            politics: form.table("politics", "elections, and what they do to budgets", Politics::read),
            exchequer: form.table("exchequer", "what the public purse receives", Exchequer::read),
        }
    }
}
