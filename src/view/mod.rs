//! What is shown of the outline and how one moves in it: filters, the rows of
//! the tree, the keys of the tree. Pure functions over the domain, so that
//! they are tested without a browser; knows no signals and no markup.

pub mod compare;
pub mod contests;
pub mod due;
pub mod filter;
pub mod guide;
pub mod keys;
pub mod overview;
pub mod tree;
