//! Everybody's writes: the service's audit log (an extension, `GET /bim/ext/audit`), page by page, where the service
//! announces it.

use std::sync::Arc;

use bim_api::Call;
use bim_api::endpoints::{ListExtensions, SearchAudit};
use bim_api::wire::Timestamp;
use bim_api::wire::audit::{AuditEvent, AuditQuery};
use js_sys::Date;
use leptos::prelude::*;
use reactive_stores::Store;

use super::{Latest, Remote, Session};
use crate::api::Client;
use crate::routes::{AuditView, ListView};

/// What the service calls its audit log among its extensions.
const EXTENSION: &str = "audit";

/// One page of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditPage {
    /// What was asked for.
    pub view: AuditView,
    /// How many events there are in all.
    pub total: u64,
    /// The events, the latest first.
    pub events: Vec<AuditEvent>,
}

/// What is known of the log.
#[derive(Clone, Debug, Default, Store)]
pub struct AuditState {
    /// Whether the service keeps one.
    is_kept: Option<bool>,
    page: Remote<Arc<AuditPage>>,
}

/// Handle of the audit log.
#[derive(Clone, Copy)]
pub struct Audit {
    state: Store<AuditState>,
    client: Client,
    session: Session,
    reading: Latest,
}

impl Audit {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client, session: Session) -> Self {
        let audit =
            Self { state: Store::new(AuditState::default()), client, session, reading: Latest::default() };
        provide_context(audit);
        audit
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether the service keeps a log; nothing before that is known.
    pub fn is_kept(self) -> Signal<Option<bool>> {
        Signal::derive(move || self.state.is_kept().get())
    }

    /// The page on screen.
    pub fn page(self) -> Signal<Remote<Arc<AuditPage>>> {
        Signal::derive(move || self.state.page().get())
    }

    /// Asks whether the service keeps a log, once. One that cannot be asked keeps none that could be read.
    pub fn look(self) {
        if self.state.is_kept().get_untracked().is_none() {
            self.reading.run(async move {
                self.find_out().await;
            });
        }
    }

    async fn find_out(self) -> bool {
        if let Some(is_kept) = self.state.is_kept().get_untracked() {
            return is_kept;
        }
        let ask = Call::<ListExtensions> { path: (), query: (), body: () };
        let is_kept = match self.client.send(&ask).await {
            Ok(known) => known.extensions.iter().any(|name| name == EXTENSION),
            // It may be there when it is asked again.
            Err(error) if error.is_outcome_unknown() => return false,
            Err(_) => false,
        };
        // The store may be gone with its person.
        self.state.is_kept().try_set(Some(is_kept));
        is_kept
    }

    /// Reads this page of the log.
    pub fn search_audit(self, view: AuditView) {
        if !self.session.may_untracked::<SearchAudit>() {
            return self.look();
        }
        self.state.page().update(Remote::begin);
        self.reading.run(async move {
            if !self.find_out().await && self.state.is_kept().get_untracked() == Some(false) {
                return;
            }
            let outcome =
                self.client.send(&Call::<SearchAudit> { path: (), query: query(&view), body: () }).await;
            let page = outcome
                .map(|found| Arc::new(AuditPage { view, total: found.count.get(), events: found.hits }));
            self.state.page().update(|known| known.finish(page));
        });
    }
}

fn query(view: &AuditView) -> AuditQuery {
    let filled = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let paging = view.paging();
    AuditQuery {
        actor: filled(&view.actor),
        target: filled(&view.target),
        event: filled(&view.event).into_iter().collect(),
        from: moment(&view.from, 0),
        to: moment(&view.to, 1),
        offset: Some(paging.offset()),
        size: Some(paging.size()),
        ..AuditQuery::default()
    }
}

/// The midnight that a day begins with in the reader's time, so many days later; nothing for what is no day.
fn moment(day: &str, later: i32) -> Option<Timestamp> {
    let mut parts = day.splitn(3, '-').map(str::parse::<i32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let midnight = Date::new_with_year_month_day(u32::try_from(year).ok()?, month - 1, day + later);
    (!midnight.get_time().is_nan()).then(|| Timestamp(midnight.to_iso_string().into()))
}
