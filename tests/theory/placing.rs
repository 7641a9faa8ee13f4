//! Patterns 5 and 6 on `scenarios/places.toml`.

use crate::{Effect, REMOVED, Study, comes_out_and_goes_away};

const WEAK: &str = "weak_regions_removed.clean_heat";
const OVER_LINE: &str = "regions_over_line.clean_heat";

/// Pattern 5: Blind design hurts weak regions beyond what it does to all; not where capacity is the same everywhere.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn blind_design_hurts_weak_regions() {
    let effects = [0.4, 0.2, 0.0].map(|spread| {
        let study = Study::shipped(
            "places",
            &[format!("regions.synthetic.capacity.spread={spread}")],
            &["blind", "place_based"],
            60,
        );
        study.effect("place_based", "blind", WEAK).beyond(&study.effect("place_based", "blind", REMOVED))
    });
    comes_out_and_goes_away(
        "weak regions' problem removed beyond the nation's, place_based over blind",
        &effects,
    );
}

/// Pattern 5: With high context sensitivity blind design hurts the national target too; with none, and equal capacity, not.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn blind_design_hurts_the_nation_where_context_matters() {
    for design in ["need", "per_head"] {
        let effects = [0.8, 0.4, 0.0].map(|sensitivity| {
            let study = Study::shipped(
                "places",
                &[
                    format!("mission.clean_heat.context_sensitivity={sensitivity}"),
                    "regions.synthetic.capacity.spread=0".into(),
                ],
                &["blind", design],
                60,
            );
            study.effect(design, "blind", REMOVED)
        });
        comes_out_and_goes_away(&format!("problem removed, {design} over open competition"), &effects);
    }
}

/// Pattern 6: Small projects bring more regions over the line where the fixed cost of a project is low; where each asks for much
/// of an agency's staff, they bring fewer.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn small_wins_pay_where_a_project_costs_little_staff() {
    let effects: [Effect; 3] = [20.0, 120.0, 320.0].map(|hours| {
        let study = Study::shipped(
            "places",
            &[format!("agencies.staff.project={hours}")],
            &["blind", "small_wins"],
            60,
        );
        study.effect("small_wins", "blind", OVER_LINE)
    });
    comes_out_and_goes_away("regions over the line, small_wins over blind", &effects);
    assert!(effects[2].mean < 0.0, "with high fixed costs small projects are a loss");
}
