//! The visible part of the outline and how to navigate in it: filters, rows and
//! keys of the tree. Pure functions over the domain, tested without a browser;
//! does not know signals or markup.

pub mod compare;
pub mod contests;
pub mod due;
pub mod filter;
pub mod guide;
pub mod keys;
pub mod overview;
pub mod tree;
