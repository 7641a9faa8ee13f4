//! Firms and public bodies at the start.

use super::Ground;
use super::allocation::lay_out;
use crate::chance::{Purpose, Streams};
use crate::numeric::{exp, normal_quantile, pareto_quantile};
use crate::scenario::Scenario;
use crate::units::{Amount, Euros};
use crate::world::bodies::Bodies;
use crate::world::firms::{Firms, STATUS_QUO};
use crate::world::grid::Grid;

/// Largest size of a firm, in units of the smallest: turnover of 0.1 M EUR to 100,000 M EUR.
const SIZE_RANGE: f64 = 1e6;
/// How much of a proposal's standing lies in the place and how much in the organisation [A].
const STANDING: (f64, f64) = (0.7, 0.7);
/// Spread of the logarithm of research intensity and of productivity between firms of a region [A].
const INTENSITY_SPREAD: f64 = 0.5;
const PRODUCTIVITY_SPREAD: f64 = 0.1;
/// Share of firms that know something of one of the solutions from their ordinary work [A].
const RELATED_FIRMS: f64 = 0.3;

pub(super) fn found(ground: &Ground, scenario: &Scenario, streams: Streams) -> Firms {
    let parameters = &scenario.parameters.firms;
    let (starts, region) = lay_out(&ground.firms);
    let count = region.len();
    let luck = streams.luck(Purpose::FoundFirm, 0);
    let uniform = |firm: usize, question: usize| luck.uniform(firm, question);
    let normal = |firm: usize, question: usize| normal_quantile(uniform(firm, question));

    let size: Vec<f64> = (0..count)
        .map(|firm| pareto_quantile(uniform(firm, 0), parameters.size_tail.0, 1.0, SIZE_RANGE))
        .collect();
    let mut firms = Firms {
        market_share: vec![0.0; count],
        sales: vec![0.0; count],
        funds: vec![0.0; count],
        productivity: (0..count).map(|firm| exp(PRODUCTIVITY_SPREAD * normal(firm, 3))).collect(),
        intensity: vec![0.0; count],
        talent: vec![0.0; count],
        direction: vec![STATUS_QUO; count],
        knowledge: Grid::filled(scenario.solutions.len(), count, 0.0),
        applied: vec![0; count],
        awards: vec![0; count],
        displaced: vec![0.0; count],
        own_part: vec![0.0; count],
        supply_capacity: vec![0.0; count],
        private_research: vec![0.0; count],
        region,
        starts,
        ..Firms::default()
    };
    for place in 0..ground.firms.len() {
        let here = firms.of_region(place);
        let total: f64 = size[here.clone()].iter().sum();
        let field_sales = scenario.regions.gdp[place] * parameters.field_share.0 / 4.0;
        // the field is as research intensive as the region's business at large
        let intensity = scenario.regions.research_intensity[place] * parameters.business_share.0;
        for firm in here {
            firms.market_share[firm] = size[firm] / total;
            firms.sales[firm] = field_sales * firms.market_share[firm];
            firms.funds[firm] = firms.sales[firm]
                * 4.0
                * parameters.margin.0
                * parameters.reserve.0
                * (0.2 + 0.8 * uniform(firm, 4));
            let edge = exp(INTENSITY_SPREAD * normal(firm, 2) - 0.5 * INTENSITY_SPREAD * INTENSITY_SPREAD);
            firms.intensity[firm] = intensity * edge;
            firms.talent[firm] =
                STANDING.0 * ground.human_capital_score[place] + STANDING.1 * normal(firm, 1);
            let chance = uniform(firm, 5) / RELATED_FIRMS;
            if chance < 1.0 && !scenario.solutions.is_empty() {
                let solution = (chance * scenario.solutions.len() as f64) as usize;
                let wish = firms.intensity[firm] * firms.sales[firm] * 4.0;
                firms.knowledge[(solution, firm)] = (2.0 * uniform(firm, 6) * wish) as f32;
            }
        }
    }
    let wishes: f64 = firms.intensity.iter().zip(&firms.sales).map(|(wish, sales)| wish * sales).sum();
    firms.usual_intensity = wishes / firms.sales.iter().sum::<f64>();
    firms
}

pub(super) fn found_bodies(ground: &Ground, scenario: &Scenario, streams: Streams) -> Bodies {
    let (starts, region) = lay_out(&ground.bodies);
    let count = region.len();
    let luck = streams.luck(Purpose::FoundBody, 0);
    let income = Euros::new(scenario.parameters.owners.body_income.0);
    Bodies {
        funds: region
            .iter()
            .map(|&place| {
                let place = usize::from(place);
                income.times(scenario.regions.population[place]).0 / ground.bodies[place] as f64
            })
            .collect(),
        talent: (0..count)
            .map(|body| {
                let place = usize::from(region[body]);
                STANDING.0 * ground.capacity_score[place]
                    + STANDING.1 * normal_quantile(luck.uniform(body, 0))
            })
            .collect(),
        knows: vec![0; count],
        awards: vec![0; count],
        region,
        starts,
    }
}
