//! Without a network: installed from a host by a service worker, or as one file from a disk. Only
//! a release build has either.

use std::{fs, path::Path};

use e2e::{
    App, Context, Result, Setup, Site, ensure, role, scenario, scenario_with, testid, until,
};

use crate::desk::{self, ELEMENT};

/// The built app.
fn dist() -> std::path::PathBuf {
    let folder = std::env::var_os("E2E_DIST").map(Into::into);
    folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist"))
}

/// A copy of the built app that may be tampered with.
fn copy() -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    copy_into(&dist(), folder.path())?;
    Ok(folder)
}

fn copy_into(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).context("no built app: run `cargo xtask build`")? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy_into(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The build that a page or a worker names.
fn build_in(folder: &Path) -> Result<String> {
    let page = fs::read_to_string(folder.join("index.html"))?;
    let named = page.split_once("name=\"build\" content=\"").map(|(_, rest)| rest);
    let name = named.and_then(|rest| rest.split('"').next()).context("the page names no build")?;
    Ok(name.to_owned())
}

/// Makes a later release of a copy: the same app under another name.
fn release_anew(folder: &Path, name: &str) -> Result<()> {
    let build = build_in(folder)?;
    for file in ["index.html", "sw.js"] {
        let text = fs::read_to_string(folder.join(file))?;
        ensure!(text.contains(&build), "{file} does not name the build");
        fs::write(folder.join(file), text.replace(&build, name))?;
    }
    Ok(())
}

/// Waits until the browser keeps the whole app.
async fn kept(app: &App) -> Result<()> {
    until("the app to be kept", async || {
        let state: Option<String> =
            app.js_as("return document.documentElement.dataset.offline ?? null").await?;
        Ok(state.filter(|state| state == "kept").map(drop))
    })
    .await
}

async fn caches(app: &App) -> Result<Vec<String>> {
    app.js_as("return caches.keys()").await
}

#[test]
fn after_one_visit_the_app_opens_without_a_network() -> Result<()> {
    scenario("after_one_visit_the_app_opens_without_a_network", async |app| {
        desk::begin(app, "Finland").await?;
        kept(app).await?;
        app.server().down(true);
        app.reload().await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.open("#/about").await?;
        app.wait_text(testid("offline"), "it opens without a network").await?;
        app.wait_text(testid("build"), &build_in(&dist())?).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await
    })
}

#[test]
fn a_host_that_tidies_addresses_does_no_harm() -> Result<()> {
    scenario("a_host_that_tidies_addresses_does_no_harm", async |app| {
        app.server().tidy();
        desk::begin(app, "Finland").await?;
        kept(app).await?;
        app.reload().await?;
        desk::open_entry(app, ELEMENT).await?;
        app.server().down(true);
        app.reload().await?;
        app.wait_text(".entry-id", ELEMENT).await
    })
}

#[test]
fn a_page_of_another_build_is_not_kept() -> Result<()> {
    let folder = copy()?;
    let build = build_in(folder.path())?;
    let worker = folder.path().join("sw.js");
    // Half of the next release has arrived.
    let text = fs::read_to_string(&worker)?;
    fs::write(&worker, text.replace(&build, "thenextbuild"))?;
    let setup = Setup::new().site(Site::folder(folder.path()));
    scenario_with("a_page_of_another_build_is_not_kept", setup, async |app| {
        desk::begin(app, "Finland").await?;
        until("the worker to give up", async || {
            let asked = app.server().requests().iter().any(|path| path.ends_with("icon-512.png"));
            Ok((asked && caches(app).await?.is_empty()).then_some(()))
        })
        .await?;
        let registered = "return !!(await navigator.serviceWorker.getRegistration())?.active";
        ensure!(!app.js_as::<bool>(registered).await?, "it is in force");
        fs::write(&worker, text)?;
        app.reload().await?;
        kept(app).await?;
        ensure!(caches(app).await?.len() == 1);
        app.take_console_errors().await.map(drop)
    })
}

#[test]
fn it_opens_without_a_network_after_the_browser_was_killed() -> Result<()> {
    scenario("it_opens_without_a_network_after_the_browser_was_killed", async |app| {
        desk::begin(app, "Finland").await?;
        kept(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.kill_browser().await?;
        app.server().down(true);
        app.reopen().await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await
    })
}

#[test]
fn what_cannot_be_kept_whole_is_not_kept_and_the_app_runs_all_the_same() -> Result<()> {
    let name = "what_cannot_be_kept_whole_is_not_kept_and_the_app_runs_all_the_same";
    let folder = copy()?;
    fs::remove_file(folder.path().join("icon-512.png"))?;
    scenario_with(name, Setup::new().site(Site::folder(folder.path())), async |app| {
        desk::begin(app, "Finland").await?;
        // The worker gives up after it has asked for all files, the missing one among them.
        until("the worker to give up", async || {
            let asked = app.server().requests().iter().any(|path| path.ends_with("icon-512.png"));
            Ok((asked && caches(app).await?.is_empty()).then_some(()))
        })
        .await?;
        app.open("#/about").await?;
        app.wait_text(testid("offline"), "the network is needed").await?;
        // The browser tells of the missing file in its console.
        app.take_console_errors().await.map(drop)
    })
}

#[test]
fn a_newer_version_waits_until_it_is_wanted_and_the_data_stay() -> Result<()> {
    let name = "a_newer_version_waits_until_it_is_wanted_and_the_data_stay";
    let next = copy()?;
    release_anew(next.path(), "thenextbuild")?;
    scenario(name, async |app| {
        let first = build_in(&dist())?;
        desk::begin(app, "Finland").await?;
        kept(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.server().switch_to(next.path());
        app.open("#/about").await?;
        app.reload().await?;
        app.wait(testid("newer")).await?;
        app.wait_text(testid("build"), &first).await?;
        app.click(role("button", "Switch to it now")).await?;
        app.wait_text(testid("build"), "thenextbuild").await?;
        app.wait_gone(testid("newer")).await?;
        let kept = caches(app).await?;
        ensure!(kept.len() == 1 && kept[0].ends_with(" thenextbuild"), "kept: {kept:?}");
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await
    })
}

#[test]
fn the_one_file_from_disk_does_the_whole_job() -> Result<()> {
    scenario("the_one_file_from_disk_does_the_whole_job", async |app| {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("revcon3-tracker.html");
        fs::copy(dist().join("revcon3-tracker.html"), &file)?;
        let address = format!("file://{}", file.display());
        app.open_url(&address).await?;
        app.wait_text(testid("from-disk"), "You opened this app from a file.").await?;
        desk::sit_down(app, "Finland").await?;
        app.open_url(&format!("{address}#/plan/{ELEMENT}")).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::shows_status(app, "Implemented").await?;
        app.click(role("link", "Open or save a file")).await?;
        app.click_testid("export").await?;
        ensure!(app.download().await?.json()?["count"] == 1);
        desk::read_licences(app).await?;
        ensure!(app.server().requests().is_empty(), "something was asked of a server");
        Ok(())
    })
}
