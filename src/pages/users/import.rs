//! Importing people from a file.

use leptos::prelude::*;

use crate::components::needs;
use crate::forms::ImportUsersForm;
use crate::routes::Route;
use crate::stores::Session;
use crate::ui::{Banner, Crumb, Tone};
use crate::words;

/// The page.
#[component]
pub fn ImportUsersPage() -> impl IntoView {
    let session = Session::expect();
    // A memo: signing in again tells of the same person anew, and the form must not be made anew for that.
    let access = Route::ImportUsers.access();
    let is_open = Memo::new(move |_| session.person().is_some_and(|p| access.allows(&p.permissions)));
    view! {
        <Crumb part=words::USERS href=Route::users().href() />
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::IMPORT_USERS}</h1>
                <span class="page-count">{words::IMPORT_DETAIL}</span>
            </div>
        </header>
        <div class="page-body">
            {move || match is_open.get() {
                true => view! { <ImportUsersForm /> }.into_any(),
                false => {
                    let title = needs(&Route::ImportUsers.access());
                    view! { <Banner tone=Tone::Warning title /> }.into_any()
                }
            }}
        </div>
    }
}
