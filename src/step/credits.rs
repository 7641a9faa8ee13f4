//! Credits: firms get back a part of their own research, whatever they search for. It makes research cheaper,
//! so they wish more of it; what they would have done anyway is paid back as well. Where something is asked for a credit
//! those firms claim it to which it is worth more than that costs them.
//!
//! Reads: offers, own research, capacity. Writes: funds of firms, line accounts, what firms saw being paid back, duties,
//! what is open, local money, public value.
//!
//! `wish = usual wish x (1 - e (1 - b))^-elasticity`, e the share of own research that firms expect back: the one that
//! was paid in the last quarter (user cost of research: Hall, Van Reenen 2000), b the burden of what is asked, 1 for who
//! does not claim. When claims exceed the money of the quarter all are paid the same share. A second credit pays on what
//! the first leaves.
//!
//! Told in section 7.9 of docs/odd.md.

use super::{Setting, conditions, learning};
use crate::ids::FirmId;
use crate::numeric::pow;
use crate::units::{Index, Money};
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::offers::{Offers, ResearchCredit};
use crate::world::projects::Lead;

/// Factor by which a firm of a region wishes more own research than without credits, which are worth a share of what they
/// pay to it: 1 when none is expected.
fn eagerness(
    offers: &Offers,
    elasticity: Index,
    region: usize,
    worth: impl Fn(&ResearchCredit) -> f64,
) -> f64 {
    let expected = |credit: &ResearchCredit| Some(worth(credit) * credit.expected[credit.pot_of(region)?]);
    let cost: f64 = offers.credits.iter().filter_map(expected).map(|share| 1.0 - share).product();
    if cost < 1.0 { pow(cost, -elasticity.0) } else { 1.0 }
}

/// The same for one firm, with what is asked of it.
pub(super) fn eagerness_of(
    setting: Setting,
    offers: &Offers,
    (region, capacity): (usize, f64),
    number: usize,
) -> f64 {
    let worth = |credit: &ResearchCredit| (1.0 - burden(setting, credit, number, capacity)).max(0.0);
    eagerness(offers, setting.scenario.parameters.firms.user_cost_elasticity, region, worth)
}

/// The same for all firms of a region: one number, unless something is asked for a credit.
pub(super) fn make_eager(
    setting: Setting,
    offers: &Offers,
    place: (usize, f64),
    numbers: &[usize],
    eager: &mut Vec<f64>,
) {
    eager.clear();
    if offers.credits.iter().any(|credit| credit.conditions.any()) {
        eager.extend(numbers.iter().map(|number| eagerness_of(setting, offers, place, *number)));
    } else {
        let elasticity = setting.scenario.parameters.firms.user_cost_elasticity;
        eager.resize(numbers.len(), eagerness(offers, elasticity, place.0, |_| 1.0));
    }
}

/// What that which is asked for a credit costs a firm, for each euro of it. Claims beyond the money are cut later: a firm
/// reckons with the whole rate.
fn burden(setting: Setting, credit: &ResearchCredit, number: usize, capacity: f64) -> f64 {
    conditions::burden(setting, (credit.conditions, credit.rate), (number, true), capacity)
}

/// Pays back what firms claim on their own research of this quarter.
pub(super) fn pay_back(world: &mut World, setting: Setting) {
    let credits = std::mem::take(&mut world.offers.credits);
    // share of own research that no credit has paid back yet, by region
    let mut left = vec![1.0; if credits.is_empty() { 0 } else { world.regions.len() }];
    for credit in &credits {
        let claimed = claimed(world, setting, credit);
        let shares = paid_shares(credit, &claimed, &left);
        for region in 0..world.regions.len() {
            let Some(pot) = credit.pot_of(region) else { continue };
            pay_region(world, setting, credit, region, left[region] * shares[pot]);
            let (part, all) = (claimed[region], world.regions.research[region]);
            left[region] *= if part < all { 1.0 - shares[pot] * part / all } else { 1.0 - shares[pot] };
        }
        world.lines[credit.line.index()].paid_back = shares;
    }
    world.offers.credits = credits;
}

/// Own research of a firm in this quarter.
fn own_research(world: &World, firm: usize) -> f64 {
    world.firms.private_research[firm] - world.firms.own_part[firm]
}

/// Own research of each region whose firms claim a credit: all, where nothing is asked.
fn claimed(world: &World, setting: Setting, credit: &ResearchCredit) -> Vec<f64> {
    let mut claimed = world.regions.research.clone();
    if credit.conditions.any() {
        for (region, claimed) in claimed.iter_mut().enumerate() {
            let capacity = world.regions.capacity[region];
            let here = world.firms.of_region(region);
            let claims =
                here.filter(|firm| burden(setting, credit, world.firms.number[*firm], capacity) < 1.0);
            *claimed = claims.map(|firm| own_research(world, firm)).sum();
        }
    }
    claimed
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

/// Pays every firm of a region that claims it back this share of its own research.
fn pay_region(world: &mut World, setting: Setting, credit: &ResearchCredit, region: usize, share: f64) {
    let (asked, capacity) = (credit.conditions, world.regions.capacity[region]);
    let (mut paid, mut forgone) = (Money::ZERO, Money::ZERO);
    for firm in world.firms.of_region(region) {
        let amount = Money(share * own_research(world, firm));
        if asked.any() && burden(setting, credit, world.firms.number[firm], capacity) >= 1.0 {
            forgone += amount;
            continue;
        }
        world.firms.funds[firm] += amount.0;
        paid += amount;
        if asked.any() {
            do_what_is_asked(world, setting, credit, (firm, region), amount);
        }
    }
    let line = &mut world.lines[credit.line.index()];
    line.pay_directly(paid);
    line.awarded[region] += paid.0;
    if asked.any() {
        world.missions[line.mission.index()].takeup.note(paid, forgone);
    }
    world.regions.public_money[region] += paid.0;
    world.ledger.enter(Flow::ResearchCredit, Sector::Agencies, Sector::Firms, paid);
}

/// A firm that got a credit for its own research keeps to a standard, owes research out of its profits, opens what it
/// finds, and does a part of it with people of its region.
fn do_what_is_asked(
    world: &mut World,
    setting: Setting,
    credit: &ResearchCredit,
    (firm, region): (usize, usize),
    amount: Money,
) {
    let (asked, research) = (credit.conditions, own_research(world, firm));
    let weight = conditions::weight_of(setting, world.firms.number[firm]);
    let standard = Money(weight * conditions::surcharge(setting, asked) * research);
    conditions::pay_for_standard(world, firm, region, standard);
    conditions::owe(world, asked, Lead::Firm(FirmId::new(firm)), amount.0);
    let here = conditions::count(world, setting, asked, research);
    world.regions.local_money[region] += here;
    if let (Some(solution), true) = (world.firms.solution(firm), asked.open_knowledge > 0.0) {
        let open = asked.open_knowledge * research * world.regions.real_research[region];
        learning::publish(world, region, solution, open);
        world.public_value.opened += open;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LineId;
    use crate::world::support::Conditions;

    fn credit(pots: &[f64], regions: Option<Vec<bool>>) -> ResearchCredit {
        let (line, expected) = (LineId::new(0), vec![0.0; pots.len()]);
        let conditions = Conditions::default();
        ResearchCredit { line, rate: 0.2, conditions, pots: pots.to_vec(), expected, regions }
    }

    #[test]
    fn who_expects_a_fifth_back_wishes_a_quarter_more() {
        let mut offers = Offers::default();
        assert_eq!(eagerness(&offers, Index(1.0), 0, |_| 1.0).to_bits(), 1.0_f64.to_bits());
        offers.credits.push(credit(&[5.0], Some(vec![true, false])));
        offers.credits[0].expected = vec![0.2];
        // 1 / (1 - 0.2) = 1.25 where it is offered; its square with an elasticity of 2
        assert!((eagerness(&offers, Index(1.0), 0, |_| 1.0) - 1.25).abs() < 1e-12);
        assert!((eagerness(&offers, Index(2.0), 0, |_| 1.0) - 1.5625).abs() < 1e-12);
        assert_eq!(eagerness(&offers, Index(1.0), 1, |_| 1.0).to_bits(), 1.0_f64.to_bits());
        // half of what is left with another credit: a euro costs 0.4
        offers.credits.push(credit(&[5.0], None));
        offers.credits[1].expected = vec![0.5];
        assert!((eagerness(&offers, Index(1.0), 0, |_| 1.0) - 2.5).abs() < 1e-12);
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
