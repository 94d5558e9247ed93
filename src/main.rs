//! Mounts the app. Empty on native targets.

#[cfg(target_arch = "wasm32")]
fn main() {
    revcon3_tracker::session::prepare(|| leptos::mount::mount_to_body(revcon3_tracker::ui::App));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
