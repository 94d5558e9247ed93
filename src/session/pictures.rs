//! Pictures of counts, downloaded as SVG or PNG.

use chrono::NaiveDate;
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

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Vector graphics.
    Svg,
    /// Pixels.
    Png,
}

impl Session {
    /// Downloads a picture of the counts by section for these rows, now or at
    /// the end of a day.
    pub fn save_picture(self, rows: &[Row], until: Option<NaiveDate>, form: Form) {
        let day = until.unwrap_or_else(clock::today);
        let picture = untrack(|| self.sections_picture(rows, day));
        let extension = if form == Form::Svg { "svg" } else { "png" };
        let name = picture_name(rows, day, extension);
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

    fn sections_picture(self, rows: &[Row], day: NaiveDate) -> Picture {
        let named = |message: Message| self.text(message);
        let bars = by_section(outline(), rows).into_iter().filter_map(|(index, tally)| {
            let element = outline().elements().get(index)?;
            let label = format!("{} {}", element.id, self.element_label(element));
            Some(Bar { label, tally })
        });
        let day = self.day(day);
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

/// The file name: codes only, in every language.
fn picture_name(rows: &[Row], day: NaiveDate, extension: &str) -> String {
    let whose = match rows {
        [one] => ParticipantCode::as_str(&one.code).to_owned(),
        _ => "all".to_owned(),
    };
    format!("revcon3-{whose}-sections-{}.{extension}", format_day(day))
}
