//! Pattern 11 on `scenarios/financing.toml`.

use crate::{Study, comes_out_and_goes_away};

const REMOVED: &str = "problem_removed.clean_heat";

/// Pattern 11: Weight on growth costs the mission and gains productivity; not where what solutions do for growth goes with what
/// they do for the mission.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn weight_on_growth_trades_the_mission_against_productivity() {
    let study = |aligned: f64| {
        let changes = [
            format!("mission.clean_heat.growth_alignment={aligned}"),
            // who knows nothing of potentials would learn of them from growth, which all see
            "mission.clean_heat.foresight=1".into(),
            "mission.clean_heat.complexity=1".into(),
            "mission.clean_heat.context_sensitivity=0.3".into(),
        ];
        Study::shipped("financing", &changes, &["steered", "growing"], 200)
    };
    let studies = [0.0, 0.5, 1.0].map(study);
    let effects = studies.each_ref().map(|study| study.effect("steered", "growing", REMOVED));
    let grown = studies.each_ref().map(|study| study.effect("growing", "steered", "productivity"));
    grown.iter().for_each(|effect| {
        effect.show("productivity, with weight on growth over without");
    });
    comes_out_and_goes_away("problem removed, without weight on growth over with", &effects);
    assert!(grown[0].is_sure(), "growth is gained");
}
