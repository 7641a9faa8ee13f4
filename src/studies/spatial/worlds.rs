//! The cases of the study: in what regions differ, and what a design does about it.

use std::collections::BTreeSet;

use crate::policy::spatial::{Envelope, Menu, SpatialDesign};
use crate::scenario::Scenario;
use crate::store::plan::Case;

/// The name of the comparator in which money goes wherever it is won.
pub const OPEN: &str = "open_competition";
/// The name of the comparator in which every region is entitled to the same money for each inhabitant.
pub const PER_HEAD: &str = "per_head";

/// The name of the policy that does something about place.
pub const SENSITIVE: &str = "sensitive";

/// In what regions differ: the name of the cause, and the change that takes the difference away.
pub const CAUSES: [(&str, &str); 4] = [
    ("capacity", "counterfactual.capacity=mean"),
    ("need", "counterfactual.need=per_head"),
    ("distance", "counterfactual.distance=mean"),
    ("fit", "counterfactual.fit=one"),
];

/// The groups of cases against which a penalty is drawn and told: of the worlds, of three properties of the world, and of
/// what is left of the design.
pub const WORLD: &str = "world";
/// How much the local context decides about fit.
pub const CONTEXT: &str = "context sensitivity";
/// How closely need per head goes with capacity.
pub const CORRELATION: &str = "correlation of need and capacity";
/// How far capacities lie apart.
pub const SPREAD: &str = "spread of capacity";
/// What of the sensitive design is left, or what map it goes by.
pub const DESIGN: &str = "design";
/// The setting of the world in which nothing is changed.
pub const AS_IT_IS: &str = "as it is";

/// What the cases of the study are called in its tables.
pub const VARIED: [&str; 2] = ["group", "setting"];

/// How often capacities are shuffled.
const SHUFFLES: u32 = 3;
/// Rank correlations of need per head with capacity that are tried.
const CORRELATIONS: [f64; 5] = [-0.8, -0.4, 0.0, 0.4, 0.8];
/// Context sensitivities that are tried.
const SENSITIVITIES: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
/// Shares of a region's deviation from its country's mean capacity that are tried: how far capacities spread.
const SPREADS: [f64; 3] = [0.0, 0.5, 1.0];

/// The policies of the study beside the baseline.
pub const ROLES: [&str; 3] = [OPEN, PER_HEAD, SENSITIVE];

/// The changes of a scenario by which three policies do as a policy of it does: two blind comparators without what that does
/// about place, and one with it. Each is written whole, so that a policy of that name is replaced and not mixed in.
pub fn roles(policy: &str) -> Vec<String> {
    vec![
        format!("policy.{OPEN}={{like='{policy}', design='blind'}}"),
        format!("policy.{PER_HEAD}={{like='{policy}', design='per_head'}}"),
        format!("{}{policy}'}}", sensitive_like()),
    ]
}

/// How the change begins that says which policy the sensitive one is like.
fn sensitive_like() -> String {
    format!("policy.{SENSITIVE}={{like='")
}

/// The policy that the changes of a plan make the sensitive one.
pub fn origin(changes: &[String]) -> &str {
    let begins = sensitive_like();
    changes.iter().find_map(|change| change.strip_prefix(&begins)?.strip_suffix("'}")).unwrap_or(SENSITIVE)
}

/// All cases, the world as it is first, then those in which some of what regions differ in is taken away: the number of one of
/// the first sixteen has a bit for each cause that is. `zoning` is how many characters of its code name a larger zone.
pub fn cases(scenario: &Scenario, zoning: Option<usize>) -> Vec<Case> {
    let mut cases: Vec<Case> = (0..1 << CAUSES.len()).map(without).collect();
    let mut add = |group: &str, setting: String, changes: Vec<String>| {
        cases.push(Case {
            name: format!("{group}: {setting}"),
            changes,
            values: vec![group.into(), setting],
        });
    };
    for shuffle in 0..SHUFFLES {
        let changes =
            ["counterfactual.capacity=shuffled".into(), format!("counterfactual.shuffle={shuffle}")];
        add("shuffled capacity", shuffle.to_string(), changes.into());
    }
    for correlation in CORRELATIONS {
        let change = format!("counterfactual.need_capacity_correlation={correlation}");
        add(CORRELATION, correlation.to_string(), vec![change]);
    }
    for sensitivity in SENSITIVITIES {
        let missions = scenario.missions.iter();
        let changes =
            missions.map(|mission| format!("mission.{}.context_sensitivity={sensitivity}", mission.name));
        add(CONTEXT, sensitivity.to_string(), changes.collect());
    }
    for spread in SPREADS {
        add(SPREAD, spread.to_string(), vec![format!("space.regional_capacity={spread}")]);
    }
    for (setting, overrides) in designs(scenario) {
        let changes = overrides.iter().map(|change| format!("policy.{SENSITIVE}.{change}")).collect();
        add(DESIGN, setting.into(), changes);
    }
    add("politics", "off".into(), vec!["politics.mode=off".into()]);
    if let Some(characters) = zoning.filter(|characters| merges(scenario, *characters)) {
        add("zoning", format!("first {characters} characters"), vec![format!("regions.zoning={characters}")]);
    }
    cases
}

/// The world without some of what regions differ in.
fn without(causes: usize) -> Case {
    let taken = CAUSES.iter().enumerate().filter(|(place, _)| causes & (1 << place) != 0);
    let (names, changes): (Vec<&str>, Vec<String>) =
        taken.map(|(_, (name, change))| (*name, (*change).to_owned())).unzip();
    let setting = match names.len() {
        0 => AS_IT_IS.to_owned(),
        1..4 => format!("equal {}", names.join(", ")),
        _ => "equal in all".to_owned(),
    };
    Case { name: format!("{WORLD}: {setting}"), changes, values: vec![WORLD.into(), setting] }
}

/// What of the sensitive design is left, or what map it goes by; no part that it doesn't have is tried alone.
fn designs(scenario: &Scenario) -> Vec<(&'static str, Vec<&'static str>)> {
    let policy = scenario.policies.iter().find(|policy| policy.name == SENSITIVE);
    let designs: Vec<&SpatialDesign> =
        policy.into_iter().flat_map(|policy| &policy.lines).map(|line| &line.terms.design).collect();
    let has = |part: fn(&SpatialDesign) -> bool| designs.iter().any(|design| part(design));
    let envelope = has(|design| !matches!(design.envelope, Envelope::None));
    let help = has(|design| design.help > 0.0);
    let menu = has(|design| !matches!(design.menu, Menu::Large));
    let information = has(|design| design.information != SpatialDesign::blind().information);
    let only = [
        ("envelope only", envelope && (help || menu), vec!["help=0", "menu=large"]),
        ("help only", help && (envelope || menu), vec!["envelope=none", "menu=large"]),
        ("menu only", menu && (envelope || help), vec!["envelope=none", "help=0", "information=none"]),
        (
            "information only",
            information && (envelope || help || menu),
            vec!["envelope=none", "help=0", "menu=large"],
        ),
        ("wrong map", information, vec!["map=wrong"]),
        ("exact map", information, vec!["map=exact"]),
    ];
    only.into_iter().filter(|(_, is_there, _)| *is_there).map(|(name, _, changes)| (name, changes)).collect()
}

/// Whether regions merge when so many characters of their code name a zone.
fn merges(scenario: &Scenario, characters: usize) -> bool {
    let codes = &scenario.regions.code;
    let zones: BTreeSet<String> = codes.iter().map(|code| code.chars().take(characters).collect()).collect();
    zones.len() > 1 && zones.len() < codes.len()
}
