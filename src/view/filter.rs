//! The filter of the elements of the plans.

use crate::domain::entry::{Entry, Standing};

/// A filter; empty parts accept everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The words to search for, as typed.
    pub query: String,
    /// The standings; all if empty.
    pub standings: Vec<Standing>,
    /// The year of the target.
    pub year: Option<i32>,
}

impl Filter {
    /// Whether the filter accepts everything.
    pub fn is_empty(&self) -> bool {
        self.query.trim().is_empty() && self.standings.is_empty() && self.year.is_none()
    }

    /// Adds a standing to the filter, or removes it.
    pub fn toggle(&mut self, standing: Standing) {
        match self.standings.iter().position(|wanted| *wanted == standing) {
            Some(position) => drop(self.standings.remove(position)),
            None => self.standings.push(standing),
        }
    }

    /// Whether an entry passes the filter, not considering the words.
    pub fn wants(&self, entry: Option<&Entry>) -> bool {
        let standing = entry.map(Entry::standing).unwrap_or_default();
        let year = entry.and_then(Entry::target).map(|target| target.year());
        (self.standings.is_empty() || self.standings.contains(&standing))
            && self.year.is_none_or(|wanted| year == Some(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::status::Status;

    #[test]
    fn silence_is_a_standing_of_its_own() {
        let mut filter = Filter::default();
        assert!(filter.is_empty() && filter.wants(None));
        filter.toggle(Standing::NotStated);
        assert!(filter.wants(None));
        filter.toggle(Standing::NotStated);
        filter.toggle(Standing::Stated(Status::NotStarted));
        assert!(!filter.wants(None));
    }

    #[test]
    fn without_a_target_nothing_falls_in_a_year() {
        let filter = Filter { year: Some(2022), ..Filter::default() };
        assert!(!filter.wants(None) && !filter.is_empty());
    }
}
