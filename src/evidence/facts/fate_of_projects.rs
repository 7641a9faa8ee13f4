//! F19: what has become of funded projects of small firms five to ten years later.

use std::ops::RangeInclusive;

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::works::WESSNER;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::world::World;
use crate::world::projects::{Fate, Project};

/// The fact.
pub const FACT: Fact = Fact {
    code: "F19",
    claim: "Of second-phase projects of American small firms 38 % were in use or came to market when they were asked, 10 % had \
            sold something and stopped, 22 % had stopped without sales and 24 % were still at work.",
    asked: "`push_and_pull` under `mix`, with a phased prize of 60 M EUR a year for small firms beside it: its second-phase \
            projects, as they stand in each quarter between five and ten years after they began. In the market: a fiftieth of \
            the owners around use the solution. Dead: failed, stopped or left.",
    sources: &[&WESSNER],
    kind: Kind::Calibrated,
    unmet: Some(
        "Nothing was calibrated for it yet. Technical failure has a hazard of 0.02 (1.5 - skill) a quarter as long as work goes on, \
         and work that is planned for three years takes 4.2: that ends 27 % of projects. What is done is on trial for four years, \
         so hardly anything fails on the market before its ninth year: none at 7.5 years, 33 % at ten, when 40 % are in the \
         market, 27 % have failed technically and nothing is open. A hazard of half as much gives 14 % technical failures; a trial \
         of two years 39 % market failures at 7.5 years, and then 65 % are dead. It also hangs on when is asked: of the projects \
         begun from 2031 to 2036 46 % are in the market at the end of 2041 and 9 % have failed there, since policy has opened it.",
    ),
    is_quick: false,
    ask,
};

/// How many quarters after their beginning projects are looked at: five to ten years.
const AGES: RangeInclusive<usize> = 20..=40;
/// Projects that began by this step can be followed for ten years.
const LAST_START: usize = 40;
/// The second phase: the one that the survey is about.
const PHASE: u8 = 2;

/// How often projects stand in which way.
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
    /// Counts the second-phase projects that are now of an age that is asked for.
    fn count(&mut self, projects: &[Project], now: usize) {
        let asked = |project: &&Project| {
            project.phase == PHASE && project.start <= LAST_START && AGES.contains(&(now - project.start))
        };
        for project in projects.iter().filter(asked) {
            self.all += 1.0;
            *match project.fate {
                Fate::Succeeded => &mut self.in_market,
                Fate::Running | Fate::OnTrial => &mut self.on_the_way,
                Fate::TechnicalFailure => &mut self.technical,
                Fate::MarketFailure => &mut self.market,
                Fate::Stopped | Fate::Abandoned | Fate::Orphaned => &mut self.otherwise_dead,
            } += 1.0;
        }
    }
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let line = "policy.mix.phased_prize.small_firms";
    let changes = ["mission=clean_heat", "from=2026q1", "until=2041q4", "budget=60"]
        .map(|change| format!("{line}.{change}"));
    let scenario = laboratory.scenario("push_and_pull", &changes.each_ref().map(String::as_str))?;
    let runs = laboratory.watch(&scenario, &["mix"], 60, |world: &World, tally: &mut Tally| {
        tally.count(&world.projects.all, world.step);
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
            project(2, 10, Fate::Succeeded),
            project(2, 30, Fate::MarketFailure),
            project(2, 31, Fate::OnTrial),
            // too old, and of the first phase
            project(2, 9, Fate::Succeeded),
            project(1, 30, Fate::TechnicalFailure),
        ];
        let mut tally = Tally::default();
        tally.count(&projects, 50);
        assert_eq!(tally, Tally { all: 2.0, in_market: 1.0, market: 1.0, ..Tally::default() });
        // a quarter later the first is too old, and it is the turn of the third
        tally.count(&projects, 51);
        assert_eq!((tally.all, tally.in_market, tally.market, tally.on_the_way), (4.0, 1.0, 2.0, 1.0));
    }
}
