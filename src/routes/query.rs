//! How a list's state stands in a query: read value by value, written without its defaults, paged.

use std::cell::Cell;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The page sizes on offer; the first is the default where the operator names none.
pub const PAGE_SIZES: [u32; 4] = [50, 25, 100, 200];

thread_local! {
    static PAGE_SIZE: Cell<u32> = const { Cell::new(PAGE_SIZES[0]) };
}

/// Takes another default of rows in a page.
pub fn set_page_size(rows: u32) {
    PAGE_SIZE.set(rows);
}

/// A value that cannot be read is left out alone; the rest of the query still counts.
pub(super) fn read<T: Default + DeserializeOwned>(query: &str) -> T {
    let readable: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && serde_html_form::from_str::<T>(pair).is_ok())
        .collect();
    serde_html_form::from_str(&readable.join("&")).unwrap_or_default()
}

/// A path with its query; the path alone where nothing differs from the default.
pub(super) fn with_query<T: Serialize>(path: String, state: &T) -> String {
    with_text(&path, &written(state))
}

/// A state as a query; empty where nothing differs from the default.
pub(super) fn written<T: Serialize>(state: &T) -> String {
    serde_html_form::to_string(state).unwrap_or_default()
}

/// A path with a query as it stands; the path alone where that is empty.
pub(super) fn with_text(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { [path, "?", query].concat() }
}

/// For `skip_serializing_if`: defaults stay out of the URL.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Which part of a list is shown. In the URL, 0 stands for the default of either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Paging {
    /// The page, from 1.
    #[serde(skip_serializing_if = "is_default")]
    pub page: u32,
    /// Rows in a page.
    #[serde(skip_serializing_if = "is_default")]
    pub size: u32,
}

impl Paging {
    /// The page, from 1.
    pub fn page(self) -> u32 {
        self.page.max(1)
    }

    /// Rows in a page.
    pub fn size(self) -> u32 {
        if self.size == 0 { PAGE_SIZE.get() } else { self.size.min(1000) }
    }

    /// How many rows stand before this page.
    pub fn offset(self) -> u32 {
        (self.page() - 1).saturating_mul(self.size())
    }

    /// The same list at another page.
    #[must_use]
    pub fn at(self, page: u32) -> Self {
        Self { page: if page == 1 { 0 } else { page }, ..self }
    }
}

/// The state of a list that comes in pages, as its URL has it.
pub trait ListView: Clone {
    /// Which part of the list is shown.
    fn paging(&self) -> Paging;

    /// The page, to be changed.
    fn page_mut(&mut self) -> &mut u32;

    /// The same list at another page.
    #[must_use]
    fn at(&self, page: u32) -> Self {
        let mut view = self.clone();
        *view.page_mut() = self.paging().at(page).page;
        view
    }

    /// The same list from its first page: what every change of search, filter or sort leads to.
    #[must_use]
    fn changed(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut view = self.clone();
        change(&mut view);
        *view.page_mut() = 0;
        view
    }
}
