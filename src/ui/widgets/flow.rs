//! Conditional and keyed rendering. Like Leptos's `<Show>` and `<For>`, but
//! with type-erased contents: each use of those would add their whole code to
//! the wasm again.

use leptos::prelude::*;

/// Shows its children while a condition holds.
#[component]
pub fn When(
    /// The condition.
    #[prop(into)]
    is: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let is = Memo::new(move |_| is.get());
    move || is.get().then(|| children())
}

/// Renders a row for each key, and keeps a row as long as its key is there.
#[component]
pub fn Keyed(
    /// The keys, in order.
    #[prop(into)]
    keys: Signal<Vec<String>>,
    /// Creates the row of a key.
    row: Callback<String, AnyView>,
) -> impl IntoView {
    view! {
        <For each=move || keys.get() key=String::clone let:key>{row.run(key)}</For>
    }
}
