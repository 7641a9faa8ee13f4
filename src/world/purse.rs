//! The purse of a mission: what it brings the exchequer and costs its owners, besides what budget lines spend.

use crate::units::Money;

/// Money that flows quarter by quarter, with its present value at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tide {
    /// Of this quarter, M EUR.
    pub now: f64,
    /// Present value of all quarters that are closed, M EUR.
    pub present_value: f64,
}

impl Tide {
    /// More of it in this quarter.
    pub fn add(&mut self, amount: Money) {
        self.now += amount.0;
    }

    /// Closes the quarter, whose money counts by this factor at the start.
    pub fn close(&mut self, discount: f64) {
        self.present_value += self.now * discount;
        self.now = 0.0;
    }
}

/// What a mission brings and costs, M EUR.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Purse {
    /// Taxes on sales and on the use of goods.
    pub taxes: Tide,
    /// Levy revenue that the exchequer keeps.
    pub levies: Tide,
    /// What owners pay for goods, their use and levies, less support and levy revenue that they get back.
    pub outlays: Tide,
}

impl Purse {
    /// Closes the quarter.
    pub fn close(&mut self, discount: f64) {
        for tide in [&mut self.taxes, &mut self.levies, &mut self.outlays] {
            tide.close(discount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tide_counts_each_quarter_by_its_own_factor() {
        let mut tide = Tide::default();
        for (amount, discount) in [(8.0, 1.0), (4.0, 0.5)] {
            tide.add(Money(amount / 2.0));
            tide.add(Money(amount / 2.0));
            tide.close(discount);
        }
        assert_eq!(tide, Tide { now: 0.0, present_value: 10.0 });
    }
}
