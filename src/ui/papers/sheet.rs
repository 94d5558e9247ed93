//! A paper as HTML. Words are marked up by their voice, because some come from
//! elsewhere. A long paper is rendered in parts, so that the page stays
//! responsive.

use std::time::Duration;

use leptos::prelude::*;

use crate::papers::{Block, Line, Paper, Table, Voice, Words};
use crate::session::Session;
use crate::ui::widgets::{Keyed, ProgressBar, foreign};

/// The number of blocks per part: fast enough to go unnoticed, and enough for most papers.
const PART: usize = 250;

/// The progress of rendering a paper.
#[derive(Clone, Copy)]
pub struct Setting {
    parts: usize,
    set: RwSignal<usize>,
}

impl Setting {
    /// Starts with the first part.
    pub fn of(paper: &Paper) -> Self {
        Self { parts: paper.blocks.len().div_ceil(PART), set: RwSignal::new(1) }
    }

    /// Whether parts are still missing.
    pub fn is_going_on(self) -> bool {
        self.set.get() < self.parts
    }

    /// Renders the other parts, one after the other.
    fn go_on(self) {
        if untrack(|| self.is_going_on()) {
            let next = move || {
                // Stops when the user has left the page.
                if self.set.try_update(|set| *set += 1).is_some() {
                    self.go_on();
                }
            };
            let _ = set_timeout(next, Duration::ZERO);
        }
    }
}

/// The paper.
pub fn sheet(session: Session, paper: Paper, setting: Setting) -> AnyView {
    let keys = Signal::derive(move || (0..setting.set.get()).map(|n| n.to_string()).collect());
    setting.go_on();
    let paper = StoredValue::new(paper);
    let part = move |key: String| {
        let first = key.parse::<usize>().unwrap_or(0) * PART;
        paper.with_value(|paper| {
            let blocks = paper.blocks.iter().skip(first).take(PART);
            blocks.map(|block| set(session, block)).collect_view().into_any()
        })
    };
    let parts = view! { <Keyed keys row=Callback::new(part)/> }.into_any();
    paper.with_value(|paper| frame(paper, setting, parts))
}

/// The frame of the content: marking, title, subject, origin.
fn frame(paper: &Paper, setting: Setting, parts: AnyView) -> AnyView {
    let mark = |part: &str| view! { <p class="paper-mark">{part.to_owned()}</p> };
    let draft = paper.running.draft.clone();
    let draft = (!draft.is_empty()).then_some(draft);
    view! {
        <article class="paper" data-draft=draft data-testid="paper" aria-labelledby="paper-title"
            aria-busy=move || setting.is_going_on().to_string()>
            {paper.running.head().into_iter().map(mark).collect_view()}
            <h2 class="paper-title" id="paper-title">{paper.title.clone()}</h2>
            <p class="paper-subject">{paper.subject.clone()}</p>
            {parts}
            <p class="paper-origin">{paper.running.foot()}</p>
        </article>
    }
    .into_any()
}

fn set(session: Session, block: &Block) -> AnyView {
    match block {
        Block::Heading(2, words) => view! { <h3>{line(session, words)}</h3> }.into_any(),
        Block::Heading(_, words) => view! { <h4>{line(session, words)}</h4> }.into_any(),
        Block::Text(words) => view! { <p>{line(session, words)}</p> }.into_any(),
        Block::Note(words) => view! { <p class="paper-note">{line(session, words)}</p> }.into_any(),
        Block::Items(items) => {
            let item = |words| view! { <li>{line(session, words)}</li> };
            view! { <ul>{items.iter().map(item).collect_view()}</ul> }.into_any()
        }
        Block::Table(set) => table(session, set),
    }
}

fn table(session: Session, table: &Table) -> AnyView {
    let head = |column: &crate::papers::Column| {
        view! { <th role="columnheader" scope="col" class:figures=column.figures>{column.head.clone()}</th> }
    };
    let row = |(number, row): (usize, &Vec<Vec<Line>>)| {
        let bar = table.bars.get(number).copied();
        let bar = move || bar.map(|tally| view! { <ProgressBar tally=Signal::stored(tally)/> });
        let cells = row.iter().zip(&table.columns).enumerate();
        let cell = |(place, (lines, column)): (usize, (&Vec<Line>, &crate::papers::Column))| {
            let zero = column.figures && lines.iter().flatten().all(|words| words.text == "0");
            let lines = lines.iter().map(|words| view! { <p>{line(session, words)}</p> });
            let lines = lines.collect_view();
            match place {
                0 => view! { <th scope="row">{lines}{bar()}</th> }.into_any(),
                _ => view! { <td class:figures=column.figures class:zero=zero>{lines}</td> }
                    .into_any(),
            }
        };
        view! { <tr role="row">{cells.map(cell).collect_view()}</tr> }
    };
    let figures = table.columns.iter().filter(|column| column.figures).count() > 3;
    view! {
        <div class="paper-scroll" tabindex="0" role="group" aria-label=table.caption.clone()>
            <table role="table" class="paper-table" class:paper-figures=figures>
                <thead role="rowgroup"><tr role="row">{table.columns.iter().map(head).collect_view()}</tr></thead>
                <tbody role="rowgroup">{table.rows.iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(session: Session, words: &Line) -> AnyView {
    words.iter().map(|words| said(session, words)).collect_view().into_any()
}

fn said(session: Session, words: &Words) -> AnyView {
    let text = words.text.clone();
    match words.voice {
        Voice::Ours => text.into_any(),
        Voice::Strong => view! { <strong>{text}</strong> }.into_any(),
        Voice::Whole => view! { <span class="paper-whole">{text}</span> }.into_any(),
        Voice::Id => view! { <bdi class="paper-id" dir="ltr">{text}</bdi> }.into_any(),
        Voice::Source => view! { <span lang="fr" dir="ltr">{text}</span> }.into_any(),
        Voice::Said => view! { <bdi class="paper-said">{foreign(session, &text)}</bdi> }.into_any(),
    }
}
