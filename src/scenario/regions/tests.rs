//! From TOML and small files to regions or complaints.

#![expect(clippy::float_cmp, reason = "the numbers of small tables are exact")]

use std::path::Path;

use super::RegionTable;
use crate::form::complaint::render;
use crate::form::{Form, Sources, check_declarations};
use crate::ids::{CountryKind, RegionId, RegionKind};
use crate::scenario::file;

/// Reads `[regions]` from a folder; what it gives, or the complaints as text.
fn read_in(folder: &Path, toml: &str) -> Result<RegionTable, String> {
    let mut sources = Sources::default();
    let source = sources.add("test.toml", toml, folder);
    let root = file::parse(toml, source).expect("the test's TOML is sound");
    let read = |form: &mut Form| form.table("regions", "the regions", RegionTable::read);
    Form::read_root(&root, &sources, read).map_err(|complaints| {
        let text = render(&complaints, &sources, false);
        // folders differ from run to run
        text.replace(&format!("{}/", folder.display()), "")
    })
}

/// Reads `[regions]` with a file `t.csv` beside it.
fn read_csv(csv: impl AsRef<[u8]>, toml: &str) -> Result<RegionTable, String> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("t.csv"), csv).expect("a file");
    read_in(folder.path(), &format!("[regions]\ntable = \"t.csv\"\n{toml}"))
}

const HEADER: &str = "code,name,country,population,gdp,research_intensity_percent,human_capital_percent,\
                      capacity,longitude,latitude\n";

fn read_rows(rows: &str, toml: &str) -> Result<RegionTable, String> {
    read_csv(format!("{HEADER}{rows}"), toml)
}

/// Three regions of A, of which the third lacks GDP and research intensity, and one of B.
const ROWS: &str = "A2,Two,A,3000,90,2,40,0.5,1,0\nA1,One,A,1000,10,4,20,0.7,0,0\nA3,Three,A,500,,,30,0.6,2,0\n\
                    B1,Bee,B,800,8,1,10,0.1,0,1\n";

/// Checks that the complaints are this many and hold these texts.
fn assert_complaints(result: Result<RegionTable, String>, count: usize, texts: &[&str]) {
    let rendered = result.expect_err("there are complaints");
    assert_eq!(rendered.matches("error: ").count(), count, "{rendered}");
    for text in texts {
        assert!(rendered.contains(text), "`{text}` is not in\n{rendered}");
    }
}

#[test]
fn regions_are_sorted_by_country_and_code_and_have_names() {
    let rows = "B1,Bee,B,800,8,1,10,0.1,0,1\nA2,,A,3000,90,2,40,0.5,1,0\nA1,One,A,1000,10,4,20,0.7,0,0\n";
    let regions = read_rows(rows, "").unwrap();
    assert_eq!(regions.code, ["A1", "A2", "B1"]);
    assert_eq!(regions.name, ["One", "A2", "Bee"]);
    assert_eq!(regions.countries, ["A", "B"]);
    assert_eq!(regions.country.iter().map(|country| country.index()).collect::<Vec<_>>(), [0, 0, 1]);
    assert_eq!(regions.population, [1000.0, 3000.0, 800.0]);
    assert_eq!(regions.gdp, [10.0, 90.0, 8.0]);
    assert_eq!(regions.research_intensity, [0.04, 0.02, 0.01]);
    assert_eq!(regions.human_capital, [0.2, 0.4, 0.1]);
    assert_eq!(regions.capacity, [0.7, 0.5, 0.1]);
    assert_eq!((regions.need, regions.notes, regions.files.len()), (None, vec![], 1));
}

#[test]
fn codes_can_be_referred_to() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.csv"), format!("{HEADER}{ROWS}")).unwrap();
    let toml = "[regions]\ntable = \"t.csv\"";
    let mut sources = Sources::default();
    let source = sources.add("test.toml", toml, folder.path());
    let root = file::parse(toml, source).unwrap();
    let names = Form::read_root(&root, &sources, |form| {
        form.table("regions", "the regions", RegionTable::read);
        form.names().clone()
    });
    let names = names.unwrap();
    assert_eq!(names.find::<RegionKind>("A2"), Some(RegionId::new(1)));
    assert_eq!(names.all::<CountryKind>(), ["A", "B"]);
}

#[test]
fn gaps_take_the_mean_of_the_country() {
    let regions = read_rows(ROWS, "").unwrap();
    // (2 % x 3000 + 4 % x 1000) / 4000 = 2.5 %; GDP (90 + 10) / 4000 a head, for 500 people
    assert!((regions.research_intensity[2] - 0.025).abs() < 1e-15);
    assert!((regions.gdp[2] - 12.5).abs() < 1e-12);
    assert_eq!(
        regions.notes,
        [
            "GDP per head of 1 region of A (A3) set to the mean of the country's other regions by population, \
             25000 EUR",
            "research intensity of 1 region of A (A3) set to the mean of the country's other regions by \
             population, 2.5 %",
        ]
    );
}

#[test]
fn a_selection_does_not_change_what_fills_a_gap() {
    let regions = read_rows(ROWS, "only = [\"A3\", \"A1\"]").unwrap();
    assert_eq!(regions.code, ["A1", "A3"]);
    assert!((regions.research_intensity[1] - 0.025).abs() < 1e-15);
    let regions = read_rows(ROWS, "countries = [\"B\"]").unwrap();
    assert_eq!((regions.code, regions.notes), (vec!["B1".into()], vec![]));
}

#[test]
fn stated_national_values_come_first() {
    let national = "[regions.national.first]\ncountry = \"A\"\nresearch_intensity_percent = 3\n\
                    gdp_per_head = 20_000\nsource = \"Office, 2020\"";
    let regions = read_rows(ROWS, national).unwrap();
    assert_eq!(regions.research_intensity[2], 0.03);
    // 20,000 EUR for each of 500 people
    assert!((regions.gdp[2] - 10.0).abs() < 1e-12);
    assert_eq!(
        regions.notes[1],
        "research intensity of 1 region of A (A3) set to the stated national value 3 % (Office, 2020)"
    );
    let unused = "[regions.national.b]\ncountry = \"B\"\ncapacity = 0.3\nsource = \"Office\"";
    let notes = read_rows(ROWS, unused).unwrap().notes;
    assert_eq!(notes[2], "the stated national institutional capacity of B isn't used: no region lacks it");
}

#[test]
fn what_no_rule_fills_is_left_out() {
    let rows = format!("{ROWS}C1,Cee,C,700,7,,10,,0,2\nC2,Cee,C,,7,1,10,0.2,0,2\n");
    let regions = read_rows(&rows, "").unwrap();
    // the people of C2 are unknown, so that it weighs nothing
    assert_eq!(regions.code, ["A1", "A2", "A3", "B1"]);
    assert_eq!(
        regions.notes[2..],
        [
            "left out: 1 region of C (C2): no population known",
            "left out: 1 region of C (C1): no research intensity, no institutional capacity known",
        ]
    );
    let dropped = read_rows(ROWS, "gaps = \"drop\"").unwrap();
    assert_eq!(dropped.code, ["A1", "A2", "B1"]);
    assert_eq!(dropped.notes, ["left out: 1 region of A (A3): no GDP per head, no research intensity known"]);
}

#[test]
fn gaps_can_be_refused() {
    let expected = "1 region of A (A3): no GDP per head, no research intensity known";
    assert_complaints(read_rows(ROWS, "gaps = \"refuse\""), 1, &[expected, "--> test.toml:3:8"]);
    assert!(read_rows(ROWS, "gaps = \"refuse\"\ncountries = [\"B\"]").is_ok());
}

#[test]
fn contexts_are_standardised_over_the_people_that_stay() {
    let columns = "countries = [\"A\"]\ngaps = \"drop\"\n[regions.columns]\n\
                   context = [\"capacity\", \"ln population / gdp\", \"latitude\"]";
    let regions = read_rows(ROWS, columns).unwrap();
    // weights 1/4 and 3/4: the standardised numbers of two regions are -sqrt(3) and 1/sqrt(3), either way
    let root = 3.0_f64.sqrt();
    for (found, expected) in
        regions.context.iter().flatten().zip([root, root, 0.0, -1.0 / root, -1.0 / root, 0.0])
    {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
    assert!(regions.notes.contains(&"context `latitude` tells no region from another".into()));
}

#[test]
fn columns_can_have_other_names() {
    let csv = "id,land,people,gdp,rd,tertiary,q,x,y,problem\nA,Z,10,1,2,30,0.5,0,0,3\n";
    let columns = "[regions.columns]\ncode = \"id\"\ncountry = \"land\"\npopulation = \"people\"\n\
                   research_intensity_percent = \"rd\"\nhuman_capital_percent = \"tertiary\"\ncapacity = \"q\"\n\
                   longitude = \"x\"\nlatitude = \"y\"\nneed = \"problem\"";
    assert_eq!(read_csv(csv, columns).unwrap().need, Some(vec![3.0]));
}

#[test]
fn missing_columns_are_named_all_at_once() {
    let csv = "code,name,cuontry,population,gdp,research_intensity_percent,capacity,longitude,latitude\nx\n";
    let expected = [
        "t.csv has no column `country` or `country_code`",
        "did you mean `cuontry`?",
        "t.csv has no column `human_capital_percent` or `tertiary_25_64_pct`",
        "its columns: code, name,",
        "t.csv has no column `wealth`",
        "t.csv has no column `popluation`",
        "--> test.toml:5:12",
    ];
    let columns = "[regions.columns]\ngdp = \"wealth\"\ncontext = [\"popluation / gdp\"]";
    assert_complaints(read_csv(csv, columns), 4, &expected[..6]);
    assert_complaints(read_csv("code;name\na;b\n", ""), 1, &["columns that are not separated by commas"]);
    assert_complaints(read_csv("code,gdp,code\na,b,c\n", ""), 1, &["two columns `code`"]);
}

#[test]
fn files_that_are_no_tables_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = read_in(folder.path(), "[regions]\ntable = \"no.csv\"");
    assert_complaints(missing, 1, &["no.csv doesn't exist", "--> test.toml:2:9"]);
    assert_complaints(read_in(folder.path(), "[regions]\ntable = \".\""), 1, &["is a folder"]);
    assert_complaints(read_csv("\n", ""), 1, &["t.csv is empty"]);
    assert_complaints(read_rows("", ""), 1, &["t.csv has column names but no regions"]);
    assert_complaints(read_csv(b"code\nR\xf6t\n", ""), 1, &["t.csv is not UTF-8 in line 2"]);
}

#[test]
fn every_faulty_cell_is_shown_with_its_line() {
    let rows = "A1,One,A,1000,abc,2,40,0.5,1,0\nA1,Two,A,1000,10,2,40,0.5,1,0\nA3,Three,A,-5,10,101,40,1.5,1,0\n\
                A4,Four,A,1000,\"1,5\",nan,40,0.5,1,0\nA5,Five,A,1000\n,Six,A,1000,10,2,40,0.5,1,0\n\
                A7,Seven,A,1000,10,inf,40,0.5,1,91\n";
    let expected = [
        "t.csv:2: `gdp` is `abc`, not a number",
        "leave the cell empty where no value is known",
        "t.csv:3: the code `A1` stands already in line 2",
        "t.csv:4: `population` is -5",
        "t.csv:4: `research_intensity_percent` is 101",
        "a number from 0 to 100 [% of GDP]",
        "t.csv:4: `capacity` is 1.5",
        "t.csv:5: `gdp` is `1,5`, not a number",
        "write it with a decimal point",
        "t.csv:5: `research_intensity_percent` is `nan`, not a finite number",
        "t.csv:6: has 4 cells, not 10",
        "t.csv:7: the region has no code",
        "t.csv:8: `research_intensity_percent` is `inf`, not a finite number",
        "t.csv has 1 more fault",
    ];
    assert_complaints(read_rows(rows, ""), 11, &expected);
}

#[test]
fn a_context_that_has_no_value_is_a_fault() {
    let columns = "[regions.columns]\ncontext = [\"ln latitude\", \"gdp / longitude\"]";
    let expected =
        ["t.csv:2: the context `ln latitude` takes the logarithm", "`gdp / longitude` divides by 0"];
    assert_complaints(read_rows("A1,One,A,1000,10,2,40,0.5,0,-3\n", columns), 2, &expected);
}

#[test]
fn unknown_codes_and_countries_are_refused() {
    let toml = "only = [\"A1\", \"A4\"]\ncountries = [\"A\", \"Z\"]\n[regions.national.z]\ncountry = \"ZZ\"\n\
                capacity = 0.5\nsource = \"none\"";
    let expected =
        ["no region `A4`", "did you mean `A1`", "no country `Z`", "no country `ZZ`", "known: A, B"];
    assert_complaints(read_rows(ROWS, toml), 3, &expected);
}

#[test]
fn lists_of_texts_are_checked() {
    assert_complaints(read_rows(ROWS, "countries = \"A\""), 1, &["not a list of texts", "square brackets"]);
    assert_complaints(read_rows(ROWS, "only = []"), 1, &["`only` is an empty list"]);
    assert_complaints(read_rows(ROWS, "only = [\"A1\", \"A2\", \"A1\"]"), 1, &["gives `A1` twice"]);
    let five =
        "[regions.columns]\ncontext = [\"gdp\", \"capacity\", \"latitude\", \"longitude\", \"population\"]";
    assert_complaints(read_rows(ROWS, five), 1, &["has 5 items, at most 4 fit"]);
}

#[test]
fn national_values_are_stated_once_and_with_a_source() {
    let toml = "[regions.national.a]\ncountry = \"A\"\ncapacity = 0.5\nsource = \"x\"\n\
                [regions.national.b]\ncountry = \"A\"\ncapacity = 0.6\nsource = \"x\"\n\
                [regions.national.c]\ncountry = \"B\"\n";
    let expected =
        ["`A` is stated twice", "no national value is stated", "`regions.national.c.source` is missing"];
    assert_complaints(read_rows(ROWS, toml), 3, &expected);
}

#[test]
fn something_must_be_left_and_not_too_much() {
    assert_complaints(
        read_rows(ROWS, "only = [\"A1\"]\ncountries = [\"B\"]"),
        1,
        &["no region of t.csv is left"],
    );
    let many: Vec<String> = (0..401).map(|n| format!("R{n:03},,A,1000,10,2,40,0.5,0,0")).collect();
    assert_complaints(read_rows(&many.join("\n"), ""), 1, &["there are 401 regions", "at most 400"]);
}

#[test]
fn exactly_one_way_gives_the_regions() {
    let folder = tempfile::tempdir().unwrap();
    assert_complaints(read_in(folder.path(), "[regions]\n"), 1, &["there are no regions"]);
    assert_complaints(read_rows(ROWS, "[regions.synthetic]"), 1, &["the regions are given twice"]);
    let toml = "[regions]\ngaps = \"drop\"\n[regions.synthetic]";
    assert_complaints(read_in(folder.path(), toml), 1, &["`gaps` is about a table"]);
}

fn synthetic(toml: &str) -> Result<RegionTable, String> {
    read_in(Path::new("."), &format!("[regions.synthetic]\n{toml}"))
}

#[test]
fn synthetic_regions_spread_evenly() {
    let regions = synthetic("count = 10\ncountries = 2\ncapacity = { mean = 0.5, spread = 0.4 }").unwrap();
    let mut capacity = regions.capacity.clone();
    capacity.sort_by(f64::total_cmp);
    // the middles of ten equal parts of 0.1 to 0.9
    for (place, found) in capacity.iter().enumerate() {
        assert!((found - (0.14 + 0.08 * place as f64)).abs() < 1e-12);
    }
    assert_eq!(regions.countries, ["S01", "S02"]);
    assert_eq!((regions.code[0].as_str(), regions.code[9].as_str()), ("S01R01", "S02R10"));
    assert!(regions.code.is_sorted());
    let neighbours = regions.distance_km(0, 1).0;
    assert!((neighbours - 100.0).abs() < 0.1, "{neighbours}");
    for which in 0..2 {
        let squares: f64 = regions.context.iter().map(|context| context[which] * context[which]).sum();
        assert!((squares - 10.0).abs() < 1e-9);
    }
    assert_eq!(regions, synthetic("count = 10\ncountries = 2").unwrap());
}

#[test]
fn without_spread_synthetic_regions_are_equal() {
    let regions = synthetic(
        "context_spread = 0\ncapacity.spread = 0\ngdp_per_head.spread = 0\nresearch_intensity.spread = 0\n\
         human_capital.spread = 0\n",
    )
    .unwrap();
    let is_equal = |column: &[f64]| column.iter().all(|value| value.to_bits() == column[0].to_bits());
    let columns = [
        &regions.capacity,
        &regions.gdp,
        &regions.research_intensity,
        &regions.human_capital,
        &regions.population,
    ];
    assert!(columns.into_iter().all(|column| is_equal(column)));
    assert!(regions.context.iter().flatten().all(|value| *value == 0.0));
}

#[test]
fn synthetic_values_stay_within_their_bounds() {
    assert_complaints(
        synthetic("count = 2\ncountries = 3\ncapacity = { mean = 0.8, spread = 0.3 }"),
        2,
        &["more countries than regions", "the values reach from 0.5 to 1.1"],
    );
}

#[test]
fn a_map_is_checked_against_the_regions() {
    let folder = tempfile::tempdir().unwrap();
    let shape =
        r#"{"features":[{"properties":{"id":"A1"}},{"properties":{"id":"A2"}},{"properties":{"id":"A3"}}]}"#;
    std::fs::write(folder.path().join("m.json"), shape).unwrap();
    std::fs::write(folder.path().join("t.csv"), format!("{HEADER}{ROWS}")).unwrap();
    let toml = "[regions]\ntable = \"t.csv\"\nmap = \"m.json\"\n";
    let regions = read_in(folder.path(), &format!("{toml}map_key = \"id\"")).unwrap();
    assert_eq!(regions.notes.last().unwrap(), "the map has no outline of 1 region (B1)");
    assert_eq!((regions.files.len(), regions.map_window), (2, [-2.0, -2.0, 4.0, 3.0]));
    assert_complaints(
        read_in(folder.path(), toml),
        1,
        &["has no outline of any region", "--> test.toml:3:7"],
    );
    let window = format!("{toml}map_key = \"id\"\nmap_window = [5, 0, 1, 1]");
    assert_complaints(read_in(folder.path(), &window), 1, &["the window is empty"]);
}

#[test]
fn distances_are_great_circles() {
    let rows = "A1,,A,1,1,1,1,1,16.3738,48.2082\nA2,,A,1,1,1,1,1,4.3517,50.8503\nA3,,A,1,1,1,1,1,-163.6262,-48.2082\n";
    let regions = read_rows(rows, "").unwrap();
    let distance = |a, b| regions.distance_km(a, b).0;
    // Vienna to Brussels by the law of cosines: 915 km
    let (a, b, east) = (48.2082_f64.to_radians(), 50.8503_f64.to_radians(), 12.0221_f64.to_radians());
    let expected = 6371.0088 * (a.sin() * b.sin() + a.cos() * b.cos() * east.cos()).acos();
    assert!((distance(0, 1) - expected).abs() < 1e-6 && (910.0..920.0).contains(&expected));
    assert_eq!((distance(0, 0), distance(0, 1)), (0.0, distance(1, 0)));
    // to the other end of the earth it is half a great circle
    assert!((distance(0, 2) - 180.0 * super::KILOMETRES_PER_DEGREE).abs() < 1e-3);
}

#[test]
fn the_shipped_table_gives_its_regions() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let toml =
        "[regions]\ntable = \"data/europe_nuts2_2021.csv\"\nmap = \"data/europe_nuts2_2021.geojson\"\n";
    let regions = read_in(&data, toml).unwrap();
    // 334 less 12 NL, 7 CH (no GERD), 3 AL, LI, IS, NO0B, 4 RS, ME, MK (no capacity)
    assert_eq!((regions.len(), regions.countries.len()), (303, 27 - 1 + 3));
    assert_eq!(regions.notes.len(), 11, "{:#?}", regions.notes);
    let national = "[regions.columns]\ncontext = [\"lat_deg\", \"ln gdp_eur_per_inhabitant\", \
                    \"ln population_persons / area_km2_geom\"]\n[regions.national.netherlands]\ncountry = \"NL\"\n\
                    research_intensity_percent = 2.3\nsource = \"Rathenau Instituut 2024, for 2022\"";
    let regions = read_in(&data, &format!("{toml}{national}")).unwrap();
    assert_eq!(regions.len(), 315);
    let [west, south, east, north] = regions.map_window;
    assert!(west > -26.0 && east < 48.0 && south > 32.0 && north < 73.0, "{:?}", regions.map_window);
    assert!(regions.context.iter().all(|context| context.len() == 3));
}

#[test]
fn declarations_are_sound_and_need_no_file() {
    let declarations = Form::record(|form| form.table("regions", "the regions", RegionTable::read));
    assert_eq!(check_declarations(&declarations), Vec::<String>::new());
    let mut empty = RegionTable { code: vec![String::new()], ..RegionTable::default() };
    Form::record(|form| form.table("regions", "the regions", |form| empty = RegionTable::read(form)));
    assert_eq!(empty, RegionTable::default());
}
