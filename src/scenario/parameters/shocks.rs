//! What comes from outside.

use crate::form::Form;
use crate::units::{PerYear, Share};

/// What comes from outside the model: growth, prices, luck.
#[derive(Clone, Debug)]
pub struct Shocks {
    pub(crate) growth: PerYear,
    pub(crate) growth_spread: Share,
    pub(crate) incumbent_spread: Share,
    pub(crate) cost_spread: Share,
    pub(crate) discount_rate: PerYear,
}

impl Shocks {
    pub(super) fn read(form: &mut Form) -> Self {
        Self {
            growth: form
                .amount("growth", "growth of every region's GDP")
                .within(-0.1, 0.2)
                .source("Eurostat: EU real GDP grew about 1.3 % a year from 2010 to 2023")
                .moves("private_research")
                .default(0.013),
            growth_spread: form
                .amount("growth_spread", "standard deviation of a year's growth, common to all regions")
                .within(0.0, 0.2)
                .assumed()
                .moves("private_research")
                .default(0.015),
            incumbent_spread: form
                .amount(
                    "incumbent_spread",
                    "standard deviation of a year's change in the logarithm of the incumbent's running cost",
                )
                .within(0.0, 0.5)
                .assumed()
                .moves("uptake")
                .default(0.05),
            cost_spread: form
                .amount(
                    "cost_spread",
                    "standard deviation of a year's change in the logarithm of a solution's cost, besides learning",
                )
                .within(0.0, 0.5)
                .source("Farmer, Lafond 2016: cost forecasts of 53 technologies, annual noise of about 0.1")
                .moves("unit_price")
                .default(0.1),
            discount_rate: form
                .amount("discount_rate", "rate at which public money of later years counts less")
                .within(0.0, 0.2)
                .source("European Commission, Better Regulation Toolbox 2023: social discount rate 3 %")
                .moves("public_cost")
                .default(0.03),
        }
    }
}
