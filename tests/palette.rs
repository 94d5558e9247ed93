//! The colours of `style/tokens.css`, measured: contrast after WCAG 2.2 in light
//! and dark, and the colours of the statuses told apart by people who see fewer
//! of them.

use std::collections::BTreeMap;
use std::fs;

use palette::color_difference::{Ciede2000, Wcag21RelativeContrast};
use palette::{FromColor, Lab, LinSrgb, Srgb};

/// Text on its ground (1.4.3).
const TEXT: f32 = 4.5;
/// Signs, borders of controls and focus (1.4.11, 2.4.13).
const SIGN: f32 = 3.0;
/// CIEDE2000 between any two statuses: far more than what is just noticed.
const APART: f32 = 22.0;

/// The colours of a theme by name.
type Theme = BTreeMap<String, Srgb<u8>>;

/// The blocks of a style sheet that name colours.
fn blocks(path: &str) -> Vec<Theme> {
    let css = fs::read_to_string(path).expect(path);
    let blocks = css.split(":root").skip(1);
    blocks.map(colours).filter(|theme| !theme.is_empty()).collect()
}

/// Light, dark by the system's wish, dark by choice.
fn themes() -> Vec<Theme> {
    let themes = blocks(concat!(env!("CARGO_MANIFEST_DIR"), "/style/tokens.css"));
    assert_eq!(themes.len(), 3, "light, and dark twice");
    assert_eq!(themes[1], themes[2], "dark is dark, chosen or not");
    themes
}

/// What is printed.
fn paper() -> Theme {
    let mut paper = blocks(concat!(env!("CARGO_MANIFEST_DIR"), "/style/print.css"));
    assert_eq!(paper.len(), 1, "one paper");
    paper.remove(0)
}

fn colours(block: &str) -> Theme {
    let block = block.split('}').next().unwrap_or_default();
    let lines = block.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    lines
        .map(|(name, hex)| {
            let colour = hex.trim_end_matches(';').parse().unwrap_or_else(|_| panic!("{name}"));
            (name.to_owned(), colour)
        })
        .collect()
}

fn contrast(theme: &Theme, one: &str, other: &str) -> f32 {
    let light = |name: &str| theme[name].into_format::<f32>();
    light(one).relative_contrast(light(other))
}

#[test]
fn words_are_read_on_every_ground() {
    let grounds = ["ground", "ground-soft", "ground-strong"];
    let softer = [
        ("accent-ink", "accent"),
        ("accent", "accent-soft"),
        ("alarm", "alarm-soft"),
        ("warn", "warn-soft"),
        ("ink", "accent-soft"),
        ("ink", "alarm-soft"),
        ("ink", "warn-soft"),
    ];
    for theme in themes() {
        let inks = ["ink", "ink-soft", "accent", "alarm"];
        let pairs = inks.into_iter().flat_map(|ink| grounds.map(|ground| (ink, ground)));
        for (ink, ground) in pairs.chain(softer) {
            let found = contrast(&theme, ink, ground);
            assert!(found >= TEXT, "{ink} on {ground}: {found}");
        }
    }
}

#[test]
fn focus_and_the_borders_of_controls_are_seen_on_every_ground() {
    for theme in themes() {
        for ground in ["ground", "ground-soft", "ground-strong", "accent-soft"] {
            let found = contrast(&theme, "focus", ground);
            assert!(found >= SIGN, "focus on {ground}: {found}");
        }
        for ground in ["ground", "ground-soft"] {
            let found = contrast(&theme, "line-strong", ground);
            assert!(found >= SIGN, "line-strong on {ground}: {found}");
        }
    }
}

/// The statuses by their colours' names. What is not stated has the colour of
/// the ground it is cut out of: silence is drawn as nothing.
const STATUSES: [&str; 7] = [
    "not_started",
    "in_progress",
    "partly_implemented",
    "implemented",
    "ongoing",
    "not_applicable",
    "contested",
];

#[test]
fn the_colours_of_statuses_are_seen_on_their_ground() {
    for theme in themes().into_iter().chain([paper()]) {
        for status in STATUSES.into_iter().filter(|status| *status != "not_applicable") {
            let found = contrast(&theme, status, "ground");
            assert!(found >= SIGN, "{status}: {found}");
        }
    }
}

/// How colours reach people with normal sight, and without one kind of cone:
/// the matrices of Machado, Oliveira and Fernandes (2009) at full severity, on
/// linear light.
const SIGHTS: [(&str, [[f32; 3]; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopic",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopic",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopic",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn seen(colour: Srgb<u8>, sight: &[[f32; 3]; 3]) -> Lab {
    let light: LinSrgb = colour.into_format::<f32>().into_linear();
    let [red, green, blue] =
        sight.map(|[r, g, b]| (r * light.red + g * light.green + b * light.blue).clamp(0.0, 1.0));
    Lab::from_color(LinSrgb::new(red, green, blue))
}

#[test]
fn any_two_statuses_are_told_apart_in_four_kinds_of_sight() {
    for theme in themes().into_iter().chain([paper()]) {
        for (kind, sight) in &SIGHTS {
            let seen: Vec<(&str, Lab)> =
                STATUSES.iter().map(|status| (*status, seen(theme[*status], sight))).collect();
            for (place, (one, first)) in seen.iter().enumerate() {
                for (other, second) in &seen[place + 1..] {
                    let found: f32 = (*first).difference(*second);
                    assert!(found >= APART, "{kind}: {one} and {other}: {found}");
                }
            }
        }
    }
}

#[test]
fn implemented_and_ongoing_are_told_apart_where_a_printer_has_no_colours() {
    let paper = paper();
    let lightness = |status: &str| Lab::from_color(paper[status].into_format::<f32>()).l;
    let found = lightness("implemented") - lightness("ongoing");
    assert!(found >= 25.0, "{found} of 100 between their greys");
}

#[test]
fn the_measures_are_those_of_the_books() {
    let black_on_white = Srgb::new(0.0_f32, 0.0, 0.0).relative_contrast(Srgb::new(1.0, 1.0, 1.0));
    assert!((black_on_white - 21.0).abs() < 0.01, "{black_on_white}");
    // The first pair of Sharma, Wu and Dalal’s test data for CIEDE2000.
    let pair: [Lab; 2] = [Lab::new(50.0, 2.6772, -79.7751), Lab::new(50.0, 0.0, -82.7485)];
    let found: f32 = pair[0].difference(pair[1]);
    assert!((found - 2.0425).abs() < 0.001, "{found}");
    let grey = Lab::from_color(Srgb::new(0.5_f32, 0.5, 0.5));
    for (kind, sight) in &SIGHTS {
        let turned: f32 = seen(Srgb::new(128, 128, 128), sight).difference(grey);
        assert!(turned < 1.0, "{kind} sees grey as {turned}");
    }
}

#[test]
fn pictures_have_the_colours_of_the_light_theme_and_words_that_are_read_on_them() {
    use revcon3_tracker::domain::entry::Standing;
    use revcon3_tracker::report::picture::colours;
    let light = &themes()[0];
    for standing in Standing::ALL {
        let (fill, ink) = colours(standing);
        let colour = |hex: &str| hex.parse::<Srgb<u8>>().expect("a colour").into_format::<f32>();
        assert_eq!(colour(fill), light[standing.key()].into_format(), "{}", standing.key());
        let contrast = colour(fill).relative_contrast(colour(ink));
        assert!(contrast >= TEXT, "{}: {contrast}", standing.key());
    }
}
