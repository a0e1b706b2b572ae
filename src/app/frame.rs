//! The frame around every page of a signed-in person: navigation, account, theme, sign out.

use bim_api::Permission;
use leptos::prelude::*;

use super::session_end::SessionLeft;
use crate::config::Config;
use crate::navigation::Navigator;
use crate::routes::{Route, SELF_TEST};
use crate::stores::Session;
use crate::ui::popover::Trigger;
use crate::ui::theme::ThemeItems;
use crate::ui::{Align, Avatar, Frame, Glyph, Icon, Menu, MenuItem, NavItem};
use crate::words;

/// The frame.
#[component]
pub(super) fn AppFrame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let (route, session, config) = (Navigator::expect().route(), Session::expect(), Config::expect());
    let (name, logo) = (config.title.clone(), config.logo.clone());
    // The navigation holds what somebody can use.
    let oversees = Memo::new(move |_| {
        let overseeing = [Permission::USER_ADMIN, Permission::AUDIT];
        session.permissions().iter().any(|held| overseeing.contains(held))
    });
    let is_admin = Memo::new(move |_| {
        session.person().is_some_and(|person| Route::attributes().access().allows(&person.permissions))
    });
    let nav = move || {
        let everybody = Signal::stored(true);
        let item =
            |to: Route, icon, label: &'static str, is_useful: Signal<bool>, holds: fn(&Route) -> bool| {
                let (is_offered, href) = (config.offers(&to), to.href());
                let current = Signal::derive(move || route.with(holds));
                view! {
                    <Show when=move || is_offered && is_useful.get()>
                        <NavItem href=href.clone() icon label current />
                    </Show>
                }
                .into_any()
            };
        let places = [
            item(Route::users(), Glyph::USER, words::USERS, everybody, Route::is_of_users),
            item(Route::groups(), Glyph::USERS, words::GROUPS, everybody, |route| {
                matches!(route, Route::Groups(_) | Route::Group(..) | Route::NewGroup)
            }),
            item(Route::attributes(), Glyph::TAG, words::ATTRIBUTES, is_admin.into(), |route| {
                matches!(route, Route::Attributes(_))
            }),
            item(Route::api_keys(), Glyph::KEY, words::API_KEYS, everybody, |route| {
                matches!(route, Route::ApiKeys(_) | Route::NewApiKey | Route::RotateApiKey(_) | Route::Token)
            }),
            item(
                Route::IdentityProviders,
                Glyph::PROVIDER,
                words::IDENTITY_PROVIDERS,
                oversees.into(),
                |route| matches!(route, Route::IdentityProviders | Route::Sync(_)),
            ),
            item(Route::activity(), Glyph::ACTIVITY, words::ACTIVITY, oversees.into(), |route| {
                matches!(route, Route::Activity(_) | Route::Audit(_))
            }),
            item(Route::Profile, Glyph::SETTINGS, words::MY_PROFILE, everybody, |route| {
                matches!(route, Route::Profile)
            }),
        ];
        view! { <ul class="nav-list">{places.into_iter().collect_view()}</ul> }
    };
    view! {
        <Frame name logo home=Route::users().href() nav end=account>
            {children()}
        </Frame>
    }
}

/// It is no page of the app, so that it works where the app does not. What was typed is asked for before.
fn open_self_test() {
    let _ = window().location().set_href(SELF_TEST);
}

fn account() -> impl IntoView {
    let session = Session::expect();
    // Somebody else gets a frame of their own.
    let person = untrack(|| session.person());
    let userid = person.as_ref().map(|p| p.userid.to_string()).unwrap_or_default();
    let full_name = person.as_ref().and_then(|p| p.profile.name.clone()).filter(|n| !n.trim().is_empty());
    let shown = full_name.unwrap_or_else(|| userid.clone());
    let trigger = move || {
        view! {
            <Avatar name=shown.clone() />
            <span>
                <strong dir="auto">{shown.clone()}</strong>
                <small dir="auto">{userid.clone()}</small>
            </span>
            <Icon glyph=Glyph::CHEVRONS />
        }
    };
    let look = Trigger { class: Some("account"), ..Trigger::default() };
    let config = Config::expect();
    let help = Some(config.support_url.clone()).filter(|url| !url.is_empty());
    let may_act = config.offers(&Route::Impersonate(None))
        && person.as_ref().is_some_and(|p| Route::Impersonate(None).access().allows(&p.permissions))
        && session.acting().with_untracked(Option::is_none);
    view! {
        <SessionLeft />
        <Menu label=words::ACCOUNT trigger look align=Align::Above>
            <ThemeItems />
            <hr class="menu-divider" />
            <MenuItem label=words::MY_PROFILE icon=Glyph::USER href=Route::Profile.href() />
            {may_act
                .then(|| {
                    let href = Route::Impersonate(None).href();
                    view! { <MenuItem label=words::IMPERSONATE icon=Glyph::USERS href /> }
                })}
            {help.clone().map(|href| view! { <MenuItem label=words::GET_HELP icon=Glyph::INFO href /> })}
            <MenuItem label=words::ABOUT_CONSOLE icon=Glyph::INFO on_select=open_self_test />
            <MenuItem label=words::SIGN_OUT icon=Glyph::SIGN_OUT on_select=move || session.ask_to_sign_out() />
        </Menu>
    }
}
