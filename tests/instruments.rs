//! Instruments: each moves what it declares, money goes where it was sent, and every lever and every parameter
//! of the world does something.

mod small_worlds;

use std::collections::BTreeMap;

use missionmix::form::{Declaration, Default, Segment, ValueKind};
use missionmix::policy::{CATALOGUE, Way};
use missionmix::run::{Survey, Trajectory};
use missionmix::scenario::Scenario;
use small_worlds::{bits, load, mean_and_spread, run_all};

/// The shipped scenario in which each policy is one instrument.
fn one_at_a_time<C: AsRef<str>>(changes: &[C]) -> Scenario {
    load(include_str!("../scenarios/small_country.toml"), changes)
}

/// An outcome of one run: the mean over solutions, where each has its own.
fn value(survey: &Survey, run: &Trajectory, outcome: &str) -> f64 {
    let found: Vec<f64> = survey
        .columns
        .iter()
        .zip(&run.values)
        .filter(|(column, _)| column.outcome.name == outcome)
        .map(|(_, value)| *value)
        .collect();
    assert!(!found.is_empty(), "there is no outcome {outcome}");
    found.iter().sum::<f64>() / found.len() as f64
}

/// Replicates for comparisons, and the quantile that a paired mean must exceed in standard errors.
///
/// One-sided, for fourteen instruments at a family-wise false-alarm rate of 1 in 1000 (Bonferroni: 7.1e-5 each),
/// Student's t with 39 degrees of freedom is 4.23.
const REPLICATES: u64 = 40;
const SURE: f64 = 4.23;

#[test]
fn each_instrument_moves_what_it_declares_to_move() {
    assert!(CATALOGUE.len() <= 14, "more instruments need a larger quantile");
    let scenario = one_at_a_time::<&str>(&[]);
    let survey = Survey::of(&scenario);
    let runs = run_all(&scenario, 0..REPLICATES);
    let baseline = scenario.baseline();
    let mut report = Vec::new();
    for (place, kind) in CATALOGUE.iter().enumerate() {
        let alone = |policy: &missionmix::policy::Policy| {
            !policy.lines.is_empty() && policy.lines.iter().all(|line| line.kind == place)
        };
        let policy = scenario.policies.iter().position(alone);
        let policy = policy.unwrap_or_else(|| panic!("no policy is {} alone", kind.name));
        let differences: Vec<f64> = runs
            .iter()
            .map(|policies| {
                let with = value(&survey, &policies[policy], kind.expectation.outcome);
                with - value(&survey, &policies[baseline], kind.expectation.outcome)
            })
            .collect();
        let (mean, spread) = mean_and_spread(&differences);
        let error = spread / (REPLICATES as f64).sqrt();
        let towards = if kind.expectation.way == Way::Up { mean } else { -mean };
        let outcome = kind.expectation.outcome;
        report
            .push((towards > SURE * error, format!("{}: {outcome} by {mean:+.5} +- {error:.5}", kind.name)));
    }
    assert!(report.iter().all(|(is_moved, _)| *is_moved), "{report:#?}");
}

/// Money of each region at the end of the run: M EUR.
fn region_money(survey: &Survey, scenario: &Scenario, run: &Trajectory) -> Vec<f64> {
    let place = survey.regional.iter().position(|column| column.outcome.name == "region_money").unwrap();
    let people = &scenario.regions.population;
    run.regional[place].iter().zip(people).map(|(euros, people)| euros * people * 1e-6).collect()
}

/// What a policy spent: present values are plain sums when nothing is discounted, and nothing is open once
/// every line has long run out.
fn spent(survey: &Survey, run: &Trajectory) -> f64 {
    value(survey, run, "public_cost")
}

/// The policies that spend, early enough to be paid out by the deadline, without administration.
fn settled() -> Vec<String> {
    let mut changes = vec!["shocks.discount_rate=0".to_owned(), "years=40".into()];
    changes.push("mission.warm_homes.deadline=2065q4".into());
    for path in spending_lines() {
        changes.push(format!("{path}.until=2037q4"));
    }
    changes
}

/// Where the lines that spend stand in the shipped scenario.
fn spending_lines() -> Vec<String> {
    let scenario = one_at_a_time::<&str>(&[]);
    let mut paths = Vec::new();
    for policy in &scenario.policies {
        for line in policy.lines.iter().filter(|line| line.kind().spends()) {
            paths.push(format!("policy.{}.{}.{}", policy.name, line.kind().name, line.name));
        }
    }
    assert_eq!(paths.len(), CATALOGUE.iter().filter(|kind| kind.spends()).count());
    paths
}

#[test]
fn money_moves_only_where_it_is_spent() {
    let admitted = ["S01R02", "S01R05", "S02R09"];
    let mut changes = settled();
    for path in spending_lines() {
        changes.push(format!("{path}.regions=['S01R02', 'S01R05', 'S02R09']"));
    }
    let scenario = one_at_a_time(&changes);
    let survey = Survey::of(&scenario);
    for policies in run_all(&scenario, 0..3) {
        for (policy, run) in scenario.policies.iter().zip(&policies) {
            let money = region_money(&survey, &scenario, run);
            for (region, money) in money.iter().enumerate() {
                let code = scenario.regions.code[region].as_str();
                assert!(*money == 0.0 || admitted.contains(&code), "{}: {money} in {code}", policy.name);
            }
            if pays_regions(policy) {
                assert!(money.iter().sum::<f64>() > 0.0, "{} spends something", policy.name);
            }
        }
    }
}

/// Instruments whose money is all administration.
const ONLY_ADMINISTRATION: &[&str] = &["partnership"];

/// Whether a policy pays money that arrives in regions.
fn pays_regions(policy: &missionmix::policy::Policy) -> bool {
    let pays = |kind: &missionmix::policy::InstrumentKind| {
        kind.spends() && !ONLY_ADMINISTRATION.contains(&kind.name)
    };
    policy.lines.iter().any(|line| pays(line.kind()))
}

/// Instruments that have neither projects nor courses to administer.
const WITHOUT_ADMINISTRATION: &[&str] =
    &["rd_tax_credit", "technology_transfer", "public_procurement", "adoption_subsidy"];

#[test]
fn regions_get_what_lines_spend_less_administration() {
    // without administration the two are equal; with it, regions get less
    let without: Vec<String> = settled()
        .into_iter()
        .chain([
            "calls.administration=0".into(),
            "calls.information_cost=0".into(),
            "agencies.staff.hour=0".into(),
        ])
        .collect();
    for (changes, is_equal) in [(without, true), (settled(), false)] {
        let scenario = one_at_a_time(&changes);
        let survey = Survey::of(&scenario);
        for policies in run_all(&scenario, 0..2) {
            for (policy, run) in scenario.policies.iter().zip(&policies) {
                let regions: f64 = region_money(&survey, &scenario, run).iter().sum();
                let lines = spent(&survey, run);
                let gap = lines - regions;
                let is_administered =
                    policy.lines.iter().any(|line| !WITHOUT_ADMINISTRATION.contains(&line.kind().name));
                if is_equal || lines == 0.0 || !is_administered {
                    assert!(gap.abs() <= 1e-6 * lines, "{}: {lines} spent, {regions} received", policy.name);
                } else {
                    assert!(gap > 0.0 && gap < 0.1 * lines, "{}: {lines} and {regions}", policy.name);
                }
            }
        }
    }
}

/// Weighted mean of a column of the regions with the money that they got as weights.
fn mean_where_money_went(money: &[f64], column: &[f64]) -> f64 {
    money.iter().zip(column).map(|(money, value)| money * value).sum::<f64>() / money.iter().sum::<f64>()
}

#[test]
fn need_sends_more_to_needier_regions_than_an_open_competition() {
    // need per head as the mission defines it: a power of GDP per head
    let needy = "mission.warm_homes.need_elasticity=-2".to_owned();
    let designed = |design: &str| -> Vec<String> {
        let lines = spending_lines();
        // where there is money for all who apply nobody is preferred
        let contested = "policy.growth.sme_accelerator.calls.budget=15".to_owned();
        let designs = lines.iter().map(|path| format!("{path}.design={design}"));
        designs.chain([needy.clone(), contested]).collect()
    };
    let (blind, need) = (one_at_a_time(&designed("blind")), one_at_a_time(&designed("need")));
    let survey = Survey::of(&blind);
    let per_head: Vec<f64> = blind
        .regions
        .gdp
        .iter()
        .zip(&blind.regions.population)
        .map(|(gdp, people)| (gdp / people * 1e6 / 35_000.0).powi(-2))
        .collect();
    let (blind_runs, need_runs) = (run_all(&blind, 0..60), run_all(&need, 0..60));
    for (place, policy) in blind.policies.iter().enumerate() {
        if !pays_regions(policy) {
            continue;
        }
        let differences: Vec<f64> = blind_runs
            .iter()
            .zip(&need_runs)
            .map(|(blind_run, need_run)| {
                let of =
                    |run: &Trajectory| mean_where_money_went(&region_money(&survey, &blind, run), &per_head);
                of(&need_run[place]) - of(&blind_run[place])
            })
            .collect();
        let (mean, spread) = mean_and_spread(&differences);
        // Student's t with 59 degrees of freedom, 12 comparisons, family-wise 1 in 1000, one-sided: 4.04
        let error = spread / 60.0_f64.sqrt();
        assert!(mean > 4.04 * error, "{}: need of the receiving region {mean} +- {error}", policy.name);
    }
}

/// A scenario in which everything happens at once, so that any parameter can show: every instrument with
/// designs, two missions, two countries, every kind of owner.
const EVERYTHING: &str = r#"
start = "2026q1"
years = 18

[regions.synthetic]
count = 9
countries = 3
contexts = 2

[regions.synthetic.population]
spread = 1e6

[mission.heat]
indicator = "emissions"
target = 92
start = "2026q3"
deadline = "2042q4"
complexity = 0.4
context_sensitivity = 0.7
need_elasticity = -0.5
incumbent_cost = 6000
incumbent_running_cost = 900
incumbent_lifetime = 10
owned_by = { household = 0.6, firm = 0.2, public_body = 0.2 }

[solution.pump]
mission = "heat"
readiness = 6.9
unit_cost = 9000
running_cost = 500
lifetime = 9
home_context = [0.6, -0.4]
initial_uptake = 0.01

[solution.network]
mission = "heat"
readiness = 6.1
unit_cost = 9500
running_cost = 450
lifetime = 12
home_context = [-0.6, 0.4]

[mission.travel]
indicator = "kilometres by car"
target = 90
deadline = "2042q4"
incumbent_cost = 20_000
incumbent_running_cost = 2500
incumbent_lifetime = 9

[solution.tram]
mission = "travel"
readiness = 6.6
unit_cost = 24_000
running_cost = 1800
lifetime = 12
home_context = [0, 0]

[agency.nation]
field = "heat"
staff = 40
[agency.academy]
field = "science"
capability = 0.5
[agency.valley]
level = "regional"
regions = ["S1R1", "S1R2", "S1R3"]

[firms]
count = 300

[owners]
households = 1500
public_bodies = 120

[calls]
trial = 2

[supply]
readiness_cost = 15

[policy.all.governance]
selection = "mixed"
evaluation = "formative"
portfolio = "greedy"
stopping_hurdle = 0.3
scaling = 0.5
commit = "2032q1"
release_cost = 1000
horizontal_links = true

[policy.all.rd_grant.research]
mission = "heat"
help = 0.1
from = "2026q1"
until = "2041q4"
budget = 40

[policy.all.rd_tax_credit.credit]
mission = "travel"
from = "2026q1"
until = "2041q4"
budget = 20

[policy.all.mission_lab.open_research]
information = "all"
labs = 3
mission = "heat"
from = "2026q1"
until = "2041q4"
budget = 20

[policy.all.technology_transfer.scouts]
information = "all"
mission = "heat"
from = "2026q1"
until = "2041q4"
budget = 20

[policy.all.phased_prize.prizes]
mission = "heat"
agency = "academy"
from = "2026q1"
until = "2041q4"
budget = 20

[policy.all.sme_accelerator.growth]
mission = "heat"
from = "2026q1"
until = "2041q4"
budget = 20

[policy.all.partnership.roadmap]
mission = "heat"
from = "2026q1"
until = "2041q4"
budget = 5

[policy.all.capacity_building.valley]
mission = "heat"
agency = "valley"
from = "2026q1"
until = "2041q4"
budget = 6

[policy.all.demonstration.first_uses]
mission = "heat"
from = "2026q1"
until = "2041q4"
budget = 40
project_cost = 6
design = "need"

[policy.all.capacity_building.academies]
information = "all"
mission = "travel"
from = "2026q1"
until = "2041q4"
budget = 30
to_agency = 0.1

[policy.all.training.courses]
information = "all"
mission = "heat"
from = "2026q1"
until = "2041q4"
budget = 2

[policy.all.public_procurement.buildings]
mission = "heat"
from = "2027q1"
until = "2041q4"
budget = 200
design = "per_head"

[policy.all.adoption_subsidy.rebate]
mission = "heat"
from = "2028q1"
until = "2041q4"
budget = 100
rate = 0.3

[policy.all.levy.carbon]
mission = "heat"
from = "2028q1"
until = "2041q4"
ramp = 3
rate = 100

[policy.all.standard.new]
mission = "heat"
from = "2033q1"
until = "2041q4"
share = 0.2
"#;

#[test]
fn a_levy_on_a_mission_of_which_households_own_nothing_burdens_none() {
    let changes = [
        "mission.heat.owned_by={household = 0, firm = 0.5, public_body = 0.5}",
        "policy.all.levy.carbon.rate=400",
    ];
    let (with, without) =
        (load(EVERYTHING, &changes), load(EVERYTHING, &[changes[0], "policy.all.levy.carbon.rate=0"]));
    let survey = Survey::of(&with);
    // it was a panic once; the levy still works on those who own something
    let uptake = |scenario: &Scenario| value(&survey, &run_all(scenario, 0..1)[0][0], "uptake");
    assert!(uptake(&with) > uptake(&without));
}

/// What a value is changed to, for parameters whose default or bounds don't suggest something telling, or
/// that only show beside another change: path in [`EVERYTHING`] and changes. The first of two lists makes the
/// world in which the second is tried.
const SPECIAL: &[(&str, &[&str], &[&str])] = &[
    (
        "mission.heat.owned_by.household",
        &[],
        &["mission.heat.owned_by.household=0.7", "mission.heat.owned_by.firm=0.1"],
    ),
    (
        "mission.heat.owned_by.firm",
        &[],
        &["mission.heat.owned_by.firm=0.1", "mission.heat.owned_by.public_body=0.3"],
    ),
    (
        "mission.heat.owned_by.public_body",
        &[],
        &["mission.heat.owned_by.public_body=0.1", "mission.heat.owned_by.household=0.7"],
    ),
    ("regions.synthetic.capacity.mean", &[], &["regions.synthetic.capacity.mean=0.45"]),
    // whose need it is matters where need is asked for
    (
        "policy.all.capacity_building.academies.mission",
        &["policy.all.capacity_building.academies.design=need"],
        &["policy.all.capacity_building.academies.mission=heat"],
    ),
    (
        "policy.all.rd_tax_credit.credit.mission",
        &["policy.all.rd_tax_credit.credit.design=need"],
        &["policy.all.rd_tax_credit.credit.mission=heat"],
    ),
    ("regions.synthetic.count", &[], &["regions.synthetic.count=8"]),
    (
        "policy.all.sme_accelerator.growth.solutions",
        &[],
        &["policy.all.sme_accelerator.growth.solutions=['network']"],
    ),
    // small ones are taken where regions can carry no more
    (
        "policy.all.phased_prize.prizes.menu",
        &["space.absorbable=0.5"],
        &["policy.all.phased_prize.prizes.menu=small_too"],
    ),
    (
        "policy.all.mission_lab.open_research.regions",
        &[],
        &["policy.all.mission_lab.open_research.regions=['S1R2', 'S2R4', 'S2R5', 'S3R8']"],
    ),
    (
        "agencies.staff.summative",
        &["policy.all.governance.evaluation=summative"],
        &["agencies.staff.summative=500"],
    ),
    ("agencies.staff.team", &["policy.all.governance.mission_team=true"], &["agencies.staff.team=3000"]),
    // a commitment of the start is wrong often enough
    (
        "policy.all.governance.release_cost",
        &["policy.all.governance.commit=2026q1"],
        &["policy.all.governance.commit=2026q1", "policy.all.governance.release_cost=0"],
    ),
    (
        "regions.synthetic.contexts",
        &[],
        &[
            "regions.synthetic.contexts=1",
            "solution.pump.home_context=[0.6]",
            "solution.network.home_context=[-0.6]",
            "solution.tram.home_context=[0]",
        ],
    ),
];

/// Parameters that need not move an outcome, each with its reason.
const SILENT: &[(&str, &str)] = &[
    ("regions.gaps", "about tables with gaps only: tested beside the reading of tables"),
    ("regions.map_window", "what is drawn, not what is simulated"),
    ("policy.<policy>.capacity_building.<name>.solutions", "refused: capacity serves every solution"),
    (
        "policy.<policy>.rd_tax_credit.<name>.solutions",
        "refused: a credit does not ask what firms search for",
    ),
    ("policy.<policy>.training.<name>.solutions", "refused: installers put in every solution"),
    ("policy.<policy>.baseline", "says what the others are compared with"),
    ("replicates", "how often, not what"),
    ("seed", "the runs here are given a seed of their own, as `--seed` does"),
];

/// The paths in [`EVERYTHING`] that a declaration means.
fn places(declaration: &Declaration) -> Vec<String> {
    let mut paths = vec![String::new()];
    let mut parent = String::new();
    for segment in &declaration.path {
        let names: Vec<&str> = match (segment, parent.as_str()) {
            (Segment::Fixed(name), _) => {
                parent.clone_from(name);
                vec![name.as_str()]
            }
            (Segment::Named(_), "mission") => vec!["heat"],
            (Segment::Named(_), "solution") => vec!["pump"],
            (Segment::Named(_), "policy") => vec!["all"],
            (Segment::Named(_), "rd_grant") => vec!["research"],
            (Segment::Named(_), "rd_tax_credit") => vec!["credit"],
            (Segment::Named(_), "mission_lab") => vec!["open_research"],
            (Segment::Named(_), "technology_transfer") => vec!["scouts"],
            (Segment::Named(_), "agency") => vec!["nation"],
            (Segment::Named(_), "phased_prize") => vec!["prizes"],
            (Segment::Named(_), "sme_accelerator") => vec!["growth"],
            (Segment::Named(_), "partnership") => vec!["roadmap"],
            (Segment::Named(_), "demonstration") => vec!["first_uses"],
            (Segment::Named(_), "capacity_building") => vec!["academies"],
            (Segment::Named(_), "training") => vec!["courses"],
            (Segment::Named(_), "public_procurement") => vec!["buildings"],
            (Segment::Named(_), "adoption_subsidy") => vec!["rebate"],
            (Segment::Named(_), "levy") => vec!["carbon"],
            (Segment::Named(_), "standard") => vec!["new"],
            (Segment::Named(_), _) => vec![],
        };
        paths = paths
            .iter()
            .flat_map(|path| {
                names.iter().map(
                    move |name| if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") },
                )
            })
            .collect();
    }
    paths
}

/// Other values that could be written, likely ones first.
fn other_values(declaration: &Declaration) -> Vec<String> {
    let default = match &declaration.default {
        Default::Value(value) => value.as_str(),
        _ => "",
    };
    match &declaration.kind {
        ValueKind::Number(bounds) => {
            let start: f64 = default.parse().unwrap_or(f64::NAN);
            let candidates =
                [start * 1.5, start * 0.5, start + 0.3, start + 1.0, start - 0.3, bounds.low, bounds.high];
            let allowed = candidates.into_iter().filter(|value| bounds.contain(*value) && *value != start);
            allowed.map(|value| format!("{value:?}")).collect()
        }
        ValueKind::Count { low, high } => {
            let start: usize = default.parse().unwrap_or(*low);
            let candidates = [start + 2, start * 2, start.saturating_sub(1)];
            candidates
                .into_iter()
                .filter(|v| (*low..=*high).contains(v) && *v != start)
                .map(|v| v.to_string())
                .collect()
        }
        ValueKind::Choice(options) => options.iter().map(|(word, _)| (*word).to_owned()).collect(),
        ValueKind::Flag => vec!["true".into(), "false".into()],
        ValueKind::Quarter => vec!["2034q3".into(), "2036q1".into()],
        ValueKind::Name("mission") => vec!["travel".into(), "heat".into()],
        ValueKind::Name("agency") => vec!["academy".into(), "nation".into()],
        ValueKind::Names("region") => vec!["['S1R2']".into()],
        ValueKind::Names("solution") => vec!["['pump']".into(), "['tram']".into()],
        _ => Vec::new(),
    }
}

/// Values of parameters without a default, or whose default does not stand in [`EVERYTHING`].
fn stated() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        ("mission.heat.target", vec!["95"]),
        ("mission.heat.start", vec!["2027q1"]),
        ("mission.heat.deadline", vec!["2040q1"]),
        ("mission.heat.incumbent_cost", vec!["7000"]),
        ("mission.heat.incumbent_lifetime", vec!["12"]),
        ("solution.pump.readiness", vec!["6.5"]),
        ("solution.pump.unit_cost", vec!["8000"]),
        ("solution.pump.lifetime", vec!["12"]),
        ("solution.pump.home_context", vec!["[0.1, 0.1]"]),
        ("policy.all.levy.carbon.rate", vec!["150"]),
        ("policy.all.standard.new.share", vec!["0.5"]),
        ("agencies.evidence.noise", vec!["[0.1, 0.1, 0.1, 0.1]"]),
        ("agency.nation.staff", vec!["2"]),
        ("start", vec![]),
    ])
}

/// Whether a change leaves anything different.
fn shows(base: &[&str], changes: &[String]) -> Option<bool> {
    let before = load(EVERYTHING, base);
    let all: Vec<String> = base.iter().map(ToString::to_string).chain(changes.iter().cloned()).collect();
    let folder = small_worlds::Folder::with(EVERYTHING);
    let after = folder.load(&all).ok()?;
    Some(bits(&run_all(&before, 0..1)) != bits(&run_all(&after, 0..1)))
}

/// The world in which a parameter is tried, and the changes to try one after the other.
fn attempts(declaration: &Declaration, place: &str) -> (&'static [&'static str], Vec<Vec<String>>) {
    if let Some((_, base, changes)) = SPECIAL.iter().find(|(name, _, _)| *name == place) {
        return (base, vec![changes.iter().map(ToString::to_string).collect()]);
    }
    let values = stated()
        .get(place)
        .map_or_else(|| other_values(declaration), |values| values.iter().map(ToString::to_string).collect());
    (&[], values.iter().map(|value| vec![format!("{place}={value}")]).collect())
}

#[test]
fn every_lever_and_every_parameter_of_the_world_does_something() {
    let (mut silent, mut untried, mut tried) = (Vec::new(), Vec::new(), 0);
    for declaration in Scenario::declarations() {
        let path = declaration.path_text();
        let is_number = matches!(
            declaration.kind,
            ValueKind::Number(_)
                | ValueKind::Count { .. }
                | ValueKind::Numbers { .. }
                | ValueKind::Choice(_)
                | ValueKind::Flag
        );
        // of an instrument also when, where and for what it acts
        let is_lever = path.starts_with("policy.") && declaration.kind != ValueKind::Text;
        let is_world = is_number || is_lever;
        if declaration.is_table() || !is_world || SILENT.iter().any(|(name, _)| *name == path) {
            continue;
        }
        for place in places(&declaration) {
            let (base, attempts) = attempts(&declaration, &place);
            tried += 1;
            let mut results = attempts.iter().filter_map(|changes| shows(base, changes)).peekable();
            if results.peek().is_none() {
                untried.push(place);
            } else if !results.any(|is_shown| is_shown) {
                silent.push(place);
            }
        }
    }
    assert!(tried > 130, "the parameters are found: {tried}");
    assert!(untried.is_empty(), "no other value could be tried: {untried:#?}");
    assert!(silent.is_empty(), "parameters that move nothing: {silent:#?}");
}
