//! Costs, suppliers, installers and the price of readiness.

use crate::form::Form;
use crate::units::{Index, Money, PerYear, Share, Years};

/// Costs, suppliers and installers; and the price of readiness.
#[derive(Clone, Debug)]
pub struct Supply {
    pub(crate) readiness_cost: Money,
    pub(crate) readiness_growth: Index,
    pub(crate) world_readiness: PerYear,
    pub(crate) imitation_cost: Share,
    pub(crate) home_learning: Share,
    pub(crate) profit: Share,
    pub(crate) import_price: Index,
    pub(crate) import_share: Share,
    pub(crate) capacity_start: Share,
    pub(crate) capacity_growth: PerYear,
    pub(crate) capacity_cost: Years,
    pub(crate) competition: Index,
    pub(crate) installers_start: Share,
    pub(crate) installers_growth: PerYear,
    pub(crate) idle_installers_leave: PerYear,
}

impl Supply {
    pub(super) fn read(form: &mut Form) -> Self {
        let (readiness_cost, readiness_growth, world_readiness, imitation_cost) = read_readiness(form);
        Self {
            readiness_cost,
            readiness_growth,
            world_readiness,
            imitation_cost,
            home_learning: form
                .amount("home_learning", "share of the units installed at home that lower costs with the world's")
                .within(0.0, 1.0)
                .assumed()
                .moves("unit_price")
                .default(1.0),
            profit: form
                .amount("profit", "share of the price of a solution that its suppliers keep")
                .within(0.0, 0.9)
                .assumed()
                .moves("private_research")
                .default(0.1),
            import_price: form
                .amount("import_price", "price of an imported unit over the world's cost")
                .within(1.0, 10.0)
                .assumed()
                .moves("unit_price")
                .default(1.05),
            import_share: form
                .amount("import_share", "share of the first capacity to supply that is imports, where they are allowed")
                .within(0.0, 1.0)
                .assumed()
                .moves("supply_capacity")
                .default(0.5),
            capacity_start: form
                .amount("capacity_start", "units that can be supplied in the year a solution comes on sale, as a share of the stock")
                .within(0.0, 100.0)
                .assumed()
                .moves("supply_capacity")
                .default(0.004),
            capacity_cost: form
                .amount("capacity_cost", "what the capacity to make a unit a year costs, in years of the unit's price")
                .within(0.01, 100.0)
                .assumed()
                .moves("supply_capacity")
                .default(0.3),
            capacity_growth: form
                .amount("capacity_growth", "most that capacity to supply can grow in a year")
                .within(0.0, 100.0)
                .assumed()
                .moves("supply_capacity")
                .default(0.5),
            competition: form
                .amount("competition", "how fast shares among suppliers follow their productivity and knowledge, a quarter")
                .within(0.0, 1.0)
                .source("quasi-replicator of Dosi, Fagiolo, Roventini 2010")
                .moves("value_where_used")
                .default(0.25),
            installers_start: form
                .amount("installers_start", "units that a region's installers can put in in the first year, as a share of its stock")
                .within(0.0, 100.0)
                .assumed()
                .moves("installers")
                .default(0.02),
            installers_growth: form
                .amount("installers_growth", "most that installers can grow in a year")
                .within(0.0, 100.0)
                .assumed()
                .moves("installers")
                .default(0.25),
            idle_installers_leave: form
                .amount("idle_installers_leave", "share of the installers from courses for whom there is no work that go elsewhere in a year")
                .within(0.0, 1.0)
                .assumed()
                .moves("installers")
                .default(0.1),
        }
    }
}

fn read_readiness(form: &mut Form) -> (Money, Index, PerYear, Share) {
    let cost = form
        .amount("readiness_cost", "effective research money that raises readiness from 3 to 4")
        .within(0.001, 1e6)
        .assumed()
        .moves("readiness")
        .default(60.0);
    let growth = form
        .amount("readiness_growth", "factor by which each further level costs more")
        .within(1.0, 10.0)
        .assumed()
        .moves("readiness")
        .default(1.5);
    let world = form
        .amount("world_readiness", "levels that readiness gains a year in the rest of the world")
        .within(0.0, 5.0)
        .assumed()
        .moves("readiness")
        .default(0.1);
    let imitation = form
        .amount("imitation_cost", "what it costs to bring readiness home from a world that is ahead, over what it costs to be first")
        .within(0.01, 10.0)
        .source("Mansfield, Schwartz, Wagner 1981: 65 % on average")
        .moves("readiness")
        .default(0.65);
    (cost, growth, world, imitation)
}
