//! F19: what has become of funded projects of small firms five to ten years later.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::WESSNER;
use crate::world::World;
use crate::world::projects::{Fate, Project};

/// The fact.
pub const FACT: Fact = Fact {
    code: "F19",
    claim: "Of second-phase projects of American small firms 38 % were in use or came to market when they were asked, 10 % had \
            sold something and stopped, 22 % had stopped without sales and 24 % were still at work.",
    asked: "`push_and_pull` under `mix`, with a phased prize of 60 M EUR a year for small firms beside it: its second-phase \
            projects that had begun five to ten years before the end of 2041. In the market: a fiftieth of the owners around \
            use the solution. Dead: failed, stopped or left.",
    sources: &[&WESSNER],
    kind: Kind::Calibrated,
    unmet: None,
    is_quick: true,
    ask,
};

/// Quarters after the start of the run at which projects are looked at: the end of 2041.
const SURVEY: usize = 64;
/// How many quarters before that they had begun.
const AGES: std::ops::RangeInclusive<usize> = 20..=40;
/// The second phase: the one that the survey is about.
const PHASE: u8 = 2;

/// How many projects stand in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    all: f64,
    in_market: f64,
    on_the_way: f64,
    technical: f64,
    market: f64,
    otherwise_dead: f64,
}

impl Tally {
    /// Of the second-phase projects that are as old as the survey asks for.
    fn of(projects: &[Project], now: usize) -> Self {
        let mut tally = Self::default();
        let asked = |project: &&Project| project.phase == PHASE && AGES.contains(&(now - project.start));
        for project in projects.iter().filter(asked) {
            tally.all += 1.0;
            *match project.fate {
                Fate::Succeeded => &mut tally.in_market,
                Fate::Running | Fate::OnTrial => &mut tally.on_the_way,
                Fate::TechnicalFailure => &mut tally.technical,
                Fate::MarketFailure => &mut tally.market,
                Fate::Stopped | Fate::Abandoned | Fate::Orphaned => &mut tally.otherwise_dead,
            } += 1.0;
        }
        tally
    }
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let line = "policy.mix.phased_prize.small_firms";
    let changes = ["mission=clean_heat", "from=2026q1", "until=2041q4", "budget=60"]
        .map(|change| format!("{line}.{change}"));
    let scenario = laboratory.scenario("push_and_pull", &changes.each_ref().map(String::as_str))?;
    let runs = laboratory.watch(&scenario, &["mix"], 60, |world: &World, tally: &mut Tally| {
        if world.step == SURVEY {
            *tally = Tally::of(&world.projects.all, world.step);
        }
    })?;
    let shares =
        |of: fn(&Tally) -> f64| -> Vec<f64> { runs.iter().map(|run| of(&run[0]) / run[0].all).collect() };
    let dead: fn(&Tally) -> f64 = |tally| tally.technical + tally.market + tally.otherwise_dead;
    let told = |what: &str, of: fn(&Tally) -> f64| Reading::mean(what, "share", &shares(of), None);
    Ok(vec![
        Reading::mean(
            "in the market",
            "share",
            &shares(|tally| tally.in_market),
            Some(Range::between(0.35, 0.5)),
        ),
        Reading::mean("dead", "share", &shares(dead), Some(Range::between(0.25, 0.4))),
        Reading::mean(
            "failed in the market less failed technically",
            "share",
            &shares(|tally| tally.market - tally.technical),
            Some(Range::above(0.0)),
        ),
        told("failed in the market", |tally| tally.market),
        told("failed technically", |tally| tally.technical),
        told("at work or on trial", |tally| tally.on_the_way),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;
    use crate::world::projects::Stage;

    fn project(phase: u8, start: usize, fate: Fate) -> Project {
        let whose = (Stage::Develop, Id::new(0), Id::new(0));
        let commissioned = Project::commissioned((Id::new(0), Id::new(0)), whose, (1.0, 4.0), start);
        Project { phase, fate, ..commissioned }
    }

    #[test]
    fn projects_of_the_second_phase_are_counted_at_their_age() {
        let projects = [
            project(2, 24, Fate::Succeeded),
            project(2, 30, Fate::MarketFailure),
            project(2, 44, Fate::OnTrial),
            // too young, too old, and of the first phase
            project(2, 45, Fate::Succeeded),
            project(2, 23, Fate::Succeeded),
            project(1, 30, Fate::TechnicalFailure),
        ];
        let expected = Tally { all: 3.0, in_market: 1.0, on_the_way: 1.0, market: 1.0, ..Tally::default() };
        assert_eq!(Tally::of(&projects, 64), expected);
    }
}
