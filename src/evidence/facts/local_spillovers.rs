//! F16: what is found in a region comes from its own research, and a little from that nearby.

use crate::error::Result;
use crate::evidence::estimators::linear::{Observation, coefficients};
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::numeric::ln;
use crate::scenario::Scenario;
use crate::step::mechanisms::bibliography::BOTTAZZI_PERI;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::regions::absorption;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F16",
    claim: "What comes over from research elsewhere is local: doubling research in a region brings 80 to 90 % more new ideas \
            there, and 2 to 3 % more in regions within 300 km.",
    asked: "`europe_regions` with 20,000 firm agents without policy over 20 years, one number for each region: the logarithm of \
            what it adds to what is known of solutions (research on them, and what comes over, as far as it is absorbed) on the \
            logarithms of the research of its own firms and of that of firms in other regions within 300 km. Beside it the same \
            for what its firms know at the end.",
    sources: &[&BOTTAZZI_PERI],
    kind: Kind::Calibrated,
    unmet: None,
    is_quick: false,
    ask,
};

const REPLICATES: u64 = 6;
/// How far away regions are neighbours, km.
const NEAR: f64 = 300.0;

/// What is seen of the regions, up to now.
#[derive(Clone, Default)]
struct Seen {
    research: Vec<f64>,
    ideas: Vec<f64>,
    knowledge: Vec<f64>,
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let changes = ["firms.count=20000", "owners.households=5000"];
    let scenario = laboratory.scenario("europe_regions", &changes)?;
    let look = |world: &World, seen: &mut Seen| see(world, &scenario, seen);
    let runs = laboratory.watch(&scenario, &["no_policy"], REPLICATES, look)?;
    let neighbours = neighbours(&scenario);
    let of = |read: fn(&Seen) -> &[f64]| -> [Vec<f64>; 2] {
        let found = |run: &Vec<Seen>| elasticities(&run[0].research, read(&run[0]), &neighbours);
        let found: Vec<[f64; 2]> = runs.iter().map(found).collect();
        [0, 1].map(|which| found.iter().map(|pair| pair[which]).collect())
    };
    let [own, near] = of(|seen| &seen.ideas);
    let [own_knowledge, near_knowledge] = of(|seen| &seen.knowledge);
    Ok(vec![
        Reading::mean("elasticity of ideas to own research", "", &own, Some(Range::between(0.7, 1.0))),
        Reading::mean(
            "elasticity of ideas to research within 300 km",
            "",
            &near,
            Some(Range::between(0.01, 0.05)),
        ),
        Reading::mean("elasticity of firms' knowledge to own research", "", &own_knowledge, None),
        Reading::mean("elasticity of firms' knowledge to research within 300 km", "", &near_knowledge, None),
    ])
}

/// Adds a quarter: research of the firms of each region, and what of it and of that of its neighbours counts there for
/// solutions.
fn see(world: &World, scenario: &Scenario, seen: &mut Seen) {
    let (regions, firms, solutions) = (&world.regions, &world.firms, world.solutions.len());
    for column in [&mut seen.research, &mut seen.ideas, &mut seen.knowledge] {
        column.resize(regions.len(), 0.0);
    }
    let mut directed: Grid<f64> = Grid::filled(regions.len(), solutions, 0.0);
    for region in 0..regions.len() {
        for firm in firms.of_region(region) {
            seen.research[region] += firms.private_research[firm];
            if let Some(solution) = firms.solution(firm) {
                let own = firms.private_research[firm] - firms.own_part[firm];
                directed[(region, solution)] += own * regions.real_research[region];
            }
        }
    }
    let space = &scenario.parameters.space;
    for region in 0..regions.len() {
        let over = |solution: usize| -> f64 {
            let links = regions.geography.spillovers.weighted(region);
            links.map(|(there, weight)| f64::from(weight) * directed[(there, solution)]).sum()
        };
        let found: f64 = (0..solutions).map(|s| directed[(region, s)] + over(s)).sum();
        let absorbed = absorption(
            space.absorption,
            space.absorption_threshold.0,
            regions.geography.human_capital[region],
            regions.capacity[region],
        );
        seen.ideas[region] += found * (0.5 + 0.5 * absorbed);
        let known =
            |firm: usize| -> f64 { (0..solutions).map(|s| f64::from(firms.knowledge[(s, firm)])).sum() };
        seen.knowledge[region] = firms.of_region(region).map(known).sum();
    }
}

/// The other regions that are near to each.
fn neighbours(scenario: &Scenario) -> Vec<Vec<usize>> {
    let count = scenario.regions.population.len();
    let is_near =
        |here: usize, there: usize| here != there && scenario.regions.distance_km(here, there).0 <= NEAR;
    (0..count).map(|here| (0..count).filter(|there| is_near(here, *there)).collect()).collect()
}

/// The elasticities of ideas to own research and to that of neighbours, by regions that have all three.
fn elasticities(research: &[f64], ideas: &[f64], neighbours: &[Vec<usize>]) -> [f64; 2] {
    let observation = |region: usize| {
        let near: f64 = neighbours[region].iter().map(|there| research[*there]).sum();
        let has_all = research[region] > 0.0 && ideas[region] > 0.0 && near > 0.0;
        has_all.then(|| Observation {
            given: vec![1.0, ln(research[region]), ln(near)],
            value: ln(ideas[region]),
            weight: 1.0,
        })
    };
    let observations: Vec<Observation> = (0..research.len()).filter_map(observation).collect();
    coefficients(&observations).map_or([f64::NAN; 2], |found| [found[1], found[2]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::pow;

    #[test]
    fn known_elasticities_are_recovered() {
        // six regions, the neighbours of each are the next two; ideas = research^0.9 x neighbours^0.03
        let research = [1.0, 3.0, 7.0, 2.0, 5.0, 11.0];
        let neighbours: Vec<Vec<usize>> = (0..6).map(|here| vec![(here + 1) % 6, (here + 2) % 6]).collect();
        let near = |here: usize| neighbours[here].iter().map(|there| research[*there]).sum::<f64>();
        let ideas: Vec<f64> = (0..6).map(|here| pow(research[here], 0.9) * pow(near(here), 0.03)).collect();
        let [own, over] = elasticities(&research, &ideas, &neighbours);
        assert!((own - 0.9).abs() < 1e-9 && (over - 0.03).abs() < 1e-9, "{own}, {over}");
    }
}
