//! Every figure, drawn from small synthetic folders.

/// What a search found.
mod boxes;
/// Policies held against each other, and how sure that is.
mod comparisons;
/// What matters.
mod indices;
/// The figures with maps.
mod maps;
/// The figures of spatial studies.
mod spatial;
/// The folders.
mod synthetic;

use tempfile::TempDir;

use super::scale::percent;
use super::*;
use synthetic::{MAP, PLAIN, Synthetic};

fn svg(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join("figures").join(name)).unwrap()
}

/// How many files the figures of one mission are that every study has.
fn files_of_all() -> usize {
    2 * FIGURES.iter().filter(|figure| figure.study.is_none()).count()
}

/// What was not drawn, a sentence a figure.
fn omitted(album: &Album) -> Vec<String> {
    let sentence = |Omission { figure, reason }: &Omission| format!("no figure `{figure}`: {reason}");
    album.omitted.iter().map(sentence).collect()
}

/// Draws in small images: what they look like is for eyes, and large ones take longer.
fn draw(folder: &Path) -> Result<Album> {
    draw_at(folder, 0.2)
}

#[test]
fn one_reason_is_said_once() {
    let omission = |figure: &str, reason: &str| Omission { figure: figure.into(), reason: reason.into() };
    let omitted = [
        omission("map.heat", "no map"),
        omission("cost.heat", "no cost"),
        omission("map_gain.heat", "no map"),
    ];
    let album = Album { omitted: omitted.to_vec(), ..Album::default() };
    assert_eq!(
        album.omissions(),
        ["no figure `map.heat`, `map_gain.heat`: no map", "no figure `cost.heat`: no cost"]
    );
}

fn words(svg: &str) -> String {
    svg.split('<')
        .filter_map(|part| {
            part.strip_prefix("text")?.split_once('>').map(|(_, words)| words.trim_matches('\n'))
        })
        .fold(String::new(), |all, words| all + words + "\n")
}

/// The values of an attribute of the elements of a kind, in their order.
fn attribute<'s>(svg: &'s str, element: &str, name: &str) -> Vec<&'s str> {
    let (start, name) = (format!("<{element}"), format!(" {name}=\""));
    svg.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('>').next()?.split(name.as_str()).nth(1)?.split('"').next())
        .collect()
}

/// Places of circles, once each.
fn circles(svg: &str, axis: &str) -> Vec<f64> {
    let (x, y) = (attribute(svg, "circle", "cx"), attribute(svg, "circle", "cy"));
    let mut centres: Vec<(&str, &str)> = x.into_iter().zip(y).collect();
    centres.dedup();
    let place = |(x, y): &(&str, &str)| if axis == "x" { x.parse() } else { y.parse() };
    centres.iter().map(|centre| place(centre).unwrap()).collect()
}

/// Whether places on the page are these values on one straight axis, within the rounding to a tenth of a pixel.
fn assert_on_one_axis(places: &[f64], values: &[f64]) {
    assert_eq!(places.len(), values.len());
    let ends = |pick: fn(f64, f64) -> bool| {
        (1..values.len()).fold(0, |best, next| if pick(values[next], values[best]) { next } else { best })
    };
    let (low, high) = (ends(|next, best| next < best), ends(|next, best| next > best));
    let scale = (places[high] - places[low]) / (values[high] - values[low]);
    assert!(scale.abs() > 1.0, "{scale}");
    for (place, value) in places.iter().zip(values) {
        let expected = places[low] + (value - values[low]) * scale;
        assert!((place - expected).abs() < 3.0, "{value} stands at {place}, not at {expected}");
    }
}

#[test]
fn every_figure_is_drawn_and_says_what_it_must() {
    for policies in [1, 3, 6] {
        let folder = Synthetic { policies, ..PLAIN }.write();
        let album = draw(folder.path()).unwrap();
        // a single policy has none to be held against: in what it removes, costs, and gains on the map; and the
        // baseline has neither money nor projects
        let lacking = if policies == 1 { 5 } else { 0 };
        assert_eq!(album.written.len(), files_of_all() - 2 * lacking);
        assert_eq!(album.omitted.len(), lacking);
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
        let fan = svg(&folder, "fan.clean_heat.svg");
        assert!(words(&fan).contains("target 80\n"));
        assert!(words(&svg(&folder, "fan.clean_heat.svg")).contains("deadline 2041q4\n"));
        assert!(words(&svg(&folder, "distribution.clean_heat.svg")).contains("reached in 0\u{a0}%\n"));
    }
}

#[test]
fn each_milestone_is_a_diamond() {
    let folder = PLAIN.write();
    let polygons = || {
        draw(folder.path()).unwrap();
        svg(&folder, "fan.clean_heat.svg").matches("<polygon ").count()
    };
    let with = polygons();
    let manifest = folder.path().join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace(r#"[["2033q4",95.0],["2037q4",89.0]]"#, "[]")).unwrap();
    // two in the panel of each of three policies
    assert_eq!(with, polygons() + 6);
}

#[test]
fn a_curve_says_how_many_met_the_target_in_time() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "time_to_target.clean_heat.svg");
    // counted in the table itself: those with a time, all of which are in time here
    let runs = PLAIN.runs();
    for policy in ["no_policy", "rd_grants_only", "outcome_procurement"] {
        let rows = || runs.lines().filter(|row| row.starts_with(&format!("{policy},0,")));
        let met = rows().filter(|row| !row.ends_with(',')).count() as u64;
        let text = format!("{} in time (", percent(met, rows().count() as u64));
        assert!(words(&svg).contains(&text), "{policy}: {text} in {}", words(&svg));
    }
    assert!(words(&svg).contains("deadline 2041q4\n"));
}

#[test]
fn the_frontier_joins_the_policies_that_none_outdoes() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "cost.clean_heat.svg");
    let said = words(&svg);
    for name in ["no_policy", "rd_grants_only", "outcome_procurement", "net public cost, M EUR"] {
        assert!(said.contains(name), "{said}");
    }
    // two rules of the frame and two intervals a policy; the baseline costs nothing, so that one of its lines is a point
    assert_eq!(svg.matches("<circle").count(), 3);
    let one = Synthetic { policies: 1, ..PLAIN }.write();
    let album = draw(one.path()).unwrap();
    let said = "no figure `cost.clean_heat`: no policy costs anything that others could be held against";
    assert!(omitted(&album).contains(&said.to_owned()), "{:?}", album.omitted);
}

/// The polygons of a figure with this fill.
fn areas(svg: &str, colour: &str) -> usize {
    svg.split("<polygon ").skip(1).filter(|polygon| polygon.contains(&format!("fill=\"{colour}\""))).count()
}

#[test]
fn money_and_projects_are_stacked_over_time_once_for_the_whole_study() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let money = svg(&folder, "money.svg");
    let said = words(&money);
    // what nobody spends anything on is not named, and who spends nothing has no panel
    for name in ["rd grant", "adoption subsidy", "develop", "weakest quarter", "strongest quarter"] {
        assert!(said.contains(&format!("{name}\n")), "{name}: {said}");
    }
    assert!(!said.contains("levy") && !said.contains("\nno_policy\n"));
    assert!(said.replace('\n', " ").contains("Without public spending, and not shown: no_policy."));
    // two kinds of instrument, a stage and two quarters under two policies
    assert_eq!(money.matches("<polygon ").count(), 2 * (2 + 1 + 2));

    let projects = svg(&folder, "projects.svg");
    for (fate, colour) in [("in the market", "#00446B"), ("at work", "#D3E6F4"), ("stopped", "#8F330F")] {
        assert!(words(&projects).contains(&format!("{fate}\n")));
        assert_eq!(areas(&projects, colour), 2, "{fate}");
    }
    assert_eq!(projects.matches("<polygon ").count(), 6);
}

#[test]
fn support_is_shown_with_its_spread_and_the_deadline() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let support = svg(&folder, "support.clean_heat.svg");
    // a band and a panel for each of three policies, and 64 quarters after the start it stands at 0.34
    assert_eq!(support.matches("<polygon ").count(), 3);
    for said in ["deadline 2041q4", "0.34", "mean", "5 % to 95 % of the runs"] {
        assert!(words(&support).contains(&format!("{said}\n")), "{said}");
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
    for said in [
        "no figure `time_to_target.clean_heat`: no target is set for `clean_heat`",
        "no figure `map.clean_heat`: the scenario gives no boundaries to draw",
    ] {
        assert!(omitted(&album).contains(&said.to_owned()), "{:?}", album.omitted);
    }
    assert_eq!(album.written.len(), files_of_all() - 2 * album.omitted.len());
    assert!(!words(&svg(&folder, "distribution.clean_heat.svg")).contains("reached in"));
    assert!(svg(&folder, "fan.clean_heat.svg").contains("no target is set"));
}

#[test]
fn one_run_and_a_target_that_is_higher_are_drawn() {
    let folder = Synthetic { runs: 1, better: "higher", ..PLAIN }.write();
    let album = draw(folder.path()).unwrap();
    assert_eq!(album.written.len(), files_of_all() - 2);
    let said = "no figure `convergence.clean_heat`: a single replicate can’t say how far it is from the next";
    assert_eq!(omitted(&album), [said]);
    assert!(words(&svg(&folder, "distribution.clean_heat.svg")).contains("reached in 100\u{a0}%\n"));
}

#[test]
fn cells_without_a_number_and_other_futures_are_left_out_and_counted() {
    let folder = PLAIN.write();
    let path = folder.path().join("runs.csv");
    let runs = PLAIN.runs() + "no_policy,0,200,NaN,1,\nno_policy,0,201,,1,\nno_policy,4,0,-9e9,1,\n";
    fs::write(path, runs).unwrap();
    draw(folder.path()).unwrap();
    let caption = words(&svg(&folder, "distribution.clean_heat.svg")).replace('\n', " ");
    assert!(caption.contains("2 cells without a number were left out."), "{caption}");
    assert!(
        caption.contains("Shown is future 0, the scenario’s own assumptions, of 5 futures."),
        "{caption}"
    );
    let manifest = PLAIN.manifest().replacen('{', r#"{"case_word":"case","#, 1);
    fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    for name in ["runs.csv", "series.csv", "summary.csv", "differences.csv"] {
        let path = folder.path().join(name);
        let text = fs::read_to_string(&path).unwrap().replacen(",future,", ",case,", 1);
        fs::write(path, text).unwrap();
    }
    draw(folder.path()).unwrap();
    let caption = words(&svg(&folder, "distribution.clean_heat.svg")).replace('\n', " ");
    assert!(caption.contains("Shown is the first of 5 cases."), "{caption}");
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
    assert_eq!(kept(2_000), 2_000);
    // Every third of 5,000; every 15th of 30,000.
    assert_eq!(kept(5_000), 1_667);
    assert_eq!(kept(30_000), 2_000);
}

#[test]
fn a_shape_ends_where_the_runs_do_and_says_whether_it_has_two_humps() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "distribution.clean_heat.svg");
    let dots = |policy: usize| {
        let x = attribute(&svg, "circle", "cx").into_iter().map(|x| x.parse::<f64>().unwrap());
        // after the dots of a policy come the two that show its median
        let own: Vec<f64> = x.skip(policy * 202).take(200).collect();
        own.into_iter().fold((f64::INFINITY, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)))
    };
    let curves: Vec<&str> =
        attribute(&svg, "polyline", "points").into_iter().filter(|points| points.len() > 5000).collect();
    assert_eq!(curves.len(), 3);
    for (policy, curve) in curves.into_iter().enumerate() {
        let x =
            curve.split_whitespace().map(|point| point.split(',').next().unwrap().parse::<f64>().unwrap());
        let (low, high) = x.fold((f64::INFINITY, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
        let (first, last) = dots(policy);
        assert!((low - first).abs() <= 2.0 && (high - last).abs() <= 2.0, "{low} {first} {high} {last}");
    }
    // the third policy takes off in a third of its runs, with a gap between them and the others
    let said = words(&svg);
    assert_eq!(said.matches("more than one hump\n").count(), 1, "{said}");
    assert_eq!(said.matches("one hump can’t be ruled out\n").count(), 2, "{said}");
    assert!(said.contains("dip 0.051, p = 0.001\n"), "{said}");
}

#[test]
#[ignore = "draws the folders named in DRAW"]
fn draws() {
    for folder in std::env::var("DRAW").unwrap().split(':') {
        for omitted in draw(Path::new(folder)).unwrap().omissions() {
            eprintln!("{omitted}");
        }
    }
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
fn names_can_hold_anything_and_the_document_stays_valid() {
    let folder = PLAIN.write();
    let manifest = PLAIN.manifest().replace("fossil heat in homes", "a < b & \\\"c\\\" \\u0001 100 % ©");
    fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "fan.clean_heat.svg");
    assert!(svg.contains("a &lt; b &amp; &quot;c&quot;   100 % © (index)"));
    assert!(!svg.contains('\u{1}'));
}

#[test]
fn the_largest_and_the_smallest_numbers_are_drawn() {
    for factor in [1e97, 1e-20] {
        let folder = PLAIN.write();
        let scaled =
            |value: &str| value.parse::<f64>().map_or(value.to_owned(), |v| (v * factor).to_string());
        for (name, text, column) in [("runs.csv", PLAIN.runs(), 3), ("series.csv", PLAIN.series(), 6)] {
            let row = |line: &str| {
                let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
                if cells.get(4).is_none_or(|outcome| !outcome.starts_with("region_")) {
                    cells[column] = scaled(&cells[column]);
                }
                cells.join(",") + "\n"
            };
            fs::write(folder.path().join(name), text.lines().map(row).collect::<String>()).unwrap();
        }
        let manifest = PLAIN.manifest().replace(":100.0", &format!(":{}", 100.0 * factor));
        let manifest = manifest.replace(":80.0", &format!(":{}", 80.0 * factor));
        fs::write(folder.path().join("manifest.json"), manifest).unwrap();
        assert_eq!(draw(folder.path()).unwrap().written.len(), files_of_all());
    }
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
