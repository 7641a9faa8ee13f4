//! Agencies as the user writes them. A scenario without any has one national agency.

use crate::form::{Choice, Form};
use crate::ids::{AgencyKind, RegionId, RegionKind};
use crate::units::{Index, Share};
use crate::world::agencies::Level;

/// The most agencies that a scenario can have.
pub const MOST_AGENCIES: usize = 100;

/// The agency of a scenario that names none.
const ONLY_AGENCY: &str = "national";

/// An agency as the user wrote it.
#[derive(Clone, Debug)]
pub struct AgencySpec {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub title: String,
    /// Its level of government.
    pub level: Level,
    /// The field in which it works.
    pub field: String,
    /// Where it acts: `None` means everywhere.
    pub regions: Option<Vec<RegionId>>,
    /// Its capability at the start, where it differs from that of all.
    pub(crate) capability: Option<Share>,
    /// Its staff in full-time equivalents, where it does not follow from its budgets.
    pub(crate) staff: Option<Index>,
}

impl Choice for Level {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Supranational, "supranational", "above nations"),
        (Self::National, "national", "a nation"),
        (Self::Regional, "regional", "a region of a nation"),
        (Self::City, "city", "a city"),
    ];
}

impl AgencySpec {
    /// Reads all agencies.
    pub fn read_all(form: &mut Form) -> Vec<Self> {
        let agencies =
            form.named("agency", "who runs programmes; without any there is one for all", Self::read);
        if agencies.is_empty() {
            form.names_mut().add::<AgencyKind>(ONLY_AGENCY);
            return vec![Self {
                name: ONLY_AGENCY.to_owned(),
                title: String::new(),
                level: Level::National,
                field: String::new(),
                regions: None,
                capability: None,
                staff: None,
            }];
        }
        agencies.into_iter().map(|(_, agency)| agency).collect()
    }

    fn read(form: &mut Form, name: &str) -> Self {
        form.names_mut().add::<AgencyKind>(name);
        Self {
            name: name.to_owned(),
            title: form.text("title", "what the agency is, for people").default(""),
            level: form.choice("level", "the level of government at which it stands")
                .moves("projects")
                .default(Level::National),
            field: form
                .text("field", "the field in which it works: agencies of other fields are harder to link")
                .moves("duplication")
                .default(""),
            regions: form.ids::<RegionKind>("regions", "the regions in which it acts").moves("concentration_by_region").optional(),
            capability: form
                .amount("capability", "how well it prepares, reads and runs at the start, where it differs from `agencies.capability`")
                .within(0.0, 1.0)
                .assumed()
                .moves("agency_capability")
                .optional(),
            staff: form
                .amount("staff", "members of staff in full-time equivalents, where they do not follow from its budgets")
                .within(0.1, 1e6)
                .assumed()
                .moves("agency_load")
                .optional(),
        }
    }
}
