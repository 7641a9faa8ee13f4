//! An archive that EMA Workbench 3 loads: `experiments.csv`, a file for each outcome, and `metadata.json`, which says what
//! they are.
//!
//! An experiment is a case under a policy. Our case is its scenario, our policy its policy. What is no number is `nan` in the
//! files of outcomes: its reader skips empty lines, and all that follows would belong to the experiment before.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::Serialize;

use crate::cli::terminal::print;
use crate::error::{Error, Result};
use crate::report::cases::{Measure, moments};
use crate::report::table::Table;
use crate::report::words::count;
use crate::store::archive::{self, Archive};
use crate::store::number::Number;
use crate::store::plan::Plan;
use crate::studies::discovery::cases::{Factor, Kind};
use crate::studies::rows::RUN_KEYS;
use crate::studies::statistics::Moments;

/// The version of its format.
const VERSION: f64 = 0.1;
/// Numbers that are in memory at once where each run is an experiment.
const MOST_NUMBERS: usize = 16_000_000;

/// The columns of experiments that are no values.
const OWN: [&str; 3] = ["scenario", "policy", "model"];
const REPLICATE: &str = "replicate";
/// What is added to the name of an outcome for its path, since the outcome itself has the name.
const PATH: &str = "path";

/// What the archive says of itself.
#[derive(Serialize)]
struct Metadata {
    version: f64,
    /// The class of each outcome, its name, and its file.
    outcomes: Vec<(&'static str, String, String)>,
    /// The type of each column of the experiments.
    experiments: BTreeMap<String, &'static str>,
}

/// Which experiments there are, each a place of a policy and of a case, and a replicate where it is a single run.
type Experiments = Vec<(usize, usize, Option<u64>)>;

/// Writes the archive.
///
/// # Errors
/// Tables that can't be read, a file that is there already, what the system says.
pub fn write(folder: &Path, plan: &Plan, output: &Path, has_replicates: bool) -> Result<()> {
    if plan.cases.is_empty() {
        let message = "this study has worlds of its own making, and no table of runs";
        return Err(Error::Usage(format!("{message}\n  = help: --to csv gives its tables")));
    }
    let columns = Table::columns(folder, "runs")?;
    let outcomes = &columns[(RUN_KEYS + plan.varied.len()).min(columns.len())..];
    let mut said = (0, 0);
    archive::write(output, |archive| {
        let experiments = types(plan, has_replicates);
        let mut metadata = Metadata { version: VERSION, outcomes: Vec::new(), experiments };
        let experiments = if has_replicates { runs(folder, plan)? } else { cases(plan) };
        archive.add("experiments.csv", &table_of(plan, &experiments, has_replicates)?)?;
        if has_replicates {
            add_runs(archive, (folder, outcomes), experiments.len(), &mut metadata)?;
        } else {
            add_means(archive, (folder, plan, outcomes), &mut metadata)?;
            add_series(archive, (folder, plan), &mut metadata)?;
        }
        said = (experiments.len() as u64, metadata.outcomes.len() as u64);
        let text = serde_json::to_vec(&metadata).map_err(|error| Error::Bug(error.to_string()))?;
        archive.add("metadata.json", &text)
    })?;
    print(&format!(
        "{} with {} in {}\n",
        count(said.0, "experiment"),
        count(said.1, "outcome"),
        output.display()
    ))
}

/// An experiment for each policy and case, in the order of that program.
fn cases(plan: &Plan) -> Experiments {
    let of_policy = |policy| (0..plan.cases.len()).map(move |case| (policy, case, None));
    (0..plan.policies.len()).flat_map(of_policy).collect()
}

/// An experiment for each run, in the order of the table.
fn runs(folder: &Path, plan: &Plan) -> Result<Experiments> {
    let mut experiments = Vec::new();
    Table::open(folder, "runs", &["policy", &plan.case_word, "replicate"])?.each(|row| {
        let name = row.text(0);
        let policy = plan.policies.iter().position(|known| *known == name);
        let policy = policy.ok_or_else(|| format!("the plan knows no policy `{name}`"))?;
        experiments.push((policy, row.count(1)? as usize, Some(row.count(2)?)));
        Ok(())
    })?;
    Ok(experiments)
}

/// The type of each column of the experiments.
fn types(plan: &Plan, has_replicates: bool) -> BTreeMap<String, &'static str> {
    let varied = plan.varied.iter().enumerate().map(|(place, name)| {
        let values: Vec<&str> = plan.cases.iter().map(|case| case.values[place].as_str()).collect();
        let kind = match Factor::of_texts(&values).kind {
            Kind::Real => "float64",
            Kind::Whole => "int64",
            Kind::Words(_) => "category",
        };
        (name.clone(), kind)
    });
    let own = OWN.map(|name| (name.to_owned(), "category"));
    let replicate = has_replicates.then(|| (REPLICATE.to_owned(), "int64"));
    varied.chain(own).chain(replicate).collect()
}

/// The table of experiments.
fn table_of(plan: &Plan, experiments: &Experiments, has_replicates: bool) -> Result<Vec<u8>> {
    let replicate = has_replicates.then_some(REPLICATE);
    let mut sheet = Sheet::new();
    sheet.row(plan.varied.iter().map(String::as_str).chain(OWN).chain(replicate))?;
    for (policy, case, number) in experiments {
        let (scenario, number) = (case.to_string(), number.map(|number| number.to_string()));
        let own = [scenario.as_str(), &plan.policies[*policy], &plan.name];
        let values = plan.cases[*case].values.iter().map(String::as_str);
        sheet.row(values.chain(own).chain(number.as_deref()))?;
    }
    sheet.bytes()
}

/// The outcomes of each run, as many at a time as the memory is given for.
fn add_runs(
    archive: &mut Archive,
    (folder, outcomes): (&Path, &[String]),
    experiments: usize,
    metadata: &mut Metadata,
) -> Result<()> {
    for outcomes in outcomes.chunks((MOST_NUMBERS / experiments.max(1)).max(1)) {
        let wanted: Vec<&str> = outcomes.iter().map(String::as_str).collect();
        let mut columns = vec![Vec::with_capacity(experiments); outcomes.len()];
        Table::open(folder, "runs", &wanted)?.each(|row| {
            for (place, column) in columns.iter_mut().enumerate() {
                column.push(row.number(place)?.unwrap_or(f64::NAN));
            }
            Ok(())
        })?;
        for (name, column) in outcomes.iter().zip(columns) {
            add_scalar(archive, name, column, metadata)?;
        }
    }
    Ok(())
}

/// The mean of each outcome over the replicates.
fn add_means(
    archive: &mut Archive,
    (folder, plan, outcomes): (&Path, &Plan, &[String]),
    metadata: &mut Metadata,
) -> Result<()> {
    let measure =
        |(outcome, policy): (&String, usize)| Measure { policy, reference: None, outcome: outcome.clone() };
    let policies = plan.policies.len();
    let asked = outcomes.iter().flat_map(|outcome| (0..policies).map(move |policy| (outcome, policy)));
    let all = moments(folder, plan, &asked.map(measure).collect::<Vec<_>>())?;
    for (name, of_policies) in outcomes.iter().zip(all.chunks(policies)) {
        let means = of_policies.iter().flatten().map(Moments::mean);
        add_scalar(archive, name, means, metadata)?;
    }
    Ok(())
}

fn add_scalar(
    archive: &mut Archive,
    name: &str,
    values: impl IntoIterator<Item = f64>,
    metadata: &mut Metadata,
) -> Result<()> {
    let text: String = values.into_iter().map(|value| number(value) + "\n").collect();
    let file = format!("{name}.cls");
    archive.add(&file, text.as_bytes())?;
    metadata.outcomes.push(("ScalarOutcome", name.to_owned(), file));
    Ok(())
}

/// A number, or `nan`.
fn number(value: f64) -> String {
    if value.is_finite() { Number(value).text() } else { "nan".into() }
}

/// The mean paths of the whole, where they are kept of every case: a line for each experiment, a column for each quarter,
/// below a line of quarters. Its reader takes the first line for a head, whatever stands in it.
fn add_series(archive: &mut Archive, (folder, plan): (&Path, &Plan), metadata: &mut Metadata) -> Result<()> {
    if plan.detailed_cases < plan.cases.len() {
        return Ok(());
    }
    let policies: HashMap<&str, usize> = plan.policies.iter().map(String::as_str).zip(0..).collect();
    let mut quarters: BTreeMap<String, usize> = BTreeMap::new();
    let mut paths: BTreeMap<String, Vec<Vec<f64>>> = BTreeMap::new();
    let wanted = ["policy", &plan.case_word, "quarter", "region", "outcome", "statistic", "value"];
    Table::open(folder, "series", &wanted)?.each(|row| {
        if !row.text(3).is_empty() || row.text(5) != "mean" {
            return Ok(());
        }
        let policy = policies.get(&*row.text(0)).ok_or("a policy that the plan does not know")?;
        let next = quarters.len();
        let column = *quarters.entry(row.text(2).into_owned()).or_insert(next);
        let lines = paths
            .entry(row.text(4).into_owned())
            .or_insert_with(|| vec![Vec::new(); plan.policies.len() * plan.cases.len()]);
        let line = lines.get_mut(policy * plan.cases.len() + row.count(1)? as usize);
        let line = line.ok_or("a case that the plan does not know")?;
        line.resize(line.len().max(column + 1), f64::NAN);
        line[column] = row.number(6)?.unwrap_or(f64::NAN);
        Ok(())
    })?;
    for (name, lines) in paths {
        let mut sheet = Sheet::new();
        sheet.row(quarters.keys().map(String::as_str))?;
        for line in lines {
            let cells: Vec<String> = quarters
                .values()
                .map(|column| number(line.get(*column).copied().unwrap_or(f64::NAN)))
                .collect();
            sheet.row(cells.iter().map(String::as_str))?;
        }
        let name = format!("{name}.{PATH}");
        let file = format!("{name}.csv");
        archive.add(&file, &sheet.bytes()?)?;
        metadata.outcomes.push(("TimeSeriesOutcome", name, file));
    }
    Ok(())
}

/// A small table as text.
struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    fn new() -> Self {
        Self(csv::Writer::from_writer(Vec::new()))
    }

    fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> Result<()> {
        self.0.write_record(cells).map_err(|error| Error::Bug(error.to_string()))
    }

    fn bytes(self) -> Result<Vec<u8>> {
        self.0.into_inner().map_err(|error| Error::Bug(error.to_string()))
    }
}
