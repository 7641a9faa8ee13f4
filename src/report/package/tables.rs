//! What stands in the tables of a results folder, column by column.
//!
//! Columns that hang on a scenario are not here: a parameter that is varied is described where it is declared, and an outcome
//! in `outcomes.csv`.

mod found;
mod sensitivity;

/// A table of a results folder.
#[derive(Debug)]
pub struct TableKind {
    /// Its name, without an ending.
    pub name: &'static str,
    /// The kind of study that has it in this form; none where every study has.
    pub study: Option<&'static str>,
    /// What a row is.
    pub row: &'static str,
    /// Which columns say together which row it is; none where rows may be alike.
    pub key: &'static [&'static str],
    /// Its columns, in their order.
    pub columns: &'static [ColumnKind],
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct ColumnKind {
    /// Its name.
    pub name: &'static str,
    /// What its cells are.
    pub cells: CellKind,
    /// Their unit; empty where they have none, or where a column `unit` has it.
    pub unit: &'static str,
    /// What they mean.
    pub meaning: &'static str,
}

/// What cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Words.
    Text,
    /// Whole numbers.
    Count,
    /// Numbers, or empty.
    Number,
    /// `true` or `false`.
    Truth,
}

impl CellKind {
    /// The word of the Table Schema for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Count => "integer",
            Self::Number => "number",
            Self::Truth => "boolean",
        }
    }
}

/// The column that says which case it is has the name of what a case is in the study: `future`, `point`, `case`.
pub const CASE: &str = "case";

pub(super) const fn text(name: &'static str, meaning: &'static str) -> ColumnKind {
    ColumnKind { name, cells: CellKind::Text, unit: "", meaning }
}

pub(super) const fn count(name: &'static str, meaning: &'static str) -> ColumnKind {
    ColumnKind { name, cells: CellKind::Count, unit: "", meaning }
}

pub(super) const fn number(name: &'static str, meaning: &'static str) -> ColumnKind {
    ColumnKind { name, cells: CellKind::Number, unit: "", meaning }
}

pub(super) const fn share(name: &'static str, meaning: &'static str) -> ColumnKind {
    ColumnKind { name, cells: CellKind::Number, unit: "share", meaning }
}

pub(super) const POLICY: ColumnKind = text("policy", "the policy");
const REFERENCE: ColumnKind = text("reference", "the policy that it is compared with");
pub(super) const CASE_COLUMN: ColumnKind =
    count(CASE, "the number of the case; 0 is the scenario as it stands, of a sweep its first point");
const REPLICATE: ColumnKind =
    count("replicate", "the number of the replicate: the same number is the same luck");
const OUTCOME: ColumnKind = text("outcome", "the outcome, as outcomes.csv has it");
pub(super) const UNIT: ColumnKind = text("unit", "the unit of the numbers in the row");
const BETTER: ColumnKind = text("better", "whether more of it or less is better: more, less or neither");
pub(super) const STANDARD_ERROR: ColumnKind =
    number("standard_error", "the standard error of the mean, from the replicates");
const LOW: ColumnKind = number("low", "the lower end of the 95 % interval");
const HIGH: ColumnKind = number("high", "the upper end of the 95 % interval");
const PAIRS: ColumnKind = count("pairs", "replicates in which both policies have a number");
pub(super) const PARAMETER: ColumnKind = text("parameter", "the parameter, by its path in a scenario");
const MISSION: ColumnKind = text("mission", "the mission");
const PAIR: ColumnKind = text("pair", "the two policies, the first less the second");

/// All tables.
pub const TABLES: [TableKind; 19] = [
    TableKind {
        name: "runs",
        study: None,
        row: "a run: one policy in one case under one draw of luck",
        key: &["policy", CASE, "replicate"],
        columns: &[POLICY, CASE_COLUMN, REPLICATE],
    },
    TableKind {
        name: "series",
        study: None,
        row: "a statistic over the replicates, in a quarter",
        key: &["policy", CASE, "quarter", "region", "outcome", "statistic"],
        columns: &[
            POLICY,
            CASE_COLUMN,
            text(
                "quarter",
                "the quarter at whose end it is: of regions the deadline of their mission, and of some outcomes the last of \
                 every year since the mission began",
            ),
            text("region", "the code of the region; empty for the whole"),
            OUTCOME,
            text(
                "statistic",
                "mean, or a quantile: q05 is the one that 5 % of the replicates lie below; of regions, and of parts such as \
                 kinds of instrument, the mean alone",
            ),
            number("value", "its value"),
            UNIT,
        ],
    },
    TableKind {
        name: "summary",
        study: None,
        row: "an outcome under a policy in a case, over its replicates",
        key: &["policy", CASE, "outcome"],
        columns: &[
            POLICY,
            CASE_COLUMN,
            OUTCOME,
            UNIT,
            BETTER,
            count("runs", "runs with a number"),
            count("missing", "runs without one, such as a time to a target that was not reached"),
            number("mean", "the mean"),
            STANDARD_ERROR,
            number("q05", "the value that 5 % of the runs lie below"),
            number("q10", "the value that 10 % of the runs lie below"),
            number("q50", "the median"),
            number("q90", "the value that 90 % of the runs lie below"),
            number("q95", "the value that 95 % of the runs lie below"),
            number(
                "difference_to_baseline",
                "the mean of the policy less the baseline, replicate by replicate",
            ),
            number("difference_standard_error", "its standard error"),
            number("difference_low", "the lower end of its 95 % interval"),
            number("difference_high", "the upper end of its 95 % interval"),
        ],
    },
    TableKind {
        name: "differences",
        study: None,
        row: "an outcome of two policies in a case, the first less the second under the same luck",
        key: &["policy", "reference", CASE, "outcome"],
        columns: &[
            POLICY,
            REFERENCE,
            CASE_COLUMN,
            OUTCOME,
            UNIT,
            BETTER,
            PAIRS,
            number("difference", "the mean difference"),
            STANDARD_ERROR,
            LOW,
            HIGH,
            share("share_ahead", "the share of the pairs in which the policy is better"),
            share("share_level", "the share of the pairs in which both are the same"),
            number(
                "unpaired_ratio",
                "how many times as many replicates it would take with seeds of their own",
            ),
        ],
    },
    TableKind {
        name: "outcomes",
        study: None,
        row: "an outcome that stands in the other tables",
        key: &["name"],
        columns: &[
            text("name", "its name, and after a dot what it is an outcome of"),
            text("unit", "its unit"),
            BETTER,
            text("meaning", "what it means"),
        ],
    },
    TableKind {
        name: "failures",
        study: None,
        row: "a run that failed",
        key: &["policy", "case", "replicate"],
        columns: &[
            POLICY,
            CASE_COLUMN,
            REPLICATE,
            text("what", "what went wrong"),
            text("command", "the command that repeats this run alone"),
        ],
    },
    TableKind {
        name: "robustness",
        study: None,
        row: "what a metric of robust choice makes of a policy over all futures",
        key: &["outcome", "metric", "policy"],
        columns: &[
            OUTCOME,
            text("metric", "the metric"),
            text("meaning", "what it is"),
            BETTER,
            POLICY,
            number("value", "its value, in the unit of the outcome or of the metric"),
            ColumnKind {
                name: "preferred",
                cells: CellKind::Truth,
                unit: "",
                meaning: "whether the metric prefers this policy to all others",
            },
        ],
    },
    TableKind {
        name: "penalties",
        study: Some("spatial"),
        row: "what a blind policy loses against the sensitive one in a case, in an outcome",
        key: &["case", "reference", "outcome"],
        columns: &[
            count("case", "the number of the case"),
            GROUP,
            SETTING,
            REFERENCE,
            OUTCOME,
            UNIT,
            BETTER,
            PAIRS,
            number("penalty", "the mean of the sensitive policy less the blind one"),
            STANDARD_ERROR,
            LOW,
            HIGH,
        ],
    },
    TableKind {
        name: "causes",
        study: Some("spatial"),
        row: "the part of a penalty that is due to one difference between regions, by its Shapley value",
        key: &["reference", "outcome", "cause"],
        columns: &[
            REFERENCE,
            OUTCOME,
            text("cause", "what regions differ in"),
            PAIRS,
            number("part", "the part of the penalty"),
            STANDARD_ERROR,
            LOW,
            HIGH,
        ],
    },
    TableKind {
        name: "assumptions",
        study: Some("assumptions"),
        row: "an assumption, and how a difference between two policies goes with it over the worlds",
        key: &["parameter", "mission", "pair"],
        columns: &[
            PARAMETER,
            text("meaning", "what it means"),
            text("assumed", "what is assumed"),
            text("lowest", "the least that was tried"),
            text("highest", "the most that was tried"),
            MISSION,
            PAIR,
            number("rank_correlation", "the correlation of ranks of the assumption and the difference"),
        ],
    },
    TableKind {
        name: "worlds",
        study: Some("assumptions"),
        row: "a world, with the value of each assumption",
        key: &["world"],
        columns: &[count("world", "the number of the world")],
    },
    TableKind {
        name: "differences",
        study: Some("assumptions"),
        row: "a difference between two policies, in a world or with one assumption changed alone",
        key: &[],
        columns: &[
            count(
                "world",
                "the number of the world, 0 with all assumptions as they are; empty where one is changed alone",
            ),
            text("parameter", "the assumption that is changed alone"),
            text("value", "to what"),
            MISSION,
            PAIR,
            count("replicates", "how many replicates there were"),
            number("difference", "the mean difference in the share of the problem that is removed"),
            STANDARD_ERROR,
            UNIT,
        ],
    },
    sensitivity::INDICES,
    sensitivity::VARIANCE,
    sensitivity::WARNINGS,
    found::FOUND,
    found::BOX,
    found::TRAJECTORY,
    found::POINTS,
];

const GROUP: ColumnKind = text("group", "what kind of case it is: a world, a design, a map");
const SETTING: ColumnKind = text("setting", "which one of its kind");

/// Columns that a kind of study adds to the runs and that are no parameters.
pub const OF_RUNS: [ColumnKind; 2] = [GROUP, SETTING];

impl TableKind {
    /// The table of this name in a kind of study.
    pub fn of(study: &str, name: &str) -> Option<&'static Self> {
        let named = || TABLES.iter().filter(|table| table.name == name);
        named()
            .find(|table| table.study == Some(study))
            .or_else(|| named().find(|table| table.study.is_none()))
    }

    /// Its column of this name, in a study whose cases are called so.
    pub fn column(&self, name: &str, case_word: &str) -> Option<&'static ColumnKind> {
        let is_it = |column: &&ColumnKind| column.name == name || column.name == CASE && name == case_word;
        self.columns.iter().find(is_it)
    }

    /// The table with its columns, in Markdown.
    fn described(&self) -> String {
        let of = self.study.map(|study| format!(", of `{study}`")).unwrap_or_default();
        let column = |column: &ColumnKind| {
            let ColumnKind { name, cells, unit, meaning } = column;
            format!("| `{name}` | {} | {unit} | {meaning} |\n", cells.word())
        };
        let more = if self.name == "runs" {
            "\nThen a column for each thing that is varied, and one for each outcome of `outcomes.csv`.\n"
        } else {
            ""
        };
        format!(
            "\n## `{}`{of}\n\nA row is {}.\n\n| column | cells | unit | meaning |\n|---|---|---|---|\n{}{more}",
            self.name,
            self.row,
            self.columns.iter().map(column).collect::<String>()
        )
    }
}

/// All tables with their columns, in Markdown.
pub fn reference() -> String {
    let mut text = String::from(
        "# Tables and their columns\n\nGenerated from `src/report/package/tables.rs`; `datapackage.json` in every results folder says \
         the same of its own tables.\nThe column `case` is called after what a case is: `future` in `run` and `compare`, `point` in \
         `sweep` and `sensitivity`.\n",
    );
    text.extend(TABLES.iter().map(TableKind::described));
    text
}
