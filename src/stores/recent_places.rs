//! Where a person went through the command palette, the latest first: kept in this browser, apart for each person.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Session;
use super::kept::Kept;
use crate::routes::Route;

/// How many are kept.
const MOST: usize = 6;

/// A place that was gone to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentPlace {
    /// What it was called.
    pub label: String,
    /// What it is.
    pub detail: String,
    address: String,
}

impl RecentPlace {
    /// This place under this name.
    pub fn new(label: &str, detail: &str, route: &Route) -> Self {
        Self { label: label.to_owned(), detail: detail.to_owned(), address: route.href() }
    }

    /// Where it is.
    pub fn route(&self) -> Route {
        let (path, query) = self.address.split_once('?').unwrap_or((&self.address, ""));
        Route::parse(path, query)
    }
}

/// Handle of the recent places.
#[derive(Clone, Copy)]
pub struct RecentPlaces(Kept<Vec<RecentPlace>>);

impl RecentPlaces {
    /// Reads what the signed-in person kept, and provides the store to the views below.
    pub fn provide(session: Session) -> Self {
        let recent = Self(Kept::read(session, "recent"));
        provide_context(recent);
        recent
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// All of them, the latest first.
    pub fn all(self) -> Signal<Vec<RecentPlace>> {
        self.0.value()
    }

    /// Keeps one as the latest.
    pub fn note(self, place: RecentPlace) {
        self.0.change(|places| {
            places.retain(|other| other.address != place.address);
            places.insert(0, place);
            places.truncate(MOST);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_again_whatever_its_name_holds() {
        for userid in ["ada", "a/b ?#%", "مريم"] {
            let route = Route::user(&"bim".into(), &userid.into());
            assert_eq!(RecentPlace::new(userid, "", &route).route(), route);
        }
        assert_eq!(RecentPlace::new("Users", "", &Route::users()).route(), Route::users());
    }
}
