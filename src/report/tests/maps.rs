//! The figures with maps.

use super::*;

const FIGURES_OF_MAPS: [&str; 5] = ["map", "map_years", "map_gain", "map_money", "map_capacity"];

/// The folder with a table of means by region and quarter that is changed.
fn with_series(change: impl Fn(&str) -> Option<String>) -> TempDir {
    let folder = PLAIN.write();
    let lines: Vec<String> = PLAIN.series().lines().filter_map(change).collect();
    fs::write(folder.path().join("series.csv"), lines.join("\n")).unwrap();
    folder
}

/// What the album of a folder leaves out of the figures with maps.
fn omitted(folder: &TempDir) -> Vec<String> {
    let album = draw(folder.path()).unwrap();
    super::omitted(&album).into_iter().filter(|line| line.starts_with("no figure `map")).collect()
}

/// The colours of the polygons, in their order.
fn fills(svg: &str) -> Vec<&str> {
    svg.split("<polygon ").skip(1).filter_map(|one| one.split("fill=\"").nth(1)?.get(..7)).collect()
}

#[test]
fn pieces_are_painted_over_larger_ones_and_no_data_is_hatched() {
    for policies in [1, 3, 6] {
        let folder = Synthetic { policies, ..PLAIN }.write();
        draw(folder.path()).unwrap();
        let map = svg(&folder, "map.clean_heat.svg");
        assert!(
            words(&map).replace('\n', " ").contains("© EuroGeographics for the administrative boundaries.")
        );
        assert!(words(&map).contains("no data\n"));
        // First the legend. Then, from large to small: AA02, AA01, its hole, AA03, an island of AA02.
        let fills = fills(&map);
        assert_eq!((fills.len(), fills[0]), (1 + 5 * policies, "#F7F7F7"));
        for map in fills[1..].chunks(5) {
            assert_eq!(map[2..4], ["#FFFFFF", "#F7F7F7"]);
            assert!(map[0] == map[4] && map[0] != map[1]);
        }
        assert!(map.contains("stroke=\"#A4A4A4\""));
    }
}

#[test]
fn a_loss_is_orange_with_dots_and_a_gain_is_blue() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let map = svg(&folder, "map_gain.clean_heat.svg");
    let said = words(&map);
    assert!(said.contains("Regions that gain and lose against “no_policy”: clean_heat\n"), "{said}");
    assert!(!said.contains("no_policy\n"), "{said}");
    // AA02 loses 1 and 2 points, AA01 gains 2 and 4: on a scale to 4, a quarter and half of orange, half and all of blue
    let fills = fills(&map);
    let [first, second]: [&[&str]; 2] = [&fills[1..6], &fills[6..11]];
    assert_eq!((second[0], second[1]), ("#F3B26A", "#16649E"));
    assert_eq!(first[1], "#92C5E8");
    let dots = |svg: &str| svg.matches("<circle").count();
    assert!(dots(&map) > 200, "{}", dots(&map));
    assert_eq!(dots(&svg(&folder, "map.clean_heat.svg")), 0);
}

#[test]
fn a_spatial_study_holds_the_sensitive_policy_against_the_blind_one() {
    let folder = with_series(|line| {
        Some(
            line.replace("rd_grants_only,", "open_competition,")
                .replace("outcome_procurement,", "sensitive,"),
        )
    });
    let manifest = PLAIN
        .manifest()
        .replace("rd_grants_only", "open_competition")
        .replace("outcome_procurement", "sensitive");
    let manifest = manifest.replacen(
        '{',
        r#"{"study":"spatial","changes":["policy.sensitive={like='place_based'}"],"#,
        1,
    );
    fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    let results = Results::open(folder.path()).unwrap();
    let drawn = plots::map_gain::draw(&results, &results.manifest.missions[0], &Typeface::default()).unwrap();
    let Drawing::Drawn(svg) = drawn else { panic!() };
    let said = words(&svg);
    assert!(said.contains("Regions that gain and lose against “open_competition”: clean_heat\n"), "{said}");
    assert!(said.contains("place_based\n") && !said.contains("no_policy\n"), "{said}");
}

#[test]
fn years_need_more_than_one_quarter() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let said = words(&svg(&folder, "map_years.clean_heat.svg"));
    for name in ["no_policy, 2029\n", "2033\n", "2037\n", "procurement,", "2041\n"] {
        assert!(said.contains(name), "{name} in {said}");
    }
    let folder =
        with_series(|line| (!line.contains("region_") || line.contains("2041q4")).then(|| line.to_owned()));
    assert_eq!(
        omitted(&folder),
        [
            "no figure `map_years.clean_heat`: series.csv has regional `region_uptake.clean_heat` of no more than one quarter up to the deadline"
        ]
    );
}

#[test]
fn what_is_not_kept_or_nowhere_is_left_out_and_said() {
    let folder = with_series(|line| (!line.contains("region_capacity")).then(|| line.to_owned()));
    assert_eq!(
        omitted(&folder),
        [
            "no figure `map_capacity.clean_heat`: series.csv has no regional `region_capacity.clean_heat` in 2041q4"
        ]
    );
    let nothing = |line: &str| {
        let (row, _) = line.rsplit_once("mean,").filter(|_| line.contains("region_money"))?;
        Some(format!("{row}mean,0,EUR"))
    };
    let folder = with_series(|line| Some(nothing(line).unwrap_or_else(|| line.to_owned())));
    assert_eq!(
        omitted(&folder),
        [
            "no figure `map_money.clean_heat`: `region_money.clean_heat` is nought in all regions under all policies"
        ]
    );
}

#[test]
fn a_cell_without_a_number_is_no_data_and_counted() {
    let folder = with_series(|line| {
        let is_it = line.starts_with("no_policy,0,2041q4,AA01,region_uptake");
        Some(if is_it {
            "no_policy,0,2041q4,AA01,region_uptake.clean_heat,mean,,unit".into()
        } else {
            line.to_owned()
        })
    });
    draw(folder.path()).unwrap();
    let map = svg(&folder, "map.clean_heat.svg");
    assert!(words(&map).replace('\n', " ").contains("1 cell without a number was left out."));
    // AA01 and its hole of the first map; that of the second is known
    assert_eq!((fills(&map)[2], fills(&map)[3]), ("#F7F7F7", "#FFFFFF"));
    assert_ne!(fills(&map)[7], "#F7F7F7");
}

#[test]
fn a_region_overseas_has_a_box_with_its_name() {
    let folder = PLAIN.write();
    let far = r#"{"type":"Feature","properties":{"nuts2_code":"AA04"},"geometry":{"type":"Polygon","coordinates":[[[-60,3],[-50,3],[-50,6]]]}}]}"#;
    fs::write(folder.path().join("inputs/map.geojson"), MAP.replacen("]}}]}", &format!("]}}}},{far}"), 1))
        .unwrap();
    draw(folder.path()).unwrap();
    for name in FIGURES_OF_MAPS {
        let map = svg(&folder, &format!("{name}.clean_heat.svg"));
        let said = words(&map).replace('\n', " ");
        assert!(said.contains("In boxes, row by row, each at a scale of its own: AA04."), "{said}");
    }
    assert!(words(&svg(&folder, "map.clean_heat.svg")).contains("AA04\n"));
}

#[test]
fn a_window_on_a_single_corner_is_a_map() {
    let folder = PLAIN.write();
    let manifest = PLAIN.manifest().replace("[-12.0,34.0,45.0,71.0]", "[-0.00001,44.99999,0.00001,45.00001]");
    fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    assert_eq!(draw(folder.path()).unwrap().written.len(), files_of_all());
    assert!(!svg(&folder, "map.clean_heat.svg").contains("NaN"));
}

#[test]
fn a_map_that_fits_no_region_is_left_out_and_said() {
    let folder = PLAIN.write();
    fs::write(folder.path().join("inputs/map.geojson"), MAP.replace("AA0", "BB0")).unwrap();
    let lines = omitted(&folder);
    assert_eq!(lines.len(), FIGURES_OF_MAPS.len());
    let said = "no region of the results has a boundary in the window whose `nuts2_code` is its name";
    assert!(lines.iter().all(|line| line.ends_with(said)), "{lines:?}");
    let folder = Synthetic { map: false, ..PLAIN }.write();
    assert_eq!(omitted(&folder).len(), FIGURES_OF_MAPS.len());
}
