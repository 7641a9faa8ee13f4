//! Pattern 1: research alone makes solutions ready and reaches few owners.

use crate::{REMOVED, Study, comes_out_and_goes_away};

const SOLUTIONS: [&str; 4] = ["heat_pump", "heat_network", "deep_retrofit", "storage"];

/// The world at three levels of what keeps owners from buying: price in EUR (the incumbent's is 6,000), hazard of hearing
/// of solutions, and hassle.
const LEVELS: [(u32, f64, f64); 3] = [(12_000, 0.03, 2.0), (7_000, 1.0, 1.0), (5_000, 3.0, 0.0)];

fn study((price, news, hassle): (u32, f64, f64)) -> Study {
    let mut changes: Vec<String> =
        SOLUTIONS.iter().map(|solution| format!("solution.{solution}.unit_cost={price}")).collect();
    changes.extend([format!("owners.news={news}"), format!("owners.hassle={hassle}")]);
    Study::shipped("push_and_pull", &changes, &["push", "mix"], 60)
}

#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn pull_beside_push_pays_where_owners_have_reasons_not_to_buy() {
    let effects = LEVELS.map(|level| study(level).effect("mix", "push", REMOVED));
    comes_out_and_goes_away("problem removed, push and pull over push", &effects);
}

/// Where the target is readiness itself, push alone reaches it as well; where it is use, hardly ever.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn push_alone_brings_readiness_and_misses_the_target() {
    let study = study(LEVELS[0]);
    for solution in SOLUTIONS {
        let effect = study.effect("mix", "push", &format!("readiness.{solution}"));
        effect.show(&format!("readiness of {solution}, push and pull over push"));
        assert!(!effect.is_sure(), "{solution}: {:+.4} +- {:.4}", effect.mean, effect.error);
    }
    let reached = |policy| study.values(policy, "target_reached.clean_heat").iter().sum::<f64>() / 60.0;
    let (push, mix) = (reached("push"), reached("mix"));
    println!("target reached: push {push:.2}, push and pull {mix:.2}");
    assert!(push < 0.1 && mix > 0.25, "{push} and {mix}");
}
