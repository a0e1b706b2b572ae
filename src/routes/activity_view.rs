//! How the two lists of writes are shown, as their URLs have it: this session's, and everybody's. Read where they are
//! shown, so that the sign-in page needs no reader of them.

use serde::{Deserialize, Serialize};

use super::Route;
use super::query::{self, ListView, Paging, is_default};

/// Search and page of this session's writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityView {
    /// What is searched for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only what was not done.
    #[serde(skip_serializing_if = "is_default")]
    pub failed: bool,
    /// The page, from 1; 0 stands for the first too.
    #[serde(skip_serializing_if = "is_default")]
    pub page: u32,
    /// Writes in a page; 0 stands for the default.
    #[serde(skip_serializing_if = "is_default")]
    pub size: u32,
}

impl ActivityView {
    /// Reads a query, value by value.
    pub fn parse(query: &str) -> Self {
        query::read(query)
    }

    /// The address of the list like this.
    pub fn route(&self) -> Route {
        Route::Activity(query::written(self))
    }
}

impl ListView for ActivityView {
    fn paging(&self) -> Paging {
        Paging { page: self.page, size: self.size }
    }

    fn page_mut(&mut self) -> &mut u32 {
        &mut self.page
    }
}

/// Filters and page of the service's audit log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditView {
    /// The username of who did it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub actor: String,
    /// The name of whom or what it was done to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// The event.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub event: String,
    /// The first day, as `2026-11-26`, in the reader's time.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// The last day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// The page, from 1; 0 stands for the first too.
    #[serde(skip_serializing_if = "is_default")]
    pub page: u32,
    /// Events in a page; 0 stands for the default.
    #[serde(skip_serializing_if = "is_default")]
    pub size: u32,
}

impl AuditView {
    /// Whether something is filtered by.
    pub fn is_filtered(&self) -> bool {
        ![&self.actor, &self.target, &self.event, &self.from, &self.to].iter().all(|text| text.is_empty())
    }
}

impl AuditView {
    /// Reads a query, value by value.
    pub fn parse(query: &str) -> Self {
        query::read(query)
    }

    /// The address of the list like this.
    pub fn route(&self) -> Route {
        Route::Audit(query::written(self))
    }
}

impl ListView for AuditView {
    fn paging(&self) -> Paging {
        Paging { page: self.page, size: self.size }
    }

    fn page_mut(&mut self) -> &mut u32 {
        &mut self.page
    }
}
