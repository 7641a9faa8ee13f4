//! Awards: who was ranked in a call, what became of firms after it, and what would have become of them without it.
//!
//! The same call is judged in three ways: by comparing those just above the cut-off with those just below, by comparing winners
//! with firms like them that did not apply, and, what no evaluator has, by the same firms under the same luck without the call.

use std::collections::BTreeSet;

use super::estimators::discontinuity::{self, Case};
use super::estimators::matching;
use super::laboratory::Laboratory;
use crate::error::Result;
use crate::numeric::ln;
use crate::scenario::Scenario;
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;
use crate::world::applications::Ranked;
use crate::world::firms::SizeClass;
use crate::world::projects::Lead;

/// Distance from the cut-off within which applications are compared, in standard deviations of quality.
pub const BANDWIDTH: f64 = 1.0;

/// Which call is looked at, and how long afterwards.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The policy with the call, and the same without it.
    pub policies: [&'static str; 2],
    /// The step of the call.
    pub call: usize,
    /// Quarters after which it is seen what became of the firms.
    pub after: usize,
    /// Replicates.
    pub replicates: u64,
}

/// What can be seen of a firm.
#[derive(Clone, Copy, Debug, Default)]
pub struct Firm {
    /// Who it is: another firm in the same place has another number.
    pub number: usize,
    /// Whether it is there.
    pub is_at_work: bool,
    /// GDP per head of its region, EUR.
    pub prosperity: f64,
    /// Sales, M EUR a year.
    pub sales: f64,
    /// Productivity.
    pub productivity: f64,
    /// Research of its own over its sales, as it wishes it.
    pub intensity: f64,
    /// What it knows of all solutions, M EUR.
    pub knowledge: f64,
    /// Whether it can supply a solution.
    pub supplies: bool,
    /// Awards that it has had.
    pub awards: u16,
}

/// What is seen of one run.
#[derive(Clone, Debug, Default)]
struct Seen {
    before: Vec<Firm>,
    ranked: Vec<Ranked>,
    after: Vec<Firm>,
}

/// One replicate: firms before the call, what was ranked in it, and firms afterwards with the call and without it.
#[derive(Clone, Debug, Default)]
pub struct Replicate {
    /// Firms before it.
    pub before: Vec<Firm>,
    /// What was ranked.
    pub ranked: Vec<Ranked>,
    /// Firms afterwards.
    pub after: Vec<Firm>,
    /// The same without the call.
    pub without: Vec<Firm>,
    /// Share of what was known at the call that is still known then.
    pub kept: f64,
}

/// A firm that applied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Applicant {
    /// Its place.
    pub firm: usize,
    /// How far its score lies above the cut-off, in standard deviations of quality.
    pub margin: f64,
    /// Whether it won.
    pub is_winner: bool,
}

/// A firm that is there at the call and still there afterwards.
#[derive(Clone, Copy, Debug)]
pub struct Life {
    before: Firm,
    after: Firm,
    kept: f64,
}

impl Life {
    /// What it has learned of solutions since the call and still knows, M EUR: the model's count of new ideas.
    pub fn ideas(&self) -> f64 {
        self.after.knowledge - self.kept * self.before.knowledge
    }
    /// That it is there.
    pub fn survival(&self) -> f64 {
        1.0
    }
    /// Whether it can supply a solution.
    pub fn supply(&self) -> f64 {
        f64::from(u8::from(self.after.supplies))
    }
    /// Its productivity over that at the call.
    pub fn productivity(&self) -> f64 {
        self.after.productivity / self.before.productivity
    }
}

/// What became of a firm, as a number; of one that is gone it is nought.
pub type Outcome = fn(&Life) -> f64;

/// Runs both policies and looks at the call in each replicate.
///
/// # Errors
/// As of [`Laboratory::watch`].
pub fn look_at(laboratory: &Laboratory, scenario: &Scenario, question: Question) -> Result<Vec<Replicate>> {
    let Question { policies, call, after, replicates } = question;
    let runs =
        laboratory.watch(scenario, &policies, replicates, |world: &World, seen: &mut Seen| {
            match world.step {
                step if step == call => seen.before = firms(world),
                step if step == call + 1 => seen.ranked.clone_from(&world.applications.ranked),
                step if step == call + after => seen.after = firms(world),
                _ => {}
            }
        })?;
    let forgotten = scenario.parameters.firms.knowledge_decay.per_quarter();
    let kept = (0..after).fold(1.0, |kept, _| kept * (1.0 - forgotten));
    let pair = |mut run: Vec<Seen>| {
        let without = run.pop().unwrap_or_default();
        let Seen { before, ranked, after } = run.pop().unwrap_or_default();
        Replicate { before, ranked, after, without: without.after, kept }
    };
    Ok(runs.into_iter().map(pair).collect())
}

fn firms(world: &World) -> Vec<Firm> {
    let firms = &world.firms;
    let of = |firm: usize| {
        let region = usize::from(firms.region[firm]);
        Firm {
            number: firms.number[firm],
            is_at_work: firms.is_at_work(firm),
            prosperity: world.regions.gdp_per_head(region),
            sales: firms.sales[firm] * QUARTERS_PER_YEAR,
            productivity: firms.productivity[firm],
            intensity: firms.intensity[firm],
            knowledge: (0..world.solutions.len()).map(|s| f64::from(firms.knowledge[(s, firm)])).sum(),
            supplies: firms.supply_capacity[firm] > 0.0,
            awards: firms.awards[firm],
        }
    };
    (0..firms.len()).map(of).collect()
}

impl Firm {
    /// What an evaluator would match by: size, research, productivity and what it knows over a year's research.
    fn looks(&self) -> [f64; 4] {
        let yearly = self.intensity * self.sales;
        [
            ln(self.sales),
            ln(self.intensity),
            ln(self.productivity),
            self.knowledge / (self.knowledge + yearly),
        ]
    }
}

impl Replicate {
    /// The firms that applied in a phase, with their distance from the cut-off: half-way between the best of those without
    /// and the worst of those with an award. Those who won something in another phase of the same quarter are left out, since
    /// nobody could tell what did what. Nothing where all won or nobody.
    pub fn applicants(&self, phase: u8) -> Vec<Applicant> {
        let of_phase = || self.ranked.iter().filter(move |ranked| ranked.phase == phase);
        let worst = of_phase().filter(|r| r.is_awarded).map(|r| r.score).fold(f64::INFINITY, f64::min);
        let best = of_phase().filter(|r| !r.is_awarded).map(|r| r.score).fold(f64::NEG_INFINITY, f64::max);
        if worst.is_infinite() || best.is_infinite() {
            return Vec::new();
        }
        let cut_off = f64::midpoint(worst, best);
        let elsewhere = self.ranked.iter().filter(|ranked| ranked.phase != phase && ranked.is_awarded);
        let elsewhere: BTreeSet<usize> = elsewhere.filter_map(|ranked| firm_of(ranked.lead)).collect();
        let of = |ranked: &Ranked| {
            let firm = firm_of(ranked.lead).filter(|firm| !elsewhere.contains(firm))?;
            Some(Applicant { firm, margin: ranked.score - cut_off, is_winner: ranked.is_awarded })
        };
        of_phase().filter_map(of).collect()
    }

    /// What became of a firm that was there at the call.
    pub fn became(&self, firm: usize, outcome: Outcome) -> f64 {
        self.fate(&self.after, firm, outcome)
    }

    /// What would have become of it without the call.
    pub fn would_have_become(&self, firm: usize, outcome: Outcome) -> f64 {
        self.fate(&self.without, firm, outcome)
    }

    fn fate(&self, after: &[Firm], firm: usize, outcome: Outcome) -> f64 {
        let life = Life { before: self.before[firm], after: after[firm], kept: self.kept };
        let is_there = life.after.is_at_work && life.after.number == life.before.number;
        if is_there { outcome(&life) } else { 0.0 }
    }

    /// For each of some firms one like it that is small or medium too and applied in no phase.
    fn matches(&self, firms: &[usize]) -> Option<Vec<usize>> {
        let mut applied = vec![false; self.before.len()];
        for firm in self.ranked.iter().filter_map(|ranked| firm_of(ranked.lead)) {
            applied[firm] = true;
        }
        let others: Vec<usize> = (0..self.before.len())
            .filter(|firm| {
                let seen = &self.before[*firm];
                seen.is_at_work && !applied[*firm] && SizeClass::of_turnover(seen.sales) != SizeClass::Large
            })
            .collect();
        let looks =
            |places: &[usize]| -> Vec<_> { places.iter().map(|firm| self.before[*firm].looks()).collect() };
        let nearest = matching::nearest(&looks(firms), &looks(&others))?;
        Some(nearest.into_iter().map(|place| others[place]).collect())
    }
}

fn firm_of(lead: Lead) -> Option<usize> {
    match lead {
        Lead::Firm(id) => Some(id.index()),
        Lead::Body(_) => None,
    }
}

/// An evaluator's discontinuity: the outcome of winners over that of losers at the cut-off, by the calls of all replicates,
/// among the firms for which `is_meant`.
pub fn just_won_over_just_lost(
    replicates: &[&Replicate],
    (phase, outcome): (u8, Outcome),
    is_meant: impl Fn(&Firm) -> bool,
) -> f64 {
    let mut cases = Vec::new();
    for replicate in replicates {
        let applicants = replicate.applicants(phase).into_iter();
        let meant = applicants.filter(|applicant| is_meant(&replicate.before[applicant.firm]));
        cases.extend(meant.map(|applicant| Case {
            margin: applicant.margin,
            outcome: replicate.became(applicant.firm, outcome),
        }));
    }
    discontinuity::ratio(&cases, BANDWIDTH)
}

/// What the call did: the outcome of winners near the cut-off over what it would have been without the call.
pub fn with_over_without(
    replicates: &[&Replicate],
    (phase, outcome): (u8, Outcome),
    is_meant: impl Fn(&Firm) -> bool,
) -> f64 {
    let (mut with, mut without) = (0.0, 0.0);
    for replicate in replicates {
        for Applicant { firm, margin, is_winner } in replicate.applicants(phase) {
            if is_winner && margin < BANDWIDTH && is_meant(&replicate.before[firm]) {
                with += replicate.became(firm, outcome);
                without += replicate.would_have_become(firm, outcome);
            }
        }
    }
    with / without
}

/// Another evaluator's comparison: the outcome of all winners over that of firms like them that did not apply.
pub fn won_over_matched(
    replicates: &[&Replicate],
    (phase, outcome): (u8, Outcome),
    is_meant: impl Fn(&Firm) -> bool,
) -> f64 {
    let (mut won, mut alike) = (0.0, 0.0);
    for replicate in replicates {
        let applicants = replicate.applicants(phase).into_iter();
        let meant = applicants.filter(|one| one.is_winner && is_meant(&replicate.before[one.firm]));
        let winners: Vec<usize> = meant.map(|one| one.firm).collect();
        let Some(matches) = replicate.matches(&winners) else { continue };
        won += winners.iter().map(|firm| replicate.became(*firm, outcome)).sum::<f64>();
        alike += matches.iter().map(|firm| replicate.became(*firm, outcome)).sum::<f64>();
    }
    won / alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{FirmId, LineId};

    /// Two winners and two losers, and two others; winner 1 closes down with the call, loser 2 is followed by another firm.
    fn replicate() -> Replicate {
        let firm = |number: usize, knowledge: f64| Firm {
            number,
            is_at_work: true,
            sales: 1.0 + number as f64,
            productivity: 1.0,
            intensity: 0.02,
            knowledge,
            ..Firm::default()
        };
        let ranked = |place: usize, score: f64, is_awarded: bool| Ranked {
            line: LineId::new(0),
            phase: 1,
            lead: Lead::Firm(FirmId::new(place)),
            score,
            is_awarded,
        };
        let before: Vec<Firm> = (0..6).map(|number| firm(number, 0.0)).collect();
        let without: Vec<Firm> = (0..6).map(|number| firm(number, 1.0)).collect();
        let mut after = without.clone();
        after[0].knowledge = 3.0;
        after[1].is_at_work = false;
        after[2].number = 99;
        let ranked =
            vec![ranked(2, -0.2, false), ranked(3, 0.2, false), ranked(1, 0.4, true), ranked(0, 0.8, true)];
        Replicate { before, ranked, after, without, kept: 0.5 }
    }

    #[test]
    fn a_call_is_judged_by_hand() {
        let replicate = replicate();
        let known: Outcome = Life::ideas;
        let margins: Vec<f64> = replicate.applicants(1).iter().map(|one| one.margin).collect();
        for (margin, expected) in margins.iter().zip([-0.5, -0.1, 0.1, 0.5]) {
            assert!((margin - expected).abs() < 1e-12, "{margins:?}");
        }
        assert!(replicate.applicants(2).is_empty());
        let all = [&replicate];
        // winners have 3 and nothing, and would have had 1 each
        assert_eq!(with_over_without(&all, (1, known), |_| true), 1.5);
        // lines through (0.1, 0) and (0.5, 3), and through (-0.5, 0) and (-0.1, 1), at 0: -0.75 over 1.25
        let ratio = just_won_over_just_lost(&all, (1, known), |_| true);
        assert!((ratio + 0.6).abs() < 1e-9, "{ratio}");
        // both winners are most like firm 4, which has 1
        assert_eq!(replicate.matches(&[0, 1]), Some(vec![4, 4]));
        assert_eq!(won_over_matched(&all, (1, known), |_| true), 1.5);
    }
}
