//! A paper as a file for word processors (ECMA-376, WordprocessingML). By hand:
//! the crate `docx-rs` would add 191 kB to the app, and only paragraphs,
//! tables, headers and footers are needed.

use super::archive::archive;
use super::paper::{Block, Line, Paper, Running, Table, Voice, Words};
use crate::domain::entry::Standing;
use crate::domain::rollup::Tally;
use crate::i18n::Language;
use crate::report::picture::colours;

/// The XML declaration of every part.
const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// Width of the text on A4 with margins of 18 mm, in twentieths of a point.
const WIDTH: u32 = 9_866;

/// The paper as the bytes of a `.docx`.
pub fn to_docx(paper: &Paper) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("styles", "styles.xml"),
                ("header", "header.xml"),
                ("footer", "footer.xml"),
            ]),
        ),
        ("word/styles.xml", styles(paper.language)),
        ("word/header.xml", head(paper)),
        ("word/footer.xml", foot(&paper.running, paper.language)),
        ("word/document.xml", document(paper)),
    ])
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!(
            r#"<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#
        )
    };
    let parts = [
        part("document", "document.main"),
        part("styles", "styles"),
        part("header", "header"),
        part("footer", "footer"),
    ];
    format!(
        r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{}</Types>"#,
        parts.concat()
    )
}

fn relations(targets: &[(&str, &str)]) -> String {
    let mut xml = format!(
        r#"{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
    );
    for (kind, target) in targets {
        xml += &format!(
            r#"<Relationship Id="{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        );
    }
    xml + "</Relationships>"
}

/// Name, size in half points, space before in twentieths of a point, and
/// whether it is bold.
const STYLES: [(&str, &str, u32, u32, bool); 7] = [
    ("Title", "title", 36, 0, true),
    ("Subtitle", "subtitle", 22, 0, false),
    ("Heading2", "heading 2", 26, 280, true),
    ("Heading3", "heading 3", 22, 200, true),
    ("Note", "note", 17, 60, false),
    ("Cell", "cell", 18, 0, false),
    ("Item", "item", 19, 0, false),
];

fn styles(language: Language) -> String {
    let tag = language.tag();
    let mut xml = format!(
        r#"{XML}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial" w:eastAsia="SimSun"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#
    );
    for (id, name, size, before, bold) in STYLES {
        let (weight, kept) = match bold {
            true => ("<w:b/><w:bCs/>", "<w:keepNext/>"),
            false => ("", ""),
        };
        let after = if ["Cell", "Item"].contains(&id) { 30 } else { 80 };
        xml += &format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{kept}<w:spacing w:before="{before}" w:after="{after}"/></w:pPr><w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
        );
    }
    xml + "</w:styles>"
}

fn head(paper: &Paper) -> String {
    let mut words: Line = Vec::new();
    for part in paper.running.head() {
        words.extend([Words::strong(part), Words::ours(" · ")]);
    }
    words.push(Words::ours(&*paper.title));
    format!(r#"{XML}<w:hdr {SPACES}>{}</w:hdr>"#, paragraph(&words, "Note", paper.language, ""))
}

fn foot(running: &Running, language: Language) -> String {
    let field = |name: &str| {
        format!(r#"<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>"#)
    };
    let text = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let pages = [text(" · "), field("PAGE"), text(" / "), field("NUMPAGES")].concat();
    let words = vec![Words::ours(running.foot())];
    format!(r#"{XML}<w:ftr {SPACES}>{}</w:ftr>"#, paragraph(&words, "Note", language, &pages))
}

fn document(paper: &Paper) -> String {
    let language = paper.language;
    let set = |words: &Line, style: &str| paragraph(words, style, language, "");
    let mut body = String::new();
    body += &set(&vec![Words::ours(&*paper.title)], "Title");
    body += &set(&vec![Words::ours(&*paper.subject)], "Subtitle");
    for block in &paper.blocks {
        match block {
            Block::Heading(level, words) => body += &set(words, &format!("Heading{level}")),
            Block::Text(words) => body += &set(words, "Normal"),
            Block::Note(words) => body += &set(words, "Note"),
            Block::Items(items) => items.iter().for_each(|item| {
                let mut words = vec![Words::ours("• ")];
                words.extend(item.iter().cloned());
                body += &set(&words, "Item");
            }),
            Block::Table(table) => body += &set_table(table, language),
        }
    }
    format!(
        r#"{XML}<w:document {SPACES}><w:body>{body}<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1020" w:bottom="1134" w:left="1020" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    )
}

fn set_table(table: &Table, language: Language) -> String {
    let mirrored = if language.direction() == "rtl" { "<w:bidiVisual/>" } else { "" };
    let widths: Vec<u32> = table.columns.iter().map(|it| it.width * WIDTH / 100).collect();
    let grid: String = widths.iter().map(|w| format!(r#"<w:gridCol w:w="{w}"/>"#)).collect();
    let edge =
        |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>"#);
    let edges = ["top", "bottom", "insideH"].map(edge).concat();
    let mut xml = format!(
        r#"<w:tbl><w:tblPr>{mirrored}<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"#
    );
    let heads = table.columns.iter().map(|it| vec![vec![Words::strong(&*it.head)]]).collect();
    let rows = [&heads].into_iter().chain(&table.rows);
    for (number, row) in rows.enumerate() {
        let mut bar = number.checked_sub(1).and_then(|row| table.bars.get(row));
        let head = if number == 0 { "<w:tblHeader/>" } else { "" };
        xml += &format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
        for ((column, width), lines) in table.columns.iter().zip(&widths).zip(row) {
            xml += &format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
            let style = if column.figures { "figures" } else { "Cell" };
            // A cell must contain a paragraph.
            let none = [Vec::new()];
            let lines = if lines.is_empty() { none.as_slice() } else { lines };
            lines.iter().for_each(|words| xml += &paragraph(words, style, language, ""));
            if let Some(tally) = bar.take() {
                xml += &set_bar(*tally, width - BAR_MARGIN, mirrored);
            }
            xml += "</w:tc>";
        }
        xml += "</w:tr>";
    }
    // Without a paragraph between them, two tables would become one.
    xml + "</w:tbl><w:p/>"
}

/// The space beside a bar, in twentieths of a point.
const BAR_MARGIN: u32 = 120;

/// A bar as a nested table: a cell for every counted standing, as wide as its
/// count, then the paragraph that must end a cell.
fn set_bar(tally: Tally, width: u32, mirrored: &str) -> String {
    let total = tally.total().max(1);
    let mut before = 0;
    let (mut grid, mut cells) = (String::new(), String::new());
    for standing in Standing::ALL {
        // Both ends are rounded in the same way, so that the parts fill the whole width.
        let (left, right) = (before * width / total, (before + tally.at(standing)) * width / total);
        before += tally.at(standing);
        if right > left {
            let (part, (fill, _)) = (right - left, colours(standing));
            let fill = fill.trim_start_matches('#');
            grid += &format!(r#"<w:gridCol w:w="{part}"/>"#);
            cells += &format!(
                r#"<w:tc><w:tcPr><w:tcW w:w="{part}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>{THIN}</w:tc>"#
            );
        }
    }
    if cells.is_empty() {
        return String::new();
    }
    format!(
        r#"<w:tbl><w:tblPr>{mirrored}<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:trHeight w:val="100" w:hRule="exact"/></w:trPr>{cells}</w:tr></w:tbl>{THIN}"#
    )
}

/// A paragraph of minimal height.
const THIN: &str = r#"<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>"#;

/// A paragraph, with additional XML.
fn paragraph(words: &Line, style: &str, language: Language, more: &str) -> String {
    let direction = if language.direction() == "rtl" { "<w:bidi/>" } else { "" };
    let style = match style {
        "figures" => format!(r#"<w:pStyle w:val="Cell"/>{direction}<w:jc w:val="center"/>"#),
        other => format!(r#"<w:pStyle w:val="{other}"/>{direction}"#),
    };
    let runs: String = words.iter().map(|words| run(words, language)).collect();
    format!("<w:p><w:pPr>{style}</w:pPr>{runs}{more}</w:p>")
}

fn run(words: &Words, language: Language) -> String {
    let how = match words.voice {
        Voice::Strong => "<w:b/><w:bCs/>",
        Voice::Id => r#"<w:color w:val="555555"/><w:sz w:val="17"/><w:szCs w:val="17"/>"#,
        Voice::Ours | Voice::Whole | Voice::Said | Voice::Source => "",
    };
    let rtl = match words.voice {
        Voice::Ours | Voice::Strong | Voice::Whole => language.direction() == "rtl",
        Voice::Said => words.text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl),
        Voice::Id | Voice::Source => false,
    };
    let direction = if rtl { "<w:rtl/>" } else { "" };
    let tongue = match words.voice {
        Voice::Source => r#"<w:lang w:val="fr"/>"#,
        _ => "",
    };
    let lines = words
        .text
        .split('\n')
        .map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line)));
    let text = lines.collect::<Vec<_>>().join("<w:br/>");
    format!("<w:r><w:rPr>{how}{direction}{tongue}</w:rPr>{text}</w:r>")
}

/// Whether a letter belongs to a right-to-left script.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Escapes the text for XML. Characters that XML does not allow become visible.
fn escaped(text: &str) -> String {
    let mut xml = String::new();
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\t' => xml.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push('\u{fffd}'),
            other => xml.push(other),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_said_becomes_markup() {
        assert_eq!(
            escaped("a<b>&\u{0}\u{7}\t\u{ffff}"),
            "a&lt;b&gt;&amp;\u{fffd}\u{fffd} \u{fffd}"
        );
        let words = Words::said("</w:t><w:t>");
        assert!(run(&words, Language::English).contains("&lt;/w:t&gt;&lt;w:t&gt;"));
    }

    #[test]
    fn words_of_a_state_are_set_in_their_own_direction() {
        let rtl = |text: &str, language| run(&Words::said(text), language).contains("<w:rtl/>");
        assert!(rtl("12 قانون", Language::English));
        assert!(!rtl("Loi 12", Language::Arabic));
        assert!(run(&Words::ours("نعم"), Language::Arabic).contains("<w:rtl/>"));
        assert!(!run(&Words::id("PoA.1"), Language::Arabic).contains("<w:rtl/>"));
    }
}
