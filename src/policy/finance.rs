//! Finance of a line's projects: whose money it is.

use super::Spending;
use crate::form::Form;
use crate::units::Share;
use crate::world::support::Shares;

/// Most that others than the public purse give: somebody has to administer it [A].
const MOST: f64 = 0.95;

/// Reads the shares of a line's money that others give; the rest is public.
pub(super) fn read(form: &mut Form, spending: Spending) -> Shares {
    let mut share = |key, meaning| {
        let share = form.amount::<Share>(key, meaning);
        share.within(0.0, MOST).source("neutral: all of it is public").moves("cofunding_ratio").default(0.0).0
    };
    // nobody earns on what public bodies are asked to do
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
    Shares { public: (1.0 - partners) * (1.0 - donor), partners, donor: (1.0 - partners) * donor }
}
