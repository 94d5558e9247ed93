//! The accessibility check of [`App`], by axe-core.

use std::{env, fmt, fs};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{app::App, browser::Kind, chromium, firefox};

/// A rule that the page violates.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct AxeViolation {
    /// The rule, such as `color-contrast`.
    pub id: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: Option<String>,
    /// The rule in words.
    pub help: String,
    /// The offending elements, as HTML.
    pub nodes: Vec<String>,
}

impl fmt::Display for AxeViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let impact = self.impact.as_deref().unwrap_or("unrated");
        write!(f, "{} ({impact}): {}", self.id, self.help)?;
        self.nodes.iter().try_for_each(|node| write!(f, "\n    {node}"))
    }
}

/// The result of axe-core for a page.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct AxeReport {
    /// The violated rules.
    pub violations: Vec<AxeViolation>,
    /// What axe-core could not decide and people must check.
    pub incomplete: Vec<AxeViolation>,
}

/// All rules but five: also that for the size of targets (WCAG 2.2), and those that axe-core calls
/// experimental, which it leaves out unless they are asked for. What is missing: the three for level
/// AAA; `hidden-content`, which only names what is hidden; and `focus-order-semantics`, which asks for
/// a landmark of every table that scrolls, where a named group says as much and clutters less.
const RUN: &str =
    "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  // Colours that are still on their way are nobody's. Firefox never ends some that nobody sees.
  .then(() => Promise.race([new Promise((late) => setTimeout(late, 2000)),
    Promise.all(document.getAnimations()
      .filter((it) => it instanceof CSSTransition).map((it) => it.finished.catch(() => {})))]))
  .then(() => axe.run(document, { resultTypes: ['violations', 'incomplete'],
    rules: Object.fromEntries(['target-size', 'css-orientation-lock', 'p-as-heading',
      'table-fake-caption', 'td-has-header'].map((rule) => [rule, { enabled: true }])) }))
  .then((r) => {
    const why = (n) => [...n.any, ...n.all, ...n.none].map((c) => c.message).join('; ');
    const told = (v, more) => ({ id: v.id, impact: v.impact, help: v.help,
      nodes: v.nodes.map((n) => n.html.slice(0, 300) + (more ? ` – ${why(n)}` : '')) });
    return { violations: r.violations.map((v) => told(v, false)),
      incomplete: r.incomplete.map((v) => told(v, true)) };
  })";

impl App {
    /// The rules of axe-core that the page violates now.
    pub async fn axe(&self) -> Result<Vec<AxeViolation>> {
        Ok(self.axe_report().await?.violations)
    }

    /// The full result of axe-core for the page now.
    pub async fn axe_report(&self) -> Result<AxeReport> {
        let path = env::var("E2E_AXE")
            .context("E2E_AXE is not set: run `cargo xtask test`, or give it axe.min.js's path")?;
        let source = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        // Evaluated by the driver, so the page's security policy does not apply.
        let found = self.evaluate(&format!("((() => {{ {source}\n}})(), {RUN})")).await?;
        serde_json::from_value(found).context("axe answered something unexpected")
    }

    /// Fails with the list if axe-core finds anything.
    pub async fn assert_accessible(&self) -> Result<()> {
        let found: Vec<_> = self.axe().await?.iter().map(ToString::to_string).collect();
        ensure!(found.is_empty(), "axe found on {}:\n{}", self.url().await?, found.join("\n"));
        Ok(())
    }

    /// Evaluates an expression in the page; awaits promises.
    pub async fn evaluate(&self, expression: &str) -> Result<Value> {
        match self.kind() {
            Kind::Chromium => chromium::evaluate(self.driver()?, expression).await,
            Kind::Firefox => firefox::evaluate(self.driver()?, expression).await,
        }
    }
}
