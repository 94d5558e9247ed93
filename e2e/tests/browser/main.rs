//! Browser scenarios. One binary, so that the harness is linked once.

mod harness;
