//! The progress of a State on a plan or a heading: counts and pictures.

use leptos::prelude::*;

use crate::domain::outline::{Element, ElementKind};
use crate::i18n::msg;
use crate::reference::outline;
use crate::session::{use_session, use_views};
use crate::ui::widgets::{Legend, ProgressBar, StandingMark, When, open_snapshots};
use crate::view::tree::PLANS;

/// The panel beside the tree before an element is opened.
#[component]
pub fn PlanSummary() -> impl IntoView {
    let session = use_session();
    let nobody = move || session.viewing.get().is_none();
    let state = move || session.viewing.get().map(|code| session.name(code)).unwrap_or_default();
    let plans: Vec<&'static Element> = PLANS.iter().filter_map(|id| outline().get(id)).collect();
    let plan = move |plan: &'static Element| {
        view! {
            <section class="plan-tally">
                <h3><a href=format!("#/plan/{}", plan.id)>{move || session.element_label(plan)}</a></h3>
                <Counts index=plan.index()/>
            </section>
        }
    };
    view! {
        <div class="plan-summary">
            <h2>{move || if nobody() { session.text(msg::SUMMARY_TITLE_NOBODY).to_owned() } else { state() }}</h2>
            <When is=nobody>
                {open_snapshots(session)}
            </When>
            <When is=move || !nobody()>
                <p class="hint">{session.t(msg::SUMMARY_TEXT)}</p>
                {plans.iter().copied().map(plan).collect_view()}
                <p class="hint">{session.t(msg::SUMMARY_SELF)}</p>
            </When>
            {super::added::everywhere(session)}
        </div>
    }
}

/// Bar and counts of an element and everything below it.
#[component]
fn Counts(index: usize) -> impl IntoView {
    let views = use_views();
    let state = views.states.of(index);
    let tally = Signal::derive(move || state.get().tally);
    view! {
        <ProgressBar tally=tally/>
        <Legend tally=tally/>
    }
}

/// A heading: its counts and the elements directly below it.
#[component]
pub fn BranchSummary(element: &'static Element) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let below: Vec<&'static Element> =
        outline().children(element).filter(|child| child.kind != ElementKind::Note).collect();
    let note = outline().children(element).find(|child| child.kind == ElementKind::Note);
    let line = move |child: &'static Element| {
        let state = views.states.of(child.index());
        let standing = Signal::derive(move || state.get().standing);
        view! {
            <li>
                <a href=format!("#/plan/{}", child.id)>{move || session.element_label(child)}</a>
                {child.taggable.then(|| view! { " "<StandingMark standing=standing/> })}
            </li>
        }
    };
    view! {
        {note.map(|note| view! { <p class="plan-note">{move || session.element_text(note)}</p> })}
        <section class="plan-tally">
            <h3>{session.t(msg::SUMMARY_BELOW)}</h3>
            <Counts index=element.index()/>
        </section>
        <ul class="below">{below.into_iter().map(line).collect_view()}</ul>
        {(element.kind == ElementKind::Heading).then(|| super::added::under(session, element))}
    }
}
