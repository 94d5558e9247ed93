//! The pages and their addresses: `#/plan/PoA.1.a`. Pure; other modules watch
//! the location. Hash addresses work from disk and under any path of any host.

use crate::papers::Kind;

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// First start, or changing the identity.
    Welcome,
    /// The plans, with the open element.
    Plan(Option<String>),
    /// The calendar, with the year to focus.
    Calendar(Option<i32>),
    /// The overview, in one of its views.
    Overview(Facet),
    /// Needs and offers.
    Assistance,
    /// The rest of the source.
    Documents(Text),
    /// Papers.
    Papers(Kind),
    /// The list of cases to decide.
    Contested,
    /// Sending and receiving snapshots.
    Exchange,
    /// What has changed between two moments or files.
    Compare,
    /// About: edition, licences, data on this computer.
    About,
}

/// The texts of the source beside the plans and the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Text {
    /// The twelve questions for discussion, with what States answer.
    #[default]
    Questions,
    /// The declaration.
    Declaration,
    /// The topics of the Group of Friends.
    Topics,
    /// Decision 1/18.
    Decision,
    /// The quick reference of reports.
    Guide,
}

impl Text {
    /// All texts, in order of display.
    pub const ALL: [Self; 5] =
        [Self::Questions, Self::Declaration, Self::Topics, Self::Decision, Self::Guide];

    /// Its part of the address.
    fn name(self) -> &'static str {
        match self {
            Self::Questions => "",
            Self::Declaration => "declaration",
            Self::Topics => "topics",
            Self::Decision => "decision",
            Self::Guide => "guide",
        }
    }

    fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|text| text.name() == name).unwrap_or_default()
    }
}

/// The views of the overview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Every State on every element.
    #[default]
    Matrix,
    /// Section by section.
    Sections,
    /// Which States have stated something.
    Participation,
    /// The obstacles.
    Obstacles,
}

impl Facet {
    /// All views, in order of display.
    pub const ALL: [Self; 4] = [Self::Matrix, Self::Sections, Self::Participation, Self::Obstacles];

    /// Its part of the address.
    fn name(self) -> &'static str {
        match self {
            Self::Matrix => "",
            Self::Sections => "sections",
            Self::Participation => "participation",
            Self::Obstacles => "obstacles",
        }
    }

    fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|facet| facet.name() == name).unwrap_or_default()
    }
}

impl Page {
    /// The page at an address; an unknown address gives the plans.
    pub fn from_hash(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        let rest = Some(rest).filter(|rest| !rest.is_empty());
        match name {
            "welcome" => Self::Welcome,
            "calendar" => Self::Calendar(rest.and_then(|year| year.parse().ok())),
            "overview" => Self::Overview(Facet::from_name(rest.unwrap_or_default())),
            "assistance" => Self::Assistance,
            "documents" => Self::Documents(Text::from_name(rest.unwrap_or_default())),
            "papers" => Self::Papers(rest.and_then(|kind| kind.parse().ok()).unwrap_or_default()),
            "contested" => Self::Contested,
            "exchange" => Self::Exchange,
            "compare" => Self::Compare,
            "about" => Self::About,
            _ => Self::Plan(rest.map(str::to_owned)),
        }
    }

    /// Its address.
    pub fn to_hash(&self) -> String {
        match self {
            Self::Welcome => "#/welcome".into(),
            Self::Plan(None) => "#/plan".into(),
            Self::Plan(Some(id)) => format!("#/plan/{id}"),
            Self::Calendar(None) => "#/calendar".into(),
            Self::Calendar(Some(year)) => format!("#/calendar/{year}"),
            Self::Overview(Facet::Matrix) => "#/overview".into(),
            Self::Overview(facet) => format!("#/overview/{}", facet.name()),
            Self::Assistance => "#/assistance".into(),
            Self::Documents(Text::Questions) => "#/documents".into(),
            Self::Documents(text) => format!("#/documents/{}", text.name()),
            Self::Papers(Kind::Brief) => "#/papers".into(),
            Self::Papers(kind) => format!("#/papers/{}", kind.key()),
            Self::Contested => "#/contested".into(),
            Self::Exchange => "#/exchange".into(),
            Self::Compare => "#/compare".into(),
            Self::About => "#/about".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_reads_back_from_its_address() {
        let pages = [
            Page::Welcome,
            Page::Plan(None),
            Page::Plan(Some("PoA.1.a.1.i".into())),
            Page::Calendar(None),
            Page::Calendar(Some(2022)),
            Page::Overview(Facet::Matrix),
            Page::Overview(Facet::Sections),
            Page::Overview(Facet::Participation),
            Page::Overview(Facet::Obstacles),
            Page::Assistance,
            Page::Documents(Text::Questions),
            Page::Documents(Text::Guide),
            Page::Papers(Kind::Brief),
            Page::Papers(Kind::Since),
            Page::Contested,
            Page::Exchange,
            Page::Compare,
            Page::About,
        ];
        for page in pages {
            assert_eq!(Page::from_hash(&page.to_hash()), page);
        }
    }

    #[test]
    fn an_unknown_address_leads_to_the_plans() {
        for hash in ["", "#", "#/", "#/nowhere"] {
            assert_eq!(Page::from_hash(hash), Page::Plan(None), "{hash}");
        }
        assert_eq!(Page::from_hash("#/calendar/soon"), Page::Calendar(None));
    }
}
