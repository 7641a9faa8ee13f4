//! Finance of a line's projects: whose money it is.

use super::{InstrumentKind, Spending};
use crate::form::Form;
use crate::units::Share;
use crate::world::support::Shares;

/// Most that others than the public purse give: somebody has to administer it [A].
const MOST: f64 = 0.95;

/// Reads the shares of a line's money that others give; the rest is public.
pub(super) fn read(form: &mut Form, kind: &InstrumentKind) -> Shares {
    if !kind.can_have_donor() {
        let why = "partners and donors give for single projects, purchases and courses, and this line pays for none of them as they come";
        form.refuse("finance", why, format!("no `finance` in `{}`: all of it is public", kind.name));
        return Shares::PUBLIC;
    }
    let meaning = "whose money the support is paid from";
    form.table("finance", meaning, |form| read_shares(form, kind.spending))
}

fn read_shares(form: &mut Form, spending: Spending) -> Shares {
    let has_projects = matches!(spending, Spending::Calls | Spending::Projects);
    let outcome = if has_projects { "cofunding_ratio" } else { "donors_money" };
    let mut share = |key, meaning| {
        let share = form.amount::<Share>(key, meaning);
        share.within(0.0, MOST).source("neutral: all of it is public").moves(outcome).default(0.0).0
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
        "share of the rest that a donor promises; it is tied to single projects, purchases or courses, and the donor may leave",
    );
    if spending != Spending::Calls {
        let why = "a partner gives for a part of the revenue, and what this line pays for has none";
        form.refuse("crowd_in", why, "`donor` alone");
    }
    Shares { public: (1.0 - partners) * (1.0 - donor), partners, donor: (1.0 - partners) * donor }
}
