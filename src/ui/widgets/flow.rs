//! Showing parts now and then. Like Leptos's own `<Show>` and `<For>`, but
//! with their contents behind pointers: each use of those would add the whole
//! machinery to the wasm once more.

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

/// Shows a row for each key, and keeps a row while its key stays.
#[component]
pub fn Keyed(
    /// The keys, in order.
    #[prop(into)]
    keys: Signal<Vec<String>>,
    /// Makes the row of a key.
    row: Callback<String, AnyView>,
) -> impl IntoView {
    view! {
        <For each=move || keys.get() key=String::clone let:key>{row.run(key)}</For>
    }
}
