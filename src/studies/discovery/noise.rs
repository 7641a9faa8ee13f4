//! What chance alone finds: labels dealt out by lot over the same cases. A deal keeps everything but where it holds, so that
//! whatever the method finds in it is due to its own zeal.

use super::cases::{Cases, Left};
use super::{Lots, Settings, peeling};
use crate::chance::{Purpose, Streams};

/// In how many deals the best box is at least as good as this.
pub(super) fn as_good(left: &Left, settings: Settings, measure: f64, lots: Lots) -> u64 {
    let deal = |number: &u64| {
        let cases = dealt(left, Streams::new(lots.seed, *number));
        let trajectory = peeling::trajectory(&left.relabelled(&cases), settings);
        let best = trajectory.best().map(|best| trajectory.harmony(&trajectory.steps[best]));
        best.is_some_and(|best| best >= measure)
    };
    (0..lots.deals).filter(deal).count() as u64
}

/// The same cases, the labels of those that are left dealt out anew.
fn dealt(left: &Left, streams: Streams) -> Cases {
    let luck = streams.luck(Purpose::Labels, 0);
    let mut order = left.places.clone();
    order.sort_by_key(|case| (luck.bits(*case, 0), *case));
    let mut cases = left.cases.clone();
    for (to, from) in left.places.iter().zip(order) {
        cases.holds[*to] = left.cases.holds[from];
    }
    cases
}
