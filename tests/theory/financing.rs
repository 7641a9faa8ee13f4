//! Pattern 10 on `scenarios/financing.toml`, and what brings partners.

use crate::{Effect, Study, comes_out_and_goes_away};

const REMOVED: &str = "problem_removed.clean_heat";

/// Administration is charged to public money alone: it is left out, so that promises compare as promises.
const NO_OVERHEAD: [&str; 4] =
    ["calls.administration=0", "agencies.staff.hour=0", "agencies.staff.strain=0", "shocks.discount_rate=0"];

fn with(changes: &[String]) -> Vec<String> {
    NO_OVERHEAD.iter().map(ToString::to_string).chain(changes.iter().cloned()).collect()
}

/// Pattern 10: Money that a donor promises does less than committed money of the same amount; not where donors never leave.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn promised_money_does_less_than_committed_money() {
    let effects = [0.2, 0.05, 0.0].map(|hazard| {
        let changes = with(&[format!("finance.donor_exit={hazard}")]);
        Study::shipped("financing", &changes, &["public", "donor"], 60).effect("public", "donor", REMOVED)
    });
    comes_out_and_goes_away("problem removed, public over donor's money", &effects);
}

/// The money that all who pay spent on a policy's programme, mean over replicates, M EUR.
fn spent(study: &Study, policy: &str) -> f64 {
    let of = |outcome: &str| study.values(policy, outcome).into_iter().sum::<f64>();
    of("public_cost") + of("donors_money")
}

/// The factor on the budgets of the donor's policy at which it spends so much: found once, and then fixed.
fn scale_to(changes: &[String], money: f64) -> f64 {
    let mut scale = 1.0;
    for _ in 0..4 {
        scale *= money / spent(&donor(changes, scale), "donor");
    }
    scale
}

fn donor(changes: &[String], scale: f64) -> Study {
    let scaled: Vec<String> =
        changes.iter().cloned().chain([format!("policy.donor.scale={scale}")]).collect();
    Study::shipped("financing", &scaled, &["donor"], 60)
}

/// Pattern 10: At equal *spent* money what was in flight is lost: a donor that leaves its projects at work does less with the same
/// money than one that leaves at the same time and pays them to their end; the less, the more of them it pays.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn at_equal_spent_money_what_was_in_flight_is_lost() {
    let world = |given_up: f64| {
        with(&[
            format!("finance.given_up={given_up}"),
            "finance.donor_exit=0.2".into(),
            "finance.decay=0".into(),
        ])
    };
    let effects: [Effect; 3] = [1.0, 0.5, 0.0].map(|given_up| {
        let leaves = donor(&world(given_up), 1.0);
        let scale = scale_to(&world(0.0), spent(&leaves, "donor"));
        let stays = donor(&world(0.0), scale);
        let mean = |study: &Study, outcome: &str| study.values("donor", outcome).iter().sum::<f64>() / 60.0;
        println!(
            "{given_up} given up: money x {scale:.3}, spent {:.1} and {:.1}, lost in flight {:.1} M EUR",
            spent(&leaves, "donor") / 60.0,
            spent(&stays, "donor") / 60.0,
            mean(&leaves, "money_lost_in_flight"),
        );
        let pairs = stays.values("donor", REMOVED).into_iter().zip(leaves.values("donor", REMOVED));
        Effect::of(pairs.map(|(stays, leaves)| stays - leaves).collect())
    });
    comes_out_and_goes_away(
        "problem removed at equal spent money, projects paid to their end over given up",
        &effects,
    );
}

/// Beside what was in flight, at equal mean spending uneven money does less than even money: a finding, so it is shown and
/// nothing is asked of it.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn public_money_scaled_to_what_a_donor_and_the_purse_spend() {
    for years in [5.0, 0.25] {
        let mut changes = with(&["finance.donor_exit=0.2".into(), "finance.decay=0".into()]);
        for policy in ["public", "donor"] {
            for line in ["rd_grant.research", "demonstration.first_uses"] {
                changes.push(format!("policy.{policy}.{line}.project_time={years}"));
            }
        }
        let mut scale = 1.0;
        for _ in 0..3 {
            let scaled: Vec<String> =
                changes.iter().cloned().chain([format!("policy.public.scale={scale}")]).collect();
            let study = Study::shipped("financing", &scaled, &["public", "donor"], 20);
            scale *= spent(&study, "donor") / spent(&study, "public");
        }
        changes.push(format!("policy.public.scale={scale}"));
        let study = Study::shipped("financing", &changes, &["public", "donor"], 60);
        study
            .effect("public", "donor", REMOVED)
            .show(&format!("projects of {years} years, public money x {scale:.3}"));
    }
}

/// Partners put money into projects where a market is announced; who expects nothing puts in nothing.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn partners_come_where_a_market_is_announced() {
    let study = |budget: f64| {
        let changes = [format!("policy.partners.adoption_subsidy.rebate.budget={budget}")];
        Study::shipped("financing", &changes, &["partners"], 60)
    };
    let (without, with) = (study(0.0), study(80.0));
    let gain = Effect::of(
        with.values("partners", "partners_money")
            .iter()
            .zip(without.values("partners", "partners_money"))
            .map(|(with, without)| with - without)
            .collect(),
    );
    assert!(gain.show("partners' money in M EUR, with a rebate over without").is_sure());
    let nothing = Study::shipped("financing", &["finance.partners.most=0"], &["partners"], 2);
    assert_eq!(nothing.values("partners", "partners_money"), [0.0, 0.0], "who expects nothing does not join");
}
