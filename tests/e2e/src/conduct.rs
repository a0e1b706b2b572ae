//! What the browser did behind the page: which requests went out, and what it complained about.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::given;
use crate::person::Person;

/// Requests since the last look, in order.
#[derive(Clone, Debug, Default)]
pub struct Visited {
    /// What was asked for.
    pub requests: Vec<String>,
    /// Bytes of all answers as they came over the network, headers included.
    pub bytes: u64,
}

impl Visited {
    /// The budget of a first visit.
    ///
    /// # Errors
    /// Over 8 requests or over the budget of bytes.
    pub fn is_within_budget(&self) -> Result<()> {
        ensure!(self.requests.len() <= 8, "{} requests: {:#?}", self.requests.len(), self.requests);
        let budget = given::budget()?;
        ensure!(self.bytes <= budget, "{} bytes, budget {budget}", self.bytes);
        Ok(())
    }
}

impl Person {
    /// What was requested since the last look; nothing may have left the origin.
    ///
    /// # Errors
    /// When a request went elsewhere.
    pub async fn visited(&self) -> Result<Visited> {
        let mut visited = Visited::default();
        for entry in self.driver.get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message)?;
            let (method, parameters) = (&event["message"]["method"], &event["message"]["params"]);
            match method.as_str() {
                Some("Network.requestWillBeSent") => {
                    let url = parameters["request"]["url"].as_str().unwrap_or_default();
                    if url.starts_with("http") {
                        visited.requests.push(url.to_owned());
                    }
                }
                Some("Network.loadingFinished") => {
                    visited.bytes += parameters["encodedDataLength"].as_f64().unwrap_or_default() as u64;
                }
                _ => {}
            }
        }
        let origin = self.origin();
        let foreign: Vec<_> = visited.requests.iter().filter(|url| !url.starts_with(origin)).collect();
        ensure!(foreign.is_empty(), "requests left the origin: {foreign:?}");
        Ok(visited)
    }

    /// Nothing was complained about on the console, save for answers that the story expects (`" 401 "`).
    ///
    /// # Errors
    /// When there is another complaint.
    pub async fn heard_no_complaint(&self, expected: &[&str]) -> Result<()> {
        let complaints: Vec<_> = self
            .driver
            .browser_log()
            .await?
            .into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"))
            .filter(|entry| !expected.iter().any(|text| entry.message.contains(text)))
            .map(|entry| entry.message)
            .collect();
        ensure!(complaints.is_empty(), "the console complained:\n{}", complaints.join("\n"));
        Ok(())
    }
}
