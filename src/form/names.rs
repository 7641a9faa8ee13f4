//! The names that a scenario has given to things, by kind, so that one part can refer to another.

use std::collections::{BTreeMap, HashMap};

use crate::ids::{Id, Kind};

/// Known names: for each kind the names in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Names {
    kinds: BTreeMap<&'static str, KnownNames>,
}

#[derive(Clone, Debug, Default)]
struct KnownNames {
    in_order: Vec<String>,
    places: HashMap<String, usize>,
}

impl Names {
    /// Makes a name known and gives the thing its id; a name that is known keeps its id.
    pub fn add<K: Kind>(&mut self, name: &str) -> Id<K> {
        let known = self.kinds.entry(K::NAME).or_default();
        let next = known.in_order.len();
        let place = *known.places.entry(name.to_owned()).or_insert(next);
        if place == next {
            known.in_order.push(name.to_owned());
        }
        Id::new(place)
    }
    /// The id of the thing with this name.
    pub fn find<K: Kind>(&self, name: &str) -> Option<Id<K>> {
        self.kinds.get(K::NAME)?.places.get(name).copied().map(Id::new)
    }
    /// All names of a kind, in the order of their ids.
    pub fn all<K: Kind>(&self) -> &[String] {
        self.kinds.get(K::NAME).map_or(&[], |known| &known.in_order)
    }
}
