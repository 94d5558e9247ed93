//! A quick reference to the reports that the source names, as the Group of
//! Friends wished (source, GIA.6.iii): who reports what to whom, the texts that
//! ask for it, and where the source names it. Does not know who has reported.

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
    /// The texts that ask for it, by symbol and paragraph; empty if only the
    /// source names it.
    pub basis: &'static [&'static str],
    /// The elements of the source that name it.
    pub places: &'static [&'static str],
}

/// All reports, the broadest first.
pub const GUIDE: [Reporting; 7] = [
    Reporting {
        what: msg::GUIDE_NATIONAL_REPORT,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_UNODA,
        often: msg::GUIDE_TWO_YEARS,
        basis: &["A/CONF.192/15, II.33", "A/60/88, Annex, 36"],
        places: &["PoA.1.e.i", "PoA.1.e.iv"],
    },
    Reporting {
        what: msg::GUIDE_CONTACTS,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_UNODA_AND_OTHERS,
        often: msg::GUIDE_WHEN_CHANGED,
        basis: &["A/CONF.192/15, II.5", "A/60/88, Annex, 25"],
        places: &["PoA.1.a.1.iv", "ITI.4.iii"],
    },
    Reporting {
        what: msg::GUIDE_INDICATOR,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_CUSTODIANS,
        often: msg::GUIDE_YEARLY,
        basis: &["A/RES/71/313"],
        places: &["PoA.1.e.i", "ITI.6.i"],
    },
    Reporting {
        what: msg::GUIDE_REGISTER,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_SECRETARY_GENERAL,
        often: msg::GUIDE_YEARLY,
        basis: &["A/RES/46/36 L"],
        places: &["GIA.5.p2"],
    },
    Reporting {
        what: msg::GUIDE_SPENDING,
        who: msg::GUIDE_MEMBERS,
        to: msg::GUIDE_SECRETARY_GENERAL,
        often: msg::GUIDE_YEARLY,
        basis: &["A/RES/35/142 B"],
        places: &["GIA.5.p2"],
    },
    Reporting {
        what: msg::GUIDE_EXCHANGE,
        who: msg::GUIDE_PARTICIPATING,
        to: msg::GUIDE_OSCE,
        often: msg::GUIDE_YEARLY_AND_CHANGES,
        basis: &["FSC.DOC/1/00/Rev.1, III (F), IV (E)"],
        places: &["GIA.5.p1", "GIA.5.p2", "DEC.pp.1"],
    },
    Reporting {
        what: msg::GUIDE_ORGANIZATIONS,
        who: msg::GUIDE_REGIONAL,
        to: msg::GUIDE_MEETINGS,
        often: msg::GUIDE_NOT_SAID,
        basis: &[],
        places: &["PoA.1.e.v"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::outline;

    #[test]
    fn who_reports_how_often_stands_on_a_text_that_asks_for_it() {
        for row in &GUIDE {
            assert_eq!(row.basis.is_empty(), row.often == msg::GUIDE_NOT_SAID, "{row:?}");
        }
    }

    #[test]
    fn the_source_has_every_place_that_is_cited() {
        for place in GUIDE.iter().flat_map(|row| row.places) {
            assert!(outline().get(place).is_some(), "{place}");
        }
    }
}
