//! Firms and public bodies at the start.

use super::Ground;
use super::allocation::lay_out;
use crate::chance::{Luck, Purpose, Streams};
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
    let size: Vec<f64> = (0..count)
        .map(|firm| pareto_quantile(luck.uniform(firm, 0), parameters.size_tail.0, 1.0, SIZE_RANGE))
        .collect();
    let mut firms = Firms {
        number: (0..count).collect(),
        born: vec![0; count],
        standing: ground.human_capital_score.iter().map(|score| STANDING.0 * score).collect(),
        vacant: vec![0; ground.firms.len()],
        market_share: vec![0.0; count],
        sales: vec![0.0; count],
        funds: vec![0.0; count],
        productivity: vec![0.0; count],
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
        for firm in here {
            firms.market_share[firm] = size[firm] / total;
            firms.sales[firm] = field_sales * firms.market_share[firm];
            equip(&mut firms, scenario, luck, firm);
        }
    }
    let wishes: f64 = firms.intensity.iter().zip(&firms.sales).map(|(wish, sales)| wish * sales).sum();
    firms.usual_intensity = wishes / firms.sales.iter().sum::<f64>();
    firms
}

/// What a firm brings with it, by its number and its sales: productivity, funds, how much it researches, standing, and
/// what it knows of one of the solutions from its ordinary work.
///
/// `luck` is that of [`Purpose::FoundFirm`].
pub fn equip(firms: &mut Firms, scenario: &Scenario, luck: Luck, firm: usize) {
    let (number, parameters) = (firms.number[firm], &scenario.parameters.firms);
    let uniform = |question: usize| luck.uniform(number, question);
    let normal = |question: usize| normal_quantile(uniform(question));
    let (region, sales) = (usize::from(firms.region[firm]), firms.sales[firm]);
    firms.productivity[firm] = exp(PRODUCTIVITY_SPREAD * normal(3));
    firms.funds[firm] = sales * 4.0 * parameters.margin.0 * parameters.reserve.0 * (0.2 + 0.8 * uniform(4));
    // the field is as research intensive as the region's business at large
    let intensity = scenario.regions.research_intensity[region] * parameters.business_share.0;
    let edge = exp(INTENSITY_SPREAD * normal(2) - 0.5 * INTENSITY_SPREAD * INTENSITY_SPREAD);
    firms.intensity[firm] = intensity * edge;
    firms.talent[firm] = firms.standing[region] + STANDING.1 * normal(1);
    let chance = uniform(5) / RELATED_FIRMS;
    if chance < 1.0 && !scenario.solutions.is_empty() {
        let solution = (chance * scenario.solutions.len() as f64) as usize;
        let wish = firms.intensity[firm] * sales * 4.0;
        firms.knowledge[(solution, firm)] = (2.0 * uniform(6) * wish) as f32;
    }
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
