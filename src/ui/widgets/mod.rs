//! Small parts that several pages use.

mod autosave;
mod empty;
mod flow;
mod foreign;
mod participant_picker;
mod progress;
mod quote;
mod subpages;

pub use autosave::Autosave;
pub use empty::{empty, open_snapshots};
pub use flow::{Keyed, When};
pub use foreign::{foreign, marked};
pub use participant_picker::ParticipantPicker;
pub use progress::{Legend, ProgressBar, StandingMark, signs};
pub use quote::{Quote, meant};
pub use subpages::subpages;
