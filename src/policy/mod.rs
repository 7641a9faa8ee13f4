//! Policies: named mixes of instruments, and the catalogue of the kinds of instrument.
//!
//! An instrument changes who is asked, what is paid, how large a project is and when, by laying
//! `Offers` on the table each quarter. What follows from them is the business of the model's phases.

mod conditions;
mod finance;
pub mod governance;
pub mod moment;
pub mod spatial;
pub mod terms;

mod adoption_subsidy;
mod advance_market_commitment;
mod campaign;
mod capacity_building;
mod demonstration;
mod levy;
mod mission_lab;
mod participation;
mod partnership;
mod phased_prize;
mod project_call;
mod public_procurement;
mod rd_grant;
mod rd_tax_credit;
mod regulatory_sandbox;
mod sme_accelerator;
mod standard;
mod technology_transfer;
mod training;

use std::fmt::Debug;

use crate::calendar::{Horizon, Quarter};
use crate::chance::QUESTIONS;
use crate::form::Form;
use crate::ids::RegionId;
use crate::units::{Index, Money};
use crate::world::offers::Offers;
pub use conditions::Taker;
use governance::Governance;
use moment::Moment;
use terms::Terms;

/// Every kind of instrument, in the order in which they act.
pub const CATALOGUE: &[InstrumentKind] = &[
    rd_grant::KIND,
    phased_prize::KIND,
    sme_accelerator::KIND,
    participation::KIND,
    partnership::KIND,
    rd_tax_credit::KIND,
    mission_lab::KIND,
    technology_transfer::KIND,
    demonstration::KIND,
    regulatory_sandbox::KIND,
    capacity_building::KIND,
    training::KIND,
    campaign::KIND,
    public_procurement::KIND,
    advance_market_commitment::KIND,
    adoption_subsidy::KIND,
    levy::KIND,
    standard::KIND,
];

/// A kind of instrument: what a user can put into a policy.
#[derive(Debug)]
pub struct InstrumentKind {
    /// The word in a scenario.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Why it should work, in one sentence.
    pub theory: &'static str,
    /// What is not in it, and where it should not be relied on.
    pub limits: &'static str,
    /// Where the mechanism is described.
    pub source: &'static str,
    /// What it spends a budget of its own on.
    pub spending: Spending,
    /// Who takes its support.
    pub taker: Taker,
    /// Why it serves every solution of its mission, where none can be named.
    pub serves_all: Option<&'static str>,
    /// The lever that leaves the world untouched at zero.
    pub intensity: &'static str,
    /// The outcome that it is expected to move first, and which way: declared before it is measured.
    pub expectation: Expectation,
    /// Reads its own parameters, and complains of terms that it can't act on.
    pub read: fn(&mut Form, &Terms) -> Box<dyn Instrument>,
}

/// What an instrument spends a budget of its own on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spending {
    /// It has no budget.
    Nothing,
    /// Payments to those who claim them.
    Support,
    /// Payments to those who claim them; what nobody claims in a year stays promised until the line ends.
    Promise,
    /// Projects that an agency starts itself and that its staff runs.
    Projects,
    /// Courses, which its staff runs as well.
    Courses,
    /// Projects that are proposed in calls: who proposes can be helped, and be offered a choice of sizes.
    Calls,
    /// Work of its agency's own staff: nothing is paid to anybody in a region.
    Staff,
}

impl Spending {
    /// The outcome that shows first where such money goes.
    pub fn shows_in(self) -> &'static str {
        if self == Self::Staff { "staff_hours_per_head" } else { "money_per_head" }
    }
}

impl InstrumentKind {
    /// Whether it has a budget.
    pub fn spends(&self) -> bool {
        self.spending != Spending::Nothing
    }

    /// Whether a donor can pay a part: of single projects, of courses, and of purchases as they are made.
    pub fn can_have_donor(&self) -> bool {
        let pays_purchases = self.spending == Spending::Support && self.taker == Taker::Buyer;
        matches!(self.spending, Spending::Calls | Spending::Projects | Spending::Courses) || pays_purchases
    }
}

/// What an instrument is expected to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The outcome's name.
    pub outcome: &'static str,
    /// Which way.
    pub way: Way,
}

/// A direction of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It grows.
    Up,
    /// It falls.
    Down,
}

/// Something that acts every quarter in which its line runs.
pub trait Instrument: Debug + Send + Sync {
    /// Lays this quarter's offers on the table.
    fn act(&self, moment: &Moment, offers: &mut Offers);

    /// The quarter before which no call of its mission opens, where its line makes calls wait.
    fn holds_calls_until(&self, _terms: &Terms) -> Option<Quarter> {
        None
    }
}

/// One named instrument of a policy.
#[derive(Debug)]
pub struct Line {
    /// The name that the user gave it.
    pub name: String,
    /// Its place in the catalogue.
    pub kind: usize,
    /// When, for which mission and where it acts, and its budget.
    pub terms: Terms,
    /// What it does.
    pub instrument: Box<dyn Instrument>,
}

impl Line {
    /// The question that the line's applicants ask their luck. It goes with the line's name: the same line has
    /// the same luck under every policy, whatever other lines there are.
    pub fn question(&self) -> usize {
        // FNV-1a (Fowler, Noll, Vo)
        let hash = self.name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        (hash % QUESTIONS as u64) as usize
    }

    /// The kind of instrument.
    pub fn kind(&self) -> &'static InstrumentKind {
        &CATALOGUE[self.kind]
    }
}

/// The key that names the policy that another one is like.
pub const LIKE: &str = "like";

/// What a policy has to fit into.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'s> {
    /// The quarters that are simulated.
    pub horizon: Horizon,
    /// Where each agency acts: `None` means everywhere.
    pub territories: &'s [Option<Vec<RegionId>>],
    /// What the administration of one project costs.
    pub administration: Money,
}

/// One named mix of instruments.
#[derive(Debug)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// What it stands for, for people.
    pub title: String,
    /// Whether the other policies are compared with it.
    pub baseline: bool,
    /// Factor on every budget.
    pub scale: Index,
    /// How it is governed.
    pub governance: Governance,
    /// Its instruments.
    pub lines: Vec<Line>,
}

impl Policy {
    /// Reads one policy: its own words and, for every kind of the catalogue, the lines that use it.
    pub fn read(form: &mut Form, name: &str, frame: Frame) -> Self {
        let title = form.text("title", "what the policy stands for, for people").default("");
        let baseline =
            form.flag("baseline", "whether the other policies are compared with this one").default(false);
        let scale: Index = form
            .amount(
                "scale",
                "factor on every budget of the policy: how policies are brought to the same public cost",
            )
            .within(0.0, 1000.0)
            .source("neutral: the budgets as they are written")
            .moves("promised")
            .default(1.0);
        form.text(
            LIKE,
            "the policy whose instruments and governance it takes over; what it writes itself goes on top, key by key",
        )
        .moves("promised")
        .optional();
        spatial::declare_for_all_lines(form);
        let governance = form
            .table("governance", "how the policy is governed", |form| Governance::read(form, frame.horizon));
        let mut lines = Vec::new();
        for (kind, declared) in CATALOGUE.iter().enumerate() {
            let of_kind = form.named(declared.name, declared.summary, |form, _| {
                let terms = Terms::read(form, declared, scale.0, frame);
                let instrument = (declared.read)(form, &terms);
                (terms, instrument)
            });
            lines.extend(of_kind.into_iter().map(|(name, (terms, instrument))| Line {
                name,
                kind,
                terms,
                instrument,
            }));
        }
        hold_calls(&mut lines);
        Self { name: name.to_owned(), title, baseline, scale, governance, lines }
    }

    /// Gives it another factor on every budget. One that is nought leaves nothing to be multiplied.
    pub fn rescale(&mut self, scale: f64) {
        if self.scale.0 > 0.0 {
            let ratio = scale / self.scale.0;
            for line in &mut self.lines {
                line.terms.budget = line.terms.budget * ratio;
                line.terms.scale = scale;
            }
            self.scale = Index(scale);
        }
    }
}

/// Moves lines whose first calls have to wait to later dates, as they are.
fn hold_calls(lines: &mut [Line]) {
    for place in 0..lines.len() {
        let terms = &lines[place].terms;
        let mission = terms.mission;
        let Some(until) = lines[place].instrument.holds_calls_until(terms) else { continue };
        let held = terms.from..until;
        for line in lines.iter_mut().filter(|line| line.kind().spending == Spending::Calls) {
            if line.terms.mission == mission && held.contains(&line.terms.from) {
                line.terms.postpone(until.since(line.terms.from));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_unique_and_documented() {
        let mut names: Vec<_> = CATALOGUE.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CATALOGUE.len());
        for kind in CATALOGUE {
            assert!(kind.summary.len() > 20 && !kind.source.is_empty(), "{}", kind.name);
        }
    }
}
