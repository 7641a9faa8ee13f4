//! Small worlds for the suites: scenarios as text, loaded the way a user's are, and run whole or by the quarter.
#![allow(dead_code, reason = "each suite is a program of its own and uses a part")]

use missionmix::chance::Streams;
use missionmix::founding::{Ground, open_accounts};
use missionmix::run::{Survey, Trajectory, run_replicate};
use missionmix::scenario::Scenario;
use missionmix::step::{Desk, Setting, advance};
use missionmix::world::World;

/// Nine regions in three countries, one mission with three solutions at different readiness: large enough for
/// every phase to have work, small enough for many runs. No policy yet.
pub const SMALL_WORLD: &str = r#"
start = "2026q1"
years = 10

[regions.synthetic]
count = 9
countries = 3
[regions.synthetic.population]
mean = 150000
spread = 60000

[firms]
count = 60
demography = { rivalry = 1 }
[owners]
households = 400
public_bodies = 30
[calls]
market_share = 0.005
[supply]
readiness_cost = 4
[exchequer]
tax_on_sales = 0.15
tax_on_incumbent = 0.4
tax_on_solutions = 0.2
levy_returned = 0.6

[mission.heat]
indicator = "emissions"
target = 85
deadline = "2033q4"
incumbent_cost = 6000
incumbent_running_cost = 1100
incumbent_lifetime = 8

[solution.pump]
mission = "heat"
readiness = 6.9
unit_cost = 7500
running_cost = 700
lifetime = 9
[solution.loop]
mission = "heat"
readiness = 6.2
unit_cost = 9000
running_cost = 550
lifetime = 15
imports = false
[solution.store]
mission = "heat"
readiness = 3.5
unit_cost = 8000
running_cost = 500
lifetime = 12
home_context = [1, -1]

[agency.nation]
[agency.academy]
field = "research"
[agency.valley]
level = "regional"
"#;

/// Nothing is done.
pub const NO_POLICY: &str = "\n[policy.no_policy]\nbaseline = true\n";

/// Every kind of instrument at once, so that all of them meet.
pub const MIX: &str = r#"
[policy.mix.governance]
selection = "mixed"
evaluation = "formative"
portfolio = "explore"
stopping_hurdle = 0.4
scaling = 0.6
commit = "2032q1"
release_cost = 0.1
mission_team = true
horizontal_links = true
[policy.mix.phased_prize.prizes]
mission = "heat"
agency = "academy"
from = "2026q1"
until = "2033q4"
budget = 3
[policy.mix.sme_accelerator.growth]
mission = "heat"
from = "2027q1"
until = "2033q4"
budget = 4
menu = "small_too"
[policy.mix.partnership.roadmap]
mission = "heat"
from = "2026q1"
until = "2033q4"
budget = 2
cost = 0.02
[policy.mix.demonstration.valley_uses]
mission = "heat"
agency = "valley"
from = "2026q1"
until = "2033q4"
budget = 3
project_cost = 0.6
design = "place_based"
[policy.mix.rd_grant.research]
mission = "heat"
from = "2026q1"
until = "2033q4"
budget = 6
project_cost = 0.5
finance = { crowd_in = 0.3 }
conditions = { reinvest = 0.5, open_knowledge = 0.5, standard = 0.3, local_delivery = 0.5 }
[policy.mix.rd_tax_credit.credit]
mission = "heat"
from = "2026q2"
until = "2033q4"
budget = 1
conditions = { reinvest = 0.5, open_knowledge = 0.5, standard = 0.2, local_delivery = 0.5 }
[policy.mix.mission_lab.open_research]
mission = "heat"
from = "2026q1"
until = "2033q4"
budget = 2
labs = 2
[policy.mix.technology_transfer.scouts]
mission = "heat"
from = "2026q1"
until = "2033q4"
budget = 2
design = "per_head"
[policy.mix.demonstration.first_uses]
mission = "heat"
from = "2026q3"
until = "2033q4"
budget = 4
project_cost = 0.8
design = "need"
finance = { donor = 0.4 }
[policy.mix.regulatory_sandbox.exceptions]
mission = "heat"
from = "2026q1"
until = "2033q4"
budget = 1
[policy.mix.capacity_building.learning]
mission = "heat"
from = "2026q1"
until = "2031q4"
budget = 3
finance = { donor = 0.5 }
[policy.mix.training.courses]
mission = "heat"
from = "2026q4"
until = "2033q4"
budget = 1
design = "need"
[policy.mix.campaign.adverts]
mission = "heat"
from = "2026q4"
until = "2033q4"
budget = 1
[policy.mix.participation.forums]
mission = "heat"
from = "2026q1"
until = "2028q4"
budget = 2
[policy.mix.public_procurement.lots]
mission = "heat"
from = "2027q1"
until = "2033q4"
budget = 20
design = "per_head"
conditions = { reinvest = 0.5, standard = 0.5, local_delivery = 0.2 }
[policy.mix.advance_market_commitment.first_units]
mission = "heat"
from = "2026q1"
until = "2037q4"
budget = 10
profile = 7
[policy.mix.adoption_subsidy.rebate]
mission = "heat"
from = "2027q1"
until = "2033q4"
budget = 30
conditions = { standard = 0.5, local_delivery = 0.5 }
[policy.mix.levy.charge]
mission = "heat"
from = "2028q1"
until = "2035q4"
ramp = 2
rate = 150
[policy.mix.standard.new_heating]
mission = "heat"
from = "2030q1"
until = "2035q4"
ramp = 2
share = 0.4
"#;

/// Loads a scenario from text with changes in the manner of `--set`; says what is wrong if it can't.
pub fn try_load(text: &str, changes: &[String]) -> Result<Scenario, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("scenario.toml");
    std::fs::write(&path, text).expect("the folder can be written");
    Scenario::load(&path, changes, false).map_err(|error| error.to_string())
}

/// Loads a scenario that is meant to be valid.
pub fn load(text: &str, changes: &[&str]) -> Scenario {
    let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
    try_load(text, &changes).unwrap_or_else(|error| panic!("{error}\nin\n{text}"))
}

/// The place of a policy.
pub fn place_of(scenario: &Scenario, policy: &str) -> usize {
    scenario.policies.iter().position(|p| p.name == policy).expect("the policy is in the scenario")
}

/// All policies of a scenario in one replicate.
pub fn run_all(scenario: &Scenario, streams: Streams) -> Vec<Trajectory> {
    let policies: Vec<usize> = (0..scenario.policies.len()).collect();
    run_some(scenario, &policies, streams)
}

/// Some policies of a scenario in one replicate, in the order given.
pub fn run_some(scenario: &Scenario, policies: &[usize], streams: Streams) -> Vec<Trajectory> {
    let ground = Ground::survey(scenario);
    let runs = run_replicate(scenario, &ground, &Survey::of(scenario), policies, streams);
    runs.into_iter().map(|run| run.expect("the accounts hold")).collect()
}

/// Runs a policy and shows the world after every quarter.
pub fn watch(scenario: &Scenario, policy: usize, streams: Streams, mut see: impl FnMut(&World)) {
    let policy = &scenario.policies[policy];
    let mut world = Ground::survey(scenario).found(scenario, streams);
    open_accounts(&mut world, scenario, policy);
    let mut desk = Desk::default();
    for _ in 0..scenario.horizon.quarters {
        let setting = Setting { scenario, policy, streams };
        advance(&mut world, setting, &mut desk).expect("the accounts hold");
        see(&world);
    }
}

/// Every number of a trajectory with its name: `uptake.heat`, `uptake.heat@12`, `region_uptake.heat[3]`.
pub fn numbers(survey: &Survey, trajectory: &Trajectory) -> Vec<(String, f64)> {
    let mut numbers = Vec::new();
    for (column, value) in survey.columns.iter().zip(&trajectory.values) {
        numbers.push((column.name.clone(), *value));
    }
    let kept = survey.paths.iter().zip(&trajectory.paths);
    for (place, path) in kept.chain(survey.parts.iter().zip(&trajectory.parts)) {
        let name = &survey.columns[*place].name;
        numbers.extend(path.iter().enumerate().map(|(step, value)| (format!("{name}@{step}"), *value)));
    }
    for (column, values) in survey.regional.iter().zip(&trajectory.regional) {
        let name = &column.name;
        numbers.extend(values.iter().enumerate().map(|(region, v)| (format!("{name}[{region}]"), *v)));
    }
    numbers
}

/// Holds two trajectories against each other, every number by its bits: also those that are not numbers.
pub fn assert_same_bits(survey: &Survey, a: &Trajectory, b: &Trajectory, what: &str) {
    let (a, b) = (numbers(survey, a), numbers(survey, b));
    assert_eq!(a.len(), b.len(), "{what}: as many numbers");
    let different: Vec<String> = a
        .iter()
        .zip(&b)
        .filter(|((name, x), (other, y))| name != other || x.to_bits() != y.to_bits())
        .map(|((name, x), (_, y))| format!("{name}: {x} and {y}"))
        .collect();
    assert!(different.is_empty(), "{what}: {} of {} differ: {}", different.len(), a.len(), first(&different));
}

/// The first few, for a message that can be read.
fn first(all: &[String]) -> String {
    all.iter().take(8).cloned().collect::<Vec<_>>().join("; ")
}
