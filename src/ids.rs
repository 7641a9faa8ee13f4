//! Ids: a place in a table of one kind of thing, which knows the thing's English name.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// A kind of thing that has ids.
pub trait Kind {
    /// The English name of one of them.
    const NAME: &'static str;
}

/// The place of one thing in the table of its kind: ids of different kinds can't be mixed up.
pub struct Id<K> {
    place: u32,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// The id of the thing at this place.
    pub const fn new(place: usize) -> Self {
        Self { place: place as u32, kind: PhantomData }
    }
    /// The place in the table, from 0.
    pub const fn index(self) -> usize {
        self.place as usize
    }
    /// All ids of a table of this length.
    pub fn all(count: usize) -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator + Clone {
        (0..count).map(Self::new)
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place.cmp(&other.place)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.place.hash(state);
    }
}
impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {}", K::NAME, self.place)
    }
}

/// Declares a kind and the name of its id.
macro_rules! kinds {
    ($($kind:ident $id:ident $name:literal),+ $(,)?) => {$(
        #[doc = concat!("The kind of thing that is a ", $name, ".")]
        pub enum $kind {}
        impl Kind for $kind {
            const NAME: &'static str = $name;
        }
        #[doc = concat!("The place of a ", $name, " in its table.")]
        pub type $id = Id<$kind>;
    )+};
}

kinds! {
    RegionKind RegionId "region",
    CountryKind CountryId "country",
    FirmKind FirmId "firm",
    HouseholdKind HouseholdId "household",
    BodyKind BodyId "public body",
    SolutionKind SolutionId "solution",
    MissionKind MissionId "mission",
    ProjectKind ProjectId "project",
    LineKind LineId "budget line",
    AgencyKind AgencyId "agency",
    PolicyKind PolicyId "policy",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_it_is() {
        assert_eq!(format!("{:?}", RegionId::new(7)), "region 7");
        assert_eq!(RegionId::all(3).map(Id::index).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
