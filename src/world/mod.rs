//! State only: what the world is in one quarter, in columns. It knows neither policy nor scenario.

pub mod agencies;
pub mod applications;
pub mod beliefs;
pub mod bodies;
pub mod firms;
pub mod grid;
pub mod households;
pub mod ledger;
pub mod lines;
pub mod links;
pub mod missions;
pub mod offers;
pub mod projects;
pub mod purse;
pub mod regions;
pub mod solutions;
pub mod stock;
pub mod support;
pub mod trials;

use crate::numeric::sum;
use agencies::{Agency, Report};
use applications::Applications;
use beliefs::Beliefs;
use bodies::Bodies;
use firms::Firms;
use households::Households;
use ledger::{Ledger, Sector};
use lines::LineAccount;
use missions::Mission;
use offers::Offers;
use projects::{Lead, Projects};
use purse::Tide;
use regions::Regions;
use solutions::Solutions;
use stock::OwnerKind;
use support::PublicValue;
use trials::Trials;

/// The world in one quarter.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// The quarter: 0 is the first.
    pub step: usize,
    /// The regions.
    pub regions: Regions,
    /// The firms.
    pub firms: Firms,
    /// The households.
    pub households: Households,
    /// The public bodies.
    pub bodies: Bodies,
    /// The agencies.
    pub agencies: Vec<Agency>,
    /// What projects showed in this quarter.
    pub reports: Vec<Report>,
    /// What the public believes of solutions.
    pub public: Beliefs,
    /// The solutions of all missions.
    pub solutions: Solutions,
    /// The missions, with what owners use.
    pub missions: Vec<Mission>,
    /// The projects.
    pub projects: Projects,
    /// The applications that led to them, or did not.
    pub applications: Applications,
    /// What firms try in real places.
    pub trials: Trials,
    /// The budget lines of the policy.
    pub lines: Vec<LineAccount>,
    /// What the policy offers in this quarter.
    pub offers: Offers,
    /// What conditions of support gained so far.
    pub public_value: PublicValue,
    /// The transaction matrix.
    pub ledger: Ledger,
    /// Factor by which money of this quarter counts at the start.
    pub discount: f64,
    /// Private research money spent so far, M EUR.
    pub private_research: f64,
    /// Levy revenue so far, M EUR.
    pub levy_revenue: f64,
    /// Own money of firms and public bodies for research and projects, less what they got for it.
    pub co_funding: Tide,
}

impl World {
    /// The region of each owner of a kind.
    pub fn owner_regions(&self, kind: OwnerKind) -> &[u16] {
        match kind {
            OwnerKind::Household => &self.households.people.region,
            OwnerKind::Firm => &self.firms.region,
            OwnerKind::Body => &self.bodies.region,
        }
    }

    /// By what number a lead asks its luck: public bodies come after the firms of the start, and before those that entered.
    pub fn number_of(&self, lead: Lead) -> usize {
        match lead {
            Lead::Firm(id) => self.firms.number[id.index()],
            Lead::Body(id) => self.firms.len() + id.index(),
        }
    }

    /// Mean support of households for a mission, -1 to 1: each region by its people.
    pub fn mean_support(&self, mission: usize) -> f64 {
        let people = self.regions.geography.population.iter().enumerate();
        let sum: f64 = people.map(|(region, people)| people * self.support_in(mission, region)).sum();
        sum / self.regions.total_population()
    }

    /// Mean support of the households of a region.
    pub fn support_in(&self, mission: usize, region: usize) -> f64 {
        let agents = self.households.of_region(region);
        let count = agents.len() as f64;
        sum(&self.households.support[mission][agents]) / count
    }

    /// How strongly households feel for or against a mission on the mean, 0 to 1: each region by its people.
    pub fn strength_of_feeling(&self, mission: usize) -> f64 {
        let people = self.regions.geography.population.iter().enumerate();
        let felt = |region| {
            let here = &self.households.support[mission][self.households.of_region(region)];
            here.iter().map(|support| f64::from(support.abs())).sum::<f64>() / here.len() as f64
        };
        people.map(|(region, people)| people * felt(region)).sum::<f64>() / self.regions.total_population()
    }

    /// The owners of a kind in a region.
    pub fn owners_of(&self, kind: OwnerKind, region: usize) -> std::ops::Range<usize> {
        match kind {
            OwnerKind::Household => self.households.of_region(region),
            OwnerKind::Firm => self.firms.of_region(region),
            OwnerKind::Body => self.bodies.of_region(region),
        }
    }

    /// Funds of every sector, summed from the accounts themselves, M EUR.
    pub fn funds(&self) -> [f64; Sector::ALL.len()] {
        let mut funds = [0.0; Sector::ALL.len()];
        funds[Sector::Exchequer as usize] = self.ledger.exchequer;
        funds[Sector::Agencies as usize] = self.lines.iter().map(|line| line.balance).sum();
        funds[Sector::Firms as usize] = sum(&self.firms.funds);
        funds[Sector::Households as usize] = self.regions.household_account.iter().sum();
        funds[Sector::Bodies as usize] = self.bodies.funds.iter().sum();
        funds[Sector::Partners as usize] = self.ledger.partners;
        funds[Sector::Donors as usize] = self.ledger.donors;
        funds[Sector::World as usize] = self.ledger.world;
        funds
    }
}
