//! Finance of a line's projects: whose money it is.

use super::{InstrumentKind, Spending};
use crate::form::Form;
use crate::units::Share;
use crate::world::support::Shares;

/// Most that others than the public purse give: somebody has to administer it [A].
const MOST: f64 = 0.95;

/// Reads the shares of a line's money that others give; the rest is public.
pub(super) fn read(form: &mut Form, kind: &InstrumentKind) -> Shares {
    if !matches!(kind.spending, Spending::Calls | Spending::Projects) {
        let why = "partners and donors give money to single projects, and this line has none";
        form.refuse("finance", why, format!("no `finance` in `{}`: all of it is public", kind.name));
        return Shares::PUBLIC;
    }
    let meaning = "whose money the projects are paid from";
    form.table("finance", meaning, |form| read_shares(form, kind.spending))
}

fn read_shares(form: &mut Form, spending: Spending) -> Shares {
    let mut share = |key, meaning| {
        let share = form.amount::<Share>(key, meaning);
        share.within(0.0, MOST).source("neutral: all of it is public").moves("cofunding_ratio").default(0.0).0
    };
    let partners = if spending == Spending::Calls {
        share(
            "crowd_in",
            "share of each project's support that a private partner gives: there is no pool of it, and where no partner joins the project does not start",
        )
    } else {
        0.0
    };
    let donor = share(
        "donor",
        "share of the rest that a donor promises; it is tied to single projects, and the donor may leave",
    );
    if spending != Spending::Calls {
        let why =
            "a partner gives for a part of the revenue, and what public bodies are asked to do has none";
        form.refuse("crowd_in", why, "`donor` alone");
    }
    Shares { public: (1.0 - partners) * (1.0 - donor), partners, donor: (1.0 - partners) * donor }
}
