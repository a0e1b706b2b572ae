//! Lists with a filter that the API does not have: everybody whom it gives is looked at, page by page (row 20). Who fits
//! is remembered by profile, since the API finds people by that: a page of the list is read anew when it is shown.

use std::collections::HashSet;
use std::sync::Arc;

use bim_api::endpoints::SearchUsers;
use bim_api::wire::Timestamp;
use bim_api::wire::user_search::UserSearch;
use bim_api::{ApiError, Call, ProfileId};
use leptos::prelude::*;

use super::{UserPage, Users, UsersStateStoreFields};
use crate::routes::UsersView;
use crate::stores::Remote;

/// How many people are read at once.
const PAGE: u32 = 1000;

/// How far looking through everybody is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// How many were looked at.
    pub looked: u64,
    /// Of how many; 0 until the first answer.
    pub total: u64,
    /// How many of them fit.
    pub found: u64,
    /// It goes on.
    pub is_running: bool,
    /// When it came to its end.
    pub ended: Option<Timestamp>,
}

impl Scan {
    /// Whether it ended before its end.
    pub fn is_stopped(&self) -> bool {
        !self.is_running && self.ended.is_none()
    }
}

/// Who was found, and for which list.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    of: UsersView,
    /// What is shown of it.
    shown: UsersView,
    ids: Vec<ProfileId>,
    known: HashSet<ProfileId>,
}

impl Found {
    /// The people of a page.
    fn of_page(&self, view: &UsersView) -> &[ProfileId] {
        let from = usize::try_from(view.offset()).unwrap_or(usize::MAX).min(self.ids.len());
        let size = usize::try_from(view.size()).unwrap_or(usize::MAX);
        &self.ids[from..self.ids.len().min(from.saturating_add(size))]
    }
}

impl Users {
    /// How far looking through everybody is, where the list needs that.
    pub fn scan(self) -> Signal<Option<Scan>> {
        Signal::derive(move || self.state.scan().get())
    }

    /// Shows a page of a list that needs looking through everybody, which begins unless it was done already.
    pub(super) fn show_found(self, view: UsersView) {
        let is_known = self.found.with_value(|found| found.of == view.whole())
            && self.state.scan().with_untracked(Option::is_some);
        if is_known {
            self.found.update_value(|found| found.shown = view);
            let is_broken_off = self.state.page().with_untracked(|page| page.error.is_some())
                && self.state.scan().with_untracked(|scan| scan.as_ref().is_some_and(Scan::is_stopped));
            if is_broken_off { self.go_on_scanning() } else { self.show_page() }
        } else {
            let of = view.whole();
            self.found.set_value(Found { of, shown: view, ..Found::default() });
            self.state.scan().set(Some(Scan::default()));
            // Nobody of another list is taken for somebody of this one.
            self.reading.stop();
            self.state.page().set(Remote { is_loading: true, ..Remote::default() });
            self.go_on_scanning();
        }
    }

    /// Looks through everybody again.
    pub fn scan_again(self) {
        self.state.scan().set(None);
        let shown = self.found.with_value(|found| found.shown.clone());
        self.show_found(shown);
    }

    /// Looks no further; who was found stays.
    pub fn stop_scanning(self) {
        self.scanning.stop();
        self.change_scan(|scan| scan.is_running = false);
        self.show_page();
    }

    /// Forgets what was found for another list.
    pub(super) fn end_scan(self) {
        self.scanning.stop();
        if self.state.scan().with_untracked(Option::is_some) {
            self.state.scan().set(None);
            self.found.set_value(Found::default());
        }
    }

    /// Looks on where it was stopped.
    pub fn go_on_scanning(self) {
        self.change_scan(|scan| scan.is_running = true);
        self.scanning.run(async move {
            let outcome = self.look_through().await;
            self.change_scan(|scan| scan.is_running = false);
            match outcome {
                Ok(()) => self.show_page(),
                Err(error) => self.state.page().update(|page| page.finish(Err(error))),
            }
        });
    }

    async fn look_through(self) -> Result<(), ApiError> {
        let of = self.found.with_value(|found| found.of.clone());
        let mut looked = self.state.scan().with_untracked(|scan| scan.as_ref().map_or(0, |scan| scan.looked));
        loop {
            let offset = u32::try_from(looked).ok();
            let body = UserSearch { size: Some(PAGE), offset, ..of.to_search() };
            let answer = self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?;
            looked += answer.hits.len() as u64;
            let total = answer.count.get();
            let mut is_page_new = false;
            self.found.update_value(|found| {
                let before = found.of_page(&found.shown).len();
                for hit in answer.hits.iter().filter(|hit| of.fits(hit)) {
                    // Whoever comes meanwhile moves others to the next page: they are counted once.
                    if found.known.insert(hit.profile.id) {
                        found.ids.push(hit.profile.id);
                    }
                }
                is_page_new = found.of_page(&found.shown).len() > before;
            });
            let found = self.found.with_value(|found| found.ids.len() as u64);
            let is_over = looked >= total || answer.hits.is_empty();
            self.change_scan(|scan| {
                (scan.looked, scan.total, scan.found) = (looked, total, found);
                scan.ended = is_over.then(now);
            });
            if is_over {
                return Ok(());
            }
            if is_page_new {
                self.show_page();
            }
        }
    }

    /// Reads the page on screen of what was found so far.
    fn show_page(self) {
        let (shown, is_empty) = self.found.with_value(|found| (found.shown.clone(), found.ids.is_empty()));
        let is_running = self.state.scan().with_untracked(|scan| scan.as_ref().is_some_and(|s| s.is_running));
        if is_empty && is_running {
            return;
        }
        self.state.page().update(Remote::begin);
        self.reading.run(async move {
            let outcome = self.read_found(shown).await;
            self.state.page().update(|page| page.finish(outcome.map(Arc::new)));
        });
    }

    /// Reads a page of what was found.
    pub(super) async fn read_found(self, view: UsersView) -> Result<UserPage, ApiError> {
        let (ids, total) =
            self.found.with_value(|found| (found.of_page(&view).to_vec(), found.ids.len() as u64));
        let size = u32::try_from(ids.len()).unwrap_or(PAGE);
        // No ids would mean everybody.
        if size == 0 {
            return Ok(UserPage { view, total, hits: Vec::new() });
        }
        let body = UserSearch { size: Some(size), offset: Some(0), profile_ids: ids, ..view.to_search() };
        let answer = self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?;
        Ok(UserPage { view, total, hits: answer.hits })
    }

    fn change_scan(self, change: impl FnOnce(&mut Scan)) {
        self.state.scan().update(|scan| {
            if let Some(scan) = scan {
                change(scan);
            }
        });
    }
}

fn now() -> Timestamp {
    Timestamp(String::from(js_sys::Date::new_0().to_iso_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_part_of_what_was_found() {
        let found = Found { ids: (0..60).map(ProfileId).collect(), ..Found::default() };
        let page = |page: u32| found.of_page(&UsersView { page, ..UsersView::default() }).to_vec();
        assert_eq!((page(0).len(), page(2).first(), page(2).len()), (50, Some(&ProfileId(50)), 10));
        assert!(page(3).is_empty());
    }
}
