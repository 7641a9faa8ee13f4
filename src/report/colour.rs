//! Colours that people with any colour vision tell apart and that survive a grey printer.

/// A colour as SVG writes it, `#rrggbb`.
pub type Colour = String;

/// Text and strong lines.
pub const INK: &str = "#222222";
/// Secondary text: captions, ticks.
pub const FAINT_INK: &str = "#5a5a5a";
/// Grid lines.
pub const GRID: &str = "#e4e4e4";
/// The page.
pub const PAPER: &str = "#ffffff";
/// A region without data.
pub const NO_DATA: &str = "#dcdcdc";

/// The palette of Okabe and Ito (2008) without its black and its yellow, which is too light on white.
const PALETTE: [&str; 6] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
/// What the others are compared with stands back.
const BASELINE: &str = "#595959";

/// One colour a policy: grey for the baseline, the palette in order for the others.
pub fn of_policies(baselines: impl IntoIterator<Item = bool>) -> Vec<Colour> {
    let mut palette = PALETTE.iter().cycle();
    let choose = |baseline| if baseline { Some(&BASELINE) } else { palette.next() };
    baselines.into_iter().filter_map(choose).map(|&colour| colour.to_owned()).collect()
}

/// A colour dark enough to be read as words on white: its channels at seven tenths.
pub fn for_words(colour: &str) -> Colour {
    let channel = |place: usize| {
        let digits = colour.get(1 + 2 * place..3 + 2 * place).unwrap_or_default();
        u16::from_str_radix(digits, 16).map_or(0, |value| value * 7 / 10)
    };
    format!("#{:02x}{:02x}{:02x}", channel(0), channel(1), channel(2))
}

/// Viridis (van der Walt and Smith 2015) at 0, 0.1, ... 1, from yellow to violet: on paper, darker is more.
const SEQUENCE: [[u8; 3]; 11] = [
    [253, 231, 37],
    [187, 223, 39],
    [122, 209, 81],
    [67, 191, 113],
    [34, 168, 132],
    [33, 144, 140],
    [42, 120, 142],
    [53, 96, 141],
    [65, 68, 135],
    [72, 37, 118],
    [68, 1, 84],
];

/// The colour of a share of the way along the sequential scale; outside 0 to 1 the nearer end.
pub fn sequential(share: f64) -> Colour {
    let place = share.clamp(0.0, 1.0) * (SEQUENCE.len() - 1) as f64;
    let below = (place.floor() as usize).min(SEQUENCE.len() - 2);
    let weight = place - below as f64;
    let mix = |channel: usize| {
        let (from, to) = (f64::from(SEQUENCE[below][channel]), f64::from(SEQUENCE[below + 1][channel]));
        (from + weight * (to - from)).round() as u8
    };
    format!("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_met_and_between_them_is_the_mean() {
        assert_eq!(sequential(0.0), "#fde725");
        assert_eq!(sequential(0.5), "#21908c");
        assert_eq!(sequential(1.0), "#440154");
        assert_eq!(sequential(7.0), "#440154");
        assert_eq!(sequential(f64::NAN).len(), 7);
        // (253 + 187) / 2 = 220, (231 + 223) / 2 = 227, (37 + 39) / 2 = 38
        assert_eq!(sequential(0.05), "#dce326");
    }

    #[test]
    fn words_are_darker() {
        // 230, 159 and 0 at seven tenths are 161, 111 and 0.
        assert_eq!(for_words("#e69f00"), "#a16f00");
        assert_eq!(for_words(""), "#000000");
    }

    #[test]
    fn the_baseline_takes_no_colour_from_the_others() {
        assert_eq!(of_policies([true, false, false]), ["#595959", "#0072b2", "#d55e00"]);
        assert_eq!(of_policies([false; 7])[6], "#0072b2");
    }
}
