//! Who is asked to report what: a quick reference to the reporting that the
//! source names, as the Group of Friends wished for (source, GIA.6.iii). Holds
//! what each is called and where the source names it; not what anybody owes.

use crate::i18n::{Message, msg};

/// One kind of report.
#[derive(Clone, Copy, Debug)]
pub struct Reporting {
    /// What is reported.
    pub what: Message,
    /// By whom.
    pub who: Message,
    /// To whom.
    pub to: Message,
    /// How often.
    pub often: Message,
    /// The elements of the source that name it.
    pub places: &'static [&'static str],
}

/// All of them, the broadest first.
pub const GUIDE: [Reporting; 7] = [
    Reporting {
        what: msg::GUIDE_NATIONAL_REPORT,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_UNODA,
        often: msg::GUIDE_TWO_YEARS,
        places: &["PoA.1.e.i", "PoA.1.e.iv"],
    },
    Reporting {
        what: msg::GUIDE_CONTACTS,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_UNODA_AND_OTHERS,
        often: msg::GUIDE_WHEN_CHANGED,
        places: &["PoA.1.a.1.iv", "ITI.4.iii"],
    },
    Reporting {
        what: msg::GUIDE_INDICATOR,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_CUSTODIANS,
        often: msg::GUIDE_YEARLY,
        places: &["PoA.1.e.i", "ITI.6.i"],
    },
    Reporting {
        what: msg::GUIDE_REGISTER,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_SECRETARY_GENERAL,
        often: msg::GUIDE_YEARLY,
        places: &["GIA.5.p2"],
    },
    Reporting {
        what: msg::GUIDE_SPENDING,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_SECRETARY_GENERAL,
        often: msg::GUIDE_YEARLY,
        places: &["GIA.5.p2"],
    },
    Reporting {
        what: msg::GUIDE_EXCHANGE,
        who: msg::GUIDE_PARTICIPATING,
        to: msg::GUIDE_OSCE,
        often: msg::GUIDE_YEARLY_AND_CHANGES,
        places: &["GIA.5.p1", "GIA.5.p2", "DEC.pp.1"],
    },
    Reporting {
        what: msg::GUIDE_ORGANIZATIONS,
        who: msg::GUIDE_REGIONAL,
        to: msg::GUIDE_MEETINGS,
        often: msg::GUIDE_NOT_SAID,
        places: &["PoA.1.e.v"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::outline;

    #[test]
    fn the_source_has_every_place_that_is_cited() {
        for place in GUIDE.iter().flat_map(|row| row.places) {
            assert!(outline().get(place).is_some(), "{place}");
        }
    }
}
