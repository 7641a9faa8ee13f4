//! What it costs, whom it reaches, and what is left over.

use super::{Better, Measure, Outcome, When};
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::lines::LineAccount;
use crate::world::missions::Mission;
use crate::world::projects::Stage;
use crate::world::stock::{INCUMBENT, OwnerKind};

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "public_cost",
        unit: "M EUR",
        meaning: "present value of all public spending, with what is owed at the end: open commitments, and the claims expected \
                  on promises that go on",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::World(|world| sum(world.lines.iter(), |line| present_value(world, line))),
    },
    Outcome {
        name: "public_cost_of",
        unit: "M EUR",
        meaning: "the same for one kind of instrument",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Instrument(|world, kind| {
            sum(lines(world, kind), |line| present_value(world, line))
        }),
    },
    Outcome {
        name: "spending",
        unit: "M EUR/year",
        meaning: "public spending of the quarter by one kind of instrument, as a yearly rate",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::Instrument(|world, kind| sum(lines(world, kind), |line| line.spent_now) * 4.0),
    },
    Outcome {
        name: "commitment_authority",
        unit: "M EUR",
        meaning: "present value of all the money that the policy promised",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::World(|world| sum(world.lines.iter(), |line| line.authority)),
    },
    Outcome {
        name: "promised",
        unit: "M EUR",
        meaning: "public money promised so far",
        better: Better::Neither,
        when: When::End,
        path: true,
        measure: Measure::World(|world| sum(world.lines.iter(), |line| line.promised)),
    },
    Outcome {
        name: "committed",
        unit: "M EUR",
        meaning: "public money committed so far, less what was set free again",
        better: Better::Neither,
        when: When::End,
        path: true,
        measure: Measure::World(|world| sum(world.lines.iter(), |line| line.committed)),
    },
    Outcome {
        name: "spent",
        unit: "M EUR",
        meaning: "public money spent so far, administration included",
        better: Better::Neither,
        when: When::End,
        path: true,
        measure: Measure::World(|world| sum(world.lines.iter(), |line| line.spent)),
    },
    Outcome {
        name: "returned",
        unit: "M EUR",
        meaning: "public money given back so far, because nobody could use it in its time",
        better: Better::Less,
        when: When::End,
        path: true,
        measure: Measure::World(|world| sum(world.lines.iter(), |line| line.returned)),
    },
    Outcome {
        name: "payments_over_commitments",
        unit: "share",
        meaning: "share of all commitments that is paid",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::World(|world| {
            let paid = sum(world.lines.iter(), |line| line.spent);
            let committed = sum(world.lines.iter(), |line| line.committed);
            if committed > 0.0 { paid / committed } else { f64::NAN }
        }),
    },
    Outcome {
        name: "money_returned",
        unit: "share",
        meaning: "share of the promised money that was given back unused, or was still free at the end",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::World(|world| {
            let promised = sum(world.lines.iter(), |line| line.promised);
            let unused = sum(world.lines.iter(), |line| line.returned + line.available());
            if promised > 0.0 { unused / promised } else { f64::NAN }
        }),
    },
    Outcome {
        name: "levy_burden",
        unit: "share",
        meaning: "levies that households pay in a year less what comes back to them, of their income, by fifth of the households by income, the poorest first",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::Fifth(levy_burden),
    },
    Outcome {
        name: "continuity",
        unit: "share",
        meaning: "share of the budgets that the policy means the mission to have that elections let stand",
        better: Better::More,
        when: When::Throughout,
        path: true,
        measure: Measure::Mission(|world, mission| world.missions[mission].mandate),
    },
    Outcome {
        name: "money_per_head",
        unit: "EUR",
        meaning: "public money paid so far for each inhabitant, by quarter of the population from weak to strong capacity",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Quartile(|world, wanted| {
            let people = of_quarter(world, &world.regions.geography.population, wanted);
            of_quarter(world, &world.regions.public_money, wanted) * 1e6 / people
        }),
    },
    Outcome {
        name: "paid_by_capacity",
        unit: "M EUR",
        meaning: "public money paid so far in the regions of a quarter of the population, from weak to strong capacity",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::Quartile(|world, wanted| of_quarter(world, &world.regions.public_money, wanted)),
    },
    Outcome {
        name: "paid_by_stage",
        unit: "M EUR",
        meaning: "public money paid so far to projects, by their stage",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::Stage(|world, stage| world.projects.paid(Stage::ALL[stage]).0),
    },
    Outcome {
        name: "levy_revenue",
        unit: "M EUR",
        meaning: "revenue of levies so far, what is given back to households included",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::World(|world| world.levy_revenue),
    },
    Outcome {
        name: "owners_extra_cost",
        unit: "M EUR",
        meaning: "what owners paid so far for solutions over the price of the incumbent, after support",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Mission(|world, mission| world.missions[mission].owners_extra_cost),
    },
    Outcome {
        name: "tax_revenue",
        unit: "M EUR",
        meaning: "present value of the taxes on sales and on the use of goods, by the rates of `exchequer`",
        better: Better::More,
        when: When::End,
        path: false,
        measure: Measure::World(|world| missions(world, |mission| mission.purse.taxes.present_value)),
    },
    Outcome {
        name: "levy_kept",
        unit: "M EUR",
        meaning: "present value of the levy revenue that the exchequer keeps",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::World(|world| missions(world, |mission| mission.purse.levies.present_value)),
    },
];

/// Present value of what the lines of a mission spent, with what they still have to pay.
pub(super) fn cost_of_mission(world: &World, mission: usize) -> f64 {
    let lines = world.lines.iter().filter(|line| line.mission.index() == mission);
    sum(lines, |line| present_value(world, line))
}

fn missions(world: &World, of: impl Fn(&Mission) -> f64) -> f64 {
    world.missions.iter().fold(0.0, |sum, mission| sum + of(mission))
}

fn lines(world: &World, kind: usize) -> impl Iterator<Item = &LineAccount> {
    world.lines.iter().filter(move |line| line.kind == kind)
}

/// The sum over the regions of a quarter of the population.
fn of_quarter(world: &World, values: &[f64], wanted: usize) -> f64 {
    let regions = values.iter().zip(&world.regions.standing.quarter);
    regions.filter(|(_, quarter)| **quarter == wanted).fold(0.0, |sum, (value, _)| sum + value)
}

/// A sum that is a plain nought when there is nothing to sum.
fn sum<'w>(lines: impl Iterator<Item = &'w LineAccount>, of: impl Fn(&LineAccount) -> f64) -> f64 {
    lines.fold(0.0, |sum, line| sum + of(line))
}

/// Present value of a line's spending, with what it still has to pay.
fn present_value(world: &World, line: &LineAccount) -> f64 {
    line.present_value + line.run_off() * world.discount
}
/// What households of a fifth by income pay in levies less what they get back of the revenue, of their income, a year.
fn levy_burden(world: &World, fifth: usize) -> f64 {
    let people = &world.households.people;
    let mut incomes = people.income.clone();
    incomes.sort_unstable_by(f32::total_cmp);
    let limit = |count: usize| incomes[(count * incomes.len() / 5).min(incomes.len() - 1)];
    let (low, high) = (limit(fifth), if fifth == 4 { f32::INFINITY } else { limit(fifth + 1) });
    let returned = world.ledger.entry(Flow::Rebate, Sector::Households);
    let rebate = (returned * QUARTERS_PER_YEAR).per_head(world.regions.total_population()).0;
    let (mut paid, mut income) = (0.0, 0.0);
    for region in 0..world.regions.len() {
        let agents = world.households.of_region(region);
        let persons = world.regions.geography.population[region] / agents.len() as f64;
        for household in agents.filter(|place| (low..high).contains(&people.income[*place])) {
            let levied: f64 = world.missions.iter().map(|mission| levy_of(mission, household, region)).sum();
            paid += levied - rebate * persons;
            income += f64::from(people.income[household]) * persons / people.persons;
        }
    }
    paid / income
}

/// Levies on what a household agent uses, a year: EUR.
fn levy_of(mission: &Mission, household: usize, region: usize) -> f64 {
    let stock = &mission.stocks[OwnerKind::Household as usize];
    let pays = stock.owned.get(household) == Some(&INCUMBENT);
    if pays { mission.levy * stock.traits.units[region] } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::outcomes::tests::world as founded;
    use crate::units::Money;
    use crate::world::projects::Projects;
    use crate::world::regions::{Geography, Regions, Standing};

    fn of(world: &World, name: &str, count: usize) -> Vec<f64> {
        let outcome = OUTCOMES.iter().find(|outcome| outcome.name == name).unwrap();
        let (Measure::Quartile(measure) | Measure::Stage(measure)) = outcome.measure else { panic!() };
        (0..count).map(|place| measure(world, place)).collect()
    }

    /// Four regions, of which the two weakest make up the first quarter of the people and the strongest half of them.
    #[test]
    fn money_is_paid_in_the_quarter_where_its_region_lies() {
        let people = vec![50e6, 10e6, 25e6, 15e6];
        let geography = Geography { population: people, capacity: vec![0.0; 4], ..Geography::default() };
        let regions = Regions {
            standing: Arc::new(Standing::of(&geography, &[0.8, 0.1, 0.4, 0.2])),
            geography: Arc::new(geography),
            public_money: vec![70.0, 1.0, 8.0, 2.0],
            ..Regions::default()
        };
        let world = World { regions, ..World::default() };
        // in the middle of the strongest region three quarters of the people are weaker
        assert_eq!(of(&world, "paid_by_capacity", 4), [3.0, 8.0, 0.0, 70.0]);
        let per_head = of(&world, "money_per_head", 4);
        assert_eq!(per_head[..2], [3.0 / 25.0, 8.0 / 25.0]);
        assert!(per_head[2].is_nan() && per_head[3] == 70.0 / 50.0);
    }

    #[test]
    fn money_is_paid_to_the_stage_of_its_project() {
        let mut world = founded();
        let mut project = world.projects.all[0].clone();
        world.projects = Projects::default();
        for (stage, payment) in [(Stage::Develop, 2.0), (Stage::Capacity, 1.5), (Stage::Develop, 0.5)] {
            project.stage = stage;
            world.projects.pay(&mut project, Money(payment));
        }
        assert_eq!(of(&world, "paid_by_stage", Stage::COUNT), [0.0, 2.5, 0.0, 0.0, 0.0, 1.5]);
    }
}
