//! Studies: many runs, and what can be said of them.

/// What hangs on our assumptions.
pub mod assumptions;
/// Which values of uncertain numbers agree with what was seen.
pub mod calibration;
/// What is missing of a study, run and written.
pub mod conduct;
/// Two policies held against each other.
pub mod contrast;
/// What is kept of how runs went, quarter by quarter and region by region.
pub mod courses;
/// Shares of variance and correlations of ranks.
pub mod dependence;
/// At which points a sweep looks.
pub mod designs;
/// Whether numbers lie in one hump or in more.
pub mod dip;
/// Where in what is varied something holds.
pub mod discovery;
/// Policies at the same expected cost.
pub mod equal_cost;
/// One value for each uncertainty.
pub mod futures;
/// The parts of a study, read and told.
pub mod gather;
/// What becomes of the lessons of a scenario.
pub mod lesson;
/// Replicates in parallel, delivered in order.
pub mod monte_carlo;
/// When it is enough.
pub mod precision;
/// How policies stand over futures.
pub mod robustness;
/// The tables of a study, row by row.
pub mod rows;
/// What matters: how much outcomes hang on each thing that is varied.
pub mod sensitivity;
/// Which part of a whole is due to each of some switches.
pub mod shapley;
/// How many numbers lie where.
pub mod sketch;
/// What a mission loses or wins because regions are treated as if they were alike.
pub mod spatial;
/// Means, quantiles, intervals.
pub mod statistics;
/// What is kept of all runs, however many there are.
pub mod tally;
/// The runs of a study in the order of its plan.
pub mod walk;
/// Worlds seen from inside, quarter by quarter.
pub mod watch;

#[cfg(test)]
pub(crate) mod tests {
    use std::path::{Path, PathBuf};

    use crate::scenario::Scenario;
    use crate::store::plan::Plan;

    /// The small world of the tests of the command line, with the policies `no_policy`, `blind` and `need`.
    pub fn small_scenario() -> Scenario {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        Scenario::load(&path, &[], false).unwrap()
    }
    /// A plan of one case for policies of these names.
    pub fn plan_of(policies: &[String], replicates: u64) -> Plan {
        Plan {
            version: "1".into(),
            study: "run".into(),
            arguments: Vec::new(),
            scenario: PathBuf::new(),
            name: "small".into(),
            changes: Vec::new(),
            policies: policies.to_vec(),
            seed: 1,
            first_replicate: 0,
            replicates,
            case_word: "future".into(),
            varied: Vec::new(),
            cases: Vec::new(),
            detailed_cases: 0,
            until_interval: None,
            made_to_fail: Vec::new(),
            part_size: 16,
            shards: 1,
            equalised: None,
            assumptions: None,
            sensitivity: None,
            inputs: Vec::new(),
            fingerprint: "a".into(),
            seal: String::new(),
        }
    }
}
