//! Budget lines: the account of one instrument of the policy, from promise to payment.

use super::support::{Donor, Shares};
use crate::ids::{AgencyId, MissionId};
use crate::units::Money;

/// Share of applications that are funded, as people take it to be before they have heard of any: an assumption.
pub const FIRST_CHANCE: f64 = 0.2;

/// The account of one budget line. Always `promised = spent + returned + balance` and `0 <= open <= balance`.
#[derive(Clone, Debug, PartialEq)]
pub struct LineAccount {
    /// Which kind of instrument it pays for: a place in the catalogue.
    pub kind: usize,
    /// The agency that runs it.
    pub agency: AgencyId,
    /// The mission that it serves.
    pub mission: MissionId,
    /// Whose money its projects are paid from.
    pub shares: Shares,
    /// Its donor, where it has one.
    pub donor: Option<Donor>,
    /// Public money promised so far, M EUR.
    pub promised: f64,
    /// Present value at the start of all that was promised, M EUR.
    pub authority: f64,
    /// Money spent so far, administration included, M EUR.
    pub spent: f64,
    /// Money given back so far because nobody could use it in its time, M EUR.
    pub returned: f64,
    /// Money in hand, M EUR.
    pub balance: f64,
    /// Committed to projects and not yet paid, M EUR.
    pub open: f64,
    /// Committed to projects ever, less what failed projects set free, M EUR.
    pub committed: f64,
    /// Spent in this quarter, M EUR.
    pub spent_now: f64,
    /// Spent a quarter, as seen over a year, M EUR.
    pub pace: f64,
    /// What it may still pay to those who claim it after this year: nothing for lines that give back what is left.
    pub outlook: Outlook,
    /// Present value at the start of all that was spent, M EUR.
    pub present_value: f64,
    /// Money awarded to each region so far, M EUR: what envelopes are held against.
    pub awarded: Vec<f64>,
    /// Money that each region was entitled to so far, M EUR: empty for an open competition.
    pub entitled: Vec<f64>,
    /// What projects that were stopped in this year of the line set free, M EUR: it stays with the line.
    pub freed: f64,
    /// Help to apply and deliver in this year, EUR for each inhabitant of each region: empty without any.
    pub help: Vec<f64>,
    /// Share of applications that are funded, as people hear of it.
    pub success_rate: f64,
    /// Share of own research that firms got back in the last quarter, by pot: empty before any could.
    pub paid_back: Vec<f64>,
    /// Money that buyers would have taken in the last quarter in which any could be reached, had all been
    /// reached, M EUR.
    pub wanted: Option<f64>,
}

/// What a promise that goes on may still cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Promised for later years, M EUR.
    pub money: f64,
    /// Quarters until it ends.
    pub quarters: f64,
}

impl LineAccount {
    /// The empty account of a line, in a world of so many regions.
    pub fn new(kind: usize, agency: AgencyId, mission: MissionId, regions: usize) -> Self {
        Self {
            kind,
            agency,
            mission,
            shares: Shares::PUBLIC,
            donor: None,
            promised: 0.0,
            authority: 0.0,
            spent: 0.0,
            returned: 0.0,
            balance: 0.0,
            open: 0.0,
            committed: 0.0,
            spent_now: 0.0,
            pace: 0.0,
            outlook: Outlook::default(),
            present_value: 0.0,
            awarded: vec![0.0; regions],
            entitled: Vec::new(),
            freed: 0.0,
            help: Vec::new(),
            paid_back: Vec::new(),
            success_rate: FIRST_CHANCE,
            wanted: None,
        }
    }

    /// Money that can still be committed or spent.
    pub fn available(&self) -> f64 {
        (self.balance - self.open).max(0.0)
    }

    /// What it has still to pay, M EUR: open commitments, and of a promise that goes on as much as will be claimed in its
    /// time at the pace of the last year.
    pub fn run_off(&self) -> f64 {
        let claims = (self.available() + self.outlook.money).min(self.pace * self.outlook.quarters);
        self.open.max(0.0) + if self.outlook.quarters > 0.0 { claims } else { 0.0 }
    }

    /// Takes a commitment of so much. The caller has seen that it is available.
    pub fn commit(&mut self, amount: Money) {
        self.open += amount.0;
        self.committed += amount.0;
    }

    /// Sets a commitment free again.
    pub fn release(&mut self, amount: Money) {
        self.open -= amount.0;
        self.committed -= amount.0;
    }

    /// Books a payment out of an earlier commitment.
    pub fn pay_committed(&mut self, amount: Money) {
        self.open -= amount.0;
        self.book_spending(amount);
    }

    /// Books a payment that was not committed before.
    pub fn pay_directly(&mut self, amount: Money) {
        self.committed += amount.0;
        self.book_spending(amount);
    }

    fn book_spending(&mut self, amount: Money) {
        self.balance -= amount.0;
        self.spent += amount.0;
        self.spent_now += amount.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn a_promise_that_goes_on_is_owed_as_far_as_it_is_claimed() {
        let mut line = LineAccount::new(0, Id::new(0), Id::new(0), 1);
        (line.balance, line.open, line.pace) = (30.0, 10.0, 2.0);
        // what is left over is given back, and only commitments are owed
        assert_eq!(line.run_off(), 10.0);
        // 20 in hand and 50 to come, of which 2 a quarter are claimed for five quarters
        line.outlook = Outlook { money: 50.0, quarters: 5.0 };
        assert_eq!(line.run_off(), 20.0);
        line.outlook.quarters = 100.0;
        assert_eq!(line.run_off(), 80.0);
    }
}
