//! The tables of a study that says what matters.

use super::{ColumnKind, HIGH, LOW, OUTCOME, PARAMETER, POLICY, TableKind, UNIT, count, number, share, text};

const STUDY: Option<&str> = Some("sensitivity");

const REFERENCE: ColumnKind = text(
    "reference",
    "the policy that it is less, in the same replicate; empty for the outcome of the policy itself",
);

/// What an outcome hangs on.
pub const INDICES: TableKind = TableKind {
    name: "sensitivity",
    study: STUDY,
    row: "a statistic of how an outcome, or the difference of two policies in it, hangs on one thing that varies",
    // a cell of `reference` may be empty, which a key may not be
    key: &[],
    columns: &[
        POLICY,
        REFERENCE,
        OUTCOME,
        UNIT,
        text(
            "statistic",
            "of morris mu_star, mu or sigma, in the unit of the outcome; of sobol total or first, shares of its variance",
        ),
        PARAMETER,
        number("value", "what it is; empty where there is none"),
        LOW,
        HIGH,
        number("error_of_points", "the standard error through the points, luck being what it is"),
        number(
            "error_of_luck",
            "the standard error through luck, points being what they are; empty below three replicates",
        ),
        text(
            "note",
            "does nothing; noise: not told from nothing; not known; or empty where it is told from nothing",
        ),
    ],
};

/// What the variance of a single run consists of.
pub const VARIANCE: TableKind = TableKind {
    name: "variance",
    study: STUDY,
    row: "a part of the variance of a single run",
    // a cell of `reference` may be empty, which a key may not be
    key: &[],
    columns: &[
        POLICY,
        REFERENCE,
        OUTCOME,
        UNIT,
        text(
            "source",
            "factors: what varies; luck: the same at all points; luck with factors: here what it is not there",
        ),
        number("variance", "the variance, in squares of the unit; below nought where chance makes it so"),
        share("share", "what it is of all three, none below nought"),
        number("error_of_luck", "the standard error of the share through luck; empty below three replicates"),
        count("rows", "rows of the design that count"),
        count("left_out", "rows that are left out, for a run in them has no number"),
    ],
};

/// What has to be kept in mind.
pub const WARNINGS: TableKind = TableKind {
    name: "warnings",
    study: STUDY,
    row: "a reason to doubt what is said of an outcome",
    // a cell of `reference` may be empty, which a key may not be
    key: &[],
    columns: &[POLICY, REFERENCE, OUTCOME, UNIT, text("warning", "the reason, and what helps")],
};
