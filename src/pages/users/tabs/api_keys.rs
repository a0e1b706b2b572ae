//! What is known of the person's API keys: never the keys. Only their owner can do more, on a page of their own.

use bim_api::endpoints::GetUserApiKeys;
use bim_api::wire::key::ApiKeyInfo;
use leptos::prelude::*;

use crate::components::{KeyTable, arranged};
use crate::routes::{ApiKeysView, Route, UserKey};
use crate::stores::{Session, User};
use crate::ui::{Button, ButtonLink, Empty, Glyph, Icon};
use crate::words;

/// How many rows are drawn before somebody asks for more.
const AT_ONCE: usize = 100;

pub(super) fn show(key: &UserKey) -> AnyView {
    if !super::may::<GetUserApiKeys>() && !untrack(|| Session::expect().is_self(key)) {
        return super::locked::<GetUserApiKeys>();
    }
    let user = User::expect();
    user.get_user_api_keys();
    let list = super::remote(user.api_keys(), words::KEYS_FAILED, move || user.get_user_api_keys(), table);
    view! {
        {who_may_more(key)}
        {list}
    }
    .into_any()
}

/// Why nothing can be done here, or where one's own are.
fn who_may_more(key: &UserKey) -> AnyView {
    if untrack(|| Session::expect().is_self(key)) {
        return view! {
            <div class="cluster">
                <ButtonLink label=words::MANAGE_KEYS href=Route::api_keys().href() />
            </div>
        }
        .into_any();
    }
    view! {
        <p class="note">
            <Icon glyph=Glyph::LOCK />
            <span>{words::KEYS_OF_OTHERS}</span>
        </p>
    }
    .into_any()
}

fn table(keys: &[ApiKeyInfo]) -> AnyView {
    if keys.is_empty() {
        return view! { <Empty icon=Glyph::KEY title=words::NO_KEYS detail=words::NO_KEYS_DETAIL /> }
            .into_any();
    }
    let keys = arranged(keys, &ApiKeysView::default());
    let (total, shown) = (keys.len(), RwSignal::new(AT_ONCE));
    let first = Signal::derive(move || Some(keys.iter().take(shown.get()).cloned().collect::<Vec<_>>()));
    view! {
        <div class="card" data-flush="">
            <KeyTable keys=first />
        </div>
        <Show when=move || shown.get() < total>
            <div class="cluster">
                <Button
                    label=words::MORE_KEYS
                    on_click=move || shown.update(|shown| *shown += AT_ONCE)
                />
            </div>
        </Show>
    }
    .into_any()
}
