//! report as a user meets it: what stands on the page is what stands in the tables and on the terminal. What a browser makes
//! of it: tests/elsewhere.

use std::fs;

use serde_json::Value;

use super::desk::{Desk, Row, assert_code, complaint, number, out, table};

/// The page of a study.
fn page(desk: &Desk, folder: &str) -> String {
    fs::read_to_string(desk.path(folder).join("report.html")).unwrap()
}

/// The numbers that its figures are drawn from.
fn numbers(page: &str) -> Value {
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

/// What the page says, without its marks.
fn words(page: &str) -> String {
    let body = page.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0;
    let text: String =
        body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn near(one: f64, other: f64) -> bool {
    (one.is_nan() && other.is_nan()) || (one - other).abs() <= 1e-4 * one.abs().max(other.abs()) + 1e-12
}

fn as_number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

#[test]
fn a_report_that_is_written_again_is_the_same() {
    for study in [
        "compare small.toml -n 12",
        "run small.toml -n 40 --until-ci 0.3",
        "run small.toml -n 3 --make-fail blind:1",
        "spatial small.toml -n 3 --training 2",
        "sweep small.toml --vary owners.hassle=1.5,5.5 -n 3 --series",
        "sensitivity small.toml --vary owners.hassle=1.5..5.5 --vary firms.count=20,30 --method morris --size 4 -n 3",
    ] {
        let desk = Desk::new();
        let code = if study.contains("make-fail") { 4 } else { 0 };
        let said = desk.run(&format!("{study} -o a"));
        assert_code(&said, code);
        assert!(out(&said).contains("a/report.html\n"), "{}", out(&said));
        let first = page(&desk, "a");
        fs::remove_file(desk.path("a/report.html")).unwrap();
        let again = desk.run("report a");
        assert_code(&again, 0);
        assert_eq!(out(&again), "report: a/report.html\n");
        assert!(page(&desk, "a") == first, "{study}");
        // and from wherever it is said
        let mut there = desk.command("report .");
        assert!(there.current_dir(desk.path("a")).output().unwrap().status.success());
        assert!(page(&desk, "a") == first, "{study}");
    }
}

#[test]
fn figures_tables_and_sentences_have_the_same_numbers() {
    let desk = Desk::new();
    let said = desk.run("compare small.toml -n 25 -o a");
    assert_code(&said, 0);
    let data = numbers(&page(&desk, "a"));
    let policies: Vec<&str> =
        data["policies"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    let place_of = |name: &str| policies.iter().position(|known| *known == name).unwrap();
    let outcomes = data["outcomes"].as_array().unwrap();
    let outcome = |name: &str| outcomes.iter().position(|one| one["name"] == name).unwrap();

    let summary = table(&desk, "a/summary.csv");
    assert_eq!(summary.len(), outcomes.len() * policies.len());
    for row in &summary {
        let found = &outcomes[outcome(&row["outcome"])];
        let mean = as_number(&found["means"][place_of(&row["policy"])]);
        assert!(near(mean, number(row, "mean")), "{row:?} and {mean}");
    }
    let differences = table(&desk, "a/differences.csv");
    assert!(differences.len() > 100);
    for row in differences.iter().filter(|row| number(row, "pairs") > 0.0) {
        let pairs = outcomes[outcome(&row["outcome"])]["pairs"].as_array().unwrap();
        let (policy, reference) = (place_of(&row["policy"]), place_of(&row["reference"]));
        let pair =
            pairs.iter().find(|pair| pair["policy"] == policy && pair["reference"] == reference).unwrap();
        for (ours, theirs) in [("mean", "difference"), ("low", "low"), ("high", "high")] {
            assert!(near(as_number(&pair[ours]), number(row, theirs)), "{row:?} and {pair}");
        }
        let is_clear = number(row, "low") > 0.0 || number(row, "high") < 0.0;
        assert_eq!(pair["is_clear"], is_clear, "{row:?}");
    }
    let runs = table(&desk, "a/runs.csv");
    let kept: Vec<usize> = data["runs"]["outcomes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_u64().unwrap() as usize)
        .collect();
    for (column, place) in kept.iter().enumerate() {
        for row in &runs {
            let replicate = number(row, "replicate") as usize;
            let value = as_number(&data["runs"]["values"][place_of(&row["policy"])][column][replicate]);
            assert!(near(value, number(row, outcomes[*place]["name"].as_str().unwrap())), "{row:?}");
        }
    }
    let paths = data["paths"].as_array().unwrap();
    let quarters = data["quarters"].as_array().unwrap();
    let series = table(&desk, "a/series.csv");
    for row in series
        .iter()
        .filter(|row| row["region"].is_empty() && ["mean", "q50"].contains(&row["statistic"].as_str()))
    {
        let path = paths.iter().find(|path| path["outcome"] == outcome(&row["outcome"])).unwrap();
        let step = quarters.iter().position(|quarter| *quarter == row["quarter"]).unwrap();
        let value = as_number(&path["policies"][place_of(&row["policy"])][&row["statistic"]][step]);
        assert!(near(value, number(row, "value")), "{row:?} and {value}");
    }
}

/// The numbers of the table with this name, as they are sorted.
fn sorted_by(page: &str, table: &str) -> Vec<f64> {
    let table = page.split_once(&format!("id=\"{table}\"")).unwrap().1.split_once("</table>").unwrap().0;
    let cells = table.split("data-value=\"").skip(1);
    cells.map(|cell| cell.split_once('"').unwrap().0.parse().unwrap()).collect()
}

#[test]
fn behind_what_is_drawn_stand_the_numbers_of_the_tables() {
    let desk = Desk::new();
    // tables are sorted by four digits
    let alike = |one: f64, other: f64| (one - other).abs() <= 5e-4 * one.abs();
    assert_code(&desk.run("spatial small.toml -n 3 --training 2 -o a"), 0);
    for (figure, file, mean) in [("causes", "causes", "part"), ("blindness", "penalties", "penalty")] {
        let rows = table(&desk, &format!("a/{file}.csv"));
        let of_heat = rows.iter().filter(|row| row["outcome"] == "problem_removed.heat");
        let told: Vec<f64> = of_heat.map(|row| 100.0 * number(row, mean)).filter(|x| x.is_finite()).collect();
        let behind = sorted_by(&page(&desk, "a"), &format!("table-behind-{figure}-heat"));
        assert!(told.len() > 4 && behind.len() == told.len(), "{figure}: {behind:?} of {told:?}");
        assert!(
            told.iter().all(|one| behind.iter().any(|other| alike(*one, *other))),
            "{behind:?} of {told:?}"
        );
    }
    let vary = "--vary owners.hassle=1.5..5.5 --vary firms.count=20,30 --method morris --size 4";
    assert_code(&desk.run(&format!("sensitivity small.toml {vary} -n 3 -o b")), 0);
    let behind = sorted_by(&page(&desk, "b"), "table-behind-indices-heat");
    let rows = table(&desk, "b/sensitivity.csv");
    let is_shown = |row: &&Row| {
        let (statistic, reference) = (row["statistic"].as_str(), row["reference"].as_str());
        row["outcome"] == "problem_removed.heat"
            && reference == "no_policy"
            && ["mu_star", "mu"].contains(&statistic)
    };
    let told: Vec<f64> = rows.iter().filter(is_shown).map(|row| 100.0 * number(row, "value")).collect();
    assert!(told.len() > 4);
    assert!(
        told.iter().all(|one| *one == 0.0 || behind.iter().any(|other| alike(*one, *other))),
        "{behind:?} of {told:?}"
    );
}

#[test]
fn the_verdict_of_the_page_is_that_of_the_terminal() {
    let desk = Desk::new();
    let said = desk.run("compare small.toml -n 25 -o a");
    assert_code(&said, 0);
    let (page, verdict) = (page(&desk, "a"), out(&said));
    let table = page.split_once("<tbody>").unwrap().1.split_once("</tbody>").unwrap().0;
    let sentence = page.split_once("<li>The target is met in").unwrap().1.split_once("</li>").unwrap().0;
    for policy in ["no_policy", "blind", "need"] {
        let row =
            table.split("<tr>").find(|row| row.starts_with(&format!("<th scope=\"row\">{policy}<"))).unwrap();
        let cells: Vec<String> =
            row.split("<td").skip(1).map(|cell| words(&format!("<main><td{cell}</main>"))).collect();
        let line = verdict.lines().find(|line| line.starts_with(&format!(" {policy} "))).unwrap();
        let told: Vec<&str> =
            line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).skip(1).collect();
        assert_eq!(told.len(), 8, "{line}");
        assert_eq!(told, cells, "{policy}");
        let chance = if told[0] == "0 %" {
            "none of the 25 runs".to_owned()
        } else {
            format!("{} of the runs", told[0])
        };
        let clause = format!("{chance} under <code>{policy}</code> (95 % interval {})", told[1]);
        assert!(sentence.replace('\u{a0}', " ").contains(&clause), "{clause} in {sentence}");
    }
}

#[test]
fn nothing_that_a_user_writes_becomes_part_of_the_page() {
    let desk = Desk::new();
    let title = "</script><script>alert(1)</script> <b>&amp;";
    let scenario = fs::read_to_string(desk.path("small.toml")).unwrap();
    fs::write(
        desk.path("small.toml"),
        format!("title = '{title}'\n{scenario}").replacen("title = \"", "# title = \"", 1),
    )
    .unwrap();
    let said = desk.run("run small.toml -n 2 -o a");
    assert_code(&said, 0);
    let page = page(&desk, "a");
    assert!(page.contains("&lt;&#x2f;script&gt;") || page.contains("&lt;/script&gt;"));
    assert!(!page.contains("alert(1)</script> <b>"));
    assert_eq!(page.matches("</script>").count(), 3);
    // and nothing of it comes from elsewhere
    for asking in ["src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!page.contains(asking), "{asking}");
    }
    assert!(page.len() < 5_000_000);
}

#[test]
fn what_holds_no_runs_has_no_report() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 40 -q -o a --plan --shards 2"), 0);
    for (folder, advice) in
        [("a", "missionmix resume a"), ("nowhere", "holds no study"), (".", "holds no study")]
    {
        let said = desk.run(&format!("report {folder}"));
        assert_ne!(said.status.code(), Some(0));
        assert!(complaint(&said).contains(advice), "{folder}: {}", complaint(&said));
    }
    assert_code(&desk.run("run small.toml -n 2 --no-figures -q -o b"), 0);
    assert!(!desk.path("b/report.html").exists());
    // a table that was changed is not told of
    let runs = fs::read_to_string(desk.path("b/runs.csv")).unwrap();
    fs::write(desk.path("b/runs.csv"), runs.split_inclusive('\n').take(3).collect::<String>()).unwrap();
    let said = desk.run("report b");
    assert_code(&said, 3);
    assert!(complaint(&said).contains("`runs.csv` is gone or was changed"), "{}", complaint(&said));
    assert!(!desk.path("b/report.html").exists());
}
