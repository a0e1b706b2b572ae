//! A new group: the form, then the group's own page.

use bim_api::GroupId;
use leptos::prelude::*;

use crate::forms::NewGroupForm;
use crate::navigation::Navigator;
use crate::routes::{GroupTab, Paging, Route};
use crate::stores::{Session, ToastKind, Toasts};
use crate::ui::{Banner, Crumb, Tone};
use crate::words;

/// The page.
#[component]
pub fn NewGroupPage() -> impl IntoView {
    let (navigator, session, toasts) = (Navigator::expect(), Session::expect(), Toasts::expect());
    // A memo: signing in again tells of the same person anew, and the form must not be made anew for that.
    let is_open =
        Memo::new(move |_| session.person().is_some_and(|p| Route::NewGroup.access().allows(&p.permissions)));
    let created = move |group: GroupId| {
        toasts.show(ToastKind::Success, words::GROUP_CREATED);
        navigator.replace(&Route::Group(group, GroupTab::Members, Paging::default()));
    };
    view! {
        <Crumb part=words::GROUPS href=Route::groups().href() />
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::NEW_GROUP}</h1>
                <span class="page-count">{words::NEW_GROUP_DETAIL}</span>
            </div>
        </header>
        {move || {
            if is_open.get() {
                view! { <NewGroupForm on_created=created /> }.into_any()
            } else {
                view! {
                    <div class="page-body">
                        <Banner tone=Tone::Warning title=words::NEEDS_USER_ADMIN />
                    </div>
                }
                    .into_any()
            }
        }}
    }
}
