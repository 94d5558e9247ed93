//! What is done in a round, and what of it is printed.

use std::time::{Duration, Instant};

use e2e::{App, Context, Key, Result, Value, bail, css, ensure, json, label};
use revcon3_tracker::{reference::outline, view::tree::plan_elements};
use sample::{Amount, Recipe, SampleFile};

/// How much slower the processor is made: a laptop of a small mission.
const SLOWER: f64 = 4.0;

/// What is searched for, letter by letter.
const SEARCHED: &str = "marking";

/// The element that is tagged, and how often.
const ELEMENT: &str = "PoA.1.a.1.i";
const TAGS: usize = 10;

/// How many States the mailbox holds, and the table of everybody.
const MAILED: usize = 57;
const EVERYBODY: usize = 193;

/// Between two questions: asking seldom costs nothing.
const PAUSE: Duration = Duration::from_millis(250);

/// After which of the rounds of the memory it is read.
const READ_AFTER: [usize; 5] = [0, 1, 3, 10, 20];

/// Which of the two is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The app.
    App,
    /// The same by hand, in `bench/twin/`.
    Twin,
}

impl Page {
    /// By the word on the command line.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "app" => Some(Self::App),
            "twin" => Some(Self::Twin),
            _ => None,
        }
    }
}

/// A round, in a browser that was just started.
#[derive(Debug)]
pub struct Round<'a> {
    /// The browser.
    pub app: &'a App,
    /// What is opened in it.
    pub page: Page,
}

impl Round<'_> {
    /// Every step once, in the order of a first day.
    pub async fn all(&self) -> Result<()> {
        self.begin(SLOWER).await?;
        self.mail().await?;
        self.ready().await?;
        self.expand().await?;
        self.search().await?;
        self.tag().await?;
        self.events().await?;
        self.language().await?;
        self.matrix().await
    }

    /// Files come in and are put away again; what stays of them.
    pub async fn memory(&self) -> Result<()> {
        self.begin(1.0).await?;
        self.take(&mail()).await?;
        self.ready_again(1.0).await?;
        self.app.open("#/exchange").await?;
        let files = mail();
        for round in 0..=READ_AFTER[READ_AFTER.len() - 1] {
            if round > 0 {
                self.offer(&files).await?;
                // What a driver has found it holds.
                let away = "document.querySelector('[data-testid=put-all-away]').click()";
                self.app.js(away, vec![]).await?;
                self.soon("an empty list", "return !document.querySelector('.arrival')").await?;
            }
            if READ_AFTER.contains(&round) {
                self.say_memory(&format!("memory-after-{round}")).await?;
            }
        }
        Ok(())
    }

    /// The first visit, and the delegation of Finland.
    async fn begin(&self, slower: f64) -> Result<()> {
        self.app.before_each_page(include_str!("page.js")).await?;
        self.app.note_wasm_memory().await?;
        self.app.slow_down(slower).await?;
        self.app.open("").await?;
        let first = match self.page {
            Page::App => css("form.who"),
            Page::Twin => css("#plan-tree"),
        };
        self.app.wait(first).await?;
        let paint = "return performance.getEntriesByName('first-contentful-paint')[0].startTime";
        say("first-paint", self.app.js_as(paint).await?, 1);
        self.app.slow_down(1.0).await?;
        if self.page == Page::App {
            self.app.choose(label("Your State"), "Finland").await?;
            self.app.click_role("button", "Begin").await?;
            self.app.wait("#plan-tree").await?;
        }
        Ok(())
    }

    /// The files of 57 States: from choosing them until all are taken in and kept.
    async fn mail(&self) -> Result<()> {
        self.app.open("#/exchange").await?;
        self.app.slow_down(SLOWER).await?;
        let took = self.take(&mail()).await?;
        say("import", took, MAILED);
        self.app.slow_down(1.0).await
    }

    /// Opens files and takes all in; returns the milliseconds.
    async fn take(&self, files: &[SampleFile]) -> Result<f64> {
        self.app.open("#/exchange").await?;
        let offered = self.offer(files).await?;
        let all = "await settled(
            () => document.querySelector('[data-testid=take-all], [data-testid=take-in]').click(),
            'body', () => !document.querySelector('.arrival:not([data-state=taken])'))";
        Ok(offered + self.timed(all).await?)
    }

    /// Opens files; returns the milliseconds until the last of them can be taken in.
    async fn offer(&self, files: &[SampleFile]) -> Result<f64> {
        let count = files.len();
        let waiting = format!(
            "stamp('read', () => document.querySelectorAll('.arrival[data-state=waiting]').length === {count}
                && document.querySelector('[data-testid=take-all], [data-testid=take-in]'))"
        );
        self.app.js(&waiting, vec![]).await?;
        let files: Vec<(&str, &[u8])> = files.iter().map(|it| (&*it.name, &*it.bytes)).collect();
        self.app.upload_all("#import-file", &files).await?;
        self.soon("the files to be read", "return at.read > chosen").await?;
        self.app.js_as("return at.read - chosen").await
    }

    /// A later visit: until the first row takes the focus and the plans are counted.
    async fn ready(&self) -> Result<()> {
        let took = self.ready_again(SLOWER).await?;
        say("ready", took, self.rows().await?);
        self.say_memory("memory").await
    }

    async fn ready_again(&self, slower: f64) -> Result<f64> {
        self.app.open("#/plan").await?;
        self.app.slow_down(slower).await?;
        self.app.reload().await?;
        self.soon("the plans", "return at.ready > 0").await?;
        self.app.js_as("return at.ready").await
    }

    /// Opens every branch.
    async fn expand(&self) -> Result<()> {
        let all = plan_elements(outline()).count();
        let done = format!(
            "await settled(() => document.querySelector('[data-testid=open-all]').click(), '#plan-tree',
                () => document.querySelectorAll('#plan-tree [role=treeitem]').length === {all})"
        );
        say("expand", self.timed(&done).await?, self.rows().await?);
        Ok(())
    }

    /// Searches, letter by letter, and shows everything again.
    async fn search(&self) -> Result<()> {
        let mut took = 0.0;
        for end in 1..=SEARCHED.len() {
            took += self.type_query(&SEARCHED[..end]).await?;
        }
        say("filter", took, self.rows().await?);
        say("filter-clear", self.type_query("").await?, self.rows().await?);
        Ok(())
    }

    async fn type_query(&self, query: &str) -> Result<f64> {
        let typed = "await settled(() => {
            const field = document.querySelector('#search');
            field.value = arguments[0];
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }, '.outline')";
        self.timed_with(typed, vec![json!(query)]).await
    }

    /// States something: its row, the branches above, the chips and the history show it.
    async fn tag(&self) -> Result<()> {
        self.app.open(&format!("#/plan/{ELEMENT}")).await?;
        self.app.wait_text(".entry-id", ELEMENT).await?;
        for turn in 0..TAGS {
            let status = ["in_progress", "implemented"][turn % 2];
            let done = "await settled(() => document.querySelector(
                `.status-option input[value=${arguments[0]}]`).click(), '.plan-page')";
            let took = self.timed_with(done, vec![json!(status)]).await?;
            let shown: String = self
                .app
                .js_as("return document.querySelector('.row[aria-selected=true] .standing').dataset.standing")
                .await?;
            ensure!(shown == status, "the row shows {shown}");
            say("tag", took, turn);
        }
        Ok(())
    }

    /// Real keys: down the tree, and words into the search. How long the slowest two of a hundred
    /// took until the next picture.
    async fn events(&self) -> Result<()> {
        self.app
            .js("slow.length = 0; window.before = performance.interactionCount", vec![])
            .await?;
        self.app.focus(css("#plan-tree [role=treeitem][tabindex='0']")).await?;
        for _ in 0..60 {
            self.app.press(Key::Down).await?;
        }
        self.app.focus("#search").await?;
        for letter in "international tracing instrument".chars() {
            self.app.press(letter.to_string()).await?;
        }
        // The browser tells of them when it is idle.
        tokio::time::sleep(PAUSE).await;
        let told = "const all = performance.interactionCount - window.before;
            const times = Array(Math.max(0, all - slow.length)).fill(16).concat(slow).sort((a, b) => a - b);
            return [times[Math.floor(times.length * 0.98)], all];";
        let (slowest, all): (f64, usize) = self.app.js_as(told).await?;
        ensure!(all > 90, "only {all} interactions were seen");
        say("event-p98", slowest, 98);
        self.type_query("").await.map(drop)
    }

    /// The whole page in French.
    async fn language(&self) -> Result<()> {
        let spoken = "await settled(() => {
            const list = document.querySelector('[data-testid=language]');
            list.value = 'fr';
            list.dispatchEvent(new Event('change', { bubbles: true }));
        }, 'body', () => document.documentElement.lang === 'fr')";
        say("language", self.timed(spoken).await?, self.rows().await?);
        Ok(())
    }

    /// The table of all States.
    async fn matrix(&self) -> Result<()> {
        self.app.slow_down(1.0).await?;
        let all =
            Recipe { participants: sample::states(EVERYBODY), ..Recipe::new(0, Amount::Typical) };
        self.take(&[all.aggregate_file()]).await?;
        self.app.open("#/plan").await?;
        self.app.wait("#plan-tree").await?;
        self.app.slow_down(SLOWER).await?;
        let opened = "await settled(() => { location.hash = '#/overview' }, 'body',
            () => document.querySelector('[data-testid=matrix] td'))";
        let took = self.timed(opened).await?;
        say("matrix", took, self.app.count("[data-testid=matrix] td").await?);
        Ok(())
    }

    async fn rows(&self) -> Result<usize> {
        self.app.count("#plan-tree [role=treeitem]").await
    }

    async fn timed(&self, script: &str) -> Result<f64> {
        self.timed_with(script, vec![]).await
    }

    async fn timed_with(&self, script: &str, arguments: Vec<Value>) -> Result<f64> {
        let answer = self.app.js(&format!("return {script}"), arguments).await?;
        answer.as_f64().with_context(|| format!("{answer} is no time"))
    }

    /// Asks seldom, so that asking costs nothing.
    async fn soon(&self, what: &str, script: &str) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(120) {
            if self.app.js(script, vec![]).await? == json!(true) {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("waited in vain for {what}")
    }

    /// The heap after its garbage is collected, and the memory of the wasm.
    async fn say_memory(&self, step: &str) -> Result<()> {
        let heap = self.app.heap().await?;
        let wasm: u64 = self.app.js_as("return wasmBytes()").await?;
        println!("{step} {} 0", heap + wasm);
        if self.page == Page::App {
            println!("{step}-wasm {wasm} 0");
        }
        Ok(())
    }
}

/// A step, what it took, and a number that says what was done.
fn say(step: &str, milliseconds: f64, done: usize) {
    println!("{step} {:.0} {done}", milliseconds * 1e6);
}

fn mail() -> Vec<SampleFile> {
    let states = sample::states(MAILED);
    Recipe { participants: states, ..Recipe::new(0, Amount::Typical) }.files().collect()
}
