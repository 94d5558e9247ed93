//! Counts over a part of the outline. Owns what is counted (the bullets of
//! the two plans and nothing else) and how a percentage is allowed to look
//! (never without its counts). Does not compare participants.

use super::entry::Standing;
use super::outline::{Element, ElementKind, Outline};
use super::status::Status;

/// How many elements stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    stated: [u32; Status::ALL.len()],
    /// Elements of which nothing is said.
    pub not_stated: u32,
    /// Elements whose status is contested.
    pub contested: u32,
}

impl Tally {
    /// Counts one element.
    pub fn add(&mut self, standing: Standing) {
        match standing {
            Standing::NotStated => self.not_stated += 1,
            Standing::Stated(status) => self.stated[status.index()] += 1,
            Standing::Contested => self.contested += 1,
        }
    }

    /// How many have this status.
    pub fn of(&self, status: Status) -> u32 {
        self.stated[status.index()]
    }

    /// How many were counted.
    pub fn total(&self) -> u32 {
        self.stated.iter().sum::<u32>() + self.not_stated + self.contested
    }

    /// How many the State has said something of.
    pub fn stated(&self) -> u32 {
        self.total() - self.not_stated
    }
}

/// Counts the bullets at or below an element.
pub fn tally(
    outline: &Outline,
    root: &Element,
    mut standing: impl FnMut(&Element) -> Standing,
) -> Tally {
    let mut tally = Tally::default();
    let counted = |element: &&Element| element.taggable && element.kind == ElementKind::Bullet;
    outline.subtree(root).filter(counted).for_each(|element| tally.add(standing(element)));
    tally
}
