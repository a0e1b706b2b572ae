//! Acting as somebody else: asked for here, ended in the bar over every page.

use leptos::prelude::*;

use crate::components::ErrorBanner;
use crate::forms::ImpersonateForm;
use crate::navigation::Navigator;
use crate::routes::{Route, UserKey};
use crate::stores::{Iams, Session};
use crate::ui::{Banner, Tone};
use crate::words;

/// The page.
#[component]
pub fn ImpersonatePage(
    /// Whom to act as, where the address says so.
    whom: Option<UserKey>,
) -> impl IntoView {
    let (session, navigator, iams) = (Session::expect(), Navigator::expect(), Iams::expect());
    iams.list_iams();
    let access = Route::Impersonate(None).access();
    let is_open = Memo::new(move |_| session.person().is_some_and(|p| access.allows(&p.permissions)));
    let whom = StoredValue::new(whom);
    let failure = Signal::derive(move || iams.list().with(|list| list.error.clone()));
    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::IMPERSONATE}</h1>
                <span class="page-count">{words::IMPERSONATE_DETAIL}</span>
            </div>
        </header>
        {move || {
            if is_open.get() {
                view! {
                    <div class="page-notice">
                        <ErrorBanner title=words::PROVIDERS_LIST_FAILED error=failure />
                    </div>
                    <ImpersonateForm
                        whom=whom.get_value()
                        on_started=move || navigator.go(&Route::users())
                    />
                }
                    .into_any()
            } else {
                view! {
                    <div class="page-body">
                        <Banner tone=Tone::Warning title=words::NEEDS_IMPERSONATE />
                    </div>
                }
                    .into_any()
            }
        }}
    }
}
