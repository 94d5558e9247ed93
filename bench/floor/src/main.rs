//! The least that an app made with Leptos can be: a button and a number. Weighed by
//! `cargo xtask bench --floor`, as what no care for weight can get below.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;

    mount_to_body(|| {
        let count = RwSignal::new(0);
        view! { <button type="button" on:click=move |_| count.update(|it| *it += 1)>{count}</button> }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
