//! Small results folders to draw from.

use std::fmt::Write;
use std::fs;

use tempfile::TempDir;

/// A folder to draw from, with room for variations.
pub struct Synthetic {
    /// How many policies.
    pub policies: usize,
    /// Runs a policy.
    pub runs: u64,
    /// The target, as JSON.
    pub target: &'static str,
    /// Whether there are boundaries.
    pub map: bool,
    /// Which way is better.
    pub better: &'static str,
}

/// Three policies with everything.
pub const PLAIN: Synthetic = Synthetic { policies: 3, runs: 200, target: "80.0", map: true, better: "lower" };

const NAMES: [&str; 6] = [
    "no_policy",
    "rd_grants_only",
    "outcome_procurement",
    "place_based_small_wins_with_capacity_building_and_help_to_apply",
    "carbon_levy_and_standards",
    "everything_at_once",
];

/// Three regions, one with a hole and one in two patches.
pub const MAP: &str = r#"{"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"nuts2_code":"AA01"},"geometry":{"type":"Polygon","coordinates":[[[0,45],[9,45],[9,55],[0,55],[0,45]],[[3,48],[6,48],[6,51],[3,48]]]}},
  {"type":"Feature","properties":{"nuts2_code":"AA02"},"geometry":{"type":"MultiPolygon","coordinates":[[[[9,45],[20,45],[20,55],[9,55],[9,45]]],[[[22,50],[24,50],[24,52],[22,50]]]]}},
  {"type":"Feature","properties":{"nuts2_code":"AA03"},"geometry":{"type":"Polygon","coordinates":[[[20.5,46],[24,46],[22,49],[20.5,46]]]}}]}"#;

/// Two humps whose sizes differ by policy: some runs take off, others don't.
fn ending(policy: usize, replicate: u64) -> f64 {
    let luck = (replicate as f64 * 0.618_034 + policy as f64 * 0.37).fract();
    let wobble = ((replicate as f64 * 0.754_878).fract() + (replicate as f64 * 0.569_84).fract() - 1.0) * 7.0;
    let takes_off = luck < 0.16 * policy as f64;
    (if takes_off { 74.0 } else { 94.0 - 1.5 * policy as f64 }) + wobble
}

impl Synthetic {
    /// The content of `runs.csv`.
    pub fn runs(&self) -> String {
        let mut text = String::from(
            "policy,future,replicate,indicator.clean_heat,problem_removed.clean_heat,time_to_target.clean_heat\n",
        );
        for replicate in 0..self.runs {
            for (place, name) in NAMES.iter().take(self.policies).enumerate() {
                let ending = ending(place, replicate);
                // who ends lower has come below the target earlier
                let time =
                    if ending <= 80.0 { (16.0 - (80.0 - ending) / 4.0).to_string() } else { String::new() };
                let _ = writeln!(text, "{name},0,{replicate},{ending},{},{time}", 1.0 - ending / 100.0);
            }
        }
        text
    }

    /// The content of `series.csv`.
    pub fn series(&self) -> String {
        let mut text = String::from("policy,future,quarter,region,outcome,statistic,value,unit\n");
        for (place, name) in NAMES.iter().take(self.policies).enumerate() {
            let mut ends: Vec<f64> = (0..self.runs).map(|replicate| ending(place, replicate)).collect();
            ends.sort_by(f64::total_cmp);
            for step in 0..68 {
                let quarter = crate::calendar::Quarter::of(2026, 1).plus(step);
                let progress = (f64::from(step) / 63.0).powf(1.6);
                for (statistic, share) in
                    [("q05", 0.05), ("q25", 0.25), ("q50", 0.5), ("q75", 0.75), ("q95", 0.95)]
                {
                    let end = ends[((ends.len() - 1) as f64 * share) as usize];
                    let value = 100.0 + (end - 100.0) * progress;
                    let _ =
                        writeln!(text, "{name},0,{quarter},,indicator.clean_heat,{statistic},{value},index");
                }
            }
            text += &over_time(place, name);
            for (region, code) in REGIONS.iter().enumerate() {
                let mut put = |quarter: &str, outcome: &str, value: f64| {
                    let _ =
                        writeln!(text, "{name},0,{quarter},{code},{outcome}.clean_heat,mean,{value},unit");
                };
                let share = (region as f64 * 0.618_034).fract() * 0.2 + 0.1 * place as f64 + 0.02;
                for (year, part) in [(2029, 0.1), (2033, 0.3), (2037, 0.6), (2041, 1.0)] {
                    put(&format!("{year}q4"), "region_uptake", share * part);
                }
                // the second region loses by every policy
                let removed = if region == 1 { 0.1 - 0.01 * place as f64 } else { 0.1 + 0.02 * place as f64 };
                put("2041q4", "region_removed", removed);
                put("2041q4", "region_money", 120.0 * place as f64 + 1.0);
                put("2041q4", "region_capacity", 0.4 + 0.1 * region as f64);
            }
        }
        text
    }

    /// The content of `summary.csv`: the third policy costs more than the second and removes less.
    pub fn summary(&self) -> String {
        let mut text = String::from("policy,future,outcome,unit,mean,standard_error\n");
        for (place, name) in NAMES.iter().take(self.policies).enumerate() {
            let (cost, removed) = (100.0 * place as f64, [0.02, 0.2, 0.15, 0.25, 0.1, 0.3][place]);
            let _ = writeln!(text, "{name},0,net_public_cost,M EUR,{cost},{}", cost / 50.0);
            let _ = writeln!(text, "{name},0,problem_removed.clean_heat,share,{removed},0.01");
        }
        text
    }

    /// The content of `differences.csv`: of a policy that stands so many places after the other so many points less a half, 1
    /// more or less, and ten times as many in reaching the target, 13 more or less.
    pub fn differences(&self) -> String {
        let mut text =
            String::from("policy,reference,future,outcome,pairs,difference,standard_error,low,high\n");
        for other in 0..self.policies {
            for policy in other + 1..self.policies {
                let points = (policy - other) as f64 - 0.5;
                for (outcome, mean, half) in [
                    ("problem_removed", points, 1.0),
                    ("target_reached", points * 10.0, 13.0),
                    ("income", 77.0, 1.0),
                ] {
                    let cells = [mean, half / 2.0, mean - half, mean + half]
                        .map(|points| (points / 100.0).to_string());
                    let names = format!("{},{},0,{outcome}.clean_heat", NAMES[policy], NAMES[other]);
                    let _ = writeln!(text, "{names},{},{}", self.runs, cells.join(","));
                }
            }
        }
        text
    }

    /// The content of `manifest.json`.
    pub fn manifest(&self) -> String {
        let policies: Vec<String> = NAMES
            .iter()
            .take(self.policies)
            .enumerate()
            .map(|(place, name)| format!(r#"{{"name":"{name}","baseline":{}}}"#, place == 0))
            .collect();
        let map = if self.map { r#""inputs/map.geojson""# } else { "null" };
        format!(
            r#"{{"scenario":"europe_regions","title":"Clean heat in Europe’s regions","replicates":{},"seed":1,"version":"0.1.0",
            "policies":[{}],"missions":[{{"name":"clean_heat","indicator":"fossil heat in homes","unit":"index","better":"{}",
            "baseline_value":100.0,"target":{},"start":"2026q1","deadline":"2041q4","milestones":[["2033q4",95.0],["2037q4",89.0]]}}],
            "map":{map},"map_key":"nuts2_code","map_window":[-12.0,34.0,45.0,71.0]}}"#,
            self.runs,
            policies.join(","),
            self.better,
            self.target,
        )
    }

    /// The folder.
    pub fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        fs::create_dir(folder.path().join("inputs")).unwrap();
        put("manifest.json", &self.manifest());
        put("runs.csv", &self.runs());
        put("series.csv", &self.series());
        put("summary.csv", &self.summary());
        put("differences.csv", &self.differences());
        put("inputs/map.geojson", MAP);
        folder
    }
}

/// Support, money and projects quarter by quarter; the baseline has neither money nor projects.
fn over_time(place: usize, policy: &str) -> String {
    let (mut text, size) = (String::new(), place as f64);
    for step in 0..68 {
        let quarter = crate::calendar::Quarter::of(2026, 1).plus(step);
        let (past, late) = (f64::from(step + 1), f64::from(step >= 16));
        let support = past / 100.0 - 0.3;
        for (outcome, statistic, value) in [
            ("support.clean_heat", "mean", support),
            ("support.clean_heat", "q05", support - 0.1),
            ("support.clean_heat", "q95", support + 0.05),
            ("spending.rd_grant", "mean", 40.0 * size),
            ("spending.adoption_subsidy", "mean", 80.0 * late * size),
            ("spending.levy", "mean", 0.0),
            ("paid_by_stage.develop", "mean", 10.0 * past * size),
            ("paid_by_capacity.q1", "mean", 4.0 * past * size),
            ("paid_by_capacity.q4", "mean", 6.0 * past * size),
            ("projects_by_fate.at_work", "mean", 30.0 * size),
            ("projects_by_fate.in_market", "mean", past * size),
            ("projects_by_fate.stopped", "mean", 0.2 * past * size),
        ] {
            let _ = writeln!(text, "{policy},0,{quarter},,{outcome},{statistic},{value},unit");
        }
    }
    text
}

/// `AA03` of the map has no data, `AA04` has no boundary.
const REGIONS: [&str; 3] = ["AA01", "AA02", "AA04"];
