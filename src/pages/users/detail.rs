//! One person: who it is in the header, the rest in tabs.

use leptos::prelude::*;

use super::account_menu::AccountMenu;
use super::tabs;
use crate::components::ErrorBanner;
use crate::navigation::Navigator;
use crate::routes::{Route, UserKey, UserTab};
use crate::stores::{Iams, Part, Remote, User};
use crate::ui::{
    Avatar, Badge, Banner, ButtonLink, Crumb, Empty, Glyph, RelativeTime, Size, Skeleton, Tab, Tabs, Tone,
};
use crate::words;

/// The page.
#[component]
pub fn UserPage(
    /// Whom it shows.
    key: UserKey,
    /// Which tab.
    tab: Signal<UserTab>,
) -> impl IntoView {
    let user = User::expect();
    user.open(key.clone());
    Iams::expect().look_up_names();
    let part = user.part();
    let is_gone = Memo::new(move |_| part.with(|part| part.error.as_ref().is_some_and(User::is_gone)));
    // Why somebody sees less.
    let is_less = Memo::new(move |_| {
        part.with(|part| part.value.as_ref().is_some_and(|part| part.details().is_none()))
    });
    let error = Signal::derive(move || part.with(|part| part.error.clone()));
    let busy = Signal::derive(move || part.with(|part| part.is_loading));
    Effect::new(move |_| {
        if part.with(|part| part.value.is_some()) {
            Navigator::expect().restore_scroll();
        }
    });
    let header_key = key.clone();
    let tabs_key = StoredValue::new(key.clone());
    let shown_key = key.clone();
    let links = move || {
        UserTab::ALL
            .into_iter()
            .map(|one| {
                let href = Route::User(tabs_key.get_value(), one).href();
                view! { <Tab href label=one.label() current=Signal::derive(move || tab.get() == one) /> }
            })
            .collect_view()
    };
    view! {
        <Crumb part=words::USERS href=Route::users().href() />
        {move || {
            if is_gone.get() {
                gone()
            } else {
                header(&header_key, part)
            }
        }}
        <Show when=move || !is_gone.get()>
            <Tabs label=words::PROFILE.to_owned()>{links()}</Tabs>
            <div class="page-body">
                <ErrorBanner title=words::USER_FAILED error retrying=busy on_retry=move || user.get_user() />
                {move || is_less.get().then(|| view! { <Banner tone=Tone::Info title=words::PROFILE_ONLY /> })}
                {
                    let key = shown_key.clone();
                    move || tabs::show(tab.get(), &key)
                }
            </div>
        </Show>
    }
}

fn gone() -> AnyView {
    view! {
        <Empty icon=Glyph::USER title=words::USER_GONE detail=words::USER_GONE_DETAIL whole_page=true>
            <ButtonLink label=words::TO_USERS href=Route::users().href() />
        </Empty>
    }
    .into_any()
}

/// Name, username, provider, status, last sign-in, created; what is not known yet has its place. The heading
/// stays the same element while its text comes, since it holds the focus.
fn header(key: &UserKey, part: Signal<Remote<Part>>) -> AnyView {
    let username = key.userid.to_string();
    let name = Memo::new(move |_| {
        let name = part.with(|part| part.value.as_ref().and_then(|part| part.profile().name.clone()));
        name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| username.clone())
    });
    let avatar = move || {
        let is_disabled =
            part.with(|part| part.value.as_ref().and_then(Part::details).is_some_and(|d| d.disabled));
        view! { <Avatar name=name.get() size=Size::Large muted=is_disabled /> }
    };
    let menu_key = key.clone();
    let key = key.clone();
    view! {
        <header class="page-header" data-kind="detail">
            {avatar}
            <div class="page-heading">
                <h1 tabindex="-1" dir="auto">
                    {move || name.get()}
                </h1>
                <p class="facts">{move || part.with(|part| facts(&key, part.value.as_ref()))}</p>
            </div>
            <div class="page-actions">
                <AccountMenu key=menu_key />
            </div>
        </header>
    }
    .into_any()
}

fn facts(key: &UserKey, part: Option<&Part>) -> AnyView {
    let details = part.and_then(Part::details);
    let status = details.map(|details| {
        let (label, tone) =
            if details.disabled { (words::DISABLED, Tone::Neutral) } else { (words::ENABLED, Tone::Success) };
        view! { <Badge label tone dot=true /> }
    });
    let system =
        details.filter(|d| d.system_generated).map(|_| view! { <Badge label=words::SYSTEM_ACCOUNT /> });
    let last = details.map(|details| match &details.last_login {
        Some(time) => {
            view! { <span>{words::LAST_SIGN_IN} " " <RelativeTime time=time.as_str() /></span> }.into_any()
        }
        None => view! { <span>{words::NEVER_SIGNED_IN}</span> }.into_any(),
    });
    let created = part.and_then(|part| part.profile().created_at.clone()).map(|time| {
        view! { <span>{words::CREATED} " " <RelativeTime time=time.as_str() /></span> }
    });
    let iamid = key.iamid.clone();
    let provider = move || Iams::expect().display_name(&iamid);
    let waiting = part.is_none().then(|| view! { <Skeleton width="medium" /> });
    view! {
        <span dir="auto">{key.userid.to_string()}</span>
        <span>{provider}</span>
        {status}
        {system}
        {last}
        {created}
        {waiting}
    }
    .into_any()
}
