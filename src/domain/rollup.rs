//! Counts over parts of the outline. Owns what is counted (only the bullets of
//! the two plans) and how a percentage is presented (never without its counts).
//! Does not compare participants.

use super::entry::Standing;
use super::outline::{Element, ElementKind, Outline};
use super::status::Status;

/// The number of elements per standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    stated: [u32; Status::ALL.len()],
    /// Elements without a status.
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

    /// The number with this status.
    pub fn of(&self, status: Status) -> u32 {
        self.stated[status.index()]
    }

    /// The number with this standing.
    pub fn at(&self, standing: Standing) -> u32 {
        match standing {
            Standing::NotStated => self.not_stated,
            Standing::Stated(status) => self.of(status),
            Standing::Contested => self.contested,
        }
    }

    /// The number of counted elements.
    pub fn total(&self) -> u32 {
        self.stated.iter().sum::<u32>() + self.not_stated + self.contested
    }

    /// The number of elements with a status, contested ones included.
    pub fn stated(&self) -> u32 {
        self.total() - self.not_stated
    }
}

/// For every element, by its index in the outline, the tally of the plans'
/// bullets at and below it.
pub fn tallies(outline: &Outline, standing: impl Fn(&Element) -> Standing) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); outline.elements().len()];
    let counted = |element: &&Element| element.taggable && element.kind == ElementKind::Bullet;
    for bullet in outline.elements().iter().filter(counted) {
        let standing = standing(bullet);
        for element in outline.ancestors(bullet).chain([bullet]) {
            tallies[element.index()].add(standing);
        }
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::outline;

    #[test]
    fn the_bullets_of_the_plans_are_counted_once_at_every_level() {
        let first = |element: &Element| match element.id.as_str() {
            "PoA.1.a.1.i" => Standing::Stated(Status::Ongoing),
            "PoA.1.a.1.ii" => Standing::Contested,
            // Headings can have a status, but are not counted.
            "PoA.2.c" => Standing::Stated(Status::Implemented),
            _ => Standing::NotStated,
        };
        let tallies = tallies(outline(), first);
        let of = |id: &str| tallies[outline().get(id).unwrap().index()];
        for (id, total, stated) in
            [("PoA", 62, 2), ("PoA.1.a.1", 5, 2), ("ITI", 24, 0), ("EL", 86, 2), ("PoA.2.c", 0, 0)]
        {
            assert_eq!((of(id).total(), of(id).stated()), (total, stated), "{id}");
        }
        assert_eq!((of("PoA").of(Status::Ongoing), of("PoA").contested), (1, 1));
        assert_eq!(of("PoA").of(Status::Implemented), 0);
    }
}
