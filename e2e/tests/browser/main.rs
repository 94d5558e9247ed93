//! Browser scenarios. One binary, so that the harness is linked once.

mod desk;
mod files;
mod harness;

mod contested;
mod exchange;
mod finding;
mod first_start;
mod hostile;
mod keeping;
mod tree;
mod trouble;
mod windows;
