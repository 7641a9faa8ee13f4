//! Spatial designs: what a line does about place. A design is an envelope, help, a menu, information and the map that it
//! is read from, and nothing else; a preset is a name for these choices.

mod reading;

pub use reading::{CHOICES, DESIGN, choices_of, declare_for_all_lines};

use crate::form::Choice;
use crate::ids::MissionId;
use crate::world::World;
use crate::world::agencies::{Map, View};
use crate::world::offers::{Information, Size};

/// What a line does about place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpatialDesign {
    /// What money regions are entitled to.
    pub envelope: Envelope,
    /// Share of the line's money that helps to apply and to deliver.
    pub help: f64,
    /// The sizes of project on offer.
    pub menu: Menu,
    /// What the agency knows of places.
    pub information: Information,
    /// The map from which it knows it.
    pub map: Map,
}

/// What money regions are entitled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// None: an open competition.
    None,
    /// In proportion to population.
    PerHead,
    /// In proportion to the problem, as far as the agency sees it.
    Need,
    /// In proportion to the problem times what capacity lacks, as far as the agency sees both.
    NeedAndCapacity,
}

/// The sizes of project on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// The usual one only.
    Large,
    /// Small ones as well.
    SmallToo,
}

/// A name for the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Preset {
    Blind,
    PerHead,
    Need,
    Capacity,
    SmallWins,
    PlaceBased,
}

/// Share of the money that goes into help in the presets that have any [A].
const HELP: f64 = 0.1;
/// What capacity lacks at least: no region is left out because it seems to lack nothing [A].
const LEAST_LACK: f64 = 0.01;

/// What a region lacks in capacity, as the agency sees it.
fn lack(capacity: f64) -> f64 {
    (1.0 - capacity).max(LEAST_LACK)
}

/// Cost of a small project as a share of a large one's; it takes as long [A].
const SMALL: f64 = 0.2;

const NOTHING: Information = Information { need: false, capacity: false, context: false };
const EVERYTHING: Information = Information { need: true, capacity: true, context: true };

impl Choice for Preset {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Blind, "blind", "open competition: the money goes wherever it is won"),
        (Self::PerHead, "per_head", "every region is entitled to the same money for each inhabitant"),
        (
            Self::Need,
            "need",
            "regions are entitled to money in proportion to their share of the problem, as the agency sees it",
        ),
        (
            Self::Capacity,
            "capacity",
            "envelopes by need and lack of capacity, with help where capacity is low",
        ),
        (
            Self::SmallWins,
            "small_wins",
            "open competition with small projects on offer beside the usual ones",
        ),
        (
            Self::PlaceBased,
            "place_based",
            "envelopes by need and lack of capacity, help, small projects, and all information",
        ),
    ];
}

impl Choice for Envelope {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::None, "none", "none: an open competition"),
        (Self::PerHead, "per_head", "in proportion to population"),
        (Self::Need, "need", "in proportion to the problem, as the agency sees it"),
        (
            Self::NeedAndCapacity,
            "need_and_capacity",
            "in proportion to the problem times what capacity lacks",
        ),
    ];
}

impl Choice for Menu {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Large, "large", "projects of the usual size only"),
        (Self::SmallToo, "small_too", "projects of a fifth of the usual cost as well, which take as long"),
    ];
}

impl Choice for Information {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (NOTHING, "none", "nothing"),
        (Self { need: true, ..NOTHING }, "need", "where the problem lies"),
        (Self { capacity: true, ..NOTHING }, "capacity", "what capacity regions have"),
        (Self { context: true, ..NOTHING }, "context", "how solutions fit the places"),
        (
            Self { need: true, capacity: true, ..NOTHING },
            "need_and_capacity",
            "where the problem lies and what capacity regions have",
        ),
        (EVERYTHING, "all", "need, capacity and context"),
    ];

    fn word(self) -> &'static str {
        Self::OPTIONS.iter().find(|(option, ..)| *option == self).map_or("", |(_, word, _)| word)
    }
}

impl Choice for Map {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Own, "own", "its own: places as the agency sees them, with its errors"),
        (Self::Exact, "exact", "one without errors: says what better information would be worth"),
        (
            Self::Wrong,
            "wrong",
            "one on which places are exchanged: need per head, capacity and context of each are those that the agency sees of another",
        ),
    ];
}

impl Preset {
    fn design(self) -> SpatialDesign {
        let blind = SpatialDesign {
            envelope: Envelope::None,
            help: 0.0,
            menu: Menu::Large,
            information: NOTHING,
            map: Map::Own,
        };
        let need_and_capacity = Information { context: false, ..EVERYTHING };
        match self {
            Self::Blind => blind,
            Self::PerHead => SpatialDesign { envelope: Envelope::PerHead, ..blind },
            Self::Need => SpatialDesign {
                envelope: Envelope::Need,
                information: Information { need: true, ..NOTHING },
                ..blind
            },
            Self::Capacity => SpatialDesign {
                envelope: Envelope::NeedAndCapacity,
                help: HELP,
                information: need_and_capacity,
                ..blind
            },
            Self::SmallWins => SpatialDesign { menu: Menu::SmallToo, ..blind },
            Self::PlaceBased => SpatialDesign {
                envelope: Envelope::NeedAndCapacity,
                help: HELP,
                menu: Menu::SmallToo,
                information: EVERYTHING,
                ..blind
            },
        }
    }
}

impl SpatialDesign {
    /// A design that does nothing about place.
    pub fn blind() -> Self {
        Preset::Blind.design()
    }

    /// What the money of each region is in proportion to; nothing in an open competition.
    pub fn weights(&self, world: &World, view: &View, mission: MissionId) -> Option<Vec<f64>> {
        let need = &view.need[mission.index()];
        match self.envelope {
            Envelope::None => None,
            Envelope::PerHead => Some(world.regions.geography.population.clone()),
            Envelope::Need => Some(need.clone()),
            Envelope::NeedAndCapacity => {
                Some(need.iter().zip(&view.capacity).map(|(need, seen)| need * lack(*seen)).collect())
            }
        }
    }

    /// Where help goes: to people, and where the agency knows capacity, to people times what it lacks.
    pub fn help_weights(&self, world: &World, view: &View) -> Vec<f64> {
        let people = &world.regions.geography.population;
        if self.information.capacity {
            people.iter().zip(&view.capacity).map(|(people, seen)| people * lack(*seen)).collect()
        } else {
            people.clone()
        }
    }

    /// The sizes of project on offer, the largest first.
    pub fn sizes(&self, usual: Size) -> Vec<Size> {
        let small = Size { cost: usual.cost * SMALL, ..usual };
        match self.menu {
            Menu::Large => vec![usual],
            Menu::SmallToo => vec![usual, small],
        }
    }
}
