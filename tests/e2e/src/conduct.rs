//! What the browser did behind the page: which requests went out, and what it complained about.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::browser::Engine;
use crate::given;
use crate::person::Person;

/// Requests before the sign-in page is usable.
const REQUESTS: usize = 8;

impl Person {
    /// What was requested since the last look; nothing may have left the origin.
    ///
    /// # Errors
    /// When a request went elsewhere.
    pub async fn requested(&self) -> Result<Vec<String>> {
        if !self.engine.tells_what_happens() {
            return self.requested_by_page().await;
        }
        let mut requested = Vec::new();
        for entry in self.driver.get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message)?;
            if event["message"]["method"] == "Network.requestWillBeSent" {
                let url = event["message"]["params"]["request"]["url"].as_str().unwrap_or_default();
                // Not those that never leave the browser: data:, blob:, chrome:.
                if url.starts_with("http") || url.starts_with("ws") {
                    requested.push(url.to_owned());
                }
            }
        }
        self.stayed(requested)
    }

    /// What the page on screen itself knows of: an engine's driver may tell no more. What the browser's own cache had was
    /// not requested: it is where Firefox takes preloaded code from that is asked for with its hash.
    async fn requested_by_page(&self) -> Result<Vec<String>> {
        let known = "const told = performance.getEntries()
                .filter((e) => 'initiatorType' in e && !(e.transferSize === 0 && e.decodedBodySize > 0))
                .map((e) => e.name);
            performance.clearResourceTimings();
            return told.filter((url) => url.startsWith('http'))";
        self.stayed(serde_json::from_value(self.script(known).await?)?)
    }

    fn stayed(&self, requested: Vec<String>) -> Result<Vec<String>> {
        let foreign: Vec<_> = requested.iter().filter(|url| !self.may_ask(url)).collect();
        ensure!(foreign.is_empty(), "requests left the origin: {foreign:?}");
        Ok(requested)
    }

    /// The page on screen took no more requests since the last look than a first visit may.
    ///
    /// # Errors
    /// When it took more.
    pub async fn needed_few_requests(&self) -> Result<()> {
        let requested = self.requested().await?;
        ensure!(requested.len() <= REQUESTS, "{} requests: {requested:#?}", requested.len());
        if self.engine == Engine::WebKit {
            // It asks again for what was preloaded for `fetch`.
            return Ok(());
        }
        let mut once = requested.clone();
        once.sort();
        once.dedup();
        ensure!(once.len() == requested.len(), "something was requested twice: {requested:#?}");
        Ok(())
    }

    /// Whether this engine can hold requests back.
    #[must_use]
    pub fn can_wait_for_code(&self) -> bool {
        self.engine.tells_what_happens()
    }

    /// Holds the app's code back on its way, or lets it through again.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn waits_for_code(&self, waits: bool) -> Result<()> {
        ensure!(self.engine.tells_what_happens(), "this engine holds nothing back");
        let cdp = self.driver.cdp();
        match waits {
            true => cdp.send_raw("Fetch.enable", json!({ "patterns": [{ "urlPattern": "*.wasm" }] })).await?,
            false => cdp.send_raw("Fetch.disable", json!({})).await?,
        };
        Ok(())
    }

    /// Nothing was complained about on the console, save for answers that the story expects (`" 401 "`).
    ///
    /// # Errors
    /// When there is another complaint.
    pub async fn heard_no_complaint(&self, expected: &[&str]) -> Result<()> {
        if !self.engine.tells_what_happens() {
            return Ok(());
        }
        let complaints: Vec<_> = self
            .driver
            .browser_log()
            .await?
            .into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"))
            .filter(|entry| !expected.iter().any(|text| entry.message.contains(text)))
            // Signing out tries the extension, and does without where there is none.
            .filter(|entry| !(given::is_bare() && entry.message.contains("/bim/ext")))
            .map(|entry| entry.message)
            .collect();
        ensure!(complaints.is_empty(), "the console complained:\n{}", complaints.join("\n"));
        Ok(())
    }
}
