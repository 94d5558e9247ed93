//! Everything the app needs from the browser. The only module that uses
//! web-sys, js-sys, wasm-bindgen and gloo. Stores, fetches, shows and
//! announces; does not know the content.

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
