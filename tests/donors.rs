//! Donors: when one leaves hangs on its line alone; what it leaves is paid for by the public purse; and elections do not
//! touch what it promises.

mod small_worlds;

use missionmix::world::ledger::{Flow, Sector};
use small_worlds::{country, line, watch};

const DONOR: &str = "budget = 30\nproject_cost = 2\nfinance = { donor = 0.6 }";

/// The quarter from which the donor of a line is gone.
fn leaves_in(policies: &str, instrument: &str, replicate: u64) -> Option<usize> {
    let scenario = country(policies, &["finance.donor_exit=0.15", "politics.mode=off"]);
    let kind = |line: &missionmix::policy::Line| line.kind().name == instrument;
    let place = scenario.policies[0].lines.iter().position(kind).unwrap();
    let mut left = None;
    watch(&scenario, replicate, |world| {
        let is_gone =
            world.lines.get(place).and_then(|line| line.donor.as_ref()).is_some_and(|donor| donor.is_gone);
        left = left.or(is_gone.then_some(world.step));
    });
    left
}

/// A line keeps its luck whatever other lines there are, before it in the catalogue or after it.
#[test]
fn when_a_donor_leaves_hangs_on_its_line_alone() {
    let alone = line("one", "demonstration", DONOR);
    let other = "\nmission = \"warm_homes\"\nfrom = \"2026q1\"\nuntil = \"2041q4\"\nbudget = 10\nfinance = { donor = 0.5 }\n";
    let among =
        format!("{alone}\n[policy.one.rd_grant.before]{other}[policy.one.capacity_building.after]{other}");
    let quarters = [alone.as_str(), among.as_str()].map(|policies| {
        (0..12).map(|replicate| leaves_in(policies, "demonstration", replicate)).collect::<Vec<_>>()
    });
    assert_eq!(quarters[0], quarters[1]);
    assert!(quarters[0].iter().flatten().count() > 6, "{:?}", quarters[0]);
}

/// The public purse takes the part of a donor that has left, so new projects go on to start, paid by public money alone.
#[test]
fn projects_start_after_a_donor_has_left() {
    let scenario =
        country(&line("one", "demonstration", DONOR), &["finance.donor_exit=0.3", "politics.mode=off"]);
    let mut after = 0;
    for replicate in 0..4 {
        let mut left = usize::MAX;
        watch(&scenario, replicate, |world| {
            let Some(donor) = world.lines.first().and_then(|line| line.donor.as_ref()) else { return };
            if donor.is_gone && left == usize::MAX {
                // the quarter that has just passed
                left = world.step - 1;
            }
            for project in world.projects.all.iter().filter(|project| project.start > left) {
                assert_eq!(project.from_donor.committed, 0.0);
                after += 1;
            }
        });
    }
    assert!(after > 20, "{after}");
}

/// A line whose budget elections take away altogether still has the promise of its donor, which lapses.
#[test]
fn donors_are_not_elected() {
    let changes = [
        "politics.mode=on",
        "politics.first=2",
        "politics.term=2",
        "politics.cut=1",
        "politics.inertia=-20",
        "finance.donor_exit=0",
    ];
    let scenario = country(&line("one", "demonstration", DONOR), &changes);
    let (mut promised, mut public) = (Vec::new(), Vec::new());
    watch(&scenario, 0, |world| {
        let Some(line) = world.lines.first() else { return };
        promised.push(line.donor.as_ref().map_or(0.0, |donor| donor.promised));
        public.push(line.promised);
    });
    // 30 M EUR a year, six tenths of it the donor's: of the public part two years, of the donor's all sixteen
    assert!((public.last().unwrap() - 2.0 * 12.0).abs() < 1e-9, "{:?}", public.last());
    assert!((promised.last().unwrap() - 16.0 * 18.0).abs() < 1e-9, "{:?}", promised.last());
}

/// A donor pays its part of every rebate and of every course as they come, and the public purse all of them once it has left.
#[test]
fn rebates_and_courses_are_shared_with_a_donor_until_it_leaves() {
    for (instrument, flow) in [("adoption_subsidy", Flow::Subsidy), ("training", Flow::Courses)] {
        let rest = "budget = 100\nfinance = { donor = 0.4 }";
        let changes = ["finance.donor_exit=0.2", "politics.mode=off"];
        let scenario = country(&line("one", instrument, rest), &changes);
        let (mut shared, mut alone) = (0, 0);
        for replicate in 0..6 {
            watch(&scenario, replicate, |world| {
                let Some(donor) = world.lines.first().and_then(|line| line.donor.as_ref()) else { return };
                let public = -world.ledger.entry(flow, Sector::Agencies).0;
                let donated = -world.ledger.entry(Flow::Donation, Sector::Donors).0;
                if donor.is_gone {
                    assert_eq!(donated, 0.0, "{instrument}");
                    alone += u32::from(public > 0.0);
                } else if public > 0.0 {
                    assert!((donated / (public + donated) - 0.4).abs() < 1e-9, "{instrument}: {donated}");
                    shared += 1;
                }
            });
        }
        assert!(shared > 5 && alone > 5, "{instrument}: {shared} and {alone}");
    }
}
