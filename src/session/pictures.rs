//! Pictures of counts, handed over as SVG or as pixels.

use leptos::prelude::*;

use super::Session;
use crate::browser::{clock, picture as pixels, savers};
use crate::domain::entry::Standing;
use crate::domain::participant::ParticipantCode;
use crate::domain::target::format_day;
use crate::i18n::{Message, msg};
use crate::reference::{EDITION, outline, standing_message};
use crate::report::picture::{Bar, Chart, Picture, layout, svg};
use crate::snapshot;
use crate::view::overview::{Row, by_section};

/// In which form a picture is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines and letters, sharp in any size.
    Svg,
    /// Pixels.
    Png,
}

impl Session {
    /// Hands over a picture of the counts by section, of whoever has a row.
    pub fn save_picture(self, rows: &[Row], form: Form) {
        let picture = untrack(|| self.sections_picture(rows));
        let extension = if form == Form::Svg { "svg" } else { "png" };
        let name = picture_name(rows, extension);
        let saved = name.clone();
        let say = move |outcome: Result<(), String>| {
            self.announce(untrack(|| match &outcome {
                Ok(()) => self.fill(msg::EXPORT_DONE, &[("file", &saved)]),
                Err(reason) => self.fill(msg::PICTURE_NOT_SAVED, &[("reason", reason)]),
            }));
        };
        match form {
            Form::Svg => say(savers::download(&name, "image/svg+xml", svg(&picture).as_bytes())),
            Form::Png => {
                if let Err(reason) = pixels::download_png(&name, &picture, say.clone()) {
                    say(Err(reason));
                }
            }
        }
    }

    fn sections_picture(self, rows: &[Row]) -> Picture {
        let named = |message: Message| self.text(message);
        let bars = by_section(outline(), rows).into_iter().filter_map(|(index, tally)| {
            let element = outline().elements().get(index)?;
            let label = format!("{} {}", element.id, self.element_label(element));
            Some(Bar { label, tally })
        });
        let day = self.day(clock::today());
        let print = self.desk.with(|desk| snapshot::fingerprint(desk.ledger()));
        let parts = [
            format!("{} {day}", named(msg::PAPER_AS_OF)),
            format!("{} {EDITION}", named(msg::FOOTER_EDITION)),
            format!("{} {print}", named(msg::PAPER_FINGERPRINT)),
        ];
        let whose = match rows {
            [one] => self.name(one.code),
            several => self.count_of(msg::COMPARE_STATES, several.len()),
        };
        layout(&Chart {
            title: format!("{} – {whose}", named(msg::PAPER_STANDS)),
            bars: bars.collect(),
            legend: Standing::ALL.map(|standing| {
                format!("{} {}", standing.glyph(), named(standing_message(standing)))
            }),
            origin: parts.join(" · "),
            mirrored: self.language.get().direction() == "rtl",
        })
    }
}

/// The name of the file: codes only, whatever the language.
fn picture_name(rows: &[Row], extension: &str) -> String {
    let whose = match rows {
        [one] => ParticipantCode::as_str(&one.code).to_owned(),
        _ => "all".to_owned(),
    };
    format!("revcon3-{whose}-sections-{}.{extension}", format_day(clock::today()))
}
