//! Spatial designs: a policy that is like another with a design of its own is the policy written out in full.

mod small_worlds;

use missionmix::run::Trajectory;
use missionmix::scenario::Scenario;
use small_worlds::{NOTHING, bits, country, line, load, run_all};

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
