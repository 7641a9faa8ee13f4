//! Credits: firms get back a part of their own research, whatever they search for. It makes research cheaper,
//! so they wish more of it; what they would have done anyway is paid back as well.
//!
//! Reads: offers, own research. Writes: funds of firms, line accounts, what firms saw being paid back.
//!
//! `wish = usual wish x (1 - e)^-elasticity`, e the share of own research that firms expect back: the one that
//! was paid in the last quarter (user cost of research: Hall, Van Reenen 2000). When claims exceed the money of
//! the quarter all are paid the same share. A second credit pays on what the first leaves.
//!
//! Told in section 7.9 of docs/odd.md.

use crate::numeric::pow;
use crate::units::{Index, Money};
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::offers::{Offers, ResearchCredit};

/// Factor by which firms of a region wish more own research than without credits: 1 when none is expected.
pub(super) fn eagerness(offers: &Offers, elasticity: Index, region: usize) -> f64 {
    let expected = |credit: &ResearchCredit| credit.pot_of(region).map(|pot| credit.expected[pot]);
    let cost: f64 = offers.credits.iter().filter_map(expected).map(|share| 1.0 - share).product();
    if cost < 1.0 { pow(cost, -elasticity.0) } else { 1.0 }
}

/// Pays back what firms claim on their own research of this quarter.
pub(super) fn pay_back(world: &mut World) {
    let credits = std::mem::take(&mut world.offers.credits);
    // share of own research that no credit has paid back yet, by region
    let mut left = vec![1.0; if credits.is_empty() { 0 } else { world.regions.len() }];
    for credit in &credits {
        let shares = paid_shares(credit, &world.regions.research, &left);
        for region in 0..world.regions.len() {
            let Some(pot) = credit.pot_of(region) else { continue };
            pay_region(world, credit, region, left[region] * shares[pot]);
            left[region] *= 1.0 - shares[pot];
        }
        world.lines[credit.line.index()].paid_back = shares;
    }
    world.offers.credits = credits;
}

/// Share of what is left of own research that each pot pays back: the rate, or less when claims exceed the pot.
fn paid_shares(credit: &ResearchCredit, research: &[f64], left: &[f64]) -> Vec<f64> {
    let mut claims = vec![0.0; credit.pots.len()];
    for (region, (research, left)) in research.iter().zip(left).enumerate() {
        if let Some(pot) = credit.pot_of(region) {
            claims[pot] += credit.rate * left * research;
        }
    }
    let paid = |(claim, pot): (&f64, &f64)| credit.rate * if claim > pot { pot / claim } else { 1.0 };
    claims.iter().zip(&credit.pots).map(paid).collect()
}

/// Pays every firm of a region back this share of its own research.
fn pay_region(world: &mut World, credit: &ResearchCredit, region: usize, share: f64) {
    let firms = &mut world.firms;
    let mut paid = Money::ZERO;
    for firm in firms.of_region(region) {
        let own = firms.private_research[firm] - firms.own_part[firm];
        firms.funds[firm] += share * own;
        paid += Money(share * own);
    }
    let line = &mut world.lines[credit.line.index()];
    line.pay_directly(paid);
    line.awarded[region] += paid.0;
    world.regions.public_money[region] += paid.0;
    world.ledger.enter(Flow::ResearchCredit, Sector::Agencies, Sector::Firms, paid);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LineId;

    fn credit(pots: &[f64], regions: Option<Vec<bool>>) -> ResearchCredit {
        let (line, expected) = (LineId::new(0), vec![0.0; pots.len()]);
        ResearchCredit { line, rate: 0.2, pots: pots.to_vec(), expected, regions }
    }

    #[test]
    fn who_expects_a_fifth_back_wishes_a_quarter_more() {
        let mut offers = Offers::default();
        assert_eq!(eagerness(&offers, Index(1.0), 0).to_bits(), 1.0_f64.to_bits());
        offers.credits.push(credit(&[5.0], Some(vec![true, false])));
        offers.credits[0].expected = vec![0.2];
        // 1 / (1 - 0.2) = 1.25 where it is offered; its square with an elasticity of 2
        assert!((eagerness(&offers, Index(1.0), 0) - 1.25).abs() < 1e-12);
        assert!((eagerness(&offers, Index(2.0), 0) - 1.5625).abs() < 1e-12);
        assert_eq!(eagerness(&offers, Index(1.0), 1).to_bits(), 1.0_f64.to_bits());
        // half of what is left with another credit: a euro costs 0.4
        offers.credits.push(credit(&[5.0], None));
        offers.credits[1].expected = vec![0.5];
        assert!((eagerness(&offers, Index(1.0), 0) - 2.5).abs() < 1e-12);
    }

    /// Shares that credits pay on research of 10, 20 and 30 M EUR, in thousandths.
    fn shares(pots: &[f64], regions: Option<Vec<bool>>, left: f64) -> Vec<f64> {
        let shares = paid_shares(&credit(pots, regions), &[10.0, 20.0, 30.0], &[left; 3]);
        shares.iter().map(|share| (share * 1000.0).round()).collect()
    }

    #[test]
    fn claims_beyond_the_money_are_paid_the_same_share() {
        // claims are a fifth of 10 + 20 + 30 = 12: money enough, then half of it
        assert_eq!(shares(&[15.0], None, 1.0), [200.0]);
        assert_eq!(shares(&[6.0], None, 1.0), [100.0]);
        // with pots of their own: 1 for claims of 2, 5 for claims of 4, nothing for claims of 6
        assert_eq!(shares(&[1.0, 5.0, 0.0], None, 1.0), [100.0, 200.0, 0.0]);
        // where it is not offered nothing is claimed: 2 from the first region for a pot of 1
        assert_eq!(shares(&[1.0], Some(vec![true, false, false]), 1.0), [100.0]);
        // a second credit of the same rate claims on the four fifths that are left: 9.6 for a pot of 4.8
        assert_eq!(shares(&[4.8], None, 0.8), [100.0]);
    }
}
