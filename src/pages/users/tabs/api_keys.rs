//! What is known of the person's API keys: never the keys. Those nobody uses or that are old stand out.

use bim_api::endpoints::GetUserApiKeys;
use bim_api::wire::key::ApiKeyInfo;
use leptos::prelude::*;

use crate::routes::UserKey;
use crate::stores::{Session, User};
use crate::ui::{Badge, Empty, Glyph, RelativeTime, Table, Tone};
use crate::words;

/// From this age on a key is marked.
const OLD_DAYS: f64 = 365.0;

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
    let now = js_sys::Date::now();
    let rows = keys.iter().map(|key| row(key, now)).collect_view();
    view! {
        <div class="card" data-flush="">
            <Table label=words::API_KEYS>
                <thead>
                    <tr>
                        <th scope="col">{words::NAME}</th>
                        <th scope="col">{words::PROJECT}</th>
                        <th scope="col">{words::CREATED}</th>
                        <th scope="col">{words::LAST_USED}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

fn row(key: &ApiKeyInfo, now: f64) -> AnyView {
    let name = key.name.clone().unwrap_or_else(|| key.keyid.to_string());
    let project = key.project.as_ref().map(|project| project.name().to_owned()).unwrap_or_default();
    let used = match &key.last_used {
        Some(time) => view! { <RelativeTime time=time.as_str() /> }.into_any(),
        None => view! { <Badge label=words::NEVER_USED tone=Tone::Warning dot=true /> }.into_any(),
    };
    let created = js_sys::Date::parse(key.created.as_str());
    let old = is_old(created, now).then(|| view! { " "<Badge label=words::OLD tone=Tone::Warning /> });
    view! {
        <tr>
            <th scope="row" data-card="title" dir="auto">{name}</th>
            <td data-label=words::PROJECT data-secondary="" dir="auto">{project}</td>
            <td data-label=words::CREATED data-secondary="">
                <RelativeTime time=key.created.as_str() />
                {old}
            </td>
            <td data-label=words::LAST_USED data-secondary="">{used}</td>
        </tr>
    }
    .into_any()
}

/// A time that cannot be read is no reason to mark a key.
fn is_old(created: f64, now: f64) -> bool {
    (now - created) / 86_400_000.0 > OLD_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_makes_a_key_old_and_an_unreadable_time_does_not() {
        const DAY: f64 = 86_400_000.0;
        assert!(is_old(0.0, 366.0 * DAY));
        assert!(!is_old(0.0, 364.0 * DAY));
        assert!(!is_old(f64::NAN, 366.0 * DAY));
    }
}
