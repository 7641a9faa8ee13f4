//! Levers: every lever and every parameter of the world does something, and moves the outcome that was named for it
//! before it was measured.

#[path = "../small_worlds/mod.rs"]
mod small_worlds;
mod values;

use std::collections::BTreeMap;

use rayon::prelude::*;

use missionmix::form::{Declaration, Default, Segment, ValueKind};
use missionmix::run::{Survey, Trajectory};
use missionmix::scenario::Scenario;
use small_worlds::{EVERYTHING, bits, load, mean_and_spread, run_all};
use values::VALUES;

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
    ("finance.donor_exit", DONOR, &["finance.donor_exit=0"]),
    ("finance.given_up", &[DONOR[0], "finance.donor_exit=0.5"], &["finance.given_up=0.2"]),
    ("finance.decay", &[DONOR[0], "finance.donor_exit=0.5"], &["finance.decay=0.8"]),
    ("finance.ownership", DONOR, &["finance.ownership=1"]),
    ("finance.partners.most", PARTNERS, &["finance.partners.most=1.2"]),
    ("finance.partners.follow", PARTNERS, &["finance.partners.follow=50"]),
    ("finance.partners.risk", PARTNERS, &["finance.partners.risk=0.95"]),
    ("finance.partners.spread", PARTNERS, &["finance.partners.spread=2"]),
    ("conditions.reinvest", ASKED, &["conditions.reinvest=2"]),
    ("conditions.open_knowledge", ASKED, &["conditions.open_knowledge=2"]),
    ("conditions.local_delivery", ASKED, &["conditions.local_delivery=2"]),
    ("conditions.standard", ASKED, &["conditions.standard=1"]),
    ("conditions.spread", ASKED, &["conditions.spread=2"]),
    ("conditions.heed", ASKED, &["conditions.heed=0"]),
    ("conditions.standard_value", ASKED, &["conditions.standard_value=1"]),
    ("conditions.local_value", ASKED, &["conditions.local_value=1"]),
    ("conditions.payout", ASKED, &["conditions.payout=0.1"]),
    // what solutions do for growth shows where they differ in it
    (
        "mission.heat.growth_alignment",
        &["mission.heat.growth_spread=1"],
        &["mission.heat.growth_alignment=1"],
    ),
    (
        "policy.all.governance.growth_weight",
        &["mission.heat.growth_spread=1", "policy.all.governance.portfolio=explore"],
        &["policy.all.governance.growth_weight=1"],
    ),
    ("agencies.staff.team", &["policy.all.governance.mission_team=true"], &["agencies.staff.team=3000"]),
    // linked agencies soon have nothing left to do twice
    (
        "agencies.links.duplication",
        &["policy.all.governance.horizontal_links=false"],
        &["agencies.links.duplication=0.9"],
    ),
    // where milestones are missed
    (
        "policy.all.governance.intervention",
        &["mission.heat.target=20"],
        &["policy.all.governance.intervention=10"],
    ),
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

/// Demonstrations that a donor pays for in part.
const DONOR: &[&str] = &["policy.all.demonstration.first_uses.finance.donor=0.6"];
/// Research in which partners join.
const PARTNERS: &[&str] = &["policy.all.rd_grant.research.finance.crowd_in=0.3"];
/// Research of which everything is asked.
const ASKED: &[&str] =
    &["policy.all.rd_grant.research.conditions={reinvest=1, open_knowledge=1, standard=1, local_delivery=1}"];

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
    ("policy.<policy>.campaign.<name>.solutions", "refused: people are told of every solution"),
    ("policy.<policy>.participation.<name>.solutions", "refused: people are asked about every solution"),
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
            (Segment::Named(_), "regulatory_sandbox") => vec!["exceptions"],
            (Segment::Named(_), "advance_market_commitment") => vec!["first_units"],
            (Segment::Named(_), "capacity_building") => vec!["academies"],
            (Segment::Named(_), "training") => vec!["courses"],
            (Segment::Named(_), "campaign") => vec!["adverts"],
            (Segment::Named(_), "participation") => vec!["forums"],
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
        ("mission.heat.promises", vec!["[0.5, 1]"]),
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

/// The bits of one replicate with these changes, if they can be.
fn bits_with(changes: &[String]) -> Option<Vec<u64>> {
    let folder = small_worlds::Folder::with(EVERYTHING);
    let scenario = folder.load(changes).ok()?;
    Some(bits(&run_all(&scenario, 0..1)))
}

/// What stands before a parameter is changed, run once for each world in which parameters are tried.
type Before = BTreeMap<Vec<String>, Vec<u64>>;

/// Whether a change leaves anything different.
fn shows(before: &mut Before, base: &[&str], changes: &[String]) -> Option<bool> {
    let base: Vec<String> = base.iter().map(ToString::to_string).collect();
    let after = bits_with(&[&base, changes].concat())?;
    let before = before.entry(base.clone()).or_insert_with(|| bits_with(&base).expect("a world that can be"));
    Some(*before != after)
}

/// The world in which a parameter is tried, and the changes to try one after the other.
fn attempts(declaration: &Declaration, place: &str) -> (&'static [&'static str], Vec<Vec<String>>) {
    if let Some((_, base, changes)) = SPECIAL.iter().find(|(name, _, _)| *name == place) {
        return (base, vec![changes.iter().map(ToString::to_string).collect()]);
    }
    // elections that come and go either way
    let base: &[&str] =
        if place.starts_with("politics.") { &["politics.mode=on", "politics.inertia=-1"] } else { &[] };
    let values = stated()
        .get(place)
        .map_or_else(|| other_values(declaration), |values| values.iter().map(ToString::to_string).collect());
    (base, values.iter().map(|value| vec![format!("{place}={value}")]).collect())
}

#[test]
fn every_lever_and_every_parameter_of_the_world_does_something() {
    let (mut silent, mut untried, mut tried) = (Vec::new(), Vec::new(), 0);
    let mut before = Before::new();
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
            let mut results =
                attempts.iter().filter_map(|changes| shows(&mut before, base, changes)).peekable();
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

/// A comparison of two values of one parameter in [`EVERYTHING`].
struct Comparison {
    /// The parameter.
    place: String,
    /// What else is changed for both.
    with: Vec<String>,
    /// The two values; an empty one leaves what stands.
    values: [String; 2],
}

impl Comparison {
    /// The two scenarios.
    fn sides(&self) -> [Scenario; 2] {
        self.values.clone().map(|value| {
            let change = (!value.is_empty()).then(|| format!("{}={value}", self.place));
            load(EVERYTHING, &self.with.iter().cloned().chain(change).collect::<Vec<_>>())
        })
    }

    /// What the second value does to an outcome, over the first: looked at twice, the second time in more replicates.
    ///
    /// Where each mission, solution or quarter of the population has its own, the surest difference counts.
    fn effect(&self, outcome: &str) -> Effect {
        let sides = self.sides();
        let survey = Survey::of(&sides[0]);
        let mut runs: [Vec<Vec<Trajectory>>; 2] = [Vec::new(), Vec::new()];
        let mut surest = Effect { mean: f64::NAN, error: f64::NAN, is_sure: false };
        for (replicates, quantile) in LOOKS {
            for (runs, side) in runs.iter_mut().zip(&sides) {
                runs.extend(run_all(side, runs.len() as u64..replicates));
            }
            let columns =
                survey.columns.iter().enumerate().filter(|(_, column)| column.outcome.name == outcome);
            let effects = columns.map(|(column, _)| Effect::of(&runs, column, quantile));
            surest =
                effects.max_by(|one, other| one.sureness().total_cmp(&other.sureness())).expect("an outcome");
            if surest.is_sure {
                break;
            }
        }
        surest
    }
}

/// For so many differences, in all columns of the outcomes and at all looks, the quantiles of [`LOOKS`] are made.
const MOST_DIFFERENCES: usize = 2000;

/// Replicates of the two looks at a comparison, and the standard errors beyond which a mean is more than chance.
///
/// Two-sided, for [`MOST_DIFFERENCES`] at a family-wise false-alarm rate of 1 in 1000 (Bonferroni: 5e-7 each), Student's t
/// with 11 degrees of freedom is 10.40 and with 79 it is 5.48.
const LOOKS: [(u64, f64); 2] = [(12, 10.40), (80, 5.48)];

/// A paired difference.
struct Effect {
    /// Its mean.
    mean: f64,
    /// The standard error of the mean.
    error: f64,
    /// Whether it is more than chance.
    is_sure: bool,
}

impl Effect {
    fn of([low, high]: &[Vec<Vec<Trajectory>>; 2], column: usize, quantile: f64) -> Self {
        let pairs = low.iter().zip(high);
        let differences: Vec<f64> =
            pairs.map(|(low, high)| high[0].values[column] - low[0].values[column]).collect();
        let (mean, spread) = mean_and_spread(&differences);
        let error = spread / (differences.len() as f64).sqrt();
        Self { mean, error, is_sure: mean.abs() > quantile * error }
    }

    /// Its size in standard errors; nought where there is none to speak of.
    fn sureness(&self) -> f64 {
        if self.mean.is_nan() || self.mean == 0.0 { 0.0 } else { self.mean.abs() / self.error }
    }
}

/// Two values for every parameter that names an outcome.
fn comparison(place: &str) -> Comparison {
    let Some((_, low, high, beside, only)) = VALUES.iter().find(|(name, ..)| *name == place) else {
        return usual_comparison(place);
    };
    let mut with = if only.is_empty() { Vec::new() } else { alone(only) };
    with.extend(beside.iter().map(ToString::to_string));
    Comparison { place: place.into(), with, values: [low.to_string(), high.to_string()] }
}

/// Changes that leave only these lines of [`EVERYTHING`] any money.
fn alone(lines: &[&str]) -> Vec<String> {
    let scenario = load::<&str>(EVERYTHING, &[]);
    let spending = scenario.policies[0].lines.iter().filter(|line| line.kind().spends());
    spending
        .map(|line| format!("policy.all.{}.{}", line.kind().name, line.name))
        .filter(|path| !lines.contains(&path.as_str()))
        .map(|path| format!("{path}.budget=0"))
        .collect()
}

/// Two values of what all instruments have, or all that run projects; where it can be, the line is alone.
fn usual_comparison(place: &str) -> Comparison {
    let (table, key) = place.rsplit_once('.').expect("a path");
    let line = table.trim_end_matches(".finance").trim_end_matches(".conditions");
    // partners need projects
    let with_calls = ["policy.all.rd_grant.research", line];
    let mut with = alone(if line.contains("partnership") { &with_calls } else { &with_calls[1..] });
    with.extend(["heat", "travel"].map(|mission| format!("mission.{mission}.need_elasticity=-2")));
    let (low, high) = match key {
        "agency" => ("nation", "valley"),
        "design" => ("blind", "need"),
        "envelope" => {
            with.push(format!("{line}.information=all"));
            ("none", "need_and_capacity")
        }
        "information" => {
            with.extend([format!("{line}.envelope=per_head"), "calls.information_cost=0.2".into()]);
            ("none", "all")
        }
        "help" => ("0", "0.3"),
        "menu" => {
            // small ones are taken where regions can carry no more
            with.push("space.absorbable=0.5".into());
            ("large", "small_too")
        }
        "donor" => ("0", "0.6"),
        "crowd_in" => {
            // of those who would join many do
            with.push("finance.partners.most=100".into());
            with.push("finance.partners.follow=1000".into());
            ("0", "0.5")
        }
        "reinvest" | "open_knowledge" | "standard" | "local_delivery" => ("0", "0.8"),
        "aid_intensity" => ("0.3", "0.9"),
        "project_cost" => ("1", "10"),
        "project_time" => {
            // while the programme runs
            with.push("mission.heat.deadline=2036q4".into());
            ("1", "8")
        }
        _ => panic!("{place} names an outcome, and no two values of it are compared here"),
    };
    Comparison { place: place.into(), with, values: [low.into(), high.into()] }
}

/// Where every parameter names the outcome that it moves first.
const NAMED: &[&str] = &["agency.", "agencies.", "conditions.", "finance.", "policy.<policy>.governance."];

#[test]
fn every_parameter_of_governing_names_an_outcome() {
    let declarations = Scenario::declarations();
    let of_governing = declarations.iter().filter(|declaration| {
        let path = declaration.path_text();
        let is_shown_only =
            declaration.is_table() || declaration.kind == ValueKind::Text && declaration.key() == "title";
        !is_shown_only && NAMED.iter().any(|start| path.starts_with(start))
    });
    let (named, unnamed): (Vec<_>, Vec<_>) =
        of_governing.partition(|declaration| declaration.moves.is_some());
    assert!(named.len() >= 40, "the parameters are found: {}", named.len());
    let unnamed: Vec<String> = unnamed.iter().map(|declaration| declaration.path_text()).collect();
    assert!(unnamed.is_empty(), "no outcome is named for {unnamed:#?}");
}

#[test]
fn each_parameter_moves_the_outcome_that_was_named_for_it() {
    let places: Vec<(String, &str)> = Scenario::declarations()
        .iter()
        .filter_map(|declaration| Some((declaration, declaration.moves?)))
        .flat_map(|(declaration, outcome)| places(declaration).into_iter().map(move |place| (place, outcome)))
        .collect();
    let survey = Survey::of(&load::<&str>(EVERYTHING, &[]));
    let columns_of =
        |outcome: &str| survey.columns.iter().filter(|column| column.outcome.name == outcome).count();
    let differences: usize = places.iter().map(|(_, outcome)| LOOKS.len() * columns_of(outcome)).sum();
    assert!(differences <= MOST_DIFFERENCES, "{differences} differences need larger quantiles");
    let effects: Vec<Effect> =
        places.par_iter().map(|(place, outcome)| comparison(place).effect(outcome)).collect();
    let told: Vec<String> = places
        .iter()
        .zip(&effects)
        .map(|((place, outcome), effect)| {
            format!("{place}: {outcome} by {:+.4} +- {:.4}", effect.mean, effect.error)
        })
        .collect();
    told.iter().for_each(|line| println!("{line}"));
    let silent: Vec<&String> =
        told.iter().zip(&effects).filter(|(_, effect)| !effect.is_sure).map(|(line, _)| line).collect();
    assert!(
        silent.is_empty(),
        "{} of {} parameters do not move what was named: {silent:#?}",
        silent.len(),
        told.len()
    );
}
