//! Synthetic regions, for benchmarks and tests: the same numbers always, without any chance.

use super::RegionTable;
use super::context::standardise;
use crate::form::Form;
use crate::ids::CountryId;
use crate::units::{Amount, Euros, Index, Kilometres, Share};

/// What is asked for.
pub(super) struct Synthetic {
    count: usize,
    countries: usize,
    population: Range,
    gdp_per_head: Range,
    research_intensity: Range,
    human_capital: Range,
    capacity: Range,
    context_count: usize,
    context_spread: f64,
    spacing: Kilometres,
}

/// Values that lie evenly from `mean - spread` to `mean + spread`.
#[derive(Clone, Copy)]
struct Range {
    mean: f64,
    spread: f64,
}

impl Range {
    fn read<A: Amount>(
        form: &mut Form,
        [low, high]: [f64; 2],
        [mean, spread]: [f64; 2],
        moves: [&'static str; 2],
    ) -> Self {
        let range = Self {
            mean: form
                .amount::<A>("mean", "mean over regions")
                .within(low, high)
                .assumed()
                .moves(moves[0])
                .default(mean)
                .value(),
            spread: form
                .amount::<A>("spread", "from the mean to the largest; 0 makes all regions equal")
                .within(0.0, high)
                .assumed()
                .moves(moves[1])
                .default(spread)
                .value(),
        };
        if range.mean - range.spread < low || range.mean + range.spread > high {
            let message = format!("the values reach from {} to {}", range.at(0.0), range.at(1.0));
            form.complain("spread", message, format!("mean and spread that keep them from {low} to {high}"));
        }
        range
    }

    /// The value at a quantile.
    fn at(self, quantile: f64) -> f64 {
        self.mean + self.spread * (2.0 * quantile - 1.0)
    }
}

/// How many regions there are, in how many countries.
fn read_numbers(form: &mut Form) -> (usize, usize) {
    let count = form
        .count("count", "number of regions")
        .within(1, super::MOST_REGIONS)
        .assumed()
        .moves("money_per_head")
        .default(20);
    let countries = form
        .count("countries", "number of countries, each with neighbouring regions")
        .within(1, super::MOST_REGIONS)
        .assumed()
        .moves("theil_between")
        .default(1);
    if countries > count {
        form.complain("countries", "there are more countries than regions", format!("at most {count}"));
    }
    (count, countries.min(count))
}

impl Synthetic {
    pub fn read(form: &mut Form) -> Self {
        let (count, countries) = read_numbers(form);
        Self {
            count,
            countries,
            population: form.table("population", "persons in a region", |form| {
                Range::read::<Index>(
                    form,
                    [1.0, 1e9],
                    [1.5e6, 0.0],
                    ["money_per_head", "concentration_by_region"],
                )
            }),
            gdp_per_head: form.table("gdp_per_head", "gross domestic product per head and year", |form| {
                Range::read::<Euros>(form, [1.0, 1e7], [35_000.0, 15_000.0], ["private_research"; 2])
            }),
            research_intensity: form.table(
                "research_intensity",
                "all research and development as a share of GDP",
                |form| Range::read::<Share>(form, [0.0, 1.0], [0.02, 0.012], ["private_research"; 2]),
            ),
            human_capital: form.table("human_capital", "tertiary-educated share of adults", |form| {
                Range::read::<Share>(
                    form,
                    [0.0, 1.0],
                    [0.35, 0.15],
                    ["projects_at_work", "concentration_by_region"],
                )
            }),
            capacity: form.table("capacity", "institutional capacity", |form| {
                Range::read::<Share>(form, [0.0, 1.0], [0.5, 0.4], ["capacity_mean", "capacity_weak"])
            }),
            context_count: form
                .count("contexts", "how many numbers say in what regions differ as places for solutions")
                .within(0, 4)
                .assumed()
                .moves("problem_removed")
                .default(2),
            context_spread: form
                .amount::<Index>("context_spread", "standard deviation of each context number over people")
                .within(0.0, 10.0)
                .assumed()
                .moves("problem_removed")
                .default(1.0)
                .value(),
            spacing: form
                .amount("spacing", "distance between neighbours on a square grid")
                .within(1.0, 200.0)
                .assumed()
                .moves("readiness")
                .default(100.0),
        }
    }

    pub fn regions(&self) -> RegionTable {
        let digits = self.count.to_string().len();
        let code =
            |country: usize, region: usize| format!("S{:0digits$}R{:0digits$}", country + 1, region + 1);
        let country = |region: usize| region * self.countries / self.count;
        let column = |which: usize, range: Range| self.spread_out(which, |quantile| range.at(quantile));
        let population = column(0, self.population);
        let gdp = column(1, self.gdp_per_head).iter().zip(&population).map(|(a, b)| a * b * 1e-6).collect();
        let (longitude, latitude) = (0..self.count).map(|region| self.position(region)).unzip();
        RegionTable {
            code: (0..self.count).map(|region| code(country(region), region)).collect(),
            name: (0..self.count).map(|region| format!("Region {}", region + 1)).collect(),
            country: (0..self.count).map(|region| CountryId::new(country(region))).collect(),
            countries: (0..self.countries).map(|country| format!("S{:0digits$}", country + 1)).collect(),
            context: self.contexts(&population),
            gdp,
            research_intensity: column(2, self.research_intensity),
            human_capital: column(3, self.human_capital),
            capacity: column(4, self.capacity),
            longitude,
            latitude,
            population,
            ..RegionTable::default()
        }
    }

    /// One value for each region: the middles of equal parts of the distribution, in an order of their own
    /// for each column, so that columns hardly go together.
    fn spread_out(&self, column: usize, value: impl Fn(f64) -> f64) -> Vec<f64> {
        // Multiples of an irrational number, modulo 1, fill the unit interval evenly and in no simple order;
        // square roots of primes are independent of each other.
        const PRIMES: [u32; 9] = [2, 3, 5, 7, 11, 13, 17, 19, 23];
        let step = f64::from(PRIMES[column]).sqrt();
        let position = |region: usize| (region as f64 * step).fract();
        let mut order: Vec<usize> = (0..self.count).collect();
        order.sort_by(|&a, &b| position(a).total_cmp(&position(b)).then(a.cmp(&b)));
        let mut values = vec![0.0; self.count];
        for (rank, region) in order.into_iter().enumerate() {
            values[region] = value((rank as f64 + 0.5) / self.count as f64);
        }
        values
    }

    fn contexts(&self, population: &[f64]) -> Vec<Vec<f64>> {
        let columns: Vec<Vec<f64>> = (0..self.context_count)
            .map(|which| {
                let mut values = self.spread_out(5 + which, |quantile| quantile);
                standardise(&mut values, population);
                values.iter().map(|value| value * self.context_spread).collect()
            })
            .collect();
        (0..self.count).map(|region| columns.iter().map(|column| column[region]).collect()).collect()
    }

    /// Longitude and latitude on a grid around the point 0, 0, where a degree is as long either way.
    fn position(&self, region: usize) -> (f64, f64) {
        let width = (self.count as f64).sqrt().ceil() as usize;
        let height = self.count.div_ceil(width);
        let degrees = self.spacing.0 / super::KILOMETRES_PER_DEGREE;
        let from_middle = |place: usize, count: usize| (place as f64 - (count - 1) as f64 / 2.0) * degrees;
        (from_middle(region % width, width), from_middle(region / width, height))
    }
}
