//! Effects: what single instruments do to research, knowledge and installers, and that it goes when the world
//! gives no reason for it.

mod small_worlds;

use missionmix::run::{Survey, Trajectory};
use missionmix::scenario::Scenario;
use missionmix::world::World;
use missionmix::world::projects::{Lead, Stage};
use small_worlds::{NOTHING, country, line, mean_and_spread, run_all, value, watch};

/// Mean over all quarters of an outcome whose path is kept.
fn mean_of_path(survey: &Survey, run: &Trajectory, name: &str) -> f64 {
    let place = survey.paths.iter().position(|place| survey.columns[*place].name == name).unwrap();
    run.paths[place].iter().sum::<f64>() / run.paths[place].len() as f64
}

/// Extra private research for each euro of a credit, and the euros of it that were spent, in one replicate.
fn additionality(rate: f64, elasticity: f64) -> (f64, f64) {
    let credit = line("credit", "rd_tax_credit", &format!("budget = 100\nrate = {rate}"));
    let elasticity = format!("firms.user_cost_elasticity={elasticity}");
    let scenario = country(&format!("{NOTHING}{credit}"), &[&elasticity, "shocks.discount_rate=0"]);
    let survey = Survey::of(&scenario);
    let runs = &run_all(&scenario, 0..1)[0];
    let [before, after] = [0, 1].map(|policy| value(&survey, &runs[policy], "private_research"));
    let spent = value(&survey, &runs[1], "public_cost");
    ((after - before) / spent, spent)
}

/// With elasticity 1 a euro of research that costs 1 - e is wished 1 / (1 - e) times: the extra is what is paid
/// back. The first of 64 quarters is paid before anybody expects it, and the margins that firms pay research
/// from do not bind here.
#[test]
fn a_credit_adds_as_much_as_research_answers_to_its_cost() {
    let (windfall, spent) = additionality(0.2, 0.0);
    assert!(spent > 100.0 && windfall.abs() < 1e-9, "{windfall} of {spent}");
    let (one, _) = additionality(0.2, 1.0);
    assert!((0.95..1.0).contains(&one), "{one}");
    // 0.8^-0.5 - 1 is 0.118 of the usual research for a fifth of 1.118 of it
    let (half, _) = additionality(0.2, 0.5);
    assert!((half - 0.118 / 0.2236).abs() < 0.03, "{half}");
}

#[test]
fn claims_beyond_the_budget_are_cut_and_firms_expect_the_cut() {
    let credit = |budget: f64| line("credit", "rd_tax_credit", &format!("budget = {budget}\nrate = 0.4"));
    let mut paid = Vec::new();
    for budget in [4.0, 8.0] {
        let scenario = country(&credit(budget), &["shocks.discount_rate=0"]);
        watch(&scenario, 3, |world| paid.push(world.lines[0].paid_back.first().copied()));
        let survey = Survey::of(&scenario);
        let spent = value(&survey, &run_all(&scenario, 3..4)[0][0], "public_cost");
        assert!((spent - 16.0 * budget).abs() < 1e-6, "all of {budget} a year is claimed: {spent}");
    }
    // quarter after quarter about twice the share for twice the money: a larger share calls forth more claims
    let (small, large) = paid.split_at(paid.len() / 2);
    for (small, large) in small.iter().zip(large).filter_map(|(s, l)| Some(((*s)?, (*l)?))) {
        assert!((1.8..=2.0 + 1e-9).contains(&(large / small)), "{small} and {large}");
        assert!(large < 0.1, "far below the rate: {large}");
    }
}

/// The laboratories' projects of a run, as they stand at its end.
fn with_projects(scenario: &Scenario, replicate: u64, mut look: impl FnMut(&World)) {
    let last = scenario.horizon.quarters;
    watch(scenario, replicate, |world| {
        if world.step == last {
            look(world);
        }
    });
}

#[test]
fn laboratories_stay_and_work_with_public_money_alone() {
    for (design, labs) in [("blind", 1), ("need", 3), ("per_head", 2)] {
        let lab = line("lab", "mission_lab", &format!("budget = 30\nlabs = {labs}\ndesign = \"{design}\""));
        let scenario = country(&lab, &[]);
        with_projects(&scenario, 1, |world| {
            let mut regions: Vec<_> = world.projects.all.iter().map(|project| project.region).collect();
            assert!(regions.len() >= 16 * labs, "one a year at least for each laboratory");
            regions.sort_unstable();
            regions.dedup();
            assert_eq!(regions.len(), labs, "{design}: they stay where they were founded");
            for project in &world.projects.all {
                let is_open = matches!(project.lead, Lead::Body(_)) && project.stage != Stage::Demonstrate;
                assert!(is_open && project.has_open_results());
                assert_eq!((project.own_part, project.displaced), (0.0, 0.0));
                assert_eq!(project.cost, project.grant);
            }
        });
    }
}

#[test]
fn a_laboratory_replaces_no_private_research_but_makes_researchers_dearer_and_teaches_firms_around_it() {
    let lab = line("lab", "mission_lab", "budget = 30");
    let scenario = country(&format!("{NOTHING}{lab}"), &[]);
    let survey = Survey::of(&scenario);
    let runs = &run_all(&scenario, 0..1)[0];
    let [before, after] = [0, 1].map(|policy| value(&survey, &runs[policy], "private_research"));
    assert_eq!(before.to_bits(), after.to_bits());

    let mut here = 0;
    with_projects(&country(&lab, &[]), 0, |world| here = world.projects.all[0].region.index());
    // ten years on: real research for a euro, and what firms know, where the laboratory stands
    let look = |policies: &str| {
        let mut seen = (0.0, 0.0);
        watch(&country(policies, &[]), 0, |world| {
            if world.step == 40 {
                let known = world.firms.of_region(here).map(|firm| knowledge_of(world, firm));
                seen = (world.regions.real_research[here], known.sum());
            }
        });
        seen
    };
    let ((real_without, known_without), (real, known)) = (look(NOTHING), look(&lab));
    assert!(real < 0.9 * real_without, "wages rise: {real} and {real_without}");
    assert!(known > 1.2 * known_without, "firms learn: {known} and {known_without}");
}

/// What a firm knows of all solutions, M EUR.
fn knowledge_of(world: &World, firm: usize) -> f64 {
    world.firms.knowledge.rows().map(|known| f64::from(known[firm])).sum()
}

#[test]
fn nothing_is_brought_home_from_a_world_that_is_not_ahead() {
    let transfer = line("transfer", "technology_transfer", "budget = 40");
    let scenario = country(&format!("{NOTHING}{transfer}"), &["supply.world_readiness=0"]);
    let survey = Survey::of(&scenario);
    for policies in run_all(&scenario, 0..3) {
        assert_eq!(value(&survey, &policies[1], "public_cost"), 0.0);
        for (column, (without, with)) in
            survey.columns.iter().zip(policies[0].values.iter().zip(&policies[1].values))
        {
            let is_same = without.to_bits() == with.to_bits();
            // an agency with a programme has staff that comes and goes, whatever it spends, and money that it gives back
            let of_agency = ["money_returned", "agency_capability", "agency_load", "belief_error"];
            let booked = ["commitment_authority", "promised", "returned"];
            let of_agency = [of_agency.as_slice(), &booked].concat();
            assert!(is_same || of_agency.contains(&column.outcome.name), "{}", column.name);
        }
    }
}

#[test]
fn what_is_brought_home_goes_as_far_as_the_world_and_no_further() {
    // without research at home all that comes, comes from the world
    let still = ["regions.synthetic.research_intensity={mean=0, spread=0}"];
    let gap = |policies: &str| {
        let (mut gaps, mut spent) = (Vec::new(), 0.0);
        watch(&country(policies, &still), 0, |world| {
            let solutions = &world.solutions;
            for (home, world) in solutions.readiness.iter().zip(&solutions.world_readiness) {
                assert!(*home <= world + 1e-9, "{home} at home, {world} in the world");
                gaps.push(world - home);
            }
            spent = world.lines.iter().map(|line| line.spent).sum();
        });
        (gaps.iter().sum::<f64>() / gaps.len() as f64, spent)
    };
    let (lag, nothing) = gap(NOTHING);
    let (closed, spent) = gap(&line("transfer", "technology_transfer", "budget = 40"));
    assert!(lag > 0.08 && nothing == 0.0, "home follows a year behind: {lag}");
    assert!(closed < 0.2 * lag, "the gap is closed but for what is to come: {closed} of {lag}");
    // it stops where there is nothing left to bring, long before the money is gone
    assert!(spent > 50.0 && spent < 0.7 * 16.0 * 40.0, "{spent}");
}

/// Hand computed: of 10 M EUR a year 12 regions cost 0.02 of administration each, and 9.76 M EUR at 500 EUR for a
/// unit a year are 19,520 units a year, 4,880 a quarter.
#[test]
fn the_trained_come_after_a_year_and_go_without_work() {
    let courses = line("courses", "training", "budget = 10");
    let (mut trained, mut installers, mut without) = (Vec::new(), Vec::new(), Vec::new());
    // nobody orders anything: nothing is on sale
    let idle = [
        "solution.heat_pump.readiness=3",
        "solution.insulation.readiness=3",
        "solution.ground_loop.readiness=3",
        "supply.world_readiness=0",
        "supply.readiness_cost=1000000",
    ];
    let of = |column: &[f64]| column.iter().sum::<f64>();
    watch(&country(&courses, &idle), 0, |world| {
        trained.push(of(&world.missions[0].trained));
        installers.push(of(&world.missions[0].installers));
    });
    watch(&country(NOTHING, &idle), 0, |world| without.push(of(&world.missions[0].installers)));
    // the founded world, then the ends of four quarters in which they learn
    assert!(trained[..5].iter().all(|trained| *trained == 0.0));
    // they come in the fifth, and 10 % a year of those without work begin to go at once
    let kept = 1.0 - 0.1 / 4.0;
    assert!((trained[5] - 4880.0 * kept).abs() < 1e-6, "{}", trained[5]);
    assert!((trained[6] - 4880.0 * kept * kept).abs() < 1e-6, "{}", trained[6]);
    // the others stay as they are
    for ((trained, installers), without) in trained.iter().zip(&installers).zip(&without) {
        assert!((installers - trained - without).abs() < 1e-6);
    }
    // in the end as many go as come: 19,520 / 4 a year over 10 % a year would be 48,800
    let last = trained.last().unwrap();
    assert!(*last > 20_000.0 && *last < 48_800.0, "{last}");
}

/// Student's t with 19 degrees of freedom, two comparisons, family-wise 1 in 1000, one-sided.
const SURE: f64 = 3.88;

#[test]
fn courses_serve_owners_who_wait_where_installers_are_scarce_and_nobody_where_they_are_not() {
    let rebate = |policy| line(policy, "adoption_subsidy", "budget = 200\nrate = 0.3");
    let both = rebate("both") + &line("both", "training", "budget = 10");
    let policies = rebate("rebate") + &both;
    let scarce = country(&policies, &["supply.installers_start=0.003"]);
    let survey = Survey::of(&scarce);
    let runs = run_all(&scarce, 0..20);
    let gain = |name: &str, of: fn(&Survey, &Trajectory, &str) -> f64| -> (f64, f64) {
        let differences: Vec<f64> =
            runs.iter().map(|run| of(&survey, &run[1], name) - of(&survey, &run[0], name)).collect();
        let (mean, spread) = mean_and_spread(&differences);
        (mean, spread / 20.0_f64.sqrt())
    };
    let (waiting, error) = gain("waiting.warm_homes", mean_of_path);
    assert!(waiting < -SURE * error, "waiting {waiting} +- {error}");
    let (uptake, error) = gain("uptake.warm_homes", value);
    assert!(uptake > SURE * error, "uptake {uptake} +- {error}");

    let plenty = country(&policies, &["supply.installers_start=2"]);
    for run in run_all(&plenty, 0..3) {
        for name in ["waiting.warm_homes", "uptake.warm_homes"] {
            let [alone, both] = [0, 1].map(|policy| mean_of_path(&survey, &run[policy], name));
            assert_eq!(alone.to_bits(), both.to_bits(), "{name}");
        }
    }
}
