//! Regions: people, economy, capacity and place.

use std::sync::Arc;

use super::links::Links;
use crate::ids::{CountryId, RegionId};
use crate::numeric::exp;

/// What the regions are and do not change: shared by all policies and replicates.
#[derive(Debug, Default)]
pub struct Geography {
    /// Country of each region.
    pub country: Vec<CountryId>,
    /// Persons.
    pub population: Vec<f64>,
    /// Institutional capacity at the start in no counterfactual world: tells regions apart that are equally weak.
    pub capacity: Vec<f64>,
    /// Human capital: tertiary-educated share of adults, 0 to 1.
    pub human_capital: Vec<f64>,
    /// Where each region stands in the space of contexts, in standard deviations: 0 to 4 numbers a region.
    pub context: Vec<Vec<f64>>,
    /// Weight of each other region's research in this one's: see `space.spillover`.
    pub spillovers: Links,
    /// The regions of each country, in order.
    pub of_country: Vec<Vec<RegionId>>,
}

/// How the regions compare by institutional capacity at the start.
#[derive(Debug, Default)]
pub struct Standing {
    /// Those in which the weakest fifth of the population lives. A region belongs to them when the people in still weaker
    /// regions are less than a fifth.
    pub weak: Vec<bool>,
    /// The quarter of the population in which each region lives: 0 weakest to 3.
    pub quarter: Vec<usize>,
}

impl Standing {
    /// Ranks regions by capacity at the start. Of equals that one is weaker that would be if regions were as they are.
    pub fn of(geography: &Geography, capacity: &[f64]) -> Self {
        let people = &geography.population;
        let mut order: Vec<usize> = (0..people.len()).collect();
        order.sort_by(|&a, &b| {
            let as_it_is = geography.capacity[a].total_cmp(&geography.capacity[b]);
            capacity[a].total_cmp(&capacity[b]).then(as_it_is).then(a.cmp(&b))
        });
        let total: f64 = people.iter().sum();
        let mut standing = Self { weak: vec![false; people.len()], quarter: vec![0; people.len()] };
        let mut weaker = 0.0;
        for region in order {
            standing.weak[region] = weaker < total / 5.0;
            let middle = weaker + people[region] / 2.0;
            standing.quarter[region] = ((4.0 * middle / total) as usize).min(3);
            weaker += people[region];
        }
        standing
    }
}

/// The state of the regions, in columns.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    /// What does not change.
    pub geography: Arc<Geography>,
    /// How they compare at the start.
    pub standing: Arc<Standing>,
    /// Gross domestic product, M EUR a year.
    pub gdp: Vec<f64>,
    /// Institutional capacity Q, 0 to 1.
    pub capacity: Vec<f64>,
    /// Institutional capacity at the start.
    pub capacity_start: Vec<f64>,
    /// Money of local projects and capacity building in this quarter, M EUR.
    pub local_money: Vec<f64>,
    /// What the running projects would cost in a year at their planned pace, M EUR.
    pub project_pace: Vec<f64>,
    /// Hours that agencies have worked for projects of the region so far.
    pub staff_hours: Vec<f64>,
    /// All public money paid in the region so far, M EUR.
    pub public_money: Vec<f64>,
    /// Net money that households received less what they paid since the start, M EUR.
    pub household_account: Vec<f64>,
    /// Firms' research wishes at the start, grown with GDP, M EUR a quarter: what wages are measured against.
    pub usual_research: Vec<f64>,
    /// Firms' own research spending in this quarter, M EUR.
    pub research: Vec<f64>,
    /// Work of publicly supported research projects in this quarter, own parts included, M EUR.
    pub project_research: Vec<f64>,
    /// Real research for each unit of spending: below 1 where wages have risen.
    pub real_research: Vec<f64>,
}

impl Regions {
    /// How many regions there are.
    pub fn len(&self) -> usize {
        self.geography.population.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Their ids.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = RegionId> + DoubleEndedIterator + Clone {
        RegionId::all(self.len())
    }
    /// Persons in all regions.
    pub fn total_population(&self) -> f64 {
        self.geography.population.iter().sum()
    }
    /// GDP per head, EUR a year.
    pub fn gdp_per_head(&self, region: usize) -> f64 {
        self.gdp[region] * 1e6 / self.geography.population[region]
    }
}

/// How a region's absorption depends on its absorptive capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsorptionForm {
    /// A threshold: little below it, nearly all above it.
    Threshold,
    /// In proportion.
    Linear,
}

/// Absorption A, 0 to 1: how much of what is planned a region can make of it.
///
/// `A = 1 / (1 + exp(-10 (AC - AC*)))` with absorptive capacity `AC = sqrt(H Q)`, or `A = AC` in its
/// linear form (absorptive capacity: Cohen, Levinthal 1990; threshold: Becker, Egger, von Ehrlich 2013).
pub fn absorption(form: AbsorptionForm, threshold: f64, human_capital: f64, capacity: f64) -> f64 {
    let absorptive = (human_capital * capacity).max(0.0).sqrt();
    match form {
        AbsorptionForm::Threshold => 1.0 / (1.0 + exp(-10.0 * (absorptive - threshold))),
        AbsorptionForm::Linear => absorptive.min(1.0),
    }
}
