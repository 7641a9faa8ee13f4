//! Spatial designs: a policy that is like another with a design of its own is the policy written out in full.

mod small_worlds;

use missionmix::chance::Streams;
use missionmix::founding::Ground;
use missionmix::run::Trajectory;
use missionmix::scenario::Scenario;
use small_worlds::{EVERYTHING, NOTHING, SEED, bits, country, line, load, run_all, watch};

/// Three lines that spend, two of them calls, and one that does not.
fn lines(policy: &str, design: &str) -> String {
    [
        line(policy, "rd_grant", &format!("budget = 30\n{design}")),
        line(policy, "demonstration", &format!("budget = 40\n{design}")),
        line(policy, "adoption_subsidy", &format!("budget = 60\nrate = 0.3\n{design}")),
        line(policy, "levy", "rate = 50"),
    ]
    .concat()
}

const FEW: std::ops::Range<u64> = 0..2;

/// What was measured of each policy but the first, by replicate.
fn measured(scenario: &Scenario) -> Vec<Vec<u64>> {
    let runs = run_all(scenario, FEW);
    let of_policy = |place: usize| {
        let one: Vec<Vec<Trajectory>> = runs.iter().map(|policies| vec![policies[place].clone()]).collect();
        bits(&one)
    };
    (1..scenario.policies.len()).map(of_policy).collect()
}

#[test]
fn a_policy_like_another_is_the_policy_written_out() {
    let governance = "[policy.blind.governance]\nselection = \"mixed\"\n";
    for (own, written_out) in [
        ("", ""),
        ("design = \"need\"", "design = \"need\""),
        ("design = \"place_based\"", "design = \"place_based\""),
        ("envelope = \"per_head\"", "envelope = \"per_head\""),
        ("help = 0.2\nmenu = \"small_too\"", "help = 0.2\nmenu = \"small_too\""),
        ("information = \"all\"", "information = \"all\""),
    ] {
        let like = format!("[policy.like]\nlike = \"blind\"\n{own}\n");
        // only calls have help and a menu
        let calls_only = written_out.contains("help");
        let mut full = lines("full", written_out);
        if calls_only {
            full = full.replace(&format!("rate = 0.3\n{written_out}"), "rate = 0.3");
        }
        let full = format!("[policy.full.governance]\nselection = \"mixed\"\n{full}");
        let policies = format!("{NOTHING}{governance}{}{like}{full}", lines("blind", ""));
        let found = measured(&country(&policies, &[]));
        assert_eq!(found[1], found[2], "{own}");
        assert_eq!(found[0] == found[1], own.is_empty(), "{own}: the design shows");
    }
}

#[test]
fn a_policy_is_made_of_nothing_on_the_command_line() {
    let need = format!("{NOTHING}{}{}", lines("need", "design = \"need\""), lines("blind", ""));
    let changes = ["policy.a.like=need", "policy.a.design=blind"];
    let found = measured(&country(&need, &changes));
    assert_eq!(found.len(), 3);
    assert!(found[1] == found[2] && found[0] != found[1]);
    // what a policy says of place for all lines goes with them
    let changes = ["policy.a.like=blind", "policy.a.design=need", "policy.b.like=a"];
    let found = measured(&country(&need, &changes));
    assert!(found[0] == found[2] && found[0] == found[3]);
    // one choice alone, of lines that have a name for all
    let changes =
        ["policy.a.like=need", "policy.a.envelope=none", "policy.b.like=blind", "policy.b.information=need"];
    let found = measured(&country(&need, &changes));
    assert!(found[2] == found[3] && found[2] != found[0] && found[2] != found[1]);
}

#[test]
fn what_one_policy_takes_over_is_not_its_money_or_its_title() {
    let policies = format!(
        "[policy.first]\ntitle = \"first\"\nbaseline = true\nscale = 3\n{}[policy.second]\nlike = \"first\"\n",
        line("first", "rd_grant", "budget = 30")
    );
    let scenario = country(&policies, &[]);
    let [first, second] = [&scenario.policies[0], &scenario.policies[1]];
    assert_eq!((first.lines[0].terms.budget.0, second.lines[0].terms.budget.0), (90.0, 30.0));
    assert!(second.title.is_empty() && !second.baseline);
}

#[test]
fn who_is_like_another_follows_it() {
    let text = include_str!("../scenarios/europe_regions.toml")
        .replace("data/", concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/data/"));
    let scenario = load(&text, &["policy.blind.rd_grant.research.budget=500"]);
    let need = scenario.policies.iter().find(|policy| policy.name == "need").unwrap();
    let research = need.lines.iter().find(|line| line.name == "research").unwrap();
    assert!((research.terms.budget.0 - 500.0 * 1.103).abs() < 1e-9);
    assert!(research.terms.design.information.need);
}

#[test]
fn a_map_changes_nothing_for_who_knows_nothing_of_places() {
    for design in ["design = \"blind\"", "design = \"per_head\"", "design = \"small_wins\"\nhelp = 0.2"] {
        let maps = ["own", "exact", "wrong"]
            .map(|map| format!("[policy.{map}]\nlike = \"plain\"\nmap = \"{map}\"\n"));
        // only calls have help
        let plain =
            lines("plain", design).replace("rate = 0.3\ndesign = \"small_wins\"\nhelp = 0.2", "rate = 0.3");
        let found = measured(&country(&format!("{NOTHING}{plain}{}", maps.concat()), &[]));
        assert!(found.iter().all(|one| *one == found[0]), "{design}");
    }
}

#[test]
fn each_map_shows_where_places_are_known() {
    for design in ["need", "capacity", "place_based"] {
        let maps = ["exact", "wrong"].map(|map| format!("[policy.{map}]\nlike = \"own\"\nmap = \"{map}\"\n"));
        let own = lines("own", &format!("design = \"{design}\""));
        let policies = format!("{NOTHING}{own}{}", maps.concat());
        let found = measured(&country(&policies, &[]));
        assert!(found[0] != found[1] && found[0] != found[2] && found[1] != found[2], "{design}");
        // who makes no errors has an exact map
        let found = measured(&country(&policies, &["agencies.view_noise=0"]));
        assert!(found[0] == found[1] && found[0] != found[2], "{design}");
    }
}

#[test]
fn any_map_costs_the_same_hours() {
    let hours = ["own", "exact", "wrong"].map(|map| {
        let line = line(
            "only",
            "capacity_building",
            &format!("budget = 30\ndesign = \"capacity\"\nmap = \"{map}\""),
        );
        let mut hours = Vec::new();
        watch(&country(&line, &[]), 0, |world| hours.push(world.agencies[0].worked.to_bits()));
        hours
    });
    assert!(f64::from_bits(*hours[0].last().unwrap()) > 0.0);
    assert!(hours[0] == hours[1] && hours[0] == hours[2]);
}

#[test]
fn a_wrong_map_exchanges_the_places_of_a_territory_and_is_drawn_once_for_a_replicate() {
    let scenario = load::<&str>(EVERYTHING, &[]);
    let drawn = |replicate| {
        let world = Ground::survey(&scenario).found(&scenario, Streams::new(SEED, replicate));
        world.agencies.iter().map(|agency| agency.traits.exchanged.clone()).collect::<Vec<_>>()
    };
    let (first, second) = (drawn(0), drawn(1));
    assert!(first == drawn(0) && first != second);
    let valley = &first[2];
    for exchanged in &first {
        let mut all: Vec<usize> = exchanged.iter().map(|id| id.index()).collect();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..9), "each place once");
    }
    assert!(valley[3..].iter().enumerate().all(|(place, id)| id.index() == place + 3));
    assert!(valley[..3].iter().all(|id| id.index() < 3));
    assert_ne!(first[0], first[1], "each agency errs in its own way");
}
