//! Awards: who was ranked in a call, what became of firms after it, and what would have become of them without it.
//!
//! The same call is judged in three ways: by comparing those just above the cut-off with those just below, by comparing winners
//! with firms like them that did not apply, and, what no evaluator has, by the same firms under the same luck without the call.

use std::collections::BTreeSet;

use super::estimators::discontinuity::{Case, Discontinuity};
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

/// Which applicants are looked at, and by what outcome.
#[derive(Clone, Copy)]
pub struct View<'v> {
    /// The phase for which they applied.
    pub phase: u8,
    /// What became of them.
    pub outcome: Outcome,
    /// Which of them count.
    pub is_meant: &'v dyn Fn(&Firm) -> bool,
}

/// The outcome of some firms, added up, and that of those with which they are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// How many firms there are.
    pub count: f64,
    /// Their outcomes.
    pub own: f64,
    /// The outcomes with which they are compared.
    pub other: f64,
}

impl Sums {
    /// Those of all samples together.
    pub fn together<'s>(samples: impl IntoIterator<Item = &'s Self>) -> Self {
        samples.into_iter().fold(Self::default(), |all, one| Self {
            count: all.count + one.count,
            own: all.own + one.own,
            other: all.other + one.other,
        })
    }

    /// One over the other.
    pub fn ratio(&self) -> f64 {
        self.own / self.other
    }
}

/// One call, judged in three ways.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judgement {
    /// An evaluator's discontinuity: winners against losers at the cut-off.
    pub cut_off: Discontinuity,
    /// What the call did: winners near the cut-off against themselves without the call.
    pub effect: Sums,
    /// Another evaluator's comparison: all winners against firms like them that did not apply.
    pub matched: Sums,
}

impl View<'_> {
    /// Judges the call of a replicate.
    pub fn judge(&self, replicate: &Replicate) -> Judgement {
        let Self { phase, outcome, is_meant } = *self;
        let applicants = replicate.applicants(phase).into_iter();
        let meant: Vec<Applicant> = applicants.filter(|one| is_meant(&replicate.before[one.firm])).collect();
        let became = |firm: usize| replicate.became(firm, outcome);
        let case = |one: &Applicant| Case { margin: one.margin, outcome: became(one.firm) };
        let near = meant.iter().filter(|one| one.is_winner && one.margin < BANDWIDTH);
        let effect = near.map(|one| Sums {
            count: 1.0,
            own: became(one.firm),
            other: replicate.would_have_become(one.firm, outcome),
        });
        let winners: Vec<usize> = meant.iter().filter(|one| one.is_winner).map(|one| one.firm).collect();
        let matches = replicate.matches(&winners).unwrap_or_default();
        let pairs = winners.iter().zip(&matches);
        let matched = pairs.map(|(own, other)| Sums { count: 1.0, own: became(*own), other: became(*other) });
        Judgement {
            cut_off: Discontinuity::of(meant.iter().map(case), BANDWIDTH),
            effect: Sums::together(&effect.collect::<Vec<_>>()),
            matched: Sums::together(&matched.collect::<Vec<_>>()),
        }
    }
}

/// The ratio at the cut-off, by the calls of several replicates.
pub fn just_won_over_just_lost(calls: &[&Judgement]) -> f64 {
    Discontinuity::together(calls.iter().map(|call| call.cut_off)).ratio()
}

/// What the calls of several replicates did, as a ratio.
pub fn with_over_without(calls: &[&Judgement]) -> f64 {
    Sums::together(calls.iter().map(|call| &call.effect)).ratio()
}

/// What the calls of several replicates add to the outcome of a winner.
pub fn added(calls: &[&Judgement]) -> f64 {
    let effect = Sums::together(calls.iter().map(|call| &call.effect));
    (effect.own - effect.other) / effect.count
}

/// Winners over others like them, by the calls of several replicates.
pub fn won_over_matched(calls: &[&Judgement]) -> f64 {
    Sums::together(calls.iter().map(|call| &call.matched)).ratio()
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
        let call = View { phase: 1, outcome: known, is_meant: &|_| true }.judge(&replicate);
        // winners have 3 and nothing, and would have had 1 each
        assert_eq!((with_over_without(&[&call, &call]), added(&[&call, &call])), (1.5, 0.5));
        assert_eq!(call.effect, Sums { count: 2.0, own: 3.0, other: 2.0 });
        // lines through (0.1, 0) and (0.5, 3), and through (-0.5, 0) and (-0.1, 1), at 0: -0.75 over 1.25
        let ratio = just_won_over_just_lost(&[&call]);
        assert!((ratio + 0.6).abs() < 1e-9, "{ratio}");
        // both winners are most like firm 4, which has 1
        assert_eq!(replicate.matches(&[0, 1]), Some(vec![4, 4]));
        assert_eq!(won_over_matched(&[&call]), 1.5);
        let none = View { phase: 1, outcome: known, is_meant: &|firm| firm.sales > 1e9 }.judge(&replicate);
        assert!(with_over_without(&[&none]).is_nan());
    }
}
