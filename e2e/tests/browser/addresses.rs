//! The addresses of all pages with all their sides, made from what the app knows of them: what
//! is said of every page is said of one that is new, too.

use e2e::{App, Result, ensure};
use revcon3_tracker::papers::Kind;
use revcon3_tracker::route::{Facet, Page, Text};

use crate::desk::NEXT;

/// Where one can go, and what the page is called there in English.
pub struct Place {
    pub address: String,
    pub title: String,
}

/// Every page with every side, once.
pub fn all() -> Vec<Place> {
    let kinds = std::iter::successors(Some(Page::Welcome), after);
    let place = |page: Page| Place {
        address: page.to_hash(),
        title: format!("{} – RevCon3 tracker", name(&page)),
    };
    kinds.flat_map(sides).map(place).collect()
}

/// Goes there, and waits until the page is shown.
pub async fn visit(app: &App, place: &Place) -> Result<()> {
    app.open(&place.address).await?;
    title_is(app, &place.title).await?;
    app.wait("main h1, main h2").await.map(drop)
}

/// Waits until the page has this title.
pub async fn title_is(app: &App, title: &str) -> Result<()> {
    app.wait_until(&format!("the title “{title}”"), async || {
        let shown: String = app.js_as("return document.title").await?;
        ensure!(shown == title, "it is “{shown}”");
        Ok(true)
    })
    .await
}

/// The kind of page that comes next. A new one has to be given its place here.
fn after(page: &Page) -> Option<Page> {
    Some(match page {
        Page::Welcome => Page::Plan(None),
        Page::Plan(_) => Page::Overview(Facet::default()),
        Page::Overview(_) => Page::Assistance,
        Page::Assistance => Page::Calendar(None),
        Page::Calendar(_) => Page::Documents(Text::default()),
        Page::Documents(_) => Page::Papers(Kind::default()),
        Page::Papers(_) => Page::Contested,
        Page::Contested => Page::Exchange,
        Page::Exchange => Page::Compare,
        Page::Compare => Page::About,
        Page::About => return None,
    })
}

/// A page with all its sides; of the plans, also a section and an element.
fn sides(page: Page) -> Vec<Page> {
    match page {
        Page::Plan(_) => {
            [None, Some("ITI.1"), Some(NEXT)].map(|id| Page::Plan(id.map(str::to_owned))).into()
        }
        Page::Overview(_) => Facet::ALL.map(Page::Overview).into(),
        Page::Documents(_) => Text::ALL.map(Page::Documents).into(),
        Page::Papers(_) => Kind::ALL.map(Page::Papers).into(),
        _ => vec![page],
    }
}

/// What the page is called.
fn name(page: &Page) -> &'static str {
    match page {
        Page::Welcome => "Welcome",
        Page::Plan(None) => "Plans",
        Page::Plan(Some(id)) if id == NEXT => {
            "PoA.1.a.1.ii · Strengthen national coordination mechanisms, including with civil society"
        }
        Page::Plan(_) => "ITI.1 · Marking",
        Page::Overview(Facet::Matrix) => "State by element",
        Page::Overview(Facet::Sections) => "By section",
        Page::Overview(Facet::Participation) => "Participation",
        Page::Overview(Facet::Obstacles) => "Obstacles",
        Page::Assistance => "Assistance",
        Page::Calendar(_) => "Meetings",
        Page::Documents(Text::Questions) => "Questions for discussion",
        Page::Documents(Text::Declaration) => "2018 Declaration",
        Page::Documents(Text::Topics) => "Topics of the Group of Friends",
        Page::Documents(Text::Decision) => "Decision No. 1/18",
        Page::Documents(Text::Guide) => "Reporting at a glance",
        Page::Papers(Kind::Brief) => "Brief",
        Page::Papers(Kind::Table) => "National table",
        Page::Papers(Kind::Summary) => "Chair’s summary",
        Page::Papers(Kind::Since) => "What has changed",
        Page::Papers(Kind::Form) => "For the report to the UN",
        Page::Contested => "Contested values",
        Page::Exchange => "Exchange",
        Page::Compare => "Compare",
        Page::About => "About",
    }
}
