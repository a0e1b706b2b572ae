//! How the list of one's own API keys is shown, as its URL has it.

use bim_api::wire::SortOrder;
use serde::{Deserialize, Serialize};

use super::query::{ListView, Paging, is_default};

/// What the list can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum KeySort {
    /// The key's name.
    Name,
    /// The project's name.
    Project,
    /// When the key was made.
    #[default]
    Created,
    /// When it was last used; keys that never were come first.
    LastUsed,
}

/// Search, order and page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiKeysView {
    /// What is searched for, in names and projects.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// By what the list is sorted.
    #[serde(skip_serializing_if = "is_default")]
    pub sort: KeySort,
    /// Which way; the newest key first, unless said otherwise.
    #[serde(skip_serializing_if = "is_newest_first")]
    pub order: SortOrder,
    /// The page, from 1; 0 stands for the first too.
    #[serde(skip_serializing_if = "is_default")]
    pub page: u32,
    /// Keys in a page; 0 stands for the default.
    #[serde(skip_serializing_if = "is_default")]
    pub size: u32,
}

impl ListView for ApiKeysView {
    fn paging(&self) -> Paging {
        Paging { page: self.page, size: self.size }
    }

    fn page_mut(&mut self) -> &mut u32 {
        &mut self.page
    }
}

impl Default for ApiKeysView {
    fn default() -> Self {
        Self { q: String::new(), sort: KeySort::default(), order: SortOrder::Desc, page: 0, size: 0 }
    }
}

fn is_newest_first(order: &SortOrder) -> bool {
    *order == SortOrder::Desc
}
