//! What is known of the person's API keys: never the keys. Only their owner can do more, on a page of their own.

use bim_api::endpoints::GetUserApiKeys;
use bim_api::wire::key::ApiKeyInfo;
use leptos::prelude::*;

use crate::components::{KeyTable, arranged};
use crate::routes::{ApiKeysView, UserKey};
use crate::stores::{Session, User};
use crate::ui::{Empty, Glyph};
use crate::words;

pub(super) fn show(key: &UserKey) -> AnyView {
    if !super::may::<GetUserApiKeys>() && !untrack(|| Session::expect().is_self(key)) {
        return super::locked::<GetUserApiKeys>();
    }
    let user = User::expect();
    user.get_user_api_keys();
    super::remote(user.api_keys(), words::KEYS_FAILED, move || user.get_user_api_keys(), table)
}

fn table(keys: &[ApiKeyInfo]) -> AnyView {
    if keys.is_empty() {
        return view! { <Empty icon=Glyph::KEY title=words::NO_KEYS detail=words::NO_KEYS_DETAIL /> }
            .into_any();
    }
    let keys = arranged(keys, &ApiKeysView::default());
    view! {
        <div class="card" data-flush="">
            <KeyTable keys=Signal::stored(Some(keys)) />
        </div>
    }
    .into_any()
}
