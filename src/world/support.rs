//! Support: who gives the money, and what is asked for it.

use crate::units::Money;

/// Shares of a project's support by who gives it; they sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Of the public purse, through a budget line.
    pub public: f64,
    /// Of private partners that expect a part of the revenue: there is no pool of it.
    pub partners: f64,
    /// Of the line's donor, whose money is tied to the project.
    pub donor: f64,
}

impl Shares {
    /// All of it public.
    pub const PUBLIC: Self = Self { public: 1.0, partners: 0.0, donor: 0.0 };

    /// When the donor has gone the public purse takes its part in each project, so it pays for fewer.
    #[must_use]
    pub fn without_donor(self) -> Self {
        Self { public: self.public + self.donor, donor: 0.0, ..self }
    }
}

/// What is asked of those who get support: how strictly, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Conditions {
    /// Profits go into research, up to this share of the support.
    pub reinvest: f64,
    /// What is found is open to others.
    pub open_knowledge: f64,
    /// The work keeps to a standard of emissions or wages.
    pub standard: f64,
    /// The work is done with people and firms of the region.
    pub local_delivery: f64,
}

impl Conditions {
    /// Whether anything is asked.
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

/// Money of one giver that is tied to a project.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tied {
    /// Committed, less what its end set free, M EUR.
    pub committed: f64,
    /// Paid so far, M EUR.
    pub paid: f64,
}

impl Tied {
    /// So much, and nothing of it paid.
    pub fn new(committed: f64) -> Self {
        Self { committed, paid: 0.0 }
    }
    /// Committed and not yet paid, M EUR.
    pub fn open(self) -> f64 {
        self.committed - self.paid
    }
    /// Pays a part of what is open and says how much that is, M EUR.
    pub fn pay(&mut self, part: f64) -> f64 {
        let payment = part * self.open();
        self.paid = if part >= 1.0 { self.committed } else { self.paid + payment };
        payment
    }
    /// Sets free what is open and says how much that is, M EUR.
    pub fn release(&mut self) -> f64 {
        let open = self.open();
        self.committed = self.paid;
        open
    }
}

/// What conditions gained for the public so far, M EUR.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PublicValue {
    /// Profits that went into research.
    pub reinvested: f64,
    /// Research whose results are open because that was asked.
    pub opened: f64,
    /// What work that kept to a standard is worth beyond its own purpose.
    pub standards: f64,
    /// What work with people and firms of the region is worth beyond its own purpose.
    pub local: f64,
}

impl PublicValue {
    /// All of it.
    pub fn total(self) -> f64 {
        self.reinvested + self.opened + self.standards + self.local
    }
}

/// Support under conditions that was taken, and that was left, by those who are not applicants: buyers, firms with
/// research of their own, and trainers, M EUR so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Takeup {
    /// What was taken.
    pub taken: f64,
    /// What was left for what is asked.
    pub forgone: f64,
}

impl Takeup {
    /// Notes more of both.
    pub fn note(&mut self, taken: Money, forgone: Money) {
        self.taken += taken.0;
        self.forgone += forgone.0;
    }
}

/// The donor of a budget line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Donor {
    /// Whether it has left.
    pub is_gone: bool,
    /// Promised so far, M EUR.
    pub promised: f64,
    /// Promised for this year and neither tied to a project nor paid, M EUR.
    pub in_hand: f64,
    /// Promised and never paid: nobody could use it in its year, its project ended, or the donor left, M EUR.
    pub lapsed: f64,
    /// Paid so far for purchases and courses, which are paid at once, M EUR.
    pub paid_at_once: f64,
    /// Its money in local projects of each region in this quarter, M EUR: of those that no public body owns, and of
    /// those that one does.
    pub local_money: Vec<[f64; 2]>,
    /// Capacity of each region that its money built and that has not slipped, by the same two.
    pub capacity: Vec<[f64; 2]>,
    /// What its money built in places, and has not decayed.
    pub works: Vec<Works>,
}

/// What a donor's money built in a place: adaptation of a solution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Works {
    /// The region.
    pub region: usize,
    /// The solution.
    pub solution: usize,
    /// Money behind it that still counts, EUR a head.
    pub per_head: f64,
    /// Whether a public body of the region led it or had joined it.
    pub is_owned: bool,
}

impl Donor {
    /// The donor of a line, before it has promised anything, in a world of so many regions.
    pub fn new(regions: usize) -> Self {
        Self { local_money: vec![[0.0; 2]; regions], capacity: vec![[0.0; 2]; regions], ..Self::default() }
    }
    /// Lets go what it promised and nobody has tied to a project.
    pub fn lapse(&mut self) {
        self.lapsed += std::mem::take(&mut self.in_hand);
    }
    /// Pays for what is paid at once. The caller has seen that it is in hand.
    pub fn pay_at_once(&mut self, amount: Money) {
        self.in_hand -= amount.0;
        self.paid_at_once += amount.0;
    }
    /// Ties money to a project. The caller has seen that it is in hand.
    pub fn tie(&mut self, amount: f64) -> Tied {
        self.in_hand -= amount;
        Tied::new(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_purse_takes_the_part_of_a_donor_that_has_gone() {
        let left = Shares { public: 0.25, partners: 0.25, donor: 0.5 }.without_donor();
        assert_eq!(left, Shares { public: 0.75, partners: 0.25, donor: 0.0 });
        assert_eq!(Shares::PUBLIC.without_donor(), Shares::PUBLIC);
    }

    #[test]
    fn tied_money_is_paid_in_parts_and_let_go() {
        let mut tied = Tied::new(8.0);
        assert_eq!((tied.pay(0.25), tied.pay(0.5)), (2.0, 3.0));
        assert_eq!((tied.release(), tied.committed, tied.open()), (3.0, 5.0, 0.0));
        assert_eq!(Tied::new(3.0).pay(1.0), 3.0);
    }
}
