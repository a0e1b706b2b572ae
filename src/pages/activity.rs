//! Activity: this session's writes beside those of everybody.

mod details;
mod everybody;
mod own;

pub use everybody::AuditPage;
pub use own::ActivityPage;

use bim_api::endpoints::SearchAudit;
use leptos::prelude::*;

use crate::components::ListTotal;
use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::{Audit, Session};
use crate::ui::{Tab, Tabs};
use crate::words;

/// The head of both pages. The second one is there where the service announces its audit log, and where somebody
/// came to it by its address.
fn head(total: Signal<Option<u64>>, end: AnyView) -> impl IntoView {
    let (route, session, audit) = (Navigator::expect().route(), Session::expect(), Audit::expect());
    audit.look();
    let is_audit = Memo::new(move |_| route.with(|route| matches!(route, Route::Audit(_))));
    let has_audit = Memo::new(move |_| {
        is_audit.get() || audit.is_kept().get() == Some(true) && session.may::<SearchAudit>()
    });
    let tabs = move || {
        has_audit.get().then(|| {
            view! {
                <Tabs label=words::ACTIVITY>
                    <Tab
                        href=Route::activity().href()
                        label=words::THIS_SESSION
                        current=Signal::derive(move || !is_audit.get())
                    />
                    <Tab href=Route::audit().href() label=words::EVERYBODY current=is_audit />
                </Tabs>
            }
        })
    };
    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::ACTIVITY}</h1>
                <ListTotal total />
            </div>
            <div class="page-actions">{end}</div>
        </header>
        {tabs}
    }
}
