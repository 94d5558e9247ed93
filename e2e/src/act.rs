//! User actions on the page, and reading from it: methods of [`App`].

use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{Key, TypingData, WebElement};

use crate::{
    app::App,
    browser::Kind,
    find::{self, Find, role, testid, text},
    firefox,
    wait::until,
};

impl App {
    /// Every element that matches now.
    pub async fn all(&self, find: impl Into<Find>) -> Result<Vec<WebElement>> {
        self.matches(&find.into(), false).await
    }

    async fn matches(&self, find: &Find, for_click: bool) -> Result<Vec<WebElement>> {
        let answer = self.driver()?.execute(find::SCRIPT, find.arguments(for_click)).await?;
        Ok(answer.elements()?)
    }

    /// Waits until the element is there and visible.
    pub async fn wait(&self, find: impl Into<Find>) -> Result<WebElement> {
        let find = find.into();
        until(&find.to_string(), async || {
            Ok(self.matches(&find, false).await?.into_iter().nth(find.nth))
        })
        .await
    }

    /// Waits until no such element is visible.
    pub async fn wait_gone(&self, find: impl Into<Find>) -> Result<()> {
        let find = find.into();
        until(&format!("{find} to go away"), async || {
            Ok((self.matches(&find, false).await?.len() <= find.nth).then_some(()))
        })
        .await
    }

    /// Waits until the element's text contains `part`.
    pub async fn wait_text(&self, find: impl Into<Find>, part: &str) -> Result<()> {
        let find = find.into();
        until(&format!("“{part}” in {find}"), async || {
            let Some(element) = self.matches(&find, false).await?.into_iter().nth(find.nth) else {
                bail!("{find} is not there");
            };
            let shown = element.text().await?;
            ensure!(shown.contains(part), "it says “{shown}”");
            Ok(Some(()))
        })
        .await
    }

    /// Waits until `probe` returns true. An error counts as "not yet".
    pub async fn wait_until(
        &self,
        what: &str,
        mut probe: impl AsyncFnMut() -> Result<bool>,
    ) -> Result<()> {
        until(what, async || Ok(probe().await?.then_some(()))).await
    }

    /// The number of matches now.
    pub async fn count(&self, find: impl Into<Find>) -> Result<usize> {
        Ok(self.all(find).await?.len())
    }

    /// The visible text of each match, now.
    pub async fn texts(&self, find: impl Into<Find>) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.all(find).await? {
            texts.push(element.text().await?);
        }
        Ok(texts)
    }

    /// The visible text of an element; waits for it.
    pub async fn read(&self, find: impl Into<Find>) -> Result<String> {
        Ok(self.wait(find).await?.text().await?)
    }

    /// The value of a form field.
    pub async fn value(&self, find: impl Into<Find>) -> Result<String> {
        Ok(self.wait(find).await?.prop("value").await?.unwrap_or_default())
    }

    /// An attribute of an element.
    pub async fn attr(&self, find: impl Into<Find>, name: &str) -> Result<Option<String>> {
        Ok(self.wait(find).await?.attr(name).await?)
    }

    /// Whether a check box or radio button is selected.
    pub async fn is_checked(&self, find: impl Into<Find>) -> Result<bool> {
        Ok(self.wait(find).await?.is_selected().await?)
    }

    /// Clicks an element with the mouse; waits until it is enabled and not covered.
    pub async fn click(&self, find: impl Into<Find>) -> Result<()> {
        let find = find.into();
        until(&format!("a click on {find}"), async || {
            let Some(element) = self.matches(&find, true).await?.into_iter().nth(find.nth) else {
                return Ok(None);
            };
            if !element.is_enabled().await? {
                bail!("it is disabled");
            }
            Ok(Some(element.click().await?))
        })
        .await
    }

    /// [`App::click`] on a text.
    pub async fn click_text(&self, shown: &str) -> Result<()> {
        self.click(text(shown)).await
    }

    /// [`App::click`] on a role and name.
    pub async fn click_role(&self, kind: &str, name: &str) -> Result<()> {
        self.click(role(kind, name)).await
    }

    /// [`App::click`] on a test id.
    pub async fn click_testid(&self, id: &str) -> Result<()> {
        self.click(testid(id)).await
    }

    /// Replaces the content of a text field by typing `content`.
    pub async fn fill(&self, find: impl Into<Find>, content: &str) -> Result<()> {
        let find = find.into();
        until(&format!("typing into {find}"), async || {
            let Some(field) = self.matches(&find, false).await?.into_iter().nth(find.nth) else {
                return Ok(None);
            };
            field.send_keys(Key::Control + "a").await?;
            field.send_keys(TypingData::from(Key::Delete)).await?;
            Ok(Some(field.send_keys(content).await?))
        })
        .await
    }

    /// Chooses the option with this text in a `<select>`.
    pub async fn choose(&self, find: impl Into<Find>, option: &str) -> Result<()> {
        let find = find.into();
        let field = self.wait(&find).await?;
        let script = "const [field, wanted] = arguments;
            const found = [...field.options].find((o) => o.text.trim() === wanted);
            if (!found) return false;
            field.focus();
            field.value = found.value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        let done = self.js(script, vec![field.to_json()?, json!(option)]).await?;
        ensure!(done == json!(true), "{find} has no option “{option}”");
        Ok(())
    }

    /// Types into the focused element: `Key::Down`, `"abc"`, `Key::Control + "z"`.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        let (driver, keys) = (self.driver()?, keys.into());
        if self.kind() == Kind::Firefox && firefox::is_in_day(driver).await? {
            return firefox::type_keys(driver, keys).await;
        }
        Ok(driver.active_element().await?.send_keys(keys).await?)
    }

    /// Moves the focus to an element without a click.
    pub async fn focus(&self, find: impl Into<Find>) -> Result<()> {
        Ok(self.wait(find).await?.focus().await?)
    }

    /// The focused element: `{ tag, id, role, testid, text }`.
    pub async fn focused(&self) -> Result<Value> {
        let script = "const e = document.activeElement; return e && { tag: e.localName, id: e.id,
            role: e.getAttribute('role'), testid: e.dataset.testid ?? null,
            text: (e.getAttribute('aria-label') ?? e.textContent).replace(/\\s+/g, ' ').trim() };";
        self.js(script, vec![]).await
    }

    /// Runs a script's body in the page and returns its result; `await` works in it. Arguments are
    /// in `arguments`. The page's security policy does not apply.
    pub async fn js(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let script = format!("return (async function () {{ {body}\n}}).apply(null, arguments);");
        let answer = self.driver()?.execute(script, arguments).await;
        Ok(answer.with_context(|| format!("script failed: {body}"))?.json().clone())
    }

    /// [`App::js`], with the answer as a Rust value.
    pub async fn js_as<T: DeserializeOwned>(&self, body: &str) -> Result<T> {
        let answer = self.js(body, vec![]).await?;
        serde_json::from_value(answer).with_context(|| format!("unexpected answer to: {body}"))
    }
}
