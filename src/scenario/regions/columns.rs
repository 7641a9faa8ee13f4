//! Columns: which column of a data file holds what.

use super::context::Formula;
use crate::form::complaint::did_you_mean;
use crate::form::{Bounds, Complaint, FileReference, Form, PlacedText};

/// A number that is known of each region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Population,
    Gdp,
    ResearchIntensity,
    HumanCapital,
    Capacity,
    Longitude,
    Latitude,
    Need,
    Context,
}

/// A column that may be looked for.
pub(super) struct Sought {
    key: &'static str,
    meaning: &'static str,
    /// The outcome that another column moves first.
    moves: Option<&'static str>,
    /// The names it has when the scenario gives none, the likeliest first.
    usual: &'static [&'static str],
    is_required: bool,
}

/// A column of numbers that may be looked for.
pub(super) struct Number {
    pub measure: Measure,
    sought: Sought,
    /// What it is called in notes, and its unit there.
    pub what: &'static str,
    pub unit: &'static str,
    /// What a cell may hold, in numbers and in words.
    pub bounds: Bounds,
    pub allowed: &'static str,
}

const CODE: Sought = Sought {
    key: "code",
    moves: None,
    meaning: "column with a unique code of each region; if not given, `code` or `nuts2_code`",
    usual: &["code", "nuts2_code"],
    is_required: true,
};
const NAME: Sought = Sought {
    key: "name",
    moves: None,
    meaning: "column with the name of each region; if not given, `name` or `region_name`, else the code",
    usual: &["name", "region_name"],
    is_required: false,
};
const COUNTRY: Sought = Sought {
    key: "country",
    moves: Some("theil_between"),
    meaning: "column with the country of each region; if not given, `country` or `country_code`",
    usual: &["country", "country_code"],
    is_required: true,
};

const POSITIVE: Bounds = Bounds { low: f64::MIN_POSITIVE, high: f64::INFINITY };
const PERCENT: Bounds = Bounds { low: 0.0, high: 100.0 };

/// All columns of numbers besides contexts; the population comes first.
pub(super) const NUMBERS: [Number; 8] = [
    Number {
        measure: Measure::Population,
        sought: Sought {
            key: "population",
            moves: Some("money_per_head"),
            meaning: "column with the persons; if not given, `population` or `population_persons`",
            usual: &["population", "population_persons"],
            is_required: true,
        },
        what: "population",
        unit: "",
        bounds: POSITIVE,
        allowed: "a number above 0 [persons]",
    },
    Number {
        measure: Measure::Gdp,
        sought: Sought {
            key: "gdp",
            moves: Some("private_research"),
            meaning: "column with the gross domestic product, M EUR a year; if not given, `gdp` or `gdp_meur`",
            usual: &["gdp", "gdp_meur"],
            is_required: true,
        },
        what: "GDP per head",
        unit: " EUR",
        bounds: POSITIVE,
        allowed: "a number above 0 [M EUR/year]",
    },
    Number {
        measure: Measure::ResearchIntensity,
        sought: Sought {
            key: "research_intensity_percent",
            moves: Some("private_research"),
            meaning: "column with all research and development in % of GDP; if not given, \
                      `research_intensity_percent` or `gerd_pct_gdp`",
            usual: &["research_intensity_percent", "gerd_pct_gdp"],
            is_required: true,
        },
        what: "research intensity",
        unit: " %",
        bounds: PERCENT,
        allowed: "a number from 0 to 100 [% of GDP]",
    },
    Number {
        measure: Measure::HumanCapital,
        sought: Sought {
            key: "human_capital_percent",
            moves: Some("projects_at_work"),
            meaning: "column with the tertiary-educated share of adults in %; if not given, \
                      `human_capital_percent` or `tertiary_25_64_pct`",
            usual: &["human_capital_percent", "tertiary_25_64_pct"],
            is_required: true,
        },
        what: "human capital",
        unit: " %",
        bounds: PERCENT,
        allowed: "a number from 0 to 100 [% of adults]",
    },
    Number {
        measure: Measure::Capacity,
        sought: Sought {
            key: "capacity",
            moves: Some("capacity_mean"),
            meaning: "column with the institutional capacity, 0 to 1; if not given, `capacity` or \
                      `institutional_capacity_01`",
            usual: &["capacity", "institutional_capacity_01"],
            is_required: true,
        },
        what: "institutional capacity",
        unit: "",
        bounds: Bounds { low: 0.0, high: 1.0 },
        allowed: "a number from 0 to 1",
    },
    Number {
        measure: Measure::Longitude,
        sought: Sought {
            key: "longitude",
            moves: Some("readiness"),
            meaning: "column with the longitude of the centre in degrees; if not given, `longitude` or `lon_deg`",
            usual: &["longitude", "lon_deg"],
            is_required: true,
        },
        what: "longitude",
        unit: " degrees",
        bounds: Bounds { low: -180.0, high: 180.0 },
        allowed: "a number from -180 to 180 [degrees]",
    },
    Number {
        measure: Measure::Latitude,
        sought: Sought {
            key: "latitude",
            moves: Some("readiness"),
            meaning: "column with the latitude of the centre in degrees; if not given, `latitude` or `lat_deg`",
            usual: &["latitude", "lat_deg"],
            is_required: true,
        },
        what: "latitude",
        unit: " degrees",
        bounds: Bounds { low: -90.0, high: 90.0 },
        allowed: "a number from -90 to 90 [degrees]",
    },
    Number {
        measure: Measure::Need,
        sought: Sought {
            key: "need",
            moves: Some("problem_removed"),
            meaning: "column with the problem per head, relative to other regions; if not given, `need`, \
                      else it follows from the mission",
            usual: &["need"],
            is_required: false,
        },
        what: "need",
        unit: "",
        bounds: POSITIVE,
        allowed: "a number above 0",
    },
];

/// The columns that the scenario names; those it doesn't are looked for under their usual names.
pub(super) struct Columns {
    named: Vec<(&'static str, PlacedText)>,
    context: Vec<PlacedText>,
}

/// Where the columns stand in a file.
pub(super) struct Located {
    pub code: usize,
    pub name: Option<usize>,
    pub country: usize,
    pub numbers: Vec<(&'static Number, usize)>,
    pub contexts: Vec<Formula>,
}

impl Columns {
    pub fn read(form: &mut Form) -> Self {
        let sought = [&CODE, &NAME, &COUNTRY].into_iter().chain(NUMBERS.iter().map(|number| &number.sought));
        let mut named = Vec::new();
        for Sought { key, meaning, moves, .. } in sought {
            let column = form.text(key, meaning);
            let column = match moves {
                Some(outcome) => column.moves(outcome),
                None => column,
            };
            if let Some(text) = column.optional() {
                named.push((*key, PlacedText { text, place: form.place_of(key) }));
            }
        }
        let context = form
            .texts(
                "context",
                "up to four columns that say in what regions differ as places for solutions; each a column, \
                 its logarithm such as `ln density`, a ratio such as `population / area`, or `ln a / b`, the \
                 logarithm of a ratio. They are standardised over the regions. None: places don't differ",
                "column",
            )
            .at_most(4)
            .moves("problem_removed")
            .optional()
            .unwrap_or_default();
        Self { named, context }
    }

    /// Finds them in the header of a file; nothing, and all complaints, when some are not there.
    pub fn locate(&self, header: &[String], file: &FileReference, form: &mut Form) -> Option<Located> {
        let mut missing = Vec::new();
        let mut find = |sought: &Sought| {
            self.find(sought, header, file).unwrap_or_else(|complaint| {
                missing.push(complaint);
                None
            })
        };
        let (code, name, country) = (find(&CODE), find(&NAME), find(&COUNTRY));
        let numbers = NUMBERS.iter().filter_map(|number| Some((number, find(&number.sought)?))).collect();
        let mut contexts = Vec::new();
        for written in &self.context {
            match Formula::parse(written, header) {
                Ok(formula) => contexts.push(formula),
                Err(column) => missing.push(no_column(&column, written, header, file)),
            }
        }
        let is_complete = missing.is_empty();
        for complaint in missing {
            form.push(complaint);
        }
        if !is_complete {
            return None;
        }
        Some(Located { code: code?, name, country: country?, numbers, contexts })
    }

    fn find(
        &self,
        sought: &Sought,
        header: &[String],
        file: &FileReference,
    ) -> Result<Option<usize>, Complaint> {
        if let Some((_, written)) = self.named.iter().find(|(key, _)| *key == sought.key) {
            let place = header.iter().position(|column| *column == written.text);
            return place.map(Some).ok_or_else(|| no_column(&written.text, written, header, file));
        }
        let place = sought.usual.iter().find_map(|usual| header.iter().position(|column| column == usual));
        if place.is_some() || !sought.is_required {
            return Ok(place);
        }
        let names: Vec<String> = sought.usual.iter().map(|usual| format!("`{usual}`")).collect();
        let message = format!("{} has no column {}", file.path.display(), names.join(" or "));
        let label = format!("needs it, or its name under `regions.columns.{}`", sought.key);
        let help = sought.usual.iter().find_map(|usual| nearest_column(usual, header));
        Err(Complaint::new(file.place.clone(), message, label)
            .help(Some(help.unwrap_or_else(|| all_columns(header)))))
    }
}

fn no_column(name: &str, written: &PlacedText, header: &[String], file: &FileReference) -> Complaint {
    let message = format!("{} has no column `{name}`", file.path.display());
    let help = nearest_column(name, header).unwrap_or_else(|| all_columns(header));
    Complaint::new(written.place.clone(), message, "the name of a column").help(Some(help))
}

fn nearest_column(name: &str, header: &[String]) -> Option<String> {
    did_you_mean(name, header.iter().map(String::as_str))
}

fn all_columns(header: &[String]) -> String {
    format!("its columns: {}", header.join(", "))
}
