//! Runtime configuration: `config.json` beside `index.html`, read at start and never at build time.
//! `config.schema.json` says what it may hold. What is wrong is only noticed here; what and where is told by
//! `self-test`, which loads when it is needed.

use leptos::prelude::{StoredValue, WithValue, expect_context, provide_context};
use serde::Deserialize;

use crate::routes::{PAGE_SIZES, Route};

/// What `hide` may name: the first segments of addresses.
const HIDEABLE: [&str; 7] =
    ["access-review", "activity", "api-keys", "attributes", "groups", "identity-providers", "impersonate"];

/// What an operator can set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Config {
    /// For editors alone.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Where the BIM API is. `boot.js` has made it absolute, without a trailing slash.
    pub api_base: String,
    /// The product's name in the frame and in the title.
    pub title: String,
    /// The address of a picture in the mark's place; empty for the mark.
    pub logo: String,
    /// Minutes without a key or a click until the session is ended here; 0 for never.
    pub idle_minutes: u32,
    /// Rows in a page of a list, until somebody chooses otherwise.
    pub page_size: u32,
    /// The first segments of the addresses of pages that are not offered.
    pub hide: Vec<String>,
    /// Where people get help; empty for nowhere.
    pub support_url: String,
    /// How dates and numbers are written; empty for what the browser prefers.
    pub locale: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            schema: String::new(),
            api_base: String::new(),
            title: "BIM".to_owned(),
            logo: String::new(),
            idle_minutes: 0,
            page_size: PAGE_SIZES[0],
            hide: Vec::new(),
            support_url: String::new(),
            locale: String::new(),
        }
    }
}

impl Config {
    /// Reads the file's text; nothing where it is not what the schema asks for.
    pub fn parse(text: &str) -> Option<Self> {
        let config: Self = serde_json::from_str(text).ok()?;
        // A name that is misspelt would leave a page where it was taken for hidden.
        let is_hideable = |name: &String| HIDEABLE.contains(&name.as_str());
        let is_right = PAGE_SIZES.contains(&config.page_size)
            && config.hide.iter().all(is_hideable)
            && !config.title.is_empty();
        is_right.then_some(config)
    }

    /// Hands it to the views below.
    pub fn provide(self) {
        provide_context(Shared(StoredValue::new(self)));
    }

    /// What this console was set up with.
    pub fn expect() -> Self {
        expect_context::<Shared>().0.with_value(Self::clone)
    }

    /// Whether a page is offered. Everybody may still do what they may: the API decides.
    pub fn offers(&self, route: &Route) -> bool {
        let href = route.href();
        let place = href.split(['/', '?']).next().unwrap_or_default();
        !self.hide.iter().any(|hidden| hidden == place)
    }
}

#[derive(Clone, Copy)]
struct Shared(StoredValue<Config>);

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn schema() -> Value {
        serde_json::from_str(include_str!("../config.schema.json")).expect("the schema is JSON")
    }

    #[test]
    fn what_is_absent_has_a_default() {
        assert_eq!(Config::parse("{}"), Some(Config::default()));
        let config = Config::parse(r#"{"apiBase": "https://bim.example"}"#).expect("reads");
        assert_eq!((config.api_base.as_str(), config.title.as_str()), ("https://bim.example", "BIM"));
    }

    #[test]
    fn a_mistake_is_noticed() {
        for wrong in [
            "",
            "{",
            r#"{"idleMinutes": "ten"}"#,
            r#"{"idleMinutes": -1}"#,
            r#"{"pageSize": 51}"#,
            r#"{"hide": "groups"}"#,
            r#"{"hide": ["users"]}"#,
            r#"{"hide": ["groups", "Groups"]}"#,
            r#"{"title": ""}"#,
            r#"{"titel": "BIM"}"#,
            r#"{"title": null}"#,
        ] {
            assert_eq!(Config::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_schema_tells_every_key_and_its_default() {
        let schema = schema();
        let properties = schema["properties"].as_object().expect("properties");
        let defaults: serde_json::Map<_, _> =
            properties.iter().map(|(key, property)| (key.clone(), property["default"].clone())).collect();
        let text = Value::Object(defaults.clone()).to_string();
        let parsed = Config::parse(&text).expect("the defaults of the schema read");
        assert_eq!(Config { schema: String::new(), ..parsed }, Config::default());
        let shipped: Value = serde_json::from_str(include_str!("../config.json")).expect("JSON");
        assert_eq!(shipped, Value::Object(defaults), "config.json holds every default");
        assert_eq!(properties["pageSize"]["enum"].as_array().map(Vec::len), Some(PAGE_SIZES.len()));
    }

    #[test]
    fn the_schema_names_pages_that_are_there() {
        let schema = schema();
        assert_eq!(schema["properties"]["hide"]["items"]["enum"], Value::from(HIDEABLE.to_vec()));
        let hide = HIDEABLE.map(str::to_owned).to_vec();
        let config = Config { hide, ..Config::default() };
        for hidden in [
            Route::groups(),
            Route::NewGroup,
            Route::attributes(),
            Route::api_keys(),
            Route::Token,
            Route::Impersonate(None),
            Route::AccessReview(String::new()),
        ] {
            assert!(!config.offers(&hidden), "{}", hidden.href());
        }
        for kept in [Route::users(), Route::NewUser, Route::Login, Route::Profile] {
            assert!(config.offers(&kept), "{}", kept.href());
        }
        assert!(Config::default().offers(&Route::groups()));
    }
}
