//! Colours that people with any colour vision tell apart and that survive a grey printer.

use plotters::style::RGBColor;
use plotters::style::colors::colormaps::ViridisRGB;

/// Text and strong lines.
pub const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
/// Secondary text: captions, ticks.
pub const FAINT_INK: RGBColor = RGBColor(0x5a, 0x5a, 0x5a);
/// Grid lines.
pub const GRID: RGBColor = RGBColor(0xe4, 0xe4, 0xe4);
/// The page.
pub const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
/// A region without data.
pub const NO_DATA: RGBColor = RGBColor(0xf7, 0xf7, 0xf7);
/// The lines across a region without data.
pub const HATCH: RGBColor = RGBColor(0xa4, 0xa4, 0xa4);

/// The palette of Okabe and Ito (2008) without its black and its yellow, which is too light on white; then three of the
/// muted colours of Tol (2021, SRON/EPS/TN/09-002) for scenarios with many policies.
const PALETTE: [RGBColor; 9] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xcc, 0x79, 0xa7),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x56, 0xb4, 0xe9),
    RGBColor(0x33, 0x22, 0x88),
    RGBColor(0x88, 0x22, 0x55),
    RGBColor(0x99, 0x99, 0x33),
];
/// What the others are compared with stands back.
const BASELINE: RGBColor = RGBColor(0x59, 0x59, 0x59);

/// One colour a policy: grey for the baseline, the palette in order for the others.
pub fn of_policies(baselines: impl IntoIterator<Item = bool>) -> Vec<RGBColor> {
    let mut palette = PALETTE.into_iter().cycle();
    let choose = |baseline| if baseline { Some(BASELINE) } else { palette.next() };
    baselines.into_iter().filter_map(choose).collect()
}

/// A colour dark enough to be read as words on white: its channels at thirteen twentieths.
pub fn for_words(RGBColor(red, green, blue): RGBColor) -> RGBColor {
    let darker = |channel: u8| (u16::from(channel) * 13 / 20) as u8;
    RGBColor(darker(red), darker(green), darker(blue))
}

/// The colour of a share of the way from yellow to violet: on paper, darker is more. Outside 0 to 1 the nearer end.
pub fn sequential(share: f64) -> RGBColor {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    ViridisRGB::get_color_normalized(1.0 - share, 0.0, 1.0)
}

/// Colours of so many parts of a whole, from dark to light.
pub fn of_parts(count: usize) -> Vec<RGBColor> {
    let step = 0.84 / count.saturating_sub(1).max(1) as f64;
    (0..count).map(|place| sequential(0.96 - step * place as f64)).collect()
}

/// How light a colour is, from 0 to 100: the lightness of CIE L*a*b*.
pub fn lightness(RGBColor(red, green, blue): RGBColor) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    if luminance <= 0.008_856 { 903.3 * luminance } else { 116.0 * luminance.cbrt() - 16.0 }
}

/// The colour of words on a colour.
pub fn over(colour: RGBColor) -> RGBColor {
    if lightness(colour) < 58.0 { PAPER } else { INK }
}

/// What lies between two things of opposite sign, and each side of it half way and at its end: orange and blue of the same
/// lightness, which people with any colour vision tell apart. On a grey printer they look alike, so that the sign needs a mark
/// of its own.
const NOUGHT: [f64; 3] = [246.0, 246.0, 243.0];
const LESS: [[f64; 3]; 2] = [[243.0, 178.0, 106.0], [170.0, 79.0, 8.0]];
const MORE: [[f64; 3]; 2] = [[146.0, 197.0, 232.0], [22.0, 100.0, 158.0]];

/// The colour of a share from -1 (orange) over 0 (nearly white) to 1 (blue). Outside of it the nearer end.
pub fn diverging(share: f64) -> RGBColor {
    let share = if share.is_finite() { share.clamp(-1.0, 1.0) } else { 0.0 };
    let [half, end] = if share < 0.0 { LESS } else { MORE };
    let (from, to, way) = if share.abs() < 0.5 {
        (NOUGHT, half, share.abs() * 2.0)
    } else {
        (half, end, share.abs() * 2.0 - 1.0)
    };
    let channel = |place: usize| (from[place] + (to[place] - from[place]) * way).round() as u8;
    RGBColor(channel(0), channel(1), channel(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2, from 0 (black) to 1 (white).
    fn luminance(RGBColor(red, green, blue): RGBColor) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    #[test]
    fn what_is_far_from_nought_is_dark_and_both_signs_are_alike_in_grey() {
        for step in 1..=20 {
            let share = f64::from(step) / 20.0;
            let (less, more) = (luminance(diverging(-share)), luminance(diverging(share)));
            assert!((less - more).abs() < 0.03, "{share}: {less} {more}");
            assert!(more < luminance(diverging(share - 0.05)) && less < luminance(diverging(0.05 - share)));
        }
        assert_eq!(diverging(-7.0), RGBColor(170, 79, 8));
        assert_eq!(diverging(1.0), RGBColor(22, 100, 158));
        assert_eq!(diverging(f64::NAN), diverging(0.0));
    }

    #[test]
    fn more_is_darker_and_what_lies_outside_takes_the_nearer_end() {
        let light = |share| {
            let RGBColor(red, green, blue) = sequential(share);
            u16::from(red) + u16::from(green) + u16::from(blue)
        };
        assert!((1..=20).all(|n| light(f64::from(n) / 20.0) < light(f64::from(n - 1) / 20.0)));
        assert_eq!(sequential(1.0), RGBColor(68, 1, 84));
        assert_eq!(sequential(7.0), sequential(1.0));
        assert_eq!(sequential(f64::NAN), sequential(0.0));
    }

    #[test]
    fn parts_and_the_words_on_them_are_told_apart_in_grey() {
        for count in 1..=8 {
            let light: Vec<f64> = of_parts(count).into_iter().map(lightness).collect();
            assert!(light.windows(2).all(|pair| pair[1] - pair[0] > 7.0), "{light:?}");
        }
        assert!((lightness(PAPER) - 100.0).abs() < 0.01 && lightness(RGBColor(0, 0, 0)).abs() < 1e-9);
        // the middle grey of the eye: a luminance of 18.4 %
        assert!((lightness(RGBColor(119, 119, 119)) - 50.0).abs() < 0.2);
        assert_eq!((over(INK), over(PAPER)), (PAPER, INK));
    }

    #[test]
    fn words_are_dark_enough_to_be_read() {
        // 230, 159 and 0 at thirteen twentieths are 149, 103 and 0.
        assert_eq!(for_words(RGBColor(230, 159, 0)), RGBColor(149, 103, 0));
        for colour in PALETTE.into_iter().chain([BASELINE]) {
            // WCAG 2 asks for 4.5 to 1; the page is not quite white
            let contrast = 1.05 / (luminance(for_words(colour)) + 0.05);
            assert!(contrast > 4.8, "{colour:?}: {contrast}");
        }
    }

    #[test]
    fn the_baseline_takes_no_colour_from_the_others() {
        assert_eq!(of_policies([true, false, false]), [BASELINE, PALETTE[0], PALETTE[1]]);
        assert_eq!(of_policies([false; 10])[9], PALETTE[0]);
    }
}
