//! Firms and how they search.

use crate::form::Form;
use crate::units::{Index, PerQuarter, PerYear, Share, Years};

/// Firms: how many, how large, how they research and where they search.
#[derive(Clone, Debug)]
pub struct FirmParameters {
    pub(crate) count: usize,
    pub(crate) field_share: Share,
    pub(crate) business_share: Share,
    pub(crate) size_tail: Index,
    pub(crate) margin: Share,
    pub(crate) reserve: Years,
    pub(crate) success_rate: PerQuarter,
    pub(crate) step: Share,
    pub(crate) imitation: PerQuarter,
    pub(crate) growth_spread: Share,
    pub(crate) growth_size_power: Index,
    pub(crate) knowledge_decay: PerYear,
    pub(crate) user_cost_elasticity: Index,
    pub(crate) search: Search,
    pub(crate) demography: Demography,
}

/// How firms choose the direction of their search.
#[derive(Clone, Debug)]
pub struct Search {
    pub(crate) sharpness: Index,
    pub(crate) revenue: Index,
    pub(crate) relatedness: Index,
    pub(crate) expectations: Index,
    pub(crate) readiness: Index,
    pub(crate) switching: Index,
    pub(crate) outside: Index,
}

/// Which firms grow, which close down, and who enters.
#[derive(Clone, Debug)]
pub struct Demography {
    pub(crate) rivalry: Share,
    pub(crate) selection: Index,
    pub(crate) entry: PerYear,
    pub(crate) entrant_size: Share,
}

impl FirmParameters {
    pub(super) fn read(form: &mut Form) -> Self {
        Self {
            count: form
                .count("count", "firm agents in all regions; every region has at least two")
                .within(1, 100_000)
                .source("resolution: how finely firms are told apart, not how many there are")
                .default(2000),
            field_share: form
                .amount("field_share", "sales of the firms of the mission's fields, as a share of GDP")
                .within(0.0001, 1.0)
                .assumed()
                .moves("private_research")
                .default(0.02),
            business_share: form
                .amount("business_share", "share of all research and development that firms do")
                .within(0.0, 1.0)
                .source("Eurostat: business enterprises did 66 % of EU research spending in 2022")
                .moves("private_research")
                .default(0.6667),
            size_tail: form
                .amount("size_tail", "tail exponent of the distribution of firm sizes")
                .within(0.8, 3.0)
                .source("Axtell 2001")
                .moves("applications")
                .default(1.06),
            margin: form
                .amount("margin", "margin of ordinary sales before research")
                .within(0.0, 0.9)
                .assumed()
                .moves("private_research")
                .default(0.08),
            reserve: form
                .amount("reserve", "years of margin that a firm keeps in hand before it pays profits out")
                .within(0.0, 20.0)
                .assumed()
                .moves("private_research")
                .default(1.0),
            success_rate: form
                .amount("success_rate", "hazard of finding a new technique at mean research intensity")
                .within(0.0, 1.0)
                .source("Dosi, Fagiolo, Roventini 2010, set for about 0.9 % productivity a year")
                .moves("productivity")
                .default(0.1),
            step: form
                .amount("step", "largest change of productivity by one new technique, either way")
                .within(0.0, 0.9)
                .source("Dosi, Fagiolo, Roventini 2010: Beta(3, 3) on -0.15 to 0.15")
                .moves("productivity")
                .default(0.15),
            imitation: form
                .amount("imitation", "hazard of meeting a technique of another firm of the region")
                .within(0.0, 1.0)
                .assumed()
                .moves("productivity")
                .default(0.05),
            growth_spread: form
                .amount("growth_spread", "standard deviation of a year's growth of a firm of 1 M EUR sales")
                .within(0.0, 2.0)
                .source("Bottazzi, Secchi 2006 (Laplace); Stanley et al. 1996")
                .moves("applications")
                .default(0.35),
            growth_size_power: form
                .amount("growth_size_power", "power by which that standard deviation falls with size")
                .within(0.0, 0.5)
                .source("Stanley et al. 1996: 0.14 to 0.20")
                .moves("applications")
                .default(0.18),
            knowledge_decay: form
                .amount("knowledge_decay", "share of knowledge lost in a year")
                .within(0.0, 1.0)
                .source("Griliches 1995: 15 % is customary")
                .moves("searching")
                .default(0.15),
            user_cost_elasticity: form
                .amount(
                    "user_cost_elasticity",
                    "elasticity by which own research grows when what a euro of it costs the firm falls",
                )
                .within(0.0, 3.0)
                .source("Hall, Van Reenen 2000: about 1")
                .moves("private_research")
                .default(1.0),
            search: form.table("search", "how firms choose where to search", Search::read),
            demography: form.table(
                "demography",
                "which firms grow, which close down, and who enters",
                Demography::read,
            ),
        }
    }
}

impl Search {
    fn read(form: &mut Form) -> Self {
        let mut weight = |key, meaning, default| {
            form.amount::<Index>(key, meaning)
                .within(0.0, 100.0)
                .assumed()
                .moves("searching")
                .default(default)
        };
        Self {
            sharpness: weight("sharpness", "how sharply firms follow the better prospect", 1.0),
            revenue: weight("revenue", "weight of the logarithm of expected revenue", 1.0),
            relatedness: weight("relatedness", "weight of the firm's own knowledge of the solution", 1.5),
            expectations: weight("expectations", "weight of the share of firms that search there too", 2.0),
            readiness: weight("readiness", "what each missing level of readiness below 7 costs", 0.5),
            switching: weight("switching", "what a change of direction costs", 2.5),
            outside: weight("outside", "prospects of the status quo", 3.0),
        }
    }
}

impl Demography {
    fn read(form: &mut Form) -> Self {
        Self {
            rivalry: form
                .amount(
                    "rivalry",
                    "switch: how far what firms earn and how they grow goes by what they can do better than their region; who makes losses and has no funds left closes down, and others enter",
                )
                .within(0.0, 1.0)
                .source("off: nobody makes losses, and the firms of the start stay")
                .moves("closures")
                .default(0.0),
            selection: form
                .amount(
                    "selection",
                    "with rivalry, how much more a firm grows in a year for each part by which it is more productive than its region",
                )
                .within(0.0, 2.0)
                .assumed()
                .moves("productivity")
                .default(0.2),
            entry: form
                .amount(
                    "entry",
                    "hazard that somebody takes a vacant place for an ordinary business; solutions bring more, by their prospects",
                )
                .within(0.0, 10.0)
                .assumed()
                .moves("entries")
                .default(1.0),
            entrant_size: form
                .amount("entrant_size", "sales with which a firm enters, as a share of the median firm of its region")
                .within(0.01, 2.0)
                .assumed()
                .moves("supply_of_entrants")
                .default(0.5),
        }
    }
}
