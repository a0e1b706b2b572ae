//! Everything that shapes the catalogue of attributes, as it stands in the URL.

use bim_api::wire::user_search::AttributeFilter;
use serde::{Deserialize, Serialize};

use super::attribute_texts;
use super::query::{self, is_default};

/// The catalogue's state. Defaults stay out of the URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct AttributesView {
    /// What is searched for in keys and values.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only values that look like others.
    #[serde(skip_serializing_if = "is_default")]
    pub alike: bool,
    /// The keys, and parts of keys, whose content is shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// The values whose holders are shown, as `key=value`.
    #[serde(skip_serializing_if = "Vec::is_empty", with = "attribute_texts")]
    pub value: Vec<AttributeFilter>,
}

impl AttributesView {
    /// Reads a query, value by value.
    pub fn parse(query: &str) -> Self {
        query::read(query)
    }

    /// Whether a value's holders are shown.
    pub fn is_value_open(&self, key: &str, value: &str) -> bool {
        self.value.iter().any(|open| open.key == key && open.value == value)
    }

    /// The same with a key shown or not.
    #[must_use]
    pub fn toggled(&self, path: &str) -> Self {
        let mut view = self.clone();
        let count = view.open.len();
        view.open.retain(|open| open != path);
        if view.open.len() == count {
            view.open.push(path.to_owned());
        }
        view
    }

    /// The same with a value's holders shown or not.
    #[must_use]
    pub fn value_toggled(&self, key: &str, value: &str) -> Self {
        let mut view = self.clone();
        let count = view.value.len();
        view.value.retain(|open| !(open.key == key && open.value == value));
        if view.value.len() == count {
            view.value.push(AttributeFilter { key: key.to_owned(), value: value.to_owned() });
        }
        view
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_stands_in_the_url() {
        let view = AttributesView { q: "a&b".to_owned(), alike: true, ..AttributesView::default() }
            .toggled("Dept.Finance")
            .toggled("x=y")
            .value_toggled("x=y", "1=2");
        let href = query::with_query("attributes".to_owned(), &view);
        assert_eq!(AttributesView::parse(href.split_once('?').expect("a query").1), view);
        assert!(view.is_value_open("x=y", "1=2") && !view.is_value_open("x", "y"));
        let closed = view.toggled("x=y").toggled("Dept.Finance").value_toggled("x=y", "1=2");
        assert!(closed.open.is_empty() && closed.value.is_empty());
    }
}
