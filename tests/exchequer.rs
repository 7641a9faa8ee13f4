//! The exchequer: what a policy costs beside nothing being done, promises that wait, exceptions and bans.

mod small_worlds;

use missionmix::run::Survey;
use missionmix::world::World;
use missionmix::world::stock::{INCUMBENT, Order, OwnerKind};
use small_worlds::{NOTHING, country, line, run_all, value, watch};

/// An outcome under nothing and under a policy, in one replicate.
fn compared(policy: &str, changes: &[&str], name: &str) -> [f64; 2] {
    let scenario = country(&format!("{NOTHING}{policy}"), changes);
    let survey = Survey::of(&scenario);
    let runs = &run_all(&scenario, 0..1)[0];
    [0, 1].map(|policy| value(&survey, &runs[policy], name))
}

fn rebate(budget: f64, rate: f64) -> String {
    line("spend", "adoption_subsidy", &format!("budget = {budget}\nrate = {rate}"))
}

/// Net cost is spending and the taxes that nothing being done would have brought; prices contain the taxes, so owners
/// do and pay the same whatever the rates.
#[test]
fn taxes_that_are_foregone_are_a_cost_and_move_nobody() {
    let rates =
        ["exchequer.tax_on_incumbent=0.4", "exchequer.tax_on_solutions=0.1", "exchequer.tax_on_sales=0.15"];
    let of = |changes: &[&str], name| compared(&rebate(100.0, 0.3), changes, name);
    let [before, after] = of(&rates, "tax_revenue");
    let [_, spent] = of(&rates, "public_cost");
    let [baseline, net] = of(&rates, "net_public_cost");
    assert_eq!(baseline, 0.0);
    assert!((net - (spent + before - after)).abs() < 1e-9 * before, "{net}: {spent} + {before} - {after}");
    assert!(net > spent, "owners leave what is taxed most: {before} and {after}");
    assert_eq!(of(&[], "net_public_cost")[1], of(&[], "public_cost")[1]);
    for same in ["private_cost", "uptake.warm_homes", "public_cost"] {
        assert_eq!(of(&rates, same), of(&[], same), "{same}");
    }
}

/// A levy that is kept and one that is given back are the same to society: what the exchequer gains owners lose.
#[test]
fn a_levy_is_a_transfer() {
    let levy = line("charge", "levy", "rate = 200");
    let of = |share: f64, name| compared(&levy, &[&format!("exchequer.levy_returned={share}")], name)[1];
    let kept = of(0.0, "levy_kept");
    assert!(kept > 100.0 && of(1.0, "levy_kept") == 0.0, "{kept}");
    assert_eq!(of(0.0, "net_public_cost"), of(1.0, "net_public_cost"));
    assert!((of(0.0, "net_public_cost_with_levy") - (of(0.0, "net_public_cost") - kept)).abs() < 1e-9 * kept);
    assert!((of(0.0, "private_cost") - of(1.0, "private_cost") - kept).abs() < 1e-9 * kept);
    assert!((of(0.0, "social_cost") - of(1.0, "social_cost")).abs() < 1e-9 * kept);
}

#[test]
fn a_rebate_that_moves_nobody_pays_free_riders_alone() {
    // firms hear of no demand, so nothing but the price changes
    let deaf = ["firms.search.revenue=0"];
    let riders = |rate| compared(&rebate(1000.0, rate), &deaf, "free_riders.warm_homes")[1];
    let (nobody, some) = (riders(1e-4), riders(0.6));
    // who claims even a hundredth of a per cent may wait for a turn, and then chooses at another time with other luck
    assert!(nobody > 0.9, "{nobody}");
    assert!((0.02..0.9).contains(&some), "{some}");
}

/// What the last column of money says adds up at every end of a quarter.
#[test]
fn money_is_promised_spent_returned_or_in_hand() {
    let scenario = country(&rebate(100.0, 0.3), &["shocks.discount_rate=0.035"]);
    let mut authority = 0.0;
    watch(&scenario, 0, |world| {
        let line = &world.lines[0];
        assert!((line.promised - line.spent - line.returned - line.balance).abs() < 1e-6);
        authority = line.authority;
    });
    // 16 yearly promises of 100, the first at once: 100 (1 - v^16) / (1 - v) with v = 1 / 1.035
    let v = 1.0_f64 / 1.035;
    let wanted = 100.0 * (1.0 - v.powi(16)) / (1.0 - v);
    assert!((authority - wanted).abs() < 1e-6 * wanted, "{authority}, not {wanted}");
}

/// The promise waits for what it was made for, and gives all of it back when that does not come.
#[test]
fn a_promise_pays_on_delivery_alone() {
    let promise = |profile: f64| {
        let rest = format!("budget = 40\ntop_up = 4000\nprofile = {profile}");
        let scenario = country(&line("promise", "advance_market_commitment", &rest), &[]);
        let (mut before_the_end, mut at_the_end) = ((0.0, 0.0), (0.0, 0.0));
        watch(&scenario, 0, |world: &World| {
            // 16 years of 4 quarters
            let seen = (world.lines[0].spent, world.lines[0].returned);
            if world.step == 64 {
                before_the_end = seen;
            }
            at_the_end = seen;
        });
        (before_the_end, at_the_end)
    };
    let ((spent, returned), (_, given_back)) = promise(9.0);
    assert_eq!((spent, returned), (0.0, 0.0), "nothing is ready to be paid for, and the money waits");
    assert!((given_back - 640.0).abs() < 1e-6, "{given_back}");
    let ((spent, returned), _) = promise(7.0);
    assert!(spent > 0.0 && returned == 0.0, "{spent} and {returned}");
}

/// At the end of the simulation a promise that goes on is owed as far as it is being claimed.
#[test]
fn what_is_still_owed_counts() {
    let cost = |years: &str| {
        let terms =
            "mission = \"warm_homes\"\nfrom = \"2026q1\"\nuntil = \"2060q4\"\nbudget = 40\ntop_up = 4000";
        let scenario = country(
            &format!("[policy.promise.advance_market_commitment.line]\n{terms}\n"),
            &["shocks.discount_rate=0", years, "mission.warm_homes.deadline=2035q4"],
        );
        let survey = Survey::of(&scenario);
        let run = &run_all(&scenario, 0..1)[0][0];
        (value(&survey, run, "public_cost"), value(&survey, run, "spent"))
    };
    let (with_what_is_owed, spent) = cost("years=20");
    assert!(with_what_is_owed > spent && spent > 0.0, "{with_what_is_owed} and {spent}");
    // 15 more years at the pace of the last one, and no more than was ever promised
    assert!(with_what_is_owed <= 40.0 * 35.0 + 1e-6, "{with_what_is_owed}");
}

#[test]
fn trials_are_as_many_as_the_money_pays_for() {
    let rest = "budget = 1\ncost = 0.1\nregions = [\"S01R02\", \"S02R09\"]";
    let scenario = country(&line("try", "regulatory_sandbox", rest), &[]);
    let mut most = 0;
    watch(&scenario, 0, |world| {
        most = most.max(world.trials.running.len());
        for trial in &world.trials.running {
            let region = usize::from(world.firms.region[trial.firm]);
            assert!([1, 8].contains(&region), "a trial in region {region}");
        }
    });
    assert!((1..=10).contains(&most), "{most}");
}

/// Units of owners who use the incumbent, wait for nothing and have been given another time since: those who took it
/// again, and those who were stranded.
fn renewed(world: &World, before: &[Vec<u16>; 3]) -> f64 {
    let mut units = 0.0;
    for (kind, stock) in OwnerKind::ALL.into_iter().zip(&world.missions[0].stocks) {
        for (owner, due) in stock.due.iter().enumerate() {
            let keeps = stock.owned[owner] == INCUMBENT && stock.orders[owner] == Order::NONE;
            if keeps && before[kind as usize].get(owner).is_some_and(|before| before != due) {
                units += stock.traits.units[usize::from(world.owner_regions(kind)[owner])];
            }
        }
    }
    units
}

/// From the ban on nobody takes the incumbent; those who find nothing that they can get and pay for keep theirs.
#[test]
fn a_ban_ends_new_incumbents_and_strands_who_can_not_pay() {
    let ban = |changes: &[&str]| {
        let scenario = country(&line("rule", "standard", "share = 0\nban = \"2031q1\""), changes);
        let mut due: [Vec<u16>; 3] = Default::default();
        let (mut earlier, mut later, mut stranded) = (0.0, 0.0_f64, 0.0);
        watch(&scenario, 0, |world| {
            let mission = &world.missions[0];
            let taken = renewed(world, &due) - mission.stranded;
            // the line ends with the 64th quarter
            match world.step {
                0..=20 => earlier += taken,
                21..=64 => {
                    later = later.max(taken);
                    stranded += mission.stranded;
                }
                _ => {}
            }
            due = mission.stocks.each_ref().map(|stock| stock.due.clone());
        });
        assert!(earlier > 1e5 && later < 1.0, "{earlier} before the ban, and {later} in a quarter after it");
        stranded
    };
    let dear = ["heat_pump", "insulation", "ground_loop"].map(|s| format!("solution.{s}.unit_cost=90000"));
    let dear: Vec<&str> = dear.iter().map(String::as_str).collect();
    let (usual, more) = (ban(&[]), ban(&dear));
    assert!(usual > 0.0 && more > 2.0 * usual, "{more} and {usual}");
}

/// Goods are alike and incomes are not: a charge weighs most on the poorest. Given back per head it weighs less on all,
/// and the poorest get more back than the richest, for their income.
#[test]
fn a_levy_weighs_on_the_poorest_and_less_where_it_is_given_back() {
    let charge = line("charge", "levy", "rate = 250");
    let scenario = |returned: f64| {
        country(&format!("{NOTHING}{charge}"), &[&format!("exchequer.levy_returned={returned}")])
    };
    let [kept, half, returned] = [0.0, 0.5, 1.0].map(|returned| {
        let scenario = scenario(returned);
        let run = &run_all(&scenario, 0..1)[0][1];
        ["f1", "f2", "f3", "f4", "f5"]
            .map(|fifth| value(&Survey::of(&scenario), run, &format!("levy_burden.{fifth}")))
    });
    assert!(kept.windows(2).all(|pair| pair[0] > pair[1]) && kept[4] > 0.0, "{kept:?}");
    for fifth in 0..5 {
        assert!(
            returned[fifth] < half[fifth] && half[fifth] < kept[fifth],
            "{kept:?}, {half:?}, {returned:?}"
        );
        // what owners choose does not hang on what comes back, so half is half
        assert!((half[fifth] - f64::midpoint(kept[fifth], returned[fifth])).abs() < 1e-9);
    }
    let relief = |fifth: usize| kept[fifth] - returned[fifth];
    assert!(relief(0) > 2.0 * relief(4), "{} and {}", relief(0), relief(4));
}
