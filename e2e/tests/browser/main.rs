//! Browser scenarios. One binary, so that the harness is linked once.

mod desk;
mod files;
mod harness;

mod first_start;
mod keeping;
mod trouble;
mod windows;
