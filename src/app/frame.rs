//! The frame around every page of a signed-in person: navigation, account, theme, sign out.

use leptos::prelude::*;

use super::session_end::SessionLeft;
use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::Session;
use crate::ui::popover::Trigger;
use crate::ui::theme::ThemeItems;
use crate::ui::{Align, Avatar, Frame, Glyph, Icon, Menu, MenuItem, NavItem};
use crate::words;

/// The frame.
#[component]
pub(super) fn AppFrame(
    /// The console's name.
    name: String,
    /// The page.
    children: Children,
) -> impl IntoView {
    let (route, session) = (Navigator::expect().route(), Session::expect());
    let nav = move || {
        let on_users = Signal::derive(move || route.with(Route::is_of_users));
        let on_groups = Signal::derive(move || {
            route.with(|r| matches!(r, Route::Groups(_) | Route::Group(..) | Route::NewGroup))
        });
        let on_keys = Signal::derive(move || {
            route.with(|r| {
                matches!(r, Route::ApiKeys(_) | Route::NewApiKey | Route::RotateApiKey(_) | Route::Token)
            })
        });
        let on_attributes = Signal::derive(move || route.with(|r| matches!(r, Route::Attributes(_))));
        // The navigation holds what somebody can use.
        let may_attributes = Memo::new(move |_| {
            session.person().is_some_and(|p| Route::attributes().access().allows(&p.permissions))
        });
        let on_providers =
            Signal::derive(move || route.with(|r| matches!(r, Route::IdentityProviders | Route::Sync(_))));
        let on_profile = Signal::derive(move || route.with(|r| *r == Route::Profile));
        view! {
            <ul class="nav-list">
                <NavItem href=Route::users().href() icon=Glyph::USER label=words::USERS current=on_users />
                <NavItem href=Route::groups().href() icon=Glyph::USERS label=words::GROUPS current=on_groups />
                <Show when=move || may_attributes.get()>
                    <NavItem
                        href=Route::attributes().href()
                        icon=Glyph::TAG
                        label=words::ATTRIBUTES
                        current=on_attributes
                    />
                </Show>
                <NavItem href=Route::api_keys().href() icon=Glyph::KEY label=words::API_KEYS current=on_keys />
                <NavItem
                    href=Route::IdentityProviders.href()
                    icon=Glyph::PROVIDER
                    label=words::IDENTITY_PROVIDERS
                    current=on_providers
                />
                <NavItem
                    href=Route::Profile.href()
                    icon=Glyph::SETTINGS
                    label=words::MY_PROFILE
                    current=on_profile
                />
            </ul>
        }
    };
    view! {
        <Frame name home=Route::users().href() nav end=account>
            {children()}
        </Frame>
    }
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
    let may_act = person.as_ref().is_some_and(|p| Route::Impersonate(None).access().allows(&p.permissions))
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
            <MenuItem label=words::SIGN_OUT icon=Glyph::SIGN_OUT on_select=move || session.sign_out() />
        </Menu>
    }
}
