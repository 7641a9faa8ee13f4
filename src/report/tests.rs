//! Every figure, drawn from small synthetic folders.

use std::fmt::Write;

use tempfile::TempDir;

use super::*;

/// A folder to draw from, with room for variations.
struct Synthetic {
    policies: usize,
    runs: u64,
    target: &'static str,
    map: bool,
    better: &'static str,
}

const PLAIN: Synthetic = Synthetic { policies: 3, runs: 200, target: "80.0", map: true, better: "lower" };

const NAMES: [&str; 6] = [
    "no_policy",
    "rd_grants_only",
    "outcome_procurement",
    "place_based_small_wins_with_capacity_building_and_help_to_apply",
    "carbon_levy_and_standards",
    "everything_at_once",
];

const MAP: &str = r#"{"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"nuts2_code":"AA01"},"geometry":{"type":"Polygon","coordinates":[[[0,45],[9,45],[9,55],[0,55],[0,45]],[[3,48],[6,48],[6,51],[3,48]]]}},
  {"type":"Feature","properties":{"nuts2_code":"AA02"},"geometry":{"type":"MultiPolygon","coordinates":[[[[9,45],[20,45],[20,55],[9,55],[9,45]]],[[[22,50],[24,50],[24,52],[22,50]]]]}},
  {"type":"Feature","properties":{"nuts2_code":"AA03"},"geometry":{"type":"Polygon","coordinates":[[[0,56],[9,56],[5,60],[0,56]]]}}]}"#;

/// Two humps whose sizes differ by policy: some runs take off, others don't.
fn ending(policy: usize, replicate: u64) -> f64 {
    let luck = (replicate as f64 * 0.618_034 + policy as f64 * 0.37).fract();
    let wobble = ((replicate as f64 * 0.754_878).fract() + (replicate as f64 * 0.569_84).fract() - 1.0) * 7.0;
    let takes_off = luck < 0.16 * policy as f64;
    (if takes_off { 74.0 } else { 94.0 - 1.5 * policy as f64 }) + wobble
}

impl Synthetic {
    fn runs(&self) -> String {
        let mut text = String::from("policy,future,replicate,indicator.clean_heat,cost\n");
        for replicate in 0..self.runs {
            for (place, name) in NAMES.iter().take(self.policies).enumerate() {
                let _ = writeln!(text, "{name},0,{replicate},{},1", ending(place, replicate));
            }
        }
        text
    }

    fn series(&self) -> String {
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
            for (region, code) in REGIONS.iter().enumerate() {
                let share = (region as f64 * 0.618_034).fract() * 0.2 + 0.1 * place as f64 + 0.02;
                let _ = writeln!(text, "{name},0,2041q4,{code},region_uptake.clean_heat,mean,{share},share");
            }
        }
        text
    }

    fn manifest(&self) -> String {
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
            "baseline_value":100.0,"target":{},"start":"2026q1","deadline":"2041q4"}}],
            "map":{map},"map_key":"nuts2_code","map_window":[-12.0,34.0,45.0,71.0]}}"#,
            self.runs,
            policies.join(","),
            self.better,
            self.target,
        )
    }

    fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        fs::create_dir(folder.path().join("inputs")).unwrap();
        put("manifest.json", &self.manifest());
        put("runs.csv", &self.runs());
        put("series.csv", &self.series());
        put("inputs/map.geojson", MAP);
        folder
    }
}

/// `AA03` of the map has no data, `AA04` has no boundary.
const REGIONS: [&str; 3] = ["AA01", "AA02", "AA04"];

fn svg(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join("figures").join(name)).unwrap()
}

fn words(svg: &str) -> String {
    svg.split('<')
        .filter_map(|part| part.strip_prefix("text")?.split_once('>').map(|(_, words)| words))
        .fold(String::new(), |all, words| all + words + "\n")
}

#[test]
fn every_figure_is_drawn_and_says_what_it_must() {
    for policies in [1, 3, 6] {
        let folder = Synthetic { policies, ..PLAIN }.write();
        let album = draw(folder.path()).unwrap();
        assert_eq!(album.written.len(), 2 * FIGURES.len());
        assert!(album.omitted.is_empty());
        for path in &album.written {
            let content = fs::read(path).unwrap();
            if path.extension().is_some_and(|extension| extension == "png") {
                assert!(content.starts_with(b"\x89PNG\r\n\x1a\n"), "{}", path.display());
                continue;
            }
            let svg = String::from_utf8(content).unwrap();
            assert!(!svg.contains("NaN") && !svg.contains("inf "), "{}", path.display());
            let caption = words(&svg).replace('\n', " ");
            assert!(caption.contains("200 replicates per policy, seed 1."), "{caption}");
            assert!(caption.contains("no_policy"));
        }
        assert!(fs::read_dir(folder.path().join("figures")).unwrap().count() == album.written.len());
        assert!(words(&svg(&folder, "fan.clean_heat.svg")).contains("target 80\n"));
        assert!(words(&svg(&folder, "fan.clean_heat.svg")).contains("deadline 2041q4\n"));
        assert!(words(&svg(&folder, "distribution.clean_heat.svg")).contains("reached in 0\u{a0}%\n"));
        let map = svg(&folder, "map.clean_heat.svg");
        assert!(
            words(&map).replace('\n', " ").contains("© EuroGeographics for the administrative boundaries.")
        );
        assert!(words(&map).contains("no data\n") && map.contains("AA03: no data"));
        assert!(!map.contains("AA04"));
    }
}

#[test]
fn the_same_folder_gives_the_same_figures() {
    let (one, other) = (PLAIN.write(), PLAIN.write());
    let (first, second) = (draw(one.path()).unwrap(), draw(other.path()).unwrap());
    for (a, b) in first.written.iter().zip(&second.written) {
        assert!(fs::read(a).unwrap() == fs::read(b).unwrap(), "{}", a.display());
    }
}

#[test]
fn without_target_or_map_the_rest_is_drawn_and_the_lack_is_said() {
    let folder = Synthetic { target: "null", map: false, ..PLAIN }.write();
    let album = draw(folder.path()).unwrap();
    assert_eq!(album.written.len(), 4);
    assert_eq!(album.omitted, ["no figure `map.clean_heat`: the scenario gives no boundaries to draw"]);
    assert!(!words(&svg(&folder, "distribution.clean_heat.svg")).contains("reached in"));
    assert!(svg(&folder, "fan.clean_heat.svg").contains("no target is set"));
    assert_eq!(draw_all(folder.path()).unwrap().len(), 4);
}

#[test]
fn one_run_and_a_target_that_is_higher_are_drawn() {
    let folder = Synthetic { runs: 1, better: "higher", ..PLAIN }.write();
    assert_eq!(draw(folder.path()).unwrap().written.len(), 6);
    assert!(words(&svg(&folder, "distribution.clean_heat.svg")).contains("reached in 100\u{a0}%\n"));
}

#[test]
fn cells_without_a_number_and_other_futures_are_left_out_and_counted() {
    let folder = PLAIN.write();
    let path = folder.path().join("runs.csv");
    let runs = PLAIN.runs() + "no_policy,0,200,NaN,1\nno_policy,0,201,,1\nno_policy,4,0,-9e9,1\n";
    fs::write(path, runs).unwrap();
    draw(folder.path()).unwrap();
    let caption = words(&svg(&folder, "distribution.clean_heat.svg")).replace('\n', " ");
    assert!(caption.contains("2 cells without a number were left out."), "{caption}");
    assert!(
        caption.contains("Shown is future 0, the scenario’s own assumptions, of 5 futures."),
        "{caption}"
    );
}

#[test]
fn what_is_kept_in_memory_does_not_grow_with_the_runs() {
    let kept = |runs| {
        let folder = Synthetic { policies: 2, runs, ..PLAIN }.write();
        let results = Results::open(folder.path()).unwrap();
        let endings = results.endings(&results.manifest.missions[0]).unwrap().policies;
        assert!(endings.iter().all(|ending| ending.runs == runs && ending.histogram.total() == runs));
        endings.iter().map(|ending| ending.sample.len()).max().unwrap()
    };
    assert_eq!(kept(400), 400);
    // Every third of 1,000; every 75th of 30,000.
    assert_eq!(kept(1_000), 334);
    assert_eq!(kept(30_000), 400);
}

#[test]
fn missing_and_malformed_files_are_errors_that_name_the_file() {
    let damage = |name: &str, text: Option<&str>, said: &str| {
        let folder = PLAIN.write();
        let path = folder.path().join(name);
        match text {
            Some(text) => fs::write(path, text).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
        let error = draw(folder.path()).unwrap_err();
        assert!(error.to_string().contains(said) && error.to_string().contains(name), "{error}");
        assert_eq!(error.exit_code(), 74);
    };
    for name in ["manifest.json", "runs.csv", "series.csv", "inputs/map.geojson"] {
        damage(name, None, "could not read");
        damage(name, Some(""), "could not read");
        damage(name, Some("\u{0}\u{1}{]"), "could not read");
    }
    let runs = |row: &str| format!("policy,future,indicator.clean_heat\nno_policy,0,90\n{row}\n");
    damage("runs.csv", Some(&runs("no_policy,0,ninety")), "line 3: `ninety` is no number");
    damage("runs.csv", Some(&runs("no_policy,x,90")), "line 3: `x` is no whole number");
    damage("runs.csv", Some(&runs("unheard_of,0,90")), "knows no policy `unheard_of`");
    damage("runs.csv", Some(&runs("no_policy")), "line: 3");
    damage("runs.csv", Some("policy,future\n"), "there is no column `indicator.clean_heat`");
    let series = "policy,future,quarter,region,outcome,statistic,value\nno_policy,0,2026,,indicator.clean_heat,q50,1\n";
    damage("series.csv", Some(series), "line 2: `2026` is not a year and a quarter");
    let manifest = PLAIN.manifest();
    damage(
        "manifest.json",
        Some(&manifest.replace("\"clean_heat\"", "\"../heat\"")),
        "can't be the name of a mission",
    );
    damage("manifest.json", Some(&manifest.replace(":80.0", ":1e300")), "can't be right");
    damage("manifest.json", Some(&manifest.replace("inputs/map", "../map")), "is not inside the folder");
}

#[test]
fn a_map_that_fits_no_region_is_left_out_and_said() {
    let folder = PLAIN.write();
    fs::write(folder.path().join("inputs/map.geojson"), MAP.replace("AA0", "BB0")).unwrap();
    let omitted = draw(folder.path()).unwrap().omitted;
    assert_eq!(omitted.len(), 1);
    assert!(omitted[0].contains("no region of the results has a boundary whose `nuts2_code`"), "{omitted:?}");
}

#[test]
fn a_policy_without_numbers_keeps_its_place_and_says_so() {
    let folder = PLAIN.write();
    for (name, text) in [("runs.csv", PLAIN.runs()), ("series.csv", PLAIN.series())] {
        let kept: Vec<_> = text.lines().filter(|line| !line.starts_with("rd_grants_only")).collect();
        fs::write(folder.path().join(name), kept.join("\n")).unwrap();
    }
    draw(folder.path()).unwrap();
    assert!(words(&svg(&folder, "distribution.clean_heat.svg")).contains("no run has a number\n"));
    assert!(words(&svg(&folder, "fan.clean_heat.svg")).contains("no data\n"));
}

#[test]
fn figures_are_named_once_and_described() {
    for (place, figure) in FIGURES.iter().enumerate() {
        assert!(!figure.title.is_empty());
        assert!(FIGURES[..place].iter().all(|other| other.name != figure.name));
    }
}
