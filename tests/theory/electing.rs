//! Pattern 7: asking people first costs time, and helps a programme through elections.

use crate::{REMOVED, Study, comes_out_and_goes_away};

const CONTINUITY: &str = "continuity.clean_heat";

/// The world at three levels of how much people's support for the mission weighs in elections.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn participation_helps_through_elections_where_support_decides_them() {
    let effects = [8.0, 2.0, 0.0].map(|weight| {
        let changes = [format!("politics.support={weight}"), "politics.milestones=0".to_owned()];
        Study::shipped("elections", &changes, &["at_once", "people_first"], 200).effect(
            "people_first",
            "at_once",
            CONTINUITY,
        )
    });
    comes_out_and_goes_away("continuity, people first over at once", &effects);
}

#[test]
fn without_elections_there_is_nothing_to_be_helped_through() {
    let study = Study::shipped("elections", &["politics.mode=off"], &["at_once", "people_first"], 20);
    for policy in ["at_once", "people_first"] {
        assert!(study.values(policy, CONTINUITY).iter().all(|share| *share == 1.0), "{policy}");
    }
}

/// What it costs: a programme that waits is behind before the first election.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn asking_first_delays_the_start() {
    let changes = ["mission.clean_heat.deadline=2029q4"];
    let study = Study::shipped("elections", &changes, &["at_once", "people_first"], 60);
    let delay = study.effect("at_once", "people_first", REMOVED);
    delay.show("problem removed at the end of 2029, at once over people first");
    assert!(delay.is_sure(), "{:+.5} +- {:.5}", delay.mean, delay.error);
}
