//! Elections, and what they do to a programme.

use crate::form::{Choice, Form};
use crate::units::{Index, Share, Years};

/// How elections decide on missions.
#[derive(Clone, Debug)]
pub struct Politics {
    pub(crate) mode: Mode,
    pub(crate) first: Years,
    pub(crate) term: Years,
    pub(crate) inertia: Index,
    pub(crate) support: Index,
    pub(crate) milestones: Index,
    pub(crate) cut: Share,
}

/// Whether elections do anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    On,
    Off,
}

impl Choice for Mode {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::On, "on", "each election decides whether the mission's budgets are renewed or cut"),
        (Self::Off, "off", "budgets are what the policy promises: for studies of efficacy"),
    ];
}

impl Politics {
    pub(super) fn read(form: &mut Form) -> Self {
        let mode =
            form.choice("mode", "whether elections decide on budgets").moves("continuity").default(Mode::On);
        let first = form
            .amount("first", "time from the start of the simulation to the first election")
            .within(0.25, 40.0)
            .assumed()
            .moves("continuity")
            .default(4.0);
        let term = form
            .amount("term", "time from one election to the next")
            .within(0.25, 40.0)
            .source("four years: the usual term of parliaments in Europe (IPU Parline: 4 or 5 years)")
            .moves("continuity")
            .default(4.0);
        let cut = form
            .amount("cut", "share of what is left of its budgets that a mission loses in an election that goes against it")
            .within(0.0, 1.0)
            .assumed()
            .moves("continuity")
            .default(0.6);
        let mut weight = |key, meaning, default| {
            form.amount::<Index>(key, meaning)
                .within(-20.0, 20.0)
                .assumed()
                .moves("continuity")
                .default(default)
        };
        Self {
            mode,
            first,
            term,
            cut,
            inertia: weight(
                "inertia",
                "log odds that budgets are renewed where support is nought and no milestone was met",
                1.8,
            ),
            support: weight("support", "what full support adds to them", 2.5),
            milestones: weight("milestones", "what it adds that all milestones so far were met", 0.8),
        }
    }
}
