use super::*;

/// A square of so many degrees around a place.
fn square(key: &str, (longitude, latitude): (f64, f64), half: f64) -> Outline {
    let corner = |east: f64, north: f64| (longitude + east * half, latitude + north * half);
    let ring = vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
    Outline { key: key.to_owned(), rings: vec![ring] }
}

fn map(outlines: &[Outline], window: Option<[f64; 4]>) -> Geometry {
    let regions = outlines.iter().map(|outline| outline.key.clone()).filter(|key| key != "elsewhere");
    Geometry::new(outlines, window, &regions.collect())
}

/// What the pieces of a region take.
fn place_of(geometry: &Geometry, key: &str) -> Vec<Rectangle> {
    let patches = geometry.patches.iter().filter(|patch| patch.key == key);
    patches.map(|patch| around(patch.rings.iter().flatten().copied()).unwrap()).collect()
}

fn labels(geometry: &Geometry) -> Vec<&str> {
    geometry.frames.iter().map(|frame| frame.label.as_str()).collect()
}

/// A country of two regions and an island near it, with a region in another ocean that has an atoll of its own there.
fn country() -> Vec<Outline> {
    vec![
        square("north", (10.0, 53.0), 1.0),
        square("south", (10.0, 51.0), 1.0),
        square("south", (14.0, 49.5), 0.2),
        square("tropics", (-60.0, 15.0), 0.3),
        square("tropics", (-61.5, 15.0), 0.1),
        square("elsewhere", (12.0, 51.0), 1.0),
        square("elsewhere", (-62.0, 15.0), 0.2),
    ]
}

const WINDOW: Option<[f64; 4]> = Some([5.0, 45.0, 18.0, 56.0]);

#[test]
fn what_lies_overseas_is_drawn_in_a_box_and_the_rest_where_it_is() {
    for window in [WINDOW, None] {
        let geometry = map(&country(), window);
        assert_eq!(labels(&geometry), ["tropics"]);
        let frame = geometry.frames[0].rectangle;
        // the near island in its place: its shape is 0.4 by 0.4 degrees
        let islands = place_of(&geometry, "south");
        let island = islands.iter().find(|place| place[0] > 200.0).unwrap();
        assert!((island[3] - island[1] - 0.4 * 111.2).abs() < 5.0, "{island:?}");
        // both pieces in the box, below its label, east and west of each other, 2 to 6 as they are
        let [large, small] = place_of(&geometry, "tropics")[..] else { panic!() };
        let top = frame[3] - Frame::LABEL * (frame[3] - frame[1]);
        for piece in [large, small] {
            assert!(piece[0] > frame[0] && piece[2] < frame[2] && piece[1] > frame[1] && piece[3] < top);
        }
        assert!(small[2] < large[0]);
        assert!(((large[2] - large[0]) / (small[2] - small[0]) - 3.0).abs() < 0.1);
        // the box is on the map and on nothing else; what has no results is drawn only around the country
        let inside = intersection(frame, geometry.extent);
        assert!(inside.iter().zip(frame).all(|(one, other)| (one - other).abs() < 1e-9));
        for key in ["north", "south", "elsewhere"] {
            for place in place_of(&geometry, key) {
                let common = intersection(place, frame);
                assert!(common[0] >= common[2] || common[1] >= common[3], "{key} {place:?} {frame:?}");
            }
        }
        assert_eq!(place_of(&geometry, "elsewhere").len(), 1);
    }
}

#[test]
fn a_window_on_a_part_cuts_and_makes_no_box() {
    // seven degrees from east to west, without a gap
    let row: Vec<Outline> =
        (0..7).map(|place| square(&format!("r{place}"), (8.0 + f64::from(place), 52.0), 0.5)).collect();
    let geometry = map(&row, Some([9.9, 51.0, 12.1, 53.0]));
    assert!(geometry.frames.is_empty());
    let all = map(&row, None);
    let wide = |geometry: &Geometry| geometry.extent[2] - geometry.extent[0];
    // corners at 10.5 and 11.5 and a tenth beyond: more than one degree of seven, less than two
    assert!(wide(&geometry) / wide(&all) > 1.0 / 7.0 && wide(&geometry) / wide(&all) < 2.0 / 7.0);
    assert!(geometry.patches.iter().all(|patch| {
        patch.rings.iter().flatten().all(|&corner| contains(widened(geometry.extent, 1e-9), corner))
    }));
}

#[test]
fn a_window_on_a_few_of_many_islands_makes_no_second_map() {
    let atoll = |place: u8| square(&format!("atoll{place:02}"), (100.0, f64::from(place) * 4.0), 0.2);
    let mut outlines: Vec<Outline> = (0..12).map(atoll).collect();
    outlines.push(square("home", (10.0, 52.0), 1.0));
    assert_eq!(map(&outlines, WINDOW).frames.len(), 12);
    outlines.push(atoll(12));
    assert!(map(&outlines, WINDOW).frames.is_empty());
}

#[test]
fn where_the_map_is_full_boxes_stand_below_it() {
    let mut outlines = vec![square("land", (10.0, 52.0), 3.0)];
    outlines.extend((0..7).map(|place| square(&format!("t{place}"), (-60.0, 8.0 * f64::from(place)), 0.2)));
    let geometry = map(&outlines, Some([6.0, 48.0, 14.0, 56.0]));
    assert_eq!(labels(&geometry), ["t0", "t1", "t2", "t3", "t4", "t5", "t6"]);
    let [land] = place_of(&geometry, "land")[..] else { panic!() };
    assert!(geometry.frames.iter().all(|frame| frame.rectangle[3] < land[1]));
    assert!(geometry.frames.iter().all(|frame| frame.rectangle[1] > geometry.extent[1]));
    assert!(geometry.frames.windows(2).all(|pair| pair[0].rectangle[2] < pair[1].rectangle[0]));
}

#[test]
fn without_a_region_of_the_results_in_the_window_there_is_no_map() {
    let geometry = map(&country(), Some([100.0, 0.0, 120.0, 10.0]));
    assert!(geometry.patches.is_empty() && geometry.frames.is_empty());
    assert!(geometry.picture(100).shapes.is_empty());
    assert!(map(&[], None).patches.is_empty());
}

#[test]
fn larger_pieces_come_before_smaller_and_a_region_may_be_a_single_corner() {
    let mut outlines = vec![square("small", (10.0, 52.0), 0.5), square("large", (12.0, 52.0), 1.0)];
    outlines.push(Outline { key: "point".into(), rings: vec![vec![(11.0, 52.0)], vec![]] });
    outlines.push(Outline { key: "far".into(), rings: vec![vec![(-60.0, 15.0)]] });
    let geometry = map(&outlines, None);
    let keys: Vec<&str> = geometry.patches.iter().map(|patch| patch.key.as_str()).collect();
    assert_eq!(keys, ["large", "small", "far"]);
    assert!(
        geometry
            .patches
            .iter()
            .flat_map(|patch| patch.rings.iter().flatten())
            .all(|(x, y)| x.is_finite() && y.is_finite())
    );
}

/// The area of all shapes on a grid of so many cells in width, in half cells.
fn area_on_grid(rings: Vec<Ring>, width: u16) -> i64 {
    let outlines: Vec<Outline> = rings
        .into_iter()
        .enumerate()
        .map(|(place, ring)| Outline { key: place.to_string(), rings: vec![ring] })
        .collect();
    let picture = map(&outlines, None).picture(width);
    let area = |ring: &Vec<(i32, i32)>| -> i64 {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| i64::from(a.0 * b.1 - a.1 * b.0)).sum()
    };
    picture.shapes.iter().map(|shape| area(&shape.rings[0]).abs()).sum()
}

#[test]
fn on_the_grid_no_gap_opens_between_neighbours() {
    let border: Ring =
        (0..=60).map(|n| (10.0 + 0.2 * (f64::from(n) * 1.7).sin(), 50.0 + f64::from(n) / 30.0)).collect();
    let side = |east: f64| border.iter().copied().chain([(east, 52.0), (east, 50.0)]).collect::<Ring>();
    let both = vec![border[0], (12.0, 50.0), (12.0, 52.0), border[60], (8.0, 52.0), (8.0, 50.0)];
    // as in real maps, one goes along the border upwards and the other downwards
    let downwards: Ring = side(8.0).into_iter().rev().collect();
    for width in [20, 100, 700, 4000] {
        let divided = area_on_grid(vec![downwards.clone(), side(12.0)], width);
        let whole = area_on_grid(vec![both.clone()], width);
        assert_eq!(divided, whole, "{width}");
    }
}

#[test]
fn a_picture_has_its_boxes_and_says_its_paths() {
    let geometry = map(&country(), WINDOW);
    let picture = geometry.picture(500);
    assert_eq!(picture.width, 500);
    assert_eq!(picture.height, (500.0 * geometry.proportion()).ceil() as i32);
    let [inset] = &picture.boxes[..] else { panic!() };
    assert_eq!(inset.label, "tropics");
    assert!(inset.from.0 >= 0 && inset.to.0 <= 500 && inset.from.1 >= 0 && inset.to.1 <= picture.height);
    let tall = inset.to.1 - inset.from.1;
    assert!(inset.head > tall / 5 && inset.head < tall / 3);
    let shape = Shape {
        key: String::new(),
        rings: vec![vec![(10, 20), (13, 20), (13, 25)], vec![(11, 21), (12, 20), (11, 24)]],
    };
    assert_eq!(shape.path(), "M10 20l3 0 0 5zM11 21l1-1-1 4z");
}

#[test]
fn europe_fits_into_a_page_of_the_web_with_its_regions_overseas() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/data");
    let table = std::fs::read_to_string(data.join("europe_nuts2_2021.csv")).unwrap();
    // a name may go on in the next line
    let is_code = |cell: &&str| cell.len() == 4 && cell.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let codes = table.lines().skip(1).filter_map(|line| line.split(',').next()).filter(is_code);
    // of these the scenario of Europe has no results
    let left_out = ["AL", "IS", "LI", "ME", "MK", "RS", "NO0B"];
    let regions: BTreeSet<String> =
        codes.filter(|code| !left_out.iter().any(|out| code.starts_with(out))).map(str::to_owned).collect();
    // as the scenario's manifest has it
    let window = Some([-10.883, 33.049, 42.788, 70.033]);
    let geometry =
        Geometry::read(&data.join("europe_nuts2_2021.geojson"), "nuts2_code", window, &regions).unwrap();
    assert_eq!(labels(&geometry), ["ES70", "FRY1", "FRY2", "FRY3", "FRY4", "FRY5", "PT20", "PT30"]);
    let drawn: BTreeSet<&str> = geometry.patches.iter().map(|patch| patch.key.as_str()).collect();
    assert!(regions.iter().all(|region| drawn.contains(region.as_str())));
    // no shape of the mainland is in a box, and no box in another
    for (place, frame) in geometry.frames.iter().enumerate() {
        let is_clear = |other: Rectangle| {
            let common = intersection(frame.rectangle, other);
            common[0] >= common[2] || common[1] >= common[3]
        };
        assert!(geometry.frames[..place].iter().all(|other| is_clear(other.rectangle)));
        let own = |patch: &&Patch| patch.key == frame.label;
        for patch in geometry.patches.iter().filter(|patch| !own(patch)) {
            let corners = patch.rings.iter().flatten();
            assert_eq!(
                corners.filter(|&&corner| contains(frame.rectangle, corner)).count(),
                0,
                "{}",
                patch.key
            );
        }
    }
    let picture = geometry.picture(2400);
    let letters: usize = picture.shapes.iter().map(|shape| shape.path().len() + shape.key.len() + 20).sum();
    assert!(letters < 200_000, "{letters}");
    assert!(
        picture
            .shapes
            .iter()
            .flat_map(|shape| shape.rings.iter().flatten())
            .all(|&(x, y)| { (0..=picture.width).contains(&x) && (0..=picture.height).contains(&y) })
    );
}
