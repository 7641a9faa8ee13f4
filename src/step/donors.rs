//! Donors: each has promised money for a line that is tied to single projects. A donor may leave; then the projects in
//! flight stop, and what its money built decays.
//!
//! Reads: promises, projects, capacity. Writes: donors, projects, adaptation, capacity.
//!
//! A donor leaves with the hazard `1 - (1 - donor_exit)^(1/4)` a quarter as long as it is at work. What it built loses
//! `decay x (1 if it left, else o) x (1 - o if a public body owns it, else 1)` a year, o the switch `ownership`
//! (that what locals own lasts: Isham, Narayan, Pritchett 1995).
//!
//! Told in sections 7.2 and 7.13 of docs/odd.md.

use super::Setting;
use super::capacity::gain;
use super::projects::end;
use crate::chance::{Purpose, QUESTIONS};
use crate::ids::LineId;
use crate::numeric::{exp, pow};
use crate::scenario::parameters::Finance;
use crate::units::Money;
use crate::world::World;
use crate::world::projects::{Fate, Project};
use crate::world::support::{Donor, Tied, Works};

/// Donors leave: nobody chooses when.
pub(super) fn leave(world: &mut World, setting: Setting) {
    if world.lines.iter().all(|line| line.donor.is_none()) {
        return;
    }
    let date = setting.scenario.horizon.date_of(world.step);
    let hazard = 1.0 - pow(1.0 - setting.scenario.parameters.finance.donor_exit.0, 0.25);
    let luck = setting.streams.luck(Purpose::DonorExit, world.step);
    for (place, line) in setting.policy.lines.iter().enumerate() {
        let is_at_work = line.terms.runs_on(date) || in_flight(world, place);
        let account = &mut world.lines[place];
        let Some(donor) = &mut account.donor else { continue };
        let has_come = !donor.is_gone && donor.promised > 0.0;
        if has_come && is_at_work && luck.uniform(line.question(), 0) < hazard {
            donor.is_gone = true;
            donor.lapse();
            account.shares = account.shares.without_donor();
            abandon(world, setting, place);
        }
    }
}

/// Whether a project waits for money of a line's donor.
fn waits(project: &Project, line: usize) -> bool {
    project.line.index() == line && project.fate == Fate::Running && project.from_donor.open() > 0.0
}

fn in_flight(world: &World, line: usize) -> bool {
    world.projects.active.iter().any(|place| waits(&world.projects.all[*place as usize], line))
}

/// What waits for the money of a donor that has left is given up, or as much of it as donors give up. What is done is
/// paid for.
fn abandon(world: &mut World, setting: Setting, line: usize) {
    let given_up = setting.scenario.parameters.finance.given_up.0;
    let luck = setting.streams.luck(Purpose::DonorExit, world.step);
    let question = setting.policy.lines[line].question();
    let mut all = std::mem::take(&mut world.projects.all);
    let active = std::mem::take(&mut world.projects.active);
    for &place in &active {
        let project = &mut all[place as usize];
        let lead = world.number_of(project.lead);
        // after the questions of the lines come the leads
        if waits(project, line) && luck.uniform(QUESTIONS + lead, question) < given_up {
            end(world, project, Fate::Abandoned);
        }
    }
    world.projects.all = all;
    world.projects.active = active;
}

/// A donor promises its part of a line's money for a year.
pub(super) fn promise(donor: &mut Donor, money: f64) {
    if !donor.is_gone {
        donor.promised += money;
        donor.in_hand += money;
    }
}

/// What the donor of a line adds to public money for work that an agency asks for, as far as it has it.
pub(super) fn join(world: &mut World, line: LineId, public: f64) -> Tied {
    let account = &mut world.lines[line.index()];
    let Some(donor) = &mut account.donor else { return Tied::default() };
    let wanted = public * account.shares.donor / account.shares.public;
    donor.tie(wanted.min(donor.in_hand))
}

/// Notes what a project that is done leaves in its place by the money of its donor.
pub(super) fn leave_behind(world: &mut World, project: &Project, (solution, per_head): (usize, f64)) {
    let per_head = per_head * project.from_donor.committed / project.cost;
    if let Some(donor) = world.lines[project.line.index()].donor.as_mut().filter(|_| per_head > 0.0) {
        donor.works.push(Works {
            region: project.region.index(),
            solution,
            per_head,
            is_owned: project.is_owned(),
        });
    }
}

/// Share of what a donor built that is lost in a quarter: of what no public body owns, and of what one does.
fn losses(finance: &Finance, is_gone: bool) -> [f64; 2] {
    let ownership = finance.ownership.0;
    let decay = finance.decay.per_quarter() * if is_gone { 1.0 } else { ownership };
    [decay, decay * (1.0 - ownership)]
}

/// What donors' money built is kept up, or decays.
pub(super) fn keep_up(world: &mut World, setting: Setting) {
    for line in 0..world.lines.len() {
        let Some(mut donor) = world.lines[line].donor.take() else { continue };
        let losses = losses(&setting.scenario.parameters.finance, donor.is_gone);
        keep_capacity(world, setting, &mut donor, losses);
        keep_works(world, setting, &mut donor, losses);
        world.lines[line].donor = Some(donor);
    }
}

fn keep_capacity(world: &mut World, setting: Setting, donor: &mut Donor, losses: [f64; 2]) {
    let slip = setting.scenario.parameters.space.capacity_slip.per_quarter();
    let regions = &mut world.regions;
    for (region, built) in donor.capacity.iter_mut().enumerate() {
        let people = regions.geography.population[region];
        for (owned, loss) in losses.into_iter().enumerate() {
            let money = Money(std::mem::take(&mut donor.local_money[region][owned])).per_head(people);
            let gained = gain(setting, regions.capacity[region], money);
            let lost = loss * built[owned];
            built[owned] = built[owned] * (1.0 - slip) - lost + gained;
            regions.capacity[region] = (regions.capacity[region] - lost).max(0.0);
        }
    }
}

fn keep_works(world: &mut World, setting: Setting, donor: &mut Donor, losses: [f64; 2]) {
    let scale = setting.scenario.parameters.space.adaptation_money.0;
    for works in &mut donor.works {
        let lost = losses[usize::from(works.is_owned)] * works.per_head;
        if lost > 0.0 {
            let adaptation = &mut world.solutions.adaptation[(works.region, works.solution)];
            *adaptation = without(f64::from(*adaptation), lost / scale) as f32;
            works.per_head -= lost;
        }
    }
}

/// Adaptation `1 - exp(-x)` when a part of the x behind it is lost.
fn without(adaptation: f64, lost: f64) -> f64 {
    (1.0 - (1.0 - adaptation) * exp(lost)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parameters::Partners;
    use crate::units::{Index, PerYear, Share};

    #[test]
    fn adaptation_goes_back_the_way_it_came() {
        // 1 - e^-3 less 1 is 1 - e^-2 = 0.864665; nothing is left below nothing
        assert!((without(1.0 - exp(-3.0), 1.0) - 0.864_664_716_763).abs() < 1e-9);
        assert_eq!(without(0.2, 5.0), 0.0);
        assert_eq!(without(0.25, 0.0), 0.25);
    }

    #[test]
    fn what_is_lost_hangs_on_who_left_and_who_owns() {
        let finance = |ownership| Finance {
            donor_exit: PerYear(0.1),
            given_up: Share(1.0),
            decay: PerYear(0.2),
            ownership: Share(ownership),
            partners: Partners { most: Index(3.0), follow: Index(2.0), risk: Share(0.4), spread: Index(0.5) },
        };
        let decay = PerYear(0.2).per_quarter();
        // off: nothing before it left, and then the same for all
        assert_eq!(losses(&finance(0.0), false), [0.0, 0.0]);
        assert_eq!(losses(&finance(0.0), true), [decay, decay]);
        // fully on: what nobody owns decays from the start, what somebody owns never
        assert_eq!(losses(&finance(1.0), false), [decay, 0.0]);
        assert_eq!(losses(&finance(1.0), true), [decay, 0.0]);
    }
}
