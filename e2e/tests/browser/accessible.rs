//! Every page in every language: axe-core finds nothing in any colours, no word is left in another
//! language, no text is cut off at any width.

use std::collections::BTreeSet;
use std::time::Duration;

use e2e::{App, AxeViolation, Context, Result, Setup, ensure, scenario_with, testid};
use serde_json::{Map, Value};

use crate::addresses;
use crate::desk;
use crate::tour::tour;

/// The colours in which people see the app, as media features.
const COLOURS: [(&str, &str); 3] = [
    ("prefers-color-scheme", "light"),
    ("prefers-color-scheme", "dark"),
    ("forced-colors", "active"),
];

/// The widths at which nothing may be cut off: the narrowest that WCAG asks for, a tablet, a desk.
const WIDTHS: [(u32, u32); 3] = [(320, 640), (768, 1024), (1440, 900)];

/// A tour takes minutes where the machine is busy.
const LIMIT: Duration = Duration::from_secs(600);

/// What was seen on a tour.
#[derive(Default)]
struct Seen {
    /// The addresses at which one looked.
    addresses: BTreeSet<String>,
    /// How often axe-core looked.
    runs: usize,
    /// What it could not decide, by its own account.
    undecided: BTreeSet<String>,
    /// What is wrong.
    found: Vec<String>,
}

impl Seen {
    /// Has axe-core look at the page as it stands, in the colours given.
    async fn check(&mut self, app: &App, colours: &[(&str, &str)]) -> Result<()> {
        let page = app.url().await?;
        self.addresses.extend(page.find('#').map(|at| page[at..].to_owned()));
        for colour in colours {
            app.media(&[*colour]).await?;
            let found = app.axe_report().await?;
            self.runs += 1;
            let broken = found.violations.iter();
            self.found.extend(broken.map(|rule| format!("{page} in {colour:?}: {rule}")));
            for rule in found.incomplete {
                match explained(&rule, *colour) {
                    Some(why) => drop(self.undecided.insert(format!("{}: {why}", rule.id))),
                    None => self.found.push(format!("{page} in {colour:?}, undecided: {rule}")),
                }
            }
        }
        app.media(&[]).await
    }

    /// Looks for what is cut off or runs over the edge, at every width.
    async fn measure(&mut self, app: &App, language: &str) -> Result<()> {
        let page = app.url().await?;
        for (width, height) in WIDTHS {
            app.resize(width, height).await?;
            let place = page.split_once('#').map_or("start", |(_, route)| route);
            let name = format!("{language}-{:02}-{}-{width}", self.runs, place.replace('/', "_"));
            app.screenshot(&name).await?;
            let cut: Vec<String> = app.js_as(CUT_OFF).await?;
            self.found.extend(cut.iter().map(|it| format!("{page} at {width}: cut off: {it}")));
        }
        app.resize(1280, 900).await
    }

    /// The pages that were not looked at, of elements and sections apart.
    fn missed(&self) -> Vec<String> {
        let all = addresses::all().into_iter().map(|place| place.address);
        let pages = all.filter(|address| !address.starts_with("#/plan/"));
        pages.filter(|address| !self.addresses.contains(address)).collect()
    }

    /// Looks for texts in a language that is not shown.
    async fn listen(&mut self, app: &App, foreign: &BTreeSet<String>) -> Result<()> {
        let page = app.url().await?;
        let said: Vec<String> = app.js_as(SAID).await?;
        let left = said.iter().filter(|text| foreign.contains(*text));
        self.found.extend(left.map(|text| format!("{page} says “{text}” in English")));
        Ok(())
    }
}

/// What a rule of axe-core cannot decide on this app, and why it holds all the same.
fn explained(rule: &AxeViolation, colour: (&str, &str)) -> Option<&'static str> {
    let all = |reasons: &[&str]| {
        rule.nodes.iter().all(|node| reasons.iter().any(|reason| node.contains(reason)))
    };
    match rule.id.as_str() {
        "color-contrast" if all(&UNSEEN) => {
            Some("signs, what is covered, and words broken over two lines; tests/palette.rs")
        }
        "color-contrast" if colour.0 == "forced-colors" && all(&FORCED) => {
            Some("forced colours, which the system sets: axe-core asks for what the page wanted")
        }
        "label-content-name-mismatch" if all(&["aria-hidden=\"true\">", "<td data-standing="]) => {
            Some("buttons and cells that show a sign and no word")
        }
        _ => None,
    }
}

/// Why axe-core does not tell the contrast of a text.
const UNSEEN: [&str; 5] = [
    "contains only non-text characters",
    "too short to determine",
    "partially obscured by another element",
    "overlapped by another element",
    // Words within a line that go on in the next: their box reaches over their neighbours.
    "partially overlaps other elements",
];

/// The same in forced colours.
const FORCED: [&str; 6] =
    [UNSEEN[0], UNSEEN[1], UNSEEN[2], UNSEEN[3], UNSEEN[4], "a 1:1 contrast ratio"];

/// Elements whose own text is cut off, or that run over an edge of the page.
pub const CUT_OFF: &str = "
    const own = (it) => [...it.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const hidden = (it) => { for (let up = it; up; up = up.parentElement)
        if (getComputedStyle(up).clipPath === 'inset(50%)') return true; return false; };
    const seen = (it) => it.checkVisibility({ visibilityProperty: true })
        && !it.closest('.skip-link, svg') && !hidden(it);
    const clips = (it) => getComputedStyle(it).overflowX !== 'visible';
    const higher = (it) => getComputedStyle(it).overflowY === 'hidden'
        && it.scrollHeight > it.clientHeight + 2;
    const rolls = (it) => ['auto', 'scroll'].includes(getComputedStyle(it).overflowX);
    const within = (it) => { for (let up = it; up; up = up.parentElement)
        if (rolls(up)) return true; return false; };
    return [...document.querySelectorAll('body *')].filter(seen).flatMap((it) => {
        const { left, right } = it.getBoundingClientRect();
        const over = (right > innerWidth + 1 || left < -1) && !within(it);
        const cut = own(it) && clips(it) && !rolls(it) && (it.scrollWidth > it.clientWidth + 1 || higher(it));
        const name = `${it.localName}.${it.className} “${it.textContent.trim().slice(0, 40)}”`;
        return over || cut ? [`${over ? 'over the edge' : 'clipped'} ${name}`] : [];
    });";

/// The texts of the page, whole, by element and attribute; but for what is marked as being in
/// another language.
const SAID: &str = "
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const said = [];
    while (walker.nextNode())
        if (!walker.currentNode.parentElement.closest('[lang]:not(html), code'))
            said.push(walker.currentNode.data.trim());
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-description'])
        for (const it of document.querySelectorAll(`[${name}]`))
            if (!it.closest('[lang]:not(html)')) said.push(it.getAttribute(name).trim());
    return said;";

/// The texts of English that the language says otherwise.
fn english_left_over(language: &str) -> Result<BTreeSet<String>> {
    let load = |language: &str| -> Result<Map<String, Value>> {
        let root = env!("CARGO_MANIFEST_DIR");
        let path = format!("{root}/../locales/{language}/ui.json");
        let text = std::fs::read_to_string(&path).with_context(|| path.clone())?;
        serde_json::from_str(&text).with_context(|| path.clone())
    };
    let (english, other) = (load("en")?, load(language)?);
    let own: BTreeSet<_> = other.values().filter_map(Value::as_str).collect();
    let texts = english.values().filter_map(Value::as_str);
    Ok(texts.filter(|text| !own.contains(text)).map(str::to_owned).collect())
}

/// The whole tour in a language, with all three looks.
fn all_is_well_in(name: &str, language: &str) -> Result<()> {
    let setup = Setup::new().lang(language).limit(LIMIT);
    scenario_with(name, setup, async |app| {
        let foreign = english_left_over(language)?;
        let seen = &mut Seen::default();
        tour(app, async |app| {
            seen.check(app, &COLOURS).await?;
            seen.measure(app, language).await?;
            seen.listen(app, &foreign).await
        })
        .await?;
        let missed = seen.missed();
        ensure!(missed.is_empty(), "the tour leaves out {missed:?}");
        ensure!(seen.found.is_empty(), "{} findings:\n{}", seen.found.len(), seen.found.join("\n"));
        let undecided: Vec<_> =
            seen.undecided.iter().map(|it| format!("\n  undecided: {it}")).collect();
        let line = format!(
            "axe-core in {language}: {} runs, 0 violations{}",
            seen.runs,
            undecided.concat()
        );
        e2e::report("axe", language, &line)
    })
}

/// One scenario for each language: each takes a while, and two run at a time.
macro_rules! in_every_language {
    ($($name:ident: $language:literal,)*) => {$(
        #[test]
        fn $name() -> Result<()> {
            all_is_well_in(stringify!($name), $language)
        }
    )*};
}

in_every_language! {
    every_page_is_well_in_arabic: "ar",
    every_page_is_well_in_chinese: "zh",
    every_page_is_well_in_english: "en",
    every_page_is_well_in_french: "fr",
    every_page_is_well_in_russian: "ru",
    every_page_is_well_in_spanish: "es",
    every_page_is_well_in_german: "de",
    every_page_is_well_in_italian: "it",
}

#[test]
fn every_page_is_accessible_on_a_narrow_screen() -> Result<()> {
    let name = "every_page_is_accessible_on_a_narrow_screen";
    scenario_with(name, Setup::new().size(320, 640).limit(LIMIT), async |app| {
        let seen = &mut Seen::default();
        tour(app, async |app| seen.check(app, &COLOURS[..1]).await).await?;
        ensure!(seen.missed().is_empty(), "the tour leaves out {:?}", seen.missed());
        ensure!(seen.found.is_empty(), "axe found:\n{}", seen.found.join("\n"));
        Ok(())
    })
}

#[test]
fn the_warnings_about_storage_are_accessible() -> Result<()> {
    let name = "the_warnings_about_storage_are_accessible";
    scenario_with(name, Setup::new(), async |app| {
        let seen = &mut Seen::default();
        app.before_each_page(desk::NO_STORAGE_AT_ALL).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, "PoA.4").await?;
        desk::state(app, "Implemented").await?;
        app.wait(testid("not-saved")).await?;
        app.wait(testid("trouble")).await?;
        seen.check(app, &COLOURS).await?;
        ensure!(seen.found.is_empty(), "axe found:\n{}", seen.found.join("\n"));
        Ok(())
    })
}
