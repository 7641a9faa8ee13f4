//! What stands in the tables of `missionmix discover`.

use super::{
    CASE_COLUMN, CellKind, ColumnKind, PARAMETER, POLICY, STANDARD_ERROR, TableKind, UNIT, count, number,
    share, text,
};

const REFERENCE: ColumnKind = text("reference", "the policy that it is held against; empty where none is");
const CONDITION: ColumnKind = text("condition", "what is looked for");
const BOX_NUMBER: ColumnKind = count("box", "the number of the box; empty where there is none");
const INSIDE: ColumnKind = count("inside", "cases in the box");
const HOLDING_INSIDE: ColumnKind = count("holding_inside", "cases in the box in which it holds");
const COVERAGE: ColumnKind = share("coverage", "of the cases in which it holds, how many are in the box");
const DENSITY: ColumnKind = share("density", "of the cases in the box, in how many it holds");

const fn truth(name: &'static str, meaning: &'static str) -> ColumnKind {
    ColumnKind { name, cells: CellKind::Truth, unit: "", meaning }
}

const fn of_search(name: &'static str, row: &'static str, columns: &'static [ColumnKind]) -> TableKind {
    // a cell of `reference` may be empty, which a key may not be
    TableKind { name, study: Some("discover"), row, key: &[], columns }
}

/// What was found.
pub const FOUND: TableKind = of_search(
    "found",
    "a box that is told, or a question to which there is none",
    &[
        POLICY,
        REFERENCE,
        CONDITION,
        BOX_NUMBER,
        count("cases", "cases that have a number"),
        count("holding", "cases in which it holds"),
        count("unsure", "cases whose mean lies within one standard error of the number that decides"),
        INSIDE,
        HOLDING_INSIDE,
        COVERAGE,
        DENSITY,
        count("deals", "how often the answers were dealt out by lot"),
        count("as_good_by_chance", "deals in which a box was found that is as good as the chosen one"),
        text("sentence", "the box in words"),
    ],
);

/// The limits of the boxes.
pub const BOX: TableKind = of_search(
    "box",
    "a limit of a box that is told",
    &[
        POLICY,
        REFERENCE,
        CONDITION,
        BOX_NUMBER,
        PARAMETER,
        text("name", "the uncertainty of the scenario that it is, else the parameter"),
        text("side", "low, high or words"),
        number("low", "the least that it is in the box"),
        number("high", "the most that it is in the box"),
        text("words", "the words that it is in the box, between bars"),
        number("quasi_p", "how likely as many cases of the box hold, if the limit meant nothing"),
        UNIT,
    ],
);

/// The boxes on the way.
pub const TRAJECTORY: TableKind = of_search(
    "trajectory",
    "a box on the way to one that is told",
    &[
        POLICY,
        REFERENCE,
        CONDITION,
        BOX_NUMBER,
        count("step", "the number of the box on the way, as --box takes it; 0 has no limits"),
        text("how", "whether cases were peeled off the box before, or pasted on"),
        truth("chosen", "whether it is the one from which limits are dropped, and that is told then"),
        INSIDE,
        HOLDING_INSIDE,
        share("mass", "of all cases, how many are in it"),
        COVERAGE,
        DENSITY,
        count("factors_limited", "how many of the things that are varied it limits"),
        text("limits", "its limits in words"),
    ],
);

/// The cases.
pub const POINTS: TableKind = of_search(
    "points",
    "a case that was looked at, with what it comes to; then a column for each thing that is varied",
    &[
        POLICY,
        REFERENCE,
        CONDITION,
        CASE_COLUMN,
        count("replicates", "how many replicates have a number"),
        number("mean", "the mean of the outcome, or of the difference, over the replicates"),
        STANDARD_ERROR,
        truth("holds", "whether the condition holds for the mean"),
        BOX_NUMBER,
    ],
);
