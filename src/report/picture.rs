//! A picture of counts: one stacked bar per section, with label and numbers, in
//! distinguishable colours and with signs that need none. Owns the layout and
//! the SVG; other renderers use the same shapes. Does not know font metrics:
//! the space for text is generous.

use crate::domain::entry::Standing;
use crate::domain::rollup::Tally;

/// Width of the picture, in its units.
const WIDTH: u32 = 1_000;
/// Width of the labels; the bars begin there.
const WORDS: u32 = 360;
/// The maximum number of characters in a line of a label.
const LINE: usize = 52;
/// Heights of a line of text and of a bar.
const LINE_HEIGHT: u32 = 18;
const BAR: u32 = 22;
const MARGIN: u32 = 24;

/// A stacked bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its label.
    pub label: String,
    /// The counts.
    pub tally: Tally,
}

/// The content of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// The bars, top to bottom.
    pub bars: Vec<Bar>,
    /// Sign and word of every standing, in the order of [`Standing::ALL`].
    pub legend: [String; 8],
    /// Edition, day and fingerprint.
    pub origin: String,
    /// Whether it is laid out from right to left.
    pub mirrored: bool,
}

/// How a text is aligned at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
}

/// An element of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A filled rectangle: left, top, width, height, colour.
    Rect(u32, u32, u32, u32, &'static str),
    /// A line of text: x, base line, alignment, size, colour, text.
    Text(u32, u32, Anchor, u32, &'static str, String),
}

/// A picture after layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Its shapes, from back to front.
    pub shapes: Vec<Shape>,
    /// Whether x coordinates count from the right.
    pub mirrored: bool,
    /// Its content as text, for people who cannot see it.
    pub words: String,
}

/// The colours of a standing and of text on it, as in the light theme
/// (`style/tokens.css`).
pub fn colours(standing: Standing) -> (&'static str, &'static str) {
    use crate::domain::status::Status;
    match standing {
        Standing::Stated(Status::NotStarted) => ("#767676", "#ffffff"),
        Standing::Stated(Status::InProgress) => ("#5c87ed", "#000000"),
        Standing::Stated(Status::PartlyImplemented) => ("#cf822a", "#000000"),
        Standing::Stated(Status::Implemented) => ("#073591", "#ffffff"),
        Standing::Stated(Status::Ongoing) => ("#3a3033", "#ffffff"),
        Standing::Stated(Status::NotApplicable) => ("#b9bec7", "#000000"),
        Standing::Contested => ("#953a06", "#ffffff"),
        Standing::NotStated => ("#e9ecf1", "#000000"),
    }
}

/// Lays out a picture.
pub fn layout(chart: &Chart) -> Picture {
    let ink = "#191d24";
    let text = |x, y, size, words: &str| Shape::Text(x, y, Anchor::Start, size, ink, words.into());
    let mut shapes = vec![text(MARGIN, MARGIN + 14, 20, &chart.title)];
    let mut y = MARGIN + 40;
    let longest = chart.bars.iter().map(|bar| bar.tally.total()).max().unwrap_or(0).max(1);
    for bar in &chart.bars {
        let lines = lines(&bar.label);
        for (number, line) in (0_u32..).zip(&lines) {
            shapes.push(text(MARGIN, y + 15 + number * LINE_HEIGHT, 13, line));
        }
        stack(&mut shapes, bar, y, longest);
        let words = u32::try_from(lines.len()).unwrap_or(1) * LINE_HEIGHT;
        y += words.max(BAR) + 10;
    }
    for (place, words) in chart.legend.iter().enumerate() {
        let (column, row) = (place as u32 % 4, place as u32 / 4);
        let (x, top) = (MARGIN + column * 240, y + 10 + row * 24);
        let (fill, _) = colours(Standing::ALL[place]);
        shapes.push(Shape::Rect(x, top, 14, 14, fill));
        shapes.push(text(x + 20, top + 12, 13, words));
    }
    y += 70;
    shapes.push(Shape::Text(MARGIN, y + 6, Anchor::Start, 11, "#525a66", chart.origin.clone()));
    let (height, mirrored, words) = (y + MARGIN, chart.mirrored, words(chart));
    Picture { width: WIDTH, height, shapes, mirrored, words }
}

/// The parts of a bar, proportional to the counts, each with its number if
/// there is space; otherwise the number is only in the text.
fn stack(shapes: &mut Vec<Shape>, bar: &Bar, y: u32, longest: u32) {
    let room = WIDTH - MARGIN - WORDS - MARGIN;
    let start = MARGIN + WORDS;
    let mut before = 0;
    for standing in Standing::ALL {
        let count = bar.tally.at(standing);
        // Both ends are rounded in the same way, so that there are no gaps.
        let (left, right) = (before * room / longest, (before + count) * room / longest);
        before += count;
        if right == left {
            continue;
        }
        let (fill, ink) = colours(standing);
        shapes.push(Shape::Rect(start + left, y, right - left, BAR, fill));
        let words = format!("{} {count}", standing.glyph());
        if right - left >= 9 * u32::try_from(words.chars().count()).unwrap_or(0) {
            let middle = start + (left + right) / 2;
            shapes.push(Shape::Text(middle, y + 15, Anchor::Middle, 12, ink, words));
        }
    }
}

/// Wraps a label. Scripts without spaces break anywhere, and their characters
/// are wider.
fn lines(label: &str) -> Vec<String> {
    let width = |text: &str| {
        text.chars()
            .map(|c| if ('\u{2e80}'..='\u{9fff}').contains(&c) { 2 } else { 1 })
            .sum::<usize>()
    };
    let mut lines = vec![String::new()];
    let dense = |word: &str| word.chars().any(|c| ('\u{2e80}'..='\u{9fff}').contains(&c));
    let pieces = label.split_inclusive(' ').flat_map(|word| match dense(word) {
        true => word.chars().map(String::from).collect(),
        false => vec![word.to_owned()],
    });
    for piece in pieces {
        let full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && width(line) + width(piece.trim_end()) > LINE);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&piece);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The content as text: every bar with every count.
fn words(chart: &Chart) -> String {
    let counts = |bar: &Bar| {
        let counts = chart
            .legend
            .iter()
            .zip(Standing::ALL)
            .map(|(words, standing)| format!("{words}: {}", bar.tally.at(standing)));
        format!("{} – {}", bar.label, counts.collect::<Vec<_>>().join(", "))
    };
    let bars = chart.bars.iter().map(counts).collect::<Vec<_>>().join("; ");
    format!("{}. {bars}. {}", chart.title, chart.origin)
}

/// The picture as self-contained SVG.
pub fn svg(picture: &Picture) -> String {
    let Picture { width, height, .. } = picture;
    let mut xml = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"sans-serif\">\n<desc>{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escaped(&picture.words)
    );
    for shape in &picture.shapes {
        match shape {
            Shape::Rect(x, y, w, h, fill) => {
                let x = if picture.mirrored { width - x - w } else { *x };
                xml += &format!(
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\"/>\n"
                );
            }
            Shape::Text(x, y, anchor, size, fill, words) => {
                let x = if picture.mirrored { width - x } else { *x };
                let anchor = match anchor {
                    Anchor::Middle => "middle",
                    Anchor::Start => "start",
                };
                let direction = if picture.mirrored { " direction=\"rtl\"" } else { "" };
                xml += &format!(
                    "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"{size}\" \
                     fill=\"{fill}\"{direction}>{}</text>\n",
                    escaped(words)
                );
            }
        }
    }
    xml + "</svg>\n"
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.chars().map(|c| if c < ' ' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::status::Status;

    fn chart(mirrored: bool) -> Chart {
        let mut tally = Tally::default();
        for _ in 0..30 {
            tally.add(Standing::Stated(Status::Implemented));
        }
        for _ in 0..10 {
            tally.add(Standing::NotStated);
        }
        tally.add(Standing::Contested);
        let label =
            "Promote <b>& prevent, combat and eradicate the illicit trade in small arms".into();
        let bars = vec![Bar { label, tally }, Bar { label: "小武器".repeat(12), tally }];
        let legend = std::array::from_fn(|place| Standing::ALL[place].key().to_owned());
        Chart { title: "T".into(), bars, legend, origin: "O".into(), mirrored }
    }

    #[test]
    fn a_bar_is_as_long_as_its_counts_without_gap_or_overlap() {
        let picture = layout(&chart(false));
        let bars: Vec<(u32, u32)> = picture
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rect(x, _, width, BAR, _) => Some((*x, *width)),
                _ => None,
            })
            .take(3)
            .collect();
        let room = WIDTH - MARGIN - WORDS - MARGIN;
        assert_eq!(bars[0], (MARGIN + WORDS, 30 * room / 41));
        assert_eq!(bars.iter().map(|(_, width)| width).sum::<u32>(), room);
        for pair in bars.windows(2) {
            assert_eq!(pair[0].0 + pair[0].1, pair[1].0);
        }
    }

    #[test]
    fn every_shape_lies_within_the_picture_and_no_line_of_words_reaches_the_bars() {
        let picture = layout(&chart(false));
        for shape in &picture.shapes {
            match shape {
                Shape::Rect(x, y, w, h, _) => {
                    assert!(x + w <= picture.width && y + h <= picture.height);
                }
                Shape::Text(x, y, _, _, _, words) => {
                    assert!(*x < picture.width && *y < picture.height);
                    assert!(words.chars().count() <= LINE, "{words}");
                }
            }
        }
        assert_eq!(lines("小武器和轻武器".repeat(5).as_str()).len(), 2);
    }

    #[test]
    fn all_figures_are_in_words_and_nothing_becomes_markup() {
        let picture = layout(&chart(true));
        for part in ["implemented: 30", "contested: 1", "not_stated: 10"] {
            assert!(picture.words.contains(part), "{}", picture.words);
        }
        let svg = svg(&picture);
        assert!(svg.contains("Promote &lt;b&gt;&amp; prevent") && !svg.contains("<b>"));
    }

    #[test]
    fn a_mirrored_picture_has_its_bars_on_the_left() {
        let (plain, mirrored) = (svg(&layout(&chart(false))), svg(&layout(&chart(true))));
        let first = |svg: &str| {
            let bar = svg.lines().find(|line| line.contains("height=\"22\"")).unwrap().to_owned();
            let number = |name: &str| {
                let (_, rest) = bar.split_once(&format!(" {name}=\"")).unwrap();
                rest.split('"').next().unwrap().parse::<u32>().unwrap()
            };
            (number("x"), number("width"))
        };
        let ((x, width), (other, _)) = (first(&plain), first(&mirrored));
        assert_eq!(x + width + other, WIDTH);
    }
}
