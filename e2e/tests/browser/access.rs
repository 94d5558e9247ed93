//! What people need who see, hear, point or move differently: large text, keyboard alone, no
//! movement, a plain list instead of a tree.

use std::time::Duration;

use e2e::{
    App, Key, Result, Setup, Value, bail, ensure, label, role, scenario, scenario_with, testid,
};

use crate::accessible::CUT_OFF;
use crate::addresses::{self, Place};
use crate::desk::{self, ELEMENT};

async fn nothing_is_cut_off(app: &App, circumstances: &str) -> Result<()> {
    for place in addresses::all() {
        addresses::visit(app, &place).await?;
        app.js(circumstances, vec![]).await?;
        let cut: Vec<String> = app.js_as(CUT_OFF).await?;
        ensure!(cut.is_empty(), "{}: {cut:#?}", place.address);
    }
    Ok(())
}

#[test]
fn at_twice_the_size_nothing_is_cut_off() -> Result<()> {
    // A window of 1280 pixels has room for 640 at 200 %.
    let name = "at_twice_the_size_nothing_is_cut_off";
    scenario_with(name, Setup::new().size(640, 450), async |app| {
        desk::begin(app, "Bosnia and Herzegovina").await?;
        nothing_is_cut_off(app, "").await
    })
}

#[test]
fn text_spaced_as_wcag_allows_is_not_cut_off() -> Result<()> {
    let name = "text_spaced_as_wcag_allows_is_not_cut_off";
    scenario_with(name, Setup::new().size(320, 640), async |app| {
        desk::begin(app, "Bosnia and Herzegovina").await?;
        // The figures of success criterion 1.4.12.
        let spaced = "const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
            document.adoptedStyleSheets = [sheet];";
        nothing_is_cut_off(app, spaced).await
    })
}

#[test]
fn the_choices_of_a_status_are_large_enough_for_a_finger() -> Result<()> {
    let name = "the_choices_of_a_status_are_large_enough_for_a_finger";
    scenario_with(name, Setup::new().size(320, 640), async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        let sizes: Vec<(f64, f64)> = app
            .js_as(
                "return [...document.querySelectorAll('.entry [type=radio]')].map((it) => {
                    const { width, height } = it.closest('label').getBoundingClientRect();
                    return [width, height]; });",
            )
            .await?;
        ensure!(sizes.len() >= 7, "{sizes:?}");
        ensure!(sizes.iter().all(|(w, h)| *w >= 44.0 && *h >= 44.0), "{sizes:?}");
        Ok(())
    })
}

/// What the focus alone must not change: the address, the headings and the state of saving.
const STANDS: &str = "[location.href, document.title,
    ...[...document.querySelectorAll('main :is(h1, h2)')].map((it) => it.textContent),
    document.querySelector('[data-testid=save-state]').dataset.state]";

/// What is wrong with the focus as it stands: not drawn, or under something else.
const FOCUS: &str = "
    const it = document.activeElement;
    if (!it || it === document.body) return 'nothing has the focus';
    const drawn = it.matches('[type=radio], [type=checkbox]') ? it.closest('label') ?? it : it;
    const outlined = [it, drawn].some((one) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2; });
    const { left, top, width, height } = drawn.getBoundingClientRect();
    // What is taller than the room for it is seen in part.
    const [above, below] = [Math.max(top, 0), Math.min(top + height, innerHeight)];
    const [x, y] = [left + width / 2, (above + below) / 2];
    const found = document.elementFromPoint(x, y);
    const name = `${it.localName}.${it.className} “${(it.textContent || it.id).slice(0, 40)}”`;
    if (!outlined) return `no outline: ${name}`;
    if (!found || !(drawn.contains(found) || found.contains(drawn)))
        return `hidden at ${x},${y} by ${found?.outerHTML.slice(0, 80)}: ${name}`;
    return '';";

/// Counts how often the focus has left the page: what loses it, loses it to nothing in the page.
const COUNT_LEAVING: &str = "
    window.timesLeft = 0;
    document.addEventListener('focusout', (event) => {
        if (!event.relatedTarget) window.timesLeft += 1;
    });";

/// Gives the focus to the last of what can have it.
const FOCUS_LAST: &str = "
    const able = 'a[href], button:enabled, input, select, textarea, summary, [tabindex=\"0\"]';
    [...document.querySelectorAll(able)].filter((it) => it.checkVisibility()).at(-1).focus();";

/// More stops than any page has.
const MOST_STOPS: usize = 150;

/// Has the focus go on through a page until it is at the end, and says how often it stopped. The
/// end is outside of the page, and on the way back the link past the header.
async fn go_through(app: &App, place: &Place, back: bool) -> Result<usize> {
    let look = format!(
        "const first = document.activeElement.matches('.skip-link');
        return [window.timesLeft, first, (() => {{ {FOCUS} }})(), {STANDS}];"
    );
    let (times, _, _, stood): (usize, bool, String, Vec<String>) = app.js_as(&look).await?;
    let address = &place.address;
    for step in 0..MOST_STOPS {
        if back {
            app.tab_back_key().await?
        } else {
            app.tab_key().await?
        }
        let (left, first, wrong, stands): (usize, bool, String, Vec<String>) =
            app.js_as(&look).await?;
        ensure!(stands == stood, "{address}, step {step}: {stands:#?}, and {stood:#?} before");
        let out = left > times || wrong == "nothing has the focus";
        if back && first || !back && out {
            return Ok(step);
        }
        ensure!(wrong.is_empty(), "{address}, step {step}, back {back}: {wrong}");
    }
    bail!("{address}, back {back}: the focus does not come to the end of the page")
}

#[test]
fn the_focus_is_seen_wherever_it_goes_changes_nothing_and_leaves_every_page() -> Result<()> {
    let name = "the_focus_is_seen_wherever_it_goes_changes_nothing_and_leaves_every_page";
    let setup = Setup::new().size(1024, 600).limit(Duration::from_secs(300));
    scenario_with(name, setup, async |app| {
        desk::begin(app, "Finland").await?;
        app.js(COUNT_LEAVING, vec![]).await?;
        for place in addresses::all() {
            addresses::visit(app, &place).await?;
            app.js(FOCUS_LAST, vec![]).await?;
            let back = go_through(app, &place, true).await?;
            let there = go_through(app, &place, false).await?;
            // The last stop is none on the way back: it began there.
            ensure!(there > 10, "{}: {there} stops", place.address);
            ensure!(there == back + 1, "{}: {there} stops, and {back} back", place.address);
        }
        Ok(())
    })
}

/// What moves for longer than so many milliseconds from its beginning. What only ceases to be seen
/// does not move.
const MOVING: &str = "
    const changed = (keyframe) => Object.keys(keyframe).filter((name) => ![
        'offset', 'computedOffset', 'easing', 'composite', 'visibility'].includes(name));
    return document.getAnimations().filter(({ effect }) =>
        effect.getComputedTiming().endTime > arguments[0]
        && effect.getKeyframes().flatMap(changed).length)
    .map(({ effect }) => `${effect.target.localName}.${effect.target.className}`);";

async fn moving_longer_than(app: &App, milliseconds: u32) -> Result<Vec<Value>> {
    let moving = app.js(MOVING, vec![milliseconds.into()]).await?;
    Ok(moving.as_array().cloned().unwrap_or_default())
}

/// What would move if it changed.
const READY_TO_MOVE: &str = "
    return [...document.querySelectorAll('body *')].filter((it) => {
        const { transitionDuration, scrollBehavior } = getComputedStyle(it);
        return parseFloat(transitionDuration) > 0 || scrollBehavior === 'smooth';
    }).map((it) => `${it.localName}.${it.className}`);";

#[test]
fn nothing_moves_for_those_who_want_nothing_to_move() -> Result<()> {
    scenario("nothing_moves_for_those_who_want_nothing_to_move", async |app| {
        app.media(&[("prefers-reduced-motion", "reduce")]).await?;
        desk::begin(app, "Finland").await?;
        for place in addresses::all() {
            addresses::visit(app, &place).await?;
            let ready: Vec<String> = app.js_as(READY_TO_MOVE).await?;
            ensure!(ready.is_empty(), "{}: {ready:?}", place.address);
            let moving = moving_longer_than(app, 0).await?;
            ensure!(moving.is_empty(), "{}: {moving:?}", place.address);
        }
        Ok(())
    })
}

#[test]
fn nothing_moves_by_itself_for_longer_than_five_seconds() -> Result<()> {
    scenario("nothing_moves_by_itself_for_longer_than_five_seconds", async |app| {
        app.media(&[("prefers-reduced-motion", "no-preference")]).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        // A message is there, which leaves.
        app.click_testid("undo").await?;
        app.wait(".announcement p").await?;
        for place in addresses::all() {
            let moving = moving_longer_than(app, 5_000).await?;
            ensure!(moving.is_empty(), "before {}: {moving:?}", place.address);
            addresses::visit(app, &place).await?;
        }
        let moving = moving_longer_than(app, 5_000).await?;
        ensure!(moving.is_empty(), "{moving:?}");
        Ok(())
    })
}

#[test]
fn the_plans_read_as_a_text_with_headings_lists_and_links() -> Result<()> {
    scenario("the_plans_read_as_a_text_with_headings_lists_and_links", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.click_role("button", "As a list").await?;
        app.wait(testid("plain-list")).await?;
        app.wait_gone(desk::tree()).await?;
        let links: i64 =
            app.js_as("return document.querySelectorAll('.plain-list a[data-id]').length").await?;
        ensure!(links == 124, "{links} headings and elements");
        let levels: Vec<String> = app
            .js_as(
                "return [...new Set([...document.querySelectorAll('.plain-list :is(h3,h4,h5,h6)')]
                    .map((it) => it.localName))].sort();",
            )
            .await?;
        ensure!(levels == ["h3", "h4", "h5", "h6"], "{levels:?}");
        let said = "li:has(a[data-id='PoA.1.a.1.i'])";
        app.wait_text(said, "Implemented").await?;
        app.assert_accessible().await?;
        app.click("a[data-id='PoA.4']").await?;
        app.wait_text(".entry-id", "PoA.4").await?;
        app.reload().await?;
        app.wait(testid("plain-list")).await?;
        app.fill(label("Search the elements"), "border").await?;
        app.wait_until("the list to be filtered", async || {
            Ok(app.count(".plain-list li").await? < 20 && app.count(".plain-list li").await? > 0)
        })
        .await?;
        app.click_role("button", "As a tree").await?;
        app.wait(desk::tree()).await.map(drop)
    })
}

#[test]
fn where_one_writes_from_right_to_left_the_left_arrow_opens() -> Result<()> {
    let name = "where_one_writes_from_right_to_left_the_left_arrow_opens";
    scenario_with(name, Setup::new().lang("ar"), async |app| {
        app.open("").await?;
        app.wait("form.who").await?;
        let direction: String = app.js_as("return document.documentElement.dir").await?;
        ensure!(direction == "rtl", "{direction}");
        app.js(
            "const list = document.querySelector('#own-state');
            list.value = 'FI';
            list.dispatchEvent(new Event('change', { bubbles: true }));",
            vec![],
        )
        .await?;
        app.click("form.who button[type=submit]").await?;
        app.focus(desk::row("PoA")).await?;
        app.press(Key::Right).await?;
        app.press(Key::Left).await?;
        app.wait(desk::row("PoA.1")).await?;
        app.press(Key::Left).await?;
        app.wait_until("the first child to have the focus", async || {
            let focused: Value = app.js("return document.activeElement.dataset.id", vec![]).await?;
            Ok(focused == "PoA.1")
        })
        .await?;
        app.press(Key::Right).await?;
        app.press(Key::Right).await?;
        app.wait_gone(desk::row("PoA.1")).await?;
        // The French of the source stays as it is written.
        desk::open_entry(app, ELEMENT).await?;
        let quoted: String = app
            .js_as("return getComputedStyle(document.querySelector('blockquote.quote')).direction")
            .await?;
        ensure!(quoted == "ltr", "{quoted}");
        Ok(())
    })
}

/// A network on which the texts of languages do not come.
const NO_PACKS: &str = "const real = window.fetch.bind(window);
    window.fetch = (...all) => `${all[0]?.url ?? all[0]}`.includes('pack-')
        ? Promise.reject(new TypeError('no network')) : real(...all);";

#[test]
fn a_language_that_does_not_come_is_said_and_the_other_one_stays() -> Result<()> {
    scenario("a_language_that_does_not_come_is_said_and_the_other_one_stays", async |app| {
        desk::begin(app, "Finland").await?;
        app.js(NO_PACKS, vec![]).await?;
        app.choose(testid("language"), "Français").await?;
        let said = "The texts in Français could not be loaded. Try again when there is a network";
        app.wait_text(testid("announcement"), said).await?;
        app.wait(role("link", "Plans")).await?;
        let lang: String = app.js_as("return document.documentElement.lang").await?;
        ensure!(lang == "en", "{lang}");
        ensure!(app.value(testid("language")).await? == "en");
        Ok(())
    })
}

#[test]
fn an_app_without_any_texts_says_so_in_every_language() -> Result<()> {
    scenario("an_app_without_any_texts_says_so_in_every_language", async |app| {
        app.before_each_page(NO_PACKS).await?;
        app.open("").await?;
        let said =
            "The texts of this app could not be loaded. Open it again when there is a network.";
        app.wait_text("#skeleton [lang=en]", said).await?;
        let lines: i64 =
            app.js_as("return document.querySelectorAll('#skeleton p[lang]').length").await?;
        ensure!(lines == 8, "{lines} languages");
        Ok(())
    })
}
