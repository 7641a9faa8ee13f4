//! Finance of a line's projects: whose money it is.

use crate::form::Form;
use crate::units::Share;
use crate::world::support::Shares;

use super::Spending;

/// Least share of the public purse: somebody has to administer what others pay for [A].
const LEAST_PUBLIC: f64 = 0.05;

/// Reads the shares of a line's money that others give; the rest is public.
pub(super) fn read(form: &mut Form, spending: Spending) -> Shares {
    let mut share = |key, meaning| {
        let share = form.amount::<Share>(key, meaning);
        share.within(0.0, 1.0).source("neutral: all of it is public").moves("cofunding_ratio").default(0.0).0
    };
    let donor = share(
        "donor",
        "share of the line's money that a donor promises; it is tied to single projects, and the donor may leave",
    );
    // nobody earns on what public bodies are asked to do
    let partners = if spending == Spending::Calls {
        share(
            "crowd_in",
            "share of each project's support that comes from private partners or not at all: there is no pool of it, and without a partner a project does not start",
        )
    } else {
        0.0
    };
    let public = 1.0 - partners - donor;
    if public < LEAST_PUBLIC {
        let key = if donor > 0.0 { "donor" } else { "crowd_in" };
        let message = "nothing is left of public money, and it pays for the administration";
        form.complain(key, message, format!("shares that leave {LEAST_PUBLIC} or more to the public purse"));
        return Shares::PUBLIC;
    }
    Shares { public, partners, donor }
}
