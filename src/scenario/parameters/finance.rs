//! Money of partners and donors.

use crate::form::Form;
use crate::units::{Index, PerYear, Share};

/// Money of partners and donors in projects.
#[derive(Clone, Debug)]
pub struct Finance {
    pub(crate) donor_exit: PerYear,
    pub(crate) given_up: Share,
    pub(crate) decay: PerYear,
    pub(crate) ownership: Share,
    /// What private partners expect.
    pub partners: Partners,
}

/// What private partners expect of a project.
#[derive(Clone, Debug)]
pub struct Partners {
    pub(crate) most: Index,
    pub(crate) follow: Index,
    pub(crate) risk: Share,
    pub(crate) spread: Index,
}

impl Finance {
    pub(super) fn read(form: &mut Form) -> Self {
        Self {
            donor_exit: form
                .amount("donor_exit", "chance that the donor of a line leaves in a year")
                .within(0.0, 0.9)
                .assumed()
                .moves("money_lost_in_flight")
                .default(0.1),
            given_up: form
                .amount(
                    "given_up",
                    "share of its projects at work that a donor gives up when it leaves; the others it pays to their end",
                )
                .within(0.0, 1.0)
                .assumed()
                .moves("money_lost_in_flight")
                .default(1.0),
            decay: form
                .amount(
                    "decay",
                    "share of the adaptation and capacity that a donor's money built and that is lost in a year once the donor has left",
                )
                .within(0.0, 0.9)
                .assumed()
                .moves("capacity_mean")
                .default(0.2),
            ownership: form
                .amount(
                    "ownership",
                    "switch: how far what a donor's money built lasts by who owns it; at 1 it lasts where a public body of the region led or joined the project, and elsewhere decays from the start",
                )
                .within(0.0, 1.0)
                .source("off: it lasts until the donor leaves, whoever owns it")
                .moves("capacity_mean")
                .default(0.0),
            partners: form.table("partners", "what private partners expect of a project", Partners::read),
        }
    }
}

impl Partners {
    fn read(form: &mut Form) -> Self {
        Self {
            most: form
                .amount("most", "revenue that a partner expects of a euro in the largest market")
                .within(0.0, 100.0)
                .assumed()
                .moves("partners_money")
                .default(3.0),
            follow: form
                .amount("follow", "sales a year that partners expect for each euro that others have in projects of the solution")
                .within(0.0, 1000.0)
                .assumed()
                .moves("partners_money")
                .default(2.0),
            risk: form
                .amount("risk", "share of what is expected that each missing level of readiness below 7 takes away")
                .within(0.0, 1.0)
                .assumed()
                .moves("partners_money")
                .default(0.4),
            spread: form
                .amount("spread", "standard deviation of the logarithm of what single partners expect")
                .within(0.0, 5.0)
                .assumed()
                .moves("partners_money")
                .default(0.5),
        }
    }
}
