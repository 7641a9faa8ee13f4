//! Co-funding: a project starts when its money is together. The line's donor must have its part in hand, and a private
//! partner must expect more revenue than its part costs.
//!
//! `revenue of a euro = most x m / (1 + m) x (1 - risk)^missing readiness x exp(spread N)`, m the market that partners
//! expect in units of 1 % of the field's sales: what policy announces and owners buy, and `follow` for each euro that
//! other partners have in projects of the solution (public money can bring private money along: Deleidi, Mazzucato,
//! Semieniuk 2020; expectations are shared: Borup, Brown, Konrad, van Lente 2006; the form is an assumption).
//!
//! Told in section 7.7 of docs/odd.md.

use super::super::Setting;
use super::super::direction::PROSPECT;
use super::Application;
use crate::chance::Purpose;
use crate::numeric::{exp, normal_quantile, pow, sum};
use crate::scenario::parameters::Partners;
use crate::world::World;
use crate::world::offers::Call;
use crate::world::projects::Fate;
use crate::world::solutions::ON_SALE;
use crate::world::support::Tied;

/// Whether the parts of partners and of the donor are there.
pub(super) fn is_together(world: &World, setting: Setting, call: &Call, application: &Application) -> bool {
    let support = application.support(call);
    let donor = &world.lines[call.line.index()].donor;
    let donor_has_it = call.shares.donor <= 0.0
        || donor.as_ref().is_some_and(|donor| donor.in_hand >= call.shares.donor * support);
    donor_has_it && (call.shares.partners <= 0.0 || a_partner_joins(world, setting, call, application))
}

/// Ties the parts of partners and of the donor to a project that starts.
pub(super) fn tie(world: &mut World, call: &Call, support: f64) -> [Tied; 2] {
    let from_partners = Tied::new(call.shares.partners * support);
    let donor = &mut world.lines[call.line.index()].donor;
    let from_donor = donor.as_mut().map(|donor| donor.tie(call.shares.donor * support));
    [from_partners, from_donor.unwrap_or_default()]
}

fn a_partner_joins(world: &World, setting: Setting, call: &Call, application: &Application) -> bool {
    let solution = application.solution.index();
    let partners = &setting.scenario.parameters.finance.partners;
    let luck = setting.streams.luck(Purpose::Backing, world.step);
    let luck = luck.uniform(world.number_of(application.lead), call.question);
    let field_sales = sum(&world.firms.sales) * 4.0;
    let market = world.offers.announced[solution]
        + world.solutions.turnover[solution]
        + partners.follow.0 * invested(world, solution);
    let missing = (ON_SALE - world.solutions.readiness[solution]).max(0.0);
    revenue(partners, market / (PROSPECT * field_sales), missing, normal_quantile(luck)) > 1.0
}

/// Revenue that a partner expects of a euro.
fn revenue(partners: &Partners, market: f64, missing: f64, own: f64) -> f64 {
    partners.most.0 * market / (1.0 + market)
        * pow(1.0 - partners.risk.0, missing)
        * exp(partners.spread.0 * own)
}

/// Money that partners have in projects of a solution that are at work, M EUR.
fn invested(world: &World, solution: usize) -> f64 {
    let active = world.projects.active.iter().map(|place| &world.projects.all[*place as usize]);
    let of_solution = active.filter(|project| {
        project.fate == Fate::Running && project.solution.is_some_and(|id| id.index() == solution)
    });
    of_solution.map(|project| project.from_partners.committed).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Index, Share};

    #[test]
    fn a_partner_expects_more_of_a_larger_and_nearer_market() {
        let partners =
            Partners { most: Index(3.0), follow: Index(2.0), risk: Share(0.5), spread: Index(0.5) };
        // a market of one unit gives half of 3; one missing level halves that; without a market nothing
        assert!((revenue(&partners, 1.0, 0.0, 0.0) - 1.5).abs() < 1e-12);
        assert!((revenue(&partners, 1.0, 1.0, 0.0) - 0.75).abs() < 1e-12);
        assert_eq!(revenue(&partners, 0.0, 0.0, 3.0), 0.0);
    }
}
