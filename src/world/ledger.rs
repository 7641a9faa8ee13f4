//! The ledger: a transaction matrix. Every flow has two ends, so rows sum to zero, and columns to changes in funds.

use crate::units::Money;

/// Who has an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sector {
    /// The public purse.
    Exchequer,
    /// The agencies with their budget lines.
    Agencies,
    /// Firms.
    Firms,
    /// Households.
    Households,
    /// Public bodies.
    Bodies,
    /// Private partners in projects.
    Partners,
    /// Donors.
    Donors,
    /// Everybody else at home and abroad: customers of ordinary sales, makers of incumbents and imports.
    World,
}

impl Sector {
    /// All sectors.
    pub const ALL: [Self; 8] = [
        Self::Exchequer,
        Self::Agencies,
        Self::Firms,
        Self::Households,
        Self::Bodies,
        Self::Partners,
        Self::Donors,
        Self::World,
    ];
    /// The word for it.
    pub fn word(self) -> &'static str {
        [
            "exchequer",
            "agencies",
            "firms",
            "households",
            "public bodies",
            "partners",
            "donors",
            "rest of the world",
        ][self as usize]
    }
}

/// Why money flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Budgets that the exchequer gives to agencies.
    Appropriation,
    /// Money that agencies give back.
    Return,
    /// Project grants.
    Grant,
    /// Money of private partners for projects.
    CoFunding,
    /// Money of donors for projects.
    Donation,
    /// Wages and costs of administration.
    Administration,
    /// Money of agencies that went to goals of their own.
    OtherGoals,
    /// Support to owners who buy.
    Subsidy,
    /// Payments of public tenders for units.
    Tender,
    /// Money that firms get back on their own research.
    ResearchCredit,
    /// Wages of those who bring home what the rest of the world knows.
    Scouting,
    /// Wages of those who teach installers, and what installers in courses live on.
    Courses,
    /// Campaigns: what those who print and broadcast are paid.
    Outreach,
    /// Owners' purchases of goods.
    Purchase,
    /// Suppliers' costs of the units that they sold.
    SupplyCost,
    /// Running costs of goods in use.
    Running,
    /// Levies on incumbents.
    Levy,
    /// Levy revenue given back.
    Rebate,
    /// Taxes in the prices and the running costs of goods.
    Tax,
    /// Margins of ordinary sales.
    Margin,
    /// Wages of private research.
    Research,
    /// Wages and costs of project work.
    ProjectWork,
    /// Profits paid out.
    Dividend,
    /// What those who found a firm put into it.
    Equity,
    /// Debts of firms that closed down, which nobody pays.
    WriteOff,
    /// Ordinary income of public bodies.
    BodyIncome,
}

impl Flow {
    /// How many kinds of flow there are.
    pub const COUNT: usize = 26;
    /// All flows.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Appropriation,
        Self::Return,
        Self::Grant,
        Self::CoFunding,
        Self::Donation,
        Self::Administration,
        Self::OtherGoals,
        Self::Subsidy,
        Self::Tender,
        Self::ResearchCredit,
        Self::Scouting,
        Self::Courses,
        Self::Outreach,
        Self::Purchase,
        Self::SupplyCost,
        Self::Running,
        Self::Levy,
        Self::Rebate,
        Self::Tax,
        Self::Margin,
        Self::Research,
        Self::ProjectWork,
        Self::Dividend,
        Self::Equity,
        Self::WriteOff,
        Self::BodyIncome,
    ];
}

/// The matrix of this quarter: a row a flow, a column a sector; what a sector receives is positive.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    matrix: [[f64; Sector::ALL.len()]; Flow::COUNT],
    /// Funds of the exchequer: minus what it has paid net since the start, M EUR.
    pub exchequer: f64,
    /// Funds of private partners: minus what they have paid since the start, M EUR.
    pub partners: f64,
    /// Funds of donors: minus what they have paid since the start, M EUR.
    pub donors: f64,
    /// Funds of the rest of the world since the start, M EUR.
    pub world: f64,
    /// Funds of each sector at the end of the last quarter, M EUR.
    pub funds_before: [f64; Sector::ALL.len()],
}

impl Ledger {
    /// Moves money from one account to another and enters it at both ends.
    pub fn transfer(
        &mut self,
        flow: Flow,
        (payer, from): (Sector, &mut f64),
        (payee, to): (Sector, &mut f64),
        amount: Money,
    ) {
        *from -= amount.0;
        *to += amount.0;
        self.enter(flow, payer, payee, amount);
    }

    /// Enters a flow whose accounts a phase has changed itself, one by one.
    pub fn enter(&mut self, flow: Flow, payer: Sector, payee: Sector, amount: Money) {
        let row = &mut self.matrix[flow as usize];
        row[payer as usize] -= amount.0;
        row[payee as usize] += amount.0;
    }

    /// Money that a sector received by a flow in this quarter (negative: paid), M EUR.
    pub fn entry(&self, flow: Flow, sector: Sector) -> Money {
        Money(self.matrix[flow as usize][sector as usize])
    }

    /// What a sector received by all flows in this quarter, M EUR.
    pub fn column(&self, sector: Sector) -> Money {
        Money(self.matrix.iter().map(|row| row[sector as usize]).sum())
    }

    /// What all sectors received by a flow in this quarter: zero.
    pub fn row(&self, flow: Flow) -> Money {
        Money(self.matrix[flow as usize].iter().sum())
    }

    /// Starts a new quarter with an empty matrix, from these funds.
    pub fn open_quarter(&mut self, funds: [f64; Sector::ALL.len()]) {
        self.matrix = Default::default();
        self.funds_before = funds;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transfer_has_two_ends() {
        let mut ledger = Ledger::default();
        let (mut purse, mut line) = (10.0, 0.0);
        ledger.transfer(
            Flow::Appropriation,
            (Sector::Exchequer, &mut purse),
            (Sector::Agencies, &mut line),
            Money(4.0),
        );
        assert_eq!((purse, line), (6.0, 4.0));
        assert_eq!(ledger.row(Flow::Appropriation), Money(0.0));
        assert_eq!(ledger.column(Sector::Agencies), Money(4.0));
        assert_eq!(ledger.column(Sector::Exchequer), Money(-4.0));
    }

    #[test]
    fn every_flow_has_its_own_row() {
        for (place, flow) in Flow::ALL.into_iter().enumerate() {
            assert_eq!(flow as usize, place);
        }
        for (place, sector) in Sector::ALL.into_iter().enumerate() {
            assert_eq!(sector as usize, place);
        }
    }
}
