//! Random valid scenarios. A recipe is numbers from 0 to 1 and small counts that say nothing by themselves;
//! its text is a scenario file, so that a failing case can be read, kept and run by hand.

#![allow(dead_code, reason = "each suite uses a part")]

use std::fmt::Write;

use missionmix::form::{Segment, ValueKind};
use missionmix::policy::{CATALOGUE, InstrumentKind, Spending};
use missionmix::scenario::Scenario;
use proptest::array::{uniform6, uniform8};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common;

/// Themes whose numbers are drawn within the bounds that they declare.
const THEMES: [&str; 11] = [
    "shocks",
    "space",
    "firms",
    "agencies",
    "calls",
    "conditions",
    "finance",
    "supply",
    "owners",
    "opinion",
    "exchequer",
];

/// A number of the world with its bounds.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its path, as `--set` takes it.
    pub path: String,
    /// The smallest value.
    pub low: f64,
    /// The largest.
    pub high: f64,
}

/// Every bounded number of the world's themes, as declared.
pub fn parameters() -> Vec<Parameter> {
    bounded(|path| THEMES.contains(&path[0].name()).then(|| path_text(path)))
}

/// Every bounded number of missions, solutions, instruments and synthetic regions, as declared, with the names
/// of the small world and its mix in their paths.
pub fn levers() -> Vec<Parameter> {
    let name_of = |kind: &str| {
        let line = |line: &str| common::MIX.contains(&format!("policy.mix.{kind}.{line}]"));
        let names = [
            "research",
            "prizes",
            "growth",
            "roadmap",
            "credit",
            "open_research",
            "scouts",
            "first_uses",
            "exceptions",
            "first_units",
            "learning",
            "courses",
            "lots",
            "rebate",
            "charge",
            "new_heating",
        ];
        names.into_iter().find(|name| line(name))
    };
    bounded(|path| match (path[0].name(), path) {
        ("mission", [_, _, rest @ ..]) => Some(format!("mission.heat.{}", path_text(rest))),
        ("solution", [_, _, rest @ ..]) => Some(format!("solution.pump.{}", path_text(rest))),
        ("policy", [_, _, kind, _, rest @ ..]) => {
            Some(format!("policy.mix.{kind}.{}.{}", name_of(kind.name())?, path_text(rest)))
        }
        ("regions", [_, synthetic, ..]) if synthetic.name() == "synthetic" => Some(path_text(path)),
        _ => None,
    })
}

fn path_text(path: &[Segment]) -> String {
    path.iter().map(Segment::name).collect::<Vec<_>>().join(".")
}

/// The declared numbers with two finite bounds to which a path is given.
fn bounded(path_of: impl Fn(&[Segment]) -> Option<String>) -> Vec<Parameter> {
    let declarations = Scenario::declarations();
    let numbers = declarations.iter().filter_map(|declaration| match declaration.kind {
        ValueKind::Number(bounds) if bounds.low.is_finite() && bounds.high.is_finite() => {
            path_of(&declaration.path).map(|path| Parameter { path, low: bounds.low, high: bounds.high })
        }
        _ => None,
    });
    numbers.collect()
}

/// A random scenario of one policy.
#[derive(Clone)]
pub struct Recipe {
    text: String,
}

impl Recipe {
    /// The scenario file.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Debug for Recipe {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "this scenario:\n{}", self.text)
    }
}

/// Numbers from 0 to 1: what they mean is said where they are used.
type Six = [f64; 6];
type Eight = [f64; 8];

#[derive(Clone, Debug)]
struct Mission {
    numbers: Eight,
    solutions: Vec<Eight>,
}

/// Random valid scenarios: regions, agents, 1 to 3 missions with 1 to 4 solutions, and up to 12 lines.
pub fn recipes() -> impl Strategy<Value = Recipe> {
    let six = || uniform6(0.0..1.0_f64);
    let eight = || uniform8(0.0..1.0_f64);
    let mission =
        (eight(), vec(eight(), 1..=4)).prop_map(|(numbers, solutions)| Mission { numbers, solutions });
    let lines = vec((0..CATALOGUE.len(), eight(), six()), 1..=12);
    let changes = vec((0..parameters().len(), 0.0..=1.0_f64), 0..=10);
    (eight(), six(), vec(mission, 1..=3), lines, changes).prop_map(
        |(world, regions, missions, lines, changes)| Recipe {
            text: write_scenario(&world, &regions, &missions, &lines, &changes),
        },
    )
}

/// A whole number from `low` to `high` at a share of the way.
fn whole(low: usize, high: usize, share: f64) -> usize {
    low + (share * (high - low + 1) as f64) as usize
}

/// A number from `low` to `high` at a share of the way in logarithms.
fn scaled(low: f64, high: f64, share: f64) -> f64 {
    low * (high / low).powf(share)
}

fn write_scenario(
    world: &Eight,
    regions: &Six,
    missions: &[Mission],
    lines: &[(usize, Eight, Six)],
    changes: &[(usize, f64)],
) -> String {
    let years = whole(2, 9, world[0]);
    let count = whole(1, 12, world[1]);
    let countries = whole(1, count, world[2] * 0.999);
    let mut text = format!("years = {years}\n");
    let mut numbers = vec![
        ("firms.count".to_owned(), whole(1, 80, world[3]) as f64),
        ("owners.households".to_owned(), whole(8, 500, world[4]) as f64),
        ("owners.public_bodies".to_owned(), whole(1, 40, world[5]) as f64),
        ("supply.capacity_start".to_owned(), scaled(0.003, 3.0, world[7])),
        ("supply.installers_start".to_owned(), scaled(0.003, 3.0, world[7])),
        ("exchequer.tax_on_incumbent".to_owned(), 0.9 * world[6]),
        ("exchequer.levy_returned".to_owned(), world[5]),
        ("firms.demography.rivalry".to_owned(), (2.0 * world[1] - 1.0).max(0.0)),
        ("firms.demography.entry".to_owned(), 10.0 * world[2]),
        ("owners.social.contacts".to_owned(), whole(0, 16, world[6]) as f64),
    ];
    let known = parameters();
    for (place, share) in changes {
        let Parameter { path, low, high } = &known[*place];
        let high = &if path == "calls.administration" { ADMINISTRATION } else { *high };
        // most draws lie in the lower part, where defaults are; one in ten is the upper bound itself
        let share = if *share > 0.9 { 1.0 } else { share.powi(4) };
        numbers.retain(|(other, _)| other != path);
        numbers.push((path.clone(), (low + (high - low) * share).min(*high)));
    }
    for (path, value) in numbers {
        let _ = writeln!(text, "{path} = {value}");
    }
    let people = scaled(1e3, 3e6, regions[0]);
    let _ = writeln!(text, "\n[regions.synthetic]\ncount = {count}\ncountries = {countries}");
    let _ = writeln!(text, "contexts = {}", whole(0, 4, regions[5] * 0.999));
    let _ = writeln!(text, "population = {{ mean = {people}, spread = {} }}", people * 0.999 * regions[1]);
    let _ = writeln!(text, "capacity = {{ mean = 0.5, spread = {} }}", 0.5 * regions[2]);
    let _ = writeln!(text, "gdp_per_head = {{ mean = 30000, spread = {} }}", 29_000.0 * regions[3]);
    let _ = writeln!(text, "research_intensity = {{ mean = 0.02, spread = {} }}\n", 0.02 * regions[4]);

    for (place, mission) in missions.iter().enumerate() {
        write_mission(&mut text, place, mission, years);
    }
    write_agencies(&mut text, &lines[0].2, (count, countries));
    text.push_str("\n[policy.drawn]\n");
    write_governance(&mut text, &lines[0].1, years);
    for (place, (kind, numbers, more)) in lines.iter().enumerate() {
        write_line(&mut text, (place, *kind), (numbers, more), missions, (years, count, countries), people);
    }
    text
}

fn incumbent_cost(share: f64) -> f64 {
    scaled(100.0, 3e4, share)
}

fn quarter(step: usize) -> String {
    format!("{}q{}", 2020 + step / 4, step % 4 + 1)
}

/// The step at which the simulation begins, counted from 2020q1.
const START: usize = 24;

fn write_mission(text: &mut String, place: usize, mission: &Mission, years: usize) {
    let [start, deadline, target, sensitivity, household, cost, lifetime, units] = mission.numbers;
    let quarters = years * 4;
    let first = whole(0, quarters - 2, start * 0.999);
    let last = whole(first + 1, quarters - 1, deadline * 0.999);
    // one kind of owner may have nothing, or all
    let households = ((household - 0.1) / 0.8).clamp(0.0, 1.0);
    let firms = (1.0 - households) / 3.0;
    let _ = write!(
        text,
        "\n[mission.m{place}]\nindicator = \"burden\"\nstart = \"{}\"\ndeadline = \"{}\"\ntarget = {}\n\
         context_sensitivity = {sensitivity}\nincumbent_cost = {}\nincumbent_running_cost = {}\n\
         incumbent_lifetime = {}\nunits_per_person = {}\n\
         owned_by = {{ household = {households}, firm = {firms}, public_body = {} }}\n",
        quarter(START + first),
        quarter(START + last),
        99.0 * target,
        incumbent_cost(cost),
        1000.0 * cost,
        scaled(0.25, 20.0, lifetime),
        scaled(0.01, 2.0, units),
        1.0 - households - firms,
    );
    for (number, solution) in mission.solutions.iter().enumerate() {
        let [readiness, cost_ratio, running, life, learning, potential, uptake, imports] = *solution;
        let _ = write!(
            text,
            "[solution.m{place}s{number}]\nmission = \"m{place}\"\nreadiness = {}\nunit_cost = {}\n\
             running_cost = {}\nlifetime = {}\nlearning_rate = {}\npotential = {}\ninitial_uptake = {}\n\
             imports = {}\n",
            9.0 - 4.5 * readiness,
            incumbent_cost(cost) * scaled(0.8, 5.0, cost_ratio),
            1000.0 * running * cost,
            scaled(0.25, 30.0, life),
            0.3 * learning,
            0.02 + 0.96 * potential,
            if uptake < 0.5 { 0.0 } else { 0.4 * (uptake - 0.5) },
            imports < 0.5,
        );
    }
}

fn write_line(
    text: &mut String,
    (place, kind): (usize, usize),
    (numbers, more): (&Eight, &Six),
    missions: &[Mission],
    (years, regions, countries): (usize, usize, usize),
    people: f64,
) {
    let kind = &CATALOGUE[kind];
    let [mission, from, until, ramp, intensity, where_, design, which] = *numbers;
    let mission = whole(0, missions.len() - 1, mission * 0.999);
    let from = whole(START - 6, START + years * 4 - 1, from * 0.999);
    let until = whole(from.max(START), START + years * 4 + 4, until * 0.999);
    let _ = write!(
        text,
        "\n[policy.drawn.{}.line{place}]\nmission = \"m{mission}\"\nfrom = \"{}\"\nuntil = \"{}\"\nramp = {}\n",
        kind.name,
        quarter(from),
        quarter(until),
        if ramp < 0.5 { 0.0 } else { 4.0 * ramp },
    );
    match kind.intensity {
        "rate" => {
            let _ = writeln!(text, "rate = {}", 2000.0 * intensity);
        }
        "share" => {
            let _ = writeln!(text, "share = {intensity}");
        }
        _ => {
            // what owners pay for incumbents in a year, M EUR: budgets are small and large beside it
            let [.., cost, lifetime, units] = missions[mission].numbers;
            let goods = people * regions as f64 * scaled(0.01, 2.0, units);
            let market =
                (goods * incumbent_cost(cost) * 1e-6 / scaled(0.25, 20.0, lifetime)).clamp(40.0, 1e5);
            let budget = if intensity < 0.05 { 0.0 } else { market * scaled(0.003, 3.0, intensity) };
            let _ = writeln!(text, "budget = {budget}");
            write_spending(text, kind.name, budget, more);
            write_support(text, kind, budget, more);
        }
    }
    if !kind.spends() {
        return;
    }
    let designs = ["blind", "per_head", "need", "capacity", "small_wins", "place_based"];
    let _ = writeln!(text, "design = \"{}\"", designs[whole(0, 5, design * 0.999)]);
    // the agency of all regions runs what names its regions
    let agency =
        if where_ > 0.5 { "above" } else { ["above", "beside", "below"][whole(0, 2, where_ * 1.999)] };
    let _ = writeln!(text, "agency = \"{agency}\"");
    if where_ > 0.5 {
        let chosen: Vec<String> = (0..regions)
            .filter(|region| *region == 0 || (where_ * 7919.0 * (region + 1) as f64).fract() < 0.4)
            .map(|region| format!("\"{}\"", code(region, regions, countries)))
            .collect();
        let _ = writeln!(text, "regions = [{}]", chosen.join(", "));
    }
    if which > 0.7 && !SERVES_ALL.contains(&kind.name) {
        let number = whole(0, missions[mission].solutions.len() - 1, (which * 1009.0).fract() * 0.999);
        let _ = writeln!(text, "solutions = [\"m{mission}s{number}\"]");
    }
}

/// Three agencies: one above, one beside it, one below it in a part of the regions.
fn write_agencies(text: &mut String, numbers: &Six, (regions, countries): (usize, usize)) {
    let [capability, staff, share, ..] = *numbers;
    let _ = writeln!(text, "\n[agency.above]\ncapability = {capability}\n[agency.beside]\nfield = \"other\"");
    let _ = writeln!(text, "staff = {}\n[agency.below]\nlevel = \"regional\"", scaled(0.1, 1e3, staff));
    let last = whole(0, regions - 1, share * 0.999);
    let codes: Vec<String> =
        (0..=last).map(|region| format!("\"{}\"", code(region, regions, countries))).collect();
    let _ = writeln!(text, "regions = [{}]", codes.join(", "));
    // elections that come often and go either way
    let mode = if capability < 0.3 { "off" } else { "on" };
    let _ = writeln!(
        text,
        "\n[politics]\nmode = \"{mode}\"\nfirst = 0.5\nterm = 1\ninertia = 0\ncut = {share}\n"
    );
}

/// How the policy is governed: every way with every other.
fn write_governance(text: &mut String, numbers: &Eight, years: usize) {
    let [selection, evaluation, portfolio, commit, hurdle, scaling, links, authority] = *numbers;
    let _ = writeln!(
        text,
        "[policy.drawn.governance]\nselection = \"{}\"\nevaluation = \"{}\"\nportfolio = \"{}\"\n\
         authority = {authority}\nmission_team = {}\nhorizontal_links = {}\nvertical_links = {}",
        ["competitive", "negotiated", "mixed"][whole(0, 2, selection * 0.999)],
        ["none", "formative", "summative"][whole(0, 2, evaluation * 0.999)],
        ["equal", "fixed", "greedy", "explore"][whole(0, 3, portfolio * 0.999)],
        authority > 0.5,
        links < 0.6,
        links > 0.4,
    );
    if commit > 0.5 {
        let step = START + whole(0, years * 4 - 1, (commit - 0.5) * 1.999);
        let _ = writeln!(text, "commit = \"{}\"\nrelease_cost = {}", quarter(step), hurdle * 10.0);
    }
    if hurdle > 0.4 {
        let _ = writeln!(text, "stopping_hurdle = {hurdle}\nintervention = 2\nscaling = {scaling}");
    }
}

/// Instruments that serve every solution.
const SERVES_ALL: &[&str] = &["rd_tax_credit", "capacity_building", "training", "campaign", "participation"];

/// Most that the administration of a project costs, M EUR: the smallest budgets pay for more.
const ADMINISTRATION: f64 = 0.05;

/// What only one kind of instrument has; a year's money pays for one project at least.
fn write_spending(text: &mut String, kind: &str, budget: f64, more: &Six) {
    let [first, second, third, ..] = *more;
    let _ = match kind {
        "rd_grant" | "demonstration" => writeln!(
            text,
            "aid_intensity = {}\nproject_cost = {}\nproject_time = {}",
            0.05 + 0.95 * first,
            scaled(0.05, (budget - 8.0 * ADMINISTRATION).clamp(0.06, 400.0), second),
            scaled(0.25, 15.0, third),
        ),
        "sme_accelerator" | "phased_prize" => writeln!(
            text,
            "aid_intensity = {}\nproject_cost = {}",
            0.05 + 0.95 * first,
            scaled(0.05, (budget - 8.0 * ADMINISTRATION).clamp(0.06, 4.0), second),
        ),
        "partnership" => writeln!(text, "cost = {}\ncarried = {third}", scaled(0.001, 1.0, second)),
        "rd_tax_credit" => writeln!(text, "rate = {}", 0.9 * first),
        // regions that are named may be as few as one
        "mission_lab" => writeln!(text, "labs = 1\nproject_time = {}", scaled(0.25, 15.0, third)),
        "advance_market_commitment" => {
            writeln!(text, "top_up = {}\nprofile = {}", scaled(1.0, 1e5, first), 7.0 + 2.0 * second * second)
        }
        "regulatory_sandbox" => {
            writeln!(text, "cost = {}\nready = {}", scaled(0.001, 1.0, first), 1.0 + 8.0 * second)
        }
        "training" => {
            writeln!(text, "cost = {}\ntime = {}", scaled(1.0, 1e6, second), scaled(0.25, 10.0, third))
        }
        "campaign" => writeln!(text, "reach = {}", scaled(0.001, 1e4, first)),
        "participation" => {
            writeln!(text, "reach = {}\nlength = {}", scaled(0.001, 1e4, first), 10.0 * second)
        }
        // they have nothing but their terms
        "capacity_building" | "technology_transfer" => Ok(()),
        "public_procurement" => {
            writeln!(
                text,
                "award = \"{}\"\nearly = {}",
                if first < 0.5 { "price" } else { "outcome" },
                20.0 * second
            )
        }
        _ => writeln!(
            text,
            "rate = {first}\ncap = {}\nowners = \"{}\"",
            scaled(10.0, 1e9, second),
            ["all", "households", "firms", "public_bodies"][whole(0, 3, third * 0.999)]
        ),
    };
}

/// Whose money a line's projects are paid from and what is asked for it, where a year's money is enough for both.
fn write_support(text: &mut String, kind: &InstrumentKind, budget: f64, more: &Six) {
    let [_, _, _, crowd_in, donor, asked] = *more;
    if budget < 2.0 || !matches!(kind.spending, Spending::Calls | Spending::Projects) {
        return;
    }
    if kind.spending == Spending::Projects {
        let _ = writeln!(text, "finance = {{ donor = {} }}", 0.7 * donor);
        return;
    }
    if donor > 0.3 {
        let _ = writeln!(text, "finance = {{ crowd_in = {}, donor = {} }}", 0.5 * crowd_in, 0.7 * donor);
    }
    if asked > 0.4 {
        let _ = writeln!(
            text,
            "conditions = {{ reinvest = {asked}, open_knowledge = {crowd_in}, standard = {donor}, local_delivery = {} }}",
            1.0 - asked
        );
    }
}

/// The code of a synthetic region.
fn code(region: usize, regions: usize, countries: usize) -> String {
    let digits = regions.to_string().len();
    let country = region * countries / regions;
    format!("S{:0digits$}R{:0digits$}", country + 1, region + 1)
}
