//! One run: one policy in one replicate, from the founded world to the end, with what is measured on the way.

use crate::chance::Streams;
use crate::founding::{Ground, open_accounts};
use crate::outcomes::{Column, When, Witness};
use crate::scenario::Scenario;
use crate::step::{Desk, Imbalance, Setting, advance};
use crate::world::World;

/// What is measured in every run of a scenario, and when.
#[derive(Clone, Debug)]
pub struct Survey {
    /// One number a run.
    pub columns: Vec<Column>,
    /// The places in `columns` whose path is kept.
    pub paths: Vec<usize>,
    /// The same of parts, of whose paths only the means over replicates are wanted.
    pub parts: Vec<usize>,
    /// One number for each region.
    pub regional: Vec<Column>,
    /// For each of those the steps at whose ends it is kept, in order; its deadline is one of them.
    pub moments: Vec<Vec<usize>>,
    /// The deadline of each mission, as a step.
    deadlines: Vec<usize>,
    /// When it is seen what is left of what money did, as a step.
    after_money: usize,
    quarters: usize,
}

/// Time after the last budget at which it is seen what is left, quarters.
const AFTER_MONEY: usize = 20;

impl Survey {
    /// What is measured in the runs of a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let (regional, columns): (Vec<Column>, Vec<Column>) =
            scenario.columns().into_iter().partition(|column| column.outcome.measure.is_regional());
        let kept = (0..columns.len()).filter(|place| columns[*place].outcome.path);
        let (parts, paths) = kept.partition(|place| columns[*place].outcome.measure.is_part());
        let deadlines: Vec<usize> =
            scenario.missions.iter().map(|m| scenario.horizon.step_of(m.deadline) as usize).collect();
        let moments = regional.iter().map(|column| moments(scenario, column, &deadlines)).collect();
        let quarters = scenario.horizon.quarters;
        let lines = scenario.policies.iter().flat_map(|policy| &policy.lines);
        let last = lines.map(|line| scenario.horizon.step_of(line.terms.until).max(0) as usize).max();
        let after_money = last.map_or(quarters - 1, |last| (last + AFTER_MONEY).min(quarters - 1));
        Self { columns, paths, parts, regional, moments, deadlines, after_money, quarters }
    }

    /// How many missions there are.
    pub fn missions(&self) -> usize {
        self.deadlines.len()
    }

    /// The place of an outcome in `columns`: of one of a mission, or of the run as a whole.
    pub fn column(&self, outcome: &str, mission: Option<usize>) -> Option<usize> {
        self.columns.iter().position(|column| column.outcome.name == outcome && column.mission == mission)
    }

    /// The step at whose end a column counts, or up to which it does.
    pub fn step_of(&self, column: &Column) -> usize {
        match (column.outcome.when, column.mission) {
            (When::End, _) => self.quarters - 1,
            (When::AfterMoney, _) => self.after_money,
            (_, Some(mission)) => self.deadlines[mission],
            (_, None) => self.deadlines.iter().copied().max().unwrap_or(self.quarters - 1),
        }
    }
}

/// When a column of regions is kept: at the deadline, and where its path is kept at the end of every year since the start of
/// the mission as well.
fn moments(scenario: &Scenario, column: &Column, deadlines: &[usize]) -> Vec<usize> {
    let Some(mission) = column.mission else { return Vec::new() };
    let start = scenario.missions[mission].start;
    let ends_a_year = |step: &usize| {
        let date = scenario.horizon.date_of(*step);
        column.outcome.path && date.number() == 4 && date >= start
    };
    (0..scenario.horizon.quarters).filter(|step| ends_a_year(step) || *step == deadlines[mission]).collect()
}

/// One number a column of a survey, as measured in one run.
pub type Values = [f64];

/// What was measured in one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// A number for each column of the survey.
    pub values: Vec<f64>,
    /// For each column whose path is kept, its value at the end of every quarter.
    pub paths: Vec<Vec<f64>>,
    /// The same for parts.
    pub parts: Vec<Vec<f64>>,
    /// For each regional column, its value in every region, moment after moment.
    pub regional: Vec<Vec<f64>>,
}

/// Runs a policy in the founded world of a replicate: what was measured, and what another run can be held against.
///
/// # Errors
/// An identity of the accounts that does not hold.
pub fn run(
    founded: &World,
    setting: Setting,
    survey: &Survey,
    desk: &mut Desk,
) -> Result<(Trajectory, Witness), Imbalance> {
    let mut witness = Witness::default();
    let mut world = founded.clone();
    open_accounts(&mut world, setting.scenario, setting.policy);
    let mut trajectory = Trajectory {
        values: vec![f64::NAN; survey.columns.len()],
        paths: vec![Vec::with_capacity(survey.quarters); survey.paths.len()],
        parts: vec![Vec::with_capacity(survey.quarters); survey.parts.len()],
        regional: vec![Vec::new(); survey.regional.len()],
    };
    for step in 0..survey.quarters {
        advance(&mut world, setting, desk)?;
        record(&world, step, survey, &mut trajectory);
        witness.look(&world, step, step + 1 == survey.quarters);
    }
    Ok((trajectory, witness))
}

fn record(world: &World, step: usize, survey: &Survey, trajectory: &mut Trajectory) {
    let kept = trajectory.paths.iter_mut().zip(&survey.paths);
    for (path, place) in kept.chain(trajectory.parts.iter_mut().zip(&survey.parts)) {
        path.push(survey.columns[*place].measure(world));
    }
    for (place, column) in survey.columns.iter().enumerate() {
        if survey.step_of(column) == step {
            let path = survey.paths.iter().position(|kept| *kept == place).map(|at| &trajectory.paths[at]);
            trajectory.values[place] = match (column.outcome.when, path) {
                (When::Throughout, Some(path)) => mean(path),
                _ => column.measure(world),
            };
        }
    }
    let regional = survey.regional.iter().zip(&survey.moments);
    for (values, (column, moments)) in trajectory.regional.iter_mut().zip(regional) {
        if moments.binary_search(&step).is_ok() {
            values.extend(column.measure_regions(world));
        }
    }
}

/// Fills in what can only be measured beside the baseline's run.
fn hold_beside(survey: &Survey, trajectory: &mut Trajectory, own: &Witness, baseline: &Witness) {
    for (value, column) in trajectory.values.iter_mut().zip(&survey.columns) {
        if let Some(measured) = column.measure_beside(own, baseline) {
            *value = measured;
        }
    }
    for (values, column) in trajectory.regional.iter_mut().zip(&survey.regional) {
        if let Some(measured) = column.measure_regions_beside(own, baseline) {
            *values = measured;
        }
    }
}

/// Mean of the values that exist; NaN where none does.
fn mean(path: &[f64]) -> f64 {
    let (sum, count) = path
        .iter()
        .filter(|value| !value.is_nan())
        .fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

/// Runs several policies of a scenario under the luck of one replicate: for each what was measured, or the
/// identity of the accounts that does not hold.
pub fn run_replicate(
    scenario: &Scenario,
    ground: &Ground,
    survey: &Survey,
    policies: &[usize],
    streams: Streams,
) -> Vec<Result<Trajectory, Imbalance>> {
    let founded = ground.found(scenario, streams);
    let mut desk = Desk::default();
    let mut run_one = |policy: usize| {
        let policy = &scenario.policies[policy];
        run(&founded, Setting { scenario, policy, streams }, survey, &mut desk)
    };
    let mut runs: Vec<_> = policies.iter().map(|policy| run_one(*policy)).collect();
    // a run is the same alone and among others, so the baseline is run also where nobody asked for it
    let place = policies.iter().position(|policy| *policy == scenario.baseline());
    let baseline = place.map_or_else(|| run_one(scenario.baseline()), |place| runs[place].clone());
    if let Ok((_, baseline)) = baseline {
        for (trajectory, witness) in runs.iter_mut().flatten() {
            hold_beside(survey, trajectory, witness, &baseline);
        }
    }
    runs.into_iter().map(|run| run.map(|(trajectory, _)| trajectory)).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn regions_are_seen_at_the_ends_of_years_and_at_the_deadline() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let dates =
            ["years=6", "mission.heat.start=2027q2", "mission.heat.deadline=2030q3"].map(str::to_owned);
        let scenario = Scenario::load(&path, &dates, false).unwrap_or_else(|error| panic!("{error}"));
        let survey = Survey::of(&scenario);
        let of = |name| survey.regional.iter().position(|column| column.outcome.name == name).unwrap();
        let (uptake, support) = (of("region_uptake"), of("region_support"));
        // quarter 0 is 2026q1, quarter 18 the deadline, and 23 the last
        assert_eq!(survey.moments[uptake], [7, 11, 15, 18, 19, 23]);
        assert_eq!(survey.moments[support], [18]);

        let (ground, streams) = (Ground::survey(&scenario), Streams::new(1, 0));
        let run = run_replicate(&scenario, &ground, &survey, &[1], streams).remove(0).unwrap();
        let mut world = ground.found(&scenario, streams);
        open_accounts(&mut world, &scenario, &scenario.policies[1]);
        let (mut seen, mut desk) = (Vec::new(), Desk::default());
        for step in 0..24 {
            let setting = Setting { scenario: &scenario, policy: &scenario.policies[1], streams };
            advance(&mut world, setting, &mut desk).unwrap();
            if survey.moments[uptake].contains(&step) {
                seen.extend_from_slice(&world.missions[0].uptake);
            }
        }
        assert_eq!(run.regional[uptake], seen);
        assert_eq!(run.regional[support].len(), world.regions.len());
        assert!(seen[..world.regions.len()] != seen[5 * world.regions.len()..]);
    }

    #[test]
    fn what_is_left_is_seen_five_years_after_the_last_budget_of_any_policy() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let look = |years: &str| {
            let changes = [
                years.to_owned(),
                "policy.need.capacity_building.academies={mission='heat', from='2026q1', until='2027q4', budget=100}".into(),
                "policy.blind.adoption_subsidy.rebate.until=2028q2".into(),
                "policy.need.adoption_subsidy.rebate.until=2027q1".into(),
            ];
            let scenario = Scenario::load(&path, &changes, false).unwrap_or_else(|error| panic!("{error}"));
            let survey = Survey::of(&scenario);
            let column = |name| survey.column(name, None).unwrap();
            let step = survey.step_of(&survey.columns[column("capacity_after_money")]);
            let runs =
                run_replicate(&scenario, &Ground::survey(&scenario), &survey, &[2], Streams::new(1, 0));
            let run = runs.into_iter().next().unwrap().unwrap();
            let kept = survey.paths.iter().position(|place| *place == column("capacity_mean")).unwrap();
            let path = &run.paths[kept];
            assert_eq!(run.values[column("capacity_after_money")].to_bits(), path[step].to_bits());
            // and not that of another quarter: what is committed is paid for years
            assert!(path.iter().filter(|value| **value == path[step]).count() == 1);
            step
        };
        // 2028q2 is quarter 9 of the simulation, counted from 0
        assert_eq!(look("years=10"), 9 + 20);
        assert_eq!(look("years=6"), 23);
    }
}
