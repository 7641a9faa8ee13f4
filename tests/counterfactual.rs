//! What a policy does not do, does not happen: zero intensity is the baseline, an undone change is no change,
//! and what is done in one region leaves the luck elsewhere alone.

mod common;

use common::{NO_POLICY, SMALL_WORLD, assert_same_bits, load, numbers, run_all, watch};
use missionmix::chance::{Purpose, Streams};
use missionmix::policy::{CATALOGUE, InstrumentKind, Spending, Taker};
use missionmix::run::Survey;
use missionmix::scenario::Scenario;
use missionmix::world::World;
use missionmix::world::stock::OwnerKind;

/// A line of a kind with its intensity at this value, in a policy named after the kind.
fn line(kind: &InstrumentKind, intensity: f64, rest: &str) -> String {
    let (name, lever) = (kind.name, kind.intensity);
    let calls = if matches!(name, "rd_grant" | "demonstration") { "project_cost = 0.3" } else { "" };
    format!(
        "\n[policy.{name}.{name}.only]\nmission = \"heat\"\nfrom = \"2026q1\"\nuntil = \"2033q4\"\n\
         {lever} = {intensity}\n{calls}\n{rest}\n"
    )
}

/// An intensity at which a kind surely does something in the small world.
fn strong(kind: &InstrumentKind) -> f64 {
    match kind.intensity {
        "rate" => 500.0,
        "share" => 0.8,
        _ => 60.0,
    }
}

#[test]
fn zero_intensity_is_the_baseline() {
    let designs = ["", "design = \"per_head\"", "design = \"need\"", "ramp = 3"];
    for kind in CATALOGUE {
        let support = support(kind);
        let all = designs.into_iter().chain((!support.is_empty()).then_some(support.as_str()));
        for rest in all.filter(|rest| kind.spends() || !rest.starts_with("design")) {
            let zero = load(&format!("{SMALL_WORLD}{NO_POLICY}{}", line(kind, 0.0, rest)), &[]);
            let survey = Survey::of(&zero);
            for replicate in 0..4 {
                let runs = run_all(&zero, Streams::new(7, replicate));
                let what =
                    format!("{} at zero {} ({rest}), replicate {replicate}", kind.name, kind.intensity);
                assert_same_bits(&survey, &runs[0], &runs[1], &what);
            }
        }
        // the same line at work changes something: else the comparison says nothing
        let strong = load(&format!("{SMALL_WORLD}{NO_POLICY}{}", line(kind, strong(kind), "")), &[]);
        let runs = run_all(&strong, Streams::new(7, 0));
        assert!(runs[0].paths != runs[1].paths, "{} at work", kind.name);
    }
}

/// What can be asked under a kind of instrument, equally strictly; empty where nothing can.
fn asked(kind: &InstrumentKind, strictness: f64) -> String {
    if kind.taker == Taker::Nobody {
        return String::new();
    }
    let [no_profits, no_findings] = kind.taker.objections().map(|objection| objection.is_some());
    let mut keys = vec!["standard", "local_delivery"];
    keys.extend((!no_profits).then_some("reinvest"));
    keys.extend((!no_findings).then_some("open_knowledge"));
    let keys: Vec<String> = keys.into_iter().map(|key| format!("{key} = {strictness}")).collect();
    format!("conditions = {{ {} }}", keys.join(", "))
}

/// Money of others, where a kind of instrument has it.
fn finance(kind: &InstrumentKind, [crowd_in, donor]: [f64; 2]) -> String {
    match kind.spending {
        Spending::Calls => format!("finance = {{ crowd_in = {crowd_in}, donor = {donor} }}"),
        _ if kind.can_have_donor() => format!("finance = {{ donor = {donor} }}"),
        _ => String::new(),
    }
}

/// Money of others and everything that can be asked, where a kind of instrument has it.
fn support(kind: &InstrumentKind) -> String {
    format!("{}\n{}", finance(kind, [0.2, 0.5]), asked(kind, 0.2)).trim().to_owned()
}

/// Where all money is public and nothing is asked nobody cares what partners, donors and takers would think of it.
#[test]
fn public_money_without_conditions_is_left_alone_by_partners_donors_and_costs_of_conditions() {
    let worlds = [
        "finance.donor_exit=0.9",
        "finance.decay=0.9",
        "finance.ownership=1",
        "finance.partners.most=0",
        "finance.partners.follow=1000",
        "conditions.reinvest=2",
        "conditions.standard=2",
        "conditions.heed=0",
        "conditions.payout=1",
        "mission.heat.growth_alignment=1",
    ];
    for kind in CATALOGUE.iter().filter(|kind| kind.taker != Taker::Nobody) {
        let written = format!("{}\n{}", finance(kind, [0.0, 0.0]), asked(kind, 0.0));
        let plain = load(&format!("{SMALL_WORLD}{}", line(kind, strong(kind), "")), &[]);
        let survey = Survey::of(&plain);
        let other = load(&format!("{SMALL_WORLD}{}", line(kind, strong(kind), &written)), &worlds);
        for replicate in 0..3 {
            let streams = Streams::new(7, replicate);
            let runs = [&plain, &other].map(|scenario| run_all(scenario, streams).remove(0));
            assert_same_bits(&survey, &runs[0], &runs[1], kind.name);
        }
        // with money of others, or with something asked, it is another matter
        for written in [finance(kind, [0.2, 0.5]), asked(kind, 0.2)] {
            if written.is_empty() {
                continue;
            }
            let moved = load(&format!("{SMALL_WORLD}{}", line(kind, strong(kind), &written)), &[]);
            let runs = [&plain, &moved].map(|scenario| run_all(scenario, Streams::new(7, 0)).remove(0));
            assert!(runs[0].paths != runs[1].paths, "{}: {written}", kind.name);
        }
    }
}

/// What is asked next to nothing moves next to nothing: nobody goes without, and nothing changes but what is counted and,
/// where a standard is paid for, cents. Of lots this is not true: who imports does not bid for them, however little is asked.
#[test]
fn what_is_hardly_asked_is_hardly_noticed() {
    for kind in CATALOGUE.iter().filter(|kind| !matches!(kind.taker, Taker::Nobody | Taker::Supplier)) {
        let written = asked(kind, 1e-9);
        let scenarios = ["", written.as_str()]
            .map(|rest| load(&format!("{SMALL_WORLD}{}", line(kind, strong(kind), rest)), &[]));
        let survey = Survey::of(&scenarios[0]);
        for replicate in 0..3 {
            let runs = scenarios.each_ref().map(|s| run_all(s, Streams::new(7, replicate)).remove(0));
            let [plain, hardly] = runs.each_ref().map(|run| numbers(&survey, run));
            for ((name, plain), (_, hardly)) in plain.iter().zip(&hardly) {
                let lost = name.starts_with("applicants_lost") || name.starts_with("support_forgone");
                let same = (plain - hardly).abs() <= 1e-5 * (1.0 + plain.abs()) || plain.is_nan();
                assert!(
                    if lost { hardly.is_nan() || *hardly == 0.0 } else { same },
                    "{}: {name}: {plain} and {hardly}",
                    kind.name
                );
            }
        }
    }
}

#[test]
fn an_empty_policy_and_a_scale_of_zero_are_the_baseline() {
    let lines: String = CATALOGUE
        .iter()
        .filter(|kind| kind.spends())
        .map(|kind| line(kind, strong(kind), "").replace(&format!("[policy.{}.", kind.name), "[policy.all."))
        .collect();
    let scenario =
        load(&format!("{SMALL_WORLD}{NO_POLICY}[policy.empty]\n[policy.all]\nscale = 0\n{lines}"), &[]);
    let survey = Survey::of(&scenario);
    let runs = run_all(&scenario, Streams::new(7, 0));
    assert_same_bits(&survey, &runs[0], &runs[1], "an empty policy");
    assert_same_bits(&survey, &runs[0], &runs[2], "every budget scaled to nothing");
}

#[test]
fn do_and_undo_is_the_original() {
    let text = format!("{SMALL_WORLD}{NO_POLICY}{}", common::MIX);
    for (path, changed, original) in [
        ("mission.heat.context_sensitivity", "0.9", "0.5"),
        ("solution.pump.unit_cost", "3000", "7500"),
        ("owners.social.weight", "0", "3.5"),
        ("owners.households", "600", "400"),
        ("calls.technical_hazard", "0.2", "0.02"),
        ("policy.mix.adoption_subsidy.rebate.budget", "300", "30"),
        ("policy.mix.demonstration.first_uses.design", "blind", "need"),
        ("regions.synthetic.capacity.spread", "0", "0.4"),
    ] {
        let (make, undo) = (format!("{path}={changed}"), format!("{path}={original}"));
        let streams = Streams::new(11, 2);
        let before = load(&text, &[]);
        let survey = Survey::of(&before);
        let before = run_all(&before, streams);
        let done = run_all(&load(&text, &[&make]), streams);
        let undone = run_all(&load(&text, &[&make, &undo]), streams);
        assert!(before[1].paths != done[1].paths, "{make} does something");
        for (a, b) in before.iter().zip(&undone) {
            assert_same_bits(&survey, a, b, &format!("{make}, then {undo}"));
        }
    }
}

/// Two countries without anything that ties them: no learning, so that prices are the same everywhere for
/// ever; every solution on sale from the start and imported, so that supply and installers are beyond any order,
/// without profits; readiness so dear that no research moves it; no research, contacts or news across borders; search that looks at nothing national; support that
/// does not compare regions; productivity that no one finds by its own research.
const UNTIED: &[&str] = &[
    "regions.synthetic.count=8",
    "regions.synthetic.countries=2",
    "solution.loop.imports=true",
    "solution.pump.readiness=7.5",
    "solution.loop.readiness=8",
    "solution.store.readiness=7",
    "solution.pump.learning_rate=0",
    "solution.pump.learning_rate_spread=0",
    "solution.loop.learning_rate=0",
    "solution.loop.learning_rate_spread=0",
    "solution.store.learning_rate=0",
    "solution.store.learning_rate_spread=0",
    "politics.mode=off",
    "supply.home_learning=0",
    "supply.readiness_cost=1000000",
    "supply.capacity_start=100",
    "supply.installers_start=100",
    "supply.profit=0",
    "supply.import_price=1",
    "supply.competition=0",
    "space.spillover=0",
    "owners.social.abroad=0",
    "firms.search.revenue=0",
    "firms.search.expectations=0",
    // who knows everything learns nothing from what is used elsewhere
    "mission.heat.foresight=1",
    "firms.search.readiness=0",
    "agencies.links.duplication=0",
    "firms.success_rate=0",
    "opinion.unfairness=0",
];

/// Everything about the regions from `first` on and who lives there, as bits.
fn abroad(world: &World, first: usize) -> Vec<(&'static str, Vec<u64>)> {
    let regions = first..world.regions.len();
    let of = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    let firms = world.firms.starts[first] as usize..;
    let bodies = world.bodies.starts[first] as usize..;
    let people = world.households.people.starts[first] as usize..;
    let mut state = vec![
        ("capacity", of(&world.regions.capacity[regions.clone()])),
        ("public money", of(&world.regions.public_money[regions.clone()])),
        ("household account", of(&world.regions.household_account[regions.clone()])),
        ("research", of(&world.regions.research[regions.clone()])),
        ("funds of firms", of(&world.firms.funds[firms.clone()])),
        ("market shares", of(&world.firms.market_share[firms.clone()])),
        ("productivity", of(&world.firms.productivity[firms.clone()])),
        ("directions", world.firms.direction[firms.clone()].iter().map(|d| u64::from(*d)).collect()),
        ("funds of bodies", of(&world.bodies.funds[bodies.clone()])),
    ];
    for region in regions {
        state.push((
            "adaptation",
            world.solutions.adaptation.row(region).iter().map(|a| a.to_bits().into()).collect(),
        ));
        state.push((
            "news",
            world.solutions.exposure.row(region).iter().map(|a| a.to_bits().into()).collect(),
        ));
    }
    for firm in firms.start..world.firms.len() {
        state.push((
            "knowledge",
            world.firms.knowledge.rows().map(|known| known[firm].to_bits().into()).collect(),
        ));
    }
    for (mission, support) in world.missions.iter().zip(&world.households.support) {
        state.push(("uptake", of(&mission.uptake[first..])));
        state.push(("removed", of(&mission.removed[first..])));
        state.push(("support", support[people.clone()].iter().map(|s| s.to_bits().into()).collect()));
        for (kind, start) in OwnerKind::ALL.into_iter().zip([people.start, firms.start, bodies.start]) {
            let stock = &mission.stocks[kind as usize];
            state.push(("goods in use", stock.owned[start..].iter().map(|g| u64::from(*g)).collect()));
            state.push(("ends of life", stock.due[start..].iter().map(|d| u64::from(*d)).collect()));
        }
        let using = &mission.stocks[OwnerKind::Household as usize].contacts_using;
        for household in people.start..world.households.len() {
            state.push(("contacts that use", using.row(household).iter().map(|u| u64::from(*u)).collect()));
        }
    }
    state
}

/// Where the other country's programme acts, and an agency of its own: one agency would tie its projects together.
const ABROAD: &str = "agency = \"academy\"\nregions = [\"S2R5\", \"S2R6\", \"S2R7\"]";

#[test]
fn a_policy_in_one_country_leaves_the_other_alone() {
    // the other country has a programme of its own in either case: its calls, projects and buyers too stay alone
    let abroad_lines = |policy: &str| -> String {
        let lines = CATALOGUE.iter().filter(|kind| kind.spends()).map(|kind| {
            line(kind, strong(kind) / 4.0, ABROAD).replace(
                &format!("policy.{}.{}.only", kind.name, kind.name),
                &format!("policy.{policy}.{}.abroad", kind.name),
            )
        });
        lines.collect()
    };
    let variants = |kind: &'static InstrumentKind| {
        // what others have in projects of a solution is seen everywhere: partners tie regions together
        let donor = support(kind).replace("crowd_in = 0.2, ", "");
        std::iter::once((kind, String::new())).chain((!donor.is_empty()).then_some((kind, donor)))
    };
    for (kind, support) in CATALOGUE.iter().filter(|kind| kind.spends()).flat_map(variants) {
        let here = line(kind, strong(kind), &format!("regions = [\"S1R1\", \"S1R3\"]\n{support}"));
        let text = format!("{SMALL_WORLD}{}{here}{}", abroad_lines("alone"), abroad_lines(kind.name));
        let scenario = load(&text, UNTIED);
        let first = scenario.regions.country.iter().position(|country| country.index() == 1).unwrap();
        for replicate in 0..3 {
            let streams = Streams::new(5, replicate);
            let (mut without, mut with) = (Vec::new(), Vec::new());
            let (mut at_home, mut uptake_abroad) = (Vec::new(), 0.0);
            watch(&scenario, 0, streams, |world| without.push(abroad(world, first)));
            watch(&scenario, 1, streams, |world| {
                with.push(abroad(world, first));
                at_home = world.regions.public_money[..first].to_vec();
                uptake_abroad = world.missions[0].uptake[first];
            });
            for (step, (without, with)) in without.iter().zip(&with).enumerate() {
                let pairs = without.iter().zip(with);
                let moved: Vec<_> = pairs.filter(|(a, b)| a.1 != b.1).map(|(a, _)| a.0).collect();
                assert!(moved.is_empty(), "{moved:?} abroad, {} in quarter {step}", kind.name);
            }
            assert!(uptake_abroad > 0.02, "there is something to disturb: {uptake_abroad}");
            // what staff does is all administration
            let is_paid = at_home[0] + at_home[2] > 0.0;
            // where much is asked of few firms nobody may be left
            let may_be_idle = kind.spending == Spending::Staff || !support.is_empty();
            assert!(is_paid || may_be_idle, "{} spends where it acts", kind.name);
            assert_eq!((at_home[1], at_home[3]), (0.0, 0.0), "{} spends only there", kind.name);
        }
    }
}

/// The same with some ties back, costs that learn and contacts abroad: it is felt there, so the comparison can
/// fail.
#[test]
fn with_ties_it_is_felt_abroad() {
    let kind = CATALOGUE.iter().find(|kind| kind.name == "adoption_subsidy").unwrap();
    let here = line(kind, strong(kind), "regions = [\"S1R1\", \"S1R3\"]");
    let ties = ["solution.pump.learning_rate=0.2", "supply.home_learning=1", "owners.social.abroad=0.2"];
    let scenario = load(&format!("{SMALL_WORLD}{NO_POLICY}{here}"), &[UNTIED, &ties].concat());
    let first = scenario.regions.country.iter().position(|country| country.index() == 1).unwrap();
    let paths = [0, 1].map(|policy| {
        let mut path = Vec::new();
        for replicate in 0..4 {
            watch(&scenario, policy, Streams::new(5, replicate), |world| path.extend(abroad(world, first)));
        }
        path
    });
    let differs = |what: &str| paths[0].iter().zip(&paths[1]).any(|(a, b)| a.0 == what && a.1 != b.1);
    for what in ["goods in use", "ends of life", "news"] {
        assert!(differs(what), "{what}");
    }
}

/// Luck has an address without a place for the policy: what others drew before can't move it.
#[test]
fn draws_depend_on_the_address_alone() {
    let streams = Streams::new(5, 0);
    let scenario = load(&format!("{SMALL_WORLD}{NO_POLICY}{}", common::MIX), &[]);
    let purposes = [Purpose::Choice, Purpose::ProjectFate, Purpose::Apply, Purpose::Review];
    let draws = || purposes.map(|purpose| [0, 8, 500].map(|agent| streams.luck(purpose, 9).bits(agent, 0)));
    let before = draws();
    run_all(&scenario, streams);
    assert_eq!(before, draws());
}

/// The founded world is there before any policy: two scenarios that differ in policies only share it.
#[test]
fn policies_do_not_touch_the_founding() {
    let found = |scenario: &Scenario| {
        let ground = missionmix::founding::Ground::survey(scenario);
        abroad(&ground.found(scenario, Streams::new(5, 1)), 0)
    };
    let without = load(&format!("{SMALL_WORLD}{NO_POLICY}"), &[]);
    let with = load(&format!("{SMALL_WORLD}{}", common::MIX), &[]);
    assert_eq!(found(&without), found(&with));
}
