//! Places: what regions are at the start, by the data and by what a counterfactual world changes of them.

mod correlation;

use super::Scenario;
use super::parameters::counterfactual::{Capacity, Counterfactual, Distance, Fit, Need};
use super::regions::Part;
use crate::chance::{Purpose, Streams};
use crate::form::Form;
use crate::ids::CountryId;
use crate::numeric::{exp, pow};
use correlation::Handed;

/// The most by which a rank correlation may miss what was asked for.
const NEAR_ENOUGH: f64 = 0.01;

/// The luck of counterfactual worlds is no luck of a run: the number of the shuffle says all.
fn luck_of_shuffles(counterfactual: &Counterfactual) -> Streams {
    Streams::new(0, counterfactual.shuffle as u64)
}

impl Scenario {
    /// Institutional capacity of each region at the start.
    pub fn capacity(&self) -> Vec<f64> {
        let counterfactual = &self.parameters.counterfactual;
        let capacity = self.capacity_as_it_is();
        match counterfactual.capacity {
            Capacity::AsItIs => capacity,
            Capacity::Mean => {
                vec![mean(&capacity, &self.regions.population); capacity.len()]
            }
            Capacity::Shuffled => {
                let luck = luck_of_shuffles(counterfactual).luck(Purpose::Counterfactual, 0);
                shuffled(&capacity, &self.regions.country, |region| luck.bits(region, 0))
            }
        }
    }

    /// The same in no counterfactual world: its country's mean and the part of its own deviation that is taken as real.
    pub fn capacity_as_it_is(&self) -> Vec<f64> {
        let table = &self.regions;
        let own = self.parameters.space.regional_capacity.0;
        let mut people = vec![0.0; table.countries.len()];
        let mut sum = vec![0.0; table.countries.len()];
        for region in 0..table.population.len() {
            let country = table.country[region].index();
            people[country] += table.population[region];
            sum[country] += table.population[region] * table.capacity[region];
        }
        (0..table.population.len())
            .map(|region| {
                let mean = sum[table.country[region].index()] / people[table.country[region].index()];
                (mean + own * (table.capacity[region] - mean)).clamp(0.01, 0.99)
            })
            .collect()
    }

    /// Share of a mission's problem that lies in each region.
    pub fn problem(&self, mission: usize) -> Vec<f64> {
        let need = match (self.parameters.counterfactual.need, self.handed_out(mission)) {
            (Need::PerHead, _) => vec![1.0; self.regions.len()],
            (Need::AsItIs, Some(handed)) => handed.values,
            (Need::AsItIs, None) => self.need_per_head(mission),
        };
        let mut problem: Vec<f64> =
            self.regions.population.iter().zip(need).map(|(people, need)| people * need).collect();
        let total: f64 = problem.iter().sum();
        problem.iter_mut().for_each(|share| *share /= total);
        problem
    }

    /// Problem per head in each region, relative to the others, in no counterfactual world.
    fn need_per_head(&self, mission: usize) -> Vec<f64> {
        let table = &self.regions;
        let people: f64 = table.population.iter().sum();
        let mean_gdp = table.gdp.iter().sum::<f64>() / people;
        let elasticity = self.missions[mission].need_elasticity.0;
        let by_wealth = |people: f64, gdp: f64| pow(gdp / people / mean_gdp, elasticity);
        // the problem of what is joined is that of its parts
        let of_parts = |parts: &Vec<Part>| {
            let people: f64 = parts.iter().map(|part| part.population).sum();
            let needs = parts.iter().map(|part| part.population * by_wealth(part.population, part.gdp));
            needs.sum::<f64>() / people
        };
        match &table.need {
            Some(need) => need.clone(),
            None if table.parts.is_empty() => table
                .population
                .iter()
                .zip(&table.gdp)
                .map(|(people, gdp)| by_wealth(*people, *gdp))
                .collect(),
            None => table.parts.iter().map(of_parts).collect(),
        }
    }

    /// Needs per head as they are handed out anew, where that is asked for.
    fn handed_out(&self, mission: usize) -> Option<Handed> {
        let counterfactual = &self.parameters.counterfactual;
        let wanted = counterfactual.need_capacity_correlation?;
        let (capacity, need) = (self.capacity(), self.need_per_head(mission));
        let luck = |order: usize| luck_of_shuffles(counterfactual).luck(Purpose::Counterfactual, 1 + order);
        Some(correlation::hand_out(&need, &capacity, wanted, NEAR_ENOUGH, |order, region| {
            luck(order).bits(region, 0)
        }))
    }

    /// Complains of a counterfactual world that can't be.
    pub(super) fn check_places(&self, form: &mut Form) {
        let counterfactual = &self.parameters.counterfactual;
        let Some(wanted) = counterfactual.need_capacity_correlation else { return };
        let mut complain = |message: String, allowed: &str| {
            form.complain_at(counterfactual.correlation_place.clone(), message, allowed);
        };
        if counterfactual.need == Need::PerHead {
            let message = "need per head is the same everywhere, and so goes with nothing";
            complain(message.into(), "not with `need = \"per_head\"`");
            return;
        }
        if self.regions.is_empty() {
            return;
        }
        for (place, mission) in self.missions.iter().enumerate() {
            let reached = self.handed_out(place).map_or(f64::NAN, |handed| handed.correlation);
            let name = &mission.name;
            if reached.is_nan() {
                let message = format!(
                    "need per head of `{name}` can't go with capacity: one of them is the same everywhere"
                );
                complain(message, "regions that differ in both");
            } else if (reached - wanted).abs() > NEAR_ENOUGH {
                let message = format!(
                    "no order of the needs per head of `{name}` has a rank correlation of {wanted} with capacity"
                );
                complain(
                    message,
                    &format!("one that these regions can have; the nearest found is {reached:.2}"),
                );
            }
        }
    }

    /// Native fit of a solution to a region: `exp(-d / d0)` with the distance d between its context and the solution's home.
    pub fn native_fit(&self, region: usize, solution: usize) -> f64 {
        if self.parameters.counterfactual.fit == Fit::One {
            return 1.0;
        }
        let home = &self.solutions[solution].home_context;
        let squares = self.regions.context[region].iter().zip(home);
        let distance: f64 = squares.map(|(here, home)| (here - home.0) * (here - home.0)).sum();
        exp(-distance.sqrt() / self.parameters.space.fit_distance.0)
    }

    /// Weights of other regions' research in each region's, as lists of regions and weights: `mu exp(-d / decay)` within the
    /// range, less across a border. Where all are equally far, one weight for all with which as much comes over at the start.
    pub fn spillovers(&self) -> Vec<Vec<(u32, f32)>> {
        let lists = self.spillovers_as_they_are();
        if self.parameters.counterfactual.distance == Distance::AsItIs || lists.len() < 2 {
            return lists;
        }
        let table = &self.regions;
        let research = |region: usize| table.gdp[region] * table.research_intensity[region];
        let over: f64 =
            lists.iter().flatten().map(|&(there, weight)| f64::from(weight) * research(there as usize)).sum();
        // the research of each region comes over to all others
        let all: f64 = (0..lists.len()).map(research).sum::<f64>() * (lists.len() - 1) as f64;
        let weight = if all > 0.0 { (over / all) as f32 } else { 0.0 };
        let others = |here: usize| (0..lists.len()).filter(move |there| *there != here);
        (0..lists.len()).map(|here| others(here).map(|there| (there as u32, weight)).collect()).collect()
    }

    fn spillovers_as_they_are(&self) -> Vec<Vec<(u32, f32)>> {
        let (table, space) = (&self.regions, &self.parameters.space);
        let regions = table.population.len();
        let mut lists = vec![Vec::new(); regions];
        for (here, list) in lists.iter_mut().enumerate() {
            for there in (0..regions).filter(|there| *there != here) {
                let distance = table.distance_km(here, there);
                if distance > space.spillover_range {
                    continue;
                }
                let border =
                    if table.country[here] == table.country[there] { 1.0 } else { space.spillover_border.0 };
                let weight = space.spillover.0 * border * exp(-distance.over(space.spillover_decay));
                if weight > 0.0 {
                    list.push((there as u32, weight as f32));
                }
            }
        }
        lists
    }

    /// The nearest other region of each, itself where there is no other; nothing where all are equally far.
    pub fn nearest(&self) -> Option<Vec<usize>> {
        if self.parameters.counterfactual.distance == Distance::Mean {
            return None;
        }
        let table = &self.regions;
        let regions = table.population.len();
        let nearest = |here: usize| {
            (0..regions)
                .filter(|there| *there != here)
                .min_by(|&a, &b| {
                    table.distance_km(here, a).0.total_cmp(&table.distance_km(here, b).0).then(a.cmp(&b))
                })
                .unwrap_or(here)
        };
        Some((0..regions).map(nearest).collect())
    }
}

fn mean(values: &[f64], people: &[f64]) -> f64 {
    let sum: f64 = values.iter().zip(people).map(|(value, people)| value * people).sum();
    sum / people.iter().sum::<f64>()
}

/// Values exchanged among the regions of each country, in the order of lots.
fn shuffled(values: &[f64], country: &[CountryId], lot: impl Fn(usize) -> u64) -> Vec<f64> {
    let mut shuffled = values.to_vec();
    let mut by_country: Vec<usize> = (0..values.len()).collect();
    by_country.sort_by_key(|region| country[*region].index());
    for regions in by_country.chunk_by(|a, b| country[*a] == country[*b]) {
        let mut from = regions.to_vec();
        from.sort_by_key(|region| lot(*region));
        for (to, from) in regions.iter().zip(from) {
            shuffled[*to] = values[from];
        }
    }
    shuffled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_over_people() {
        assert_eq!(mean(&[0.25, 0.75], &[3.0, 1.0]), 0.375);
    }

    #[test]
    fn values_stay_in_their_country() {
        let country = [0, 1, 0, 1, 0].map(CountryId::new);
        let lots = [3, 9, 1, 2, 2];
        // of the first country the lots are 3, 1, 2: the third, the fifth, the first; of the second 9, 2
        let found = shuffled(&[0.1, 0.2, 0.3, 0.4, 0.5], &country, |region| lots[region]);
        assert_eq!(found, [0.3, 0.4, 0.5, 0.2, 0.1]);
    }
}
