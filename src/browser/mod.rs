//! Everything the app asks of the browser. The only module that names
//! web-sys, js-sys, wasm-bindgen and gloo; it knows how to keep, fetch, show
//! and tell, and nothing of what is kept.

pub mod clock;
mod database;
pub mod error;
pub mod files;
pub mod handing;
pub mod intl;
pub mod offline;
pub mod packs;
pub mod page;
pub mod picture;
pub mod savers;
pub mod settings;
pub mod store;
pub mod table;
pub mod tabs;
