//! Runtime configuration: `config.json` beside `index.html`, read at start and never at build time.

use serde::Deserialize;

/// What an operator can set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Config {
    /// Where the BIM API is, without a trailing slash: empty for the document's own base, or another path or
    /// origin.
    pub api_base: String,
    /// The product's name in the frame and in the title.
    pub title: String,
    /// Minutes without a key or a click until the session is ended here; 0 for never.
    pub idle_minutes: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self { api_base: String::new(), title: "BIM".to_owned(), idle_minutes: 0 }
    }
}

impl Config {
    /// Reads the file's text.
    ///
    /// # Errors
    /// What is wrong and where, for the operator.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| format!("config.json: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_has_a_default() {
        assert_eq!(Config::parse("{}"), Ok(Config::default()));
        let config = Config::parse(r#"{"apiBase": "https://bim.example", "unknown": 1}"#).expect("reads");
        assert_eq!((config.api_base.as_str(), config.title.as_str()), ("https://bim.example", "BIM"));
    }

    #[test]
    fn a_mistake_says_where() {
        let error = Config::parse("{\n \"idleMinutes\": \"ten\"\n}").expect_err("text for a number");
        assert!(error.contains("line 2"), "{error}");
    }
}
