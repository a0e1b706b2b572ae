//! What only a signed-in person needs: the frame, the stores, and the list of people, which most come for. In the release build this and all it reaches is a file of its own, loaded while somebody signs in
//! (docs/adr/0008-code-splitting.md).

use std::time::Duration;

use bim_api::wire::group::GroupHit;
use bim_api::wire::user::UserHit;
use futures_util::future::join;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::acting_bar::ActingBar;
use super::frame::AppFrame;
use super::others::{Missing, Others, missing};
use super::session_end::SessionWarning;
use super::told;
use super::upgrade_note::UpgradeNote;
use crate::api::Client;
use crate::config::Config;
use crate::navigation::Navigator;
use crate::pages::UsersPage;
use crate::routes::{Route, UsersView};
use crate::stores::{
    ApiKeys, Audit, Bulk, Catalogue, Group, Groups, HeldAttributes, Jobs, Journal, KeptColumns, KeptMappings,
    Lifetime, PeopleFinder, RecentPlaces, Reviews, Roster, SavedViews, Selection, Session, Sync, User, Users,
};

/// The frame and its page, as soon as their code is there.
pub(super) fn load(client: Client) -> AnyView {
    let Some(owner) = Owner::current() else { return ().into_any() };
    let route = Navigator::expect().route();
    let built = StoredValue::new_local(None::<AnyView>);
    let is_built = RwSignal::new(false);
    spawn_local(async move {
        // A page without boot.js brings a style of its own.
        let (code, styled) = join(code::inside(owner, client), told("__bimStyle")).await;
        let is_styled = styled.is_none_or(|is_there| is_there.is_truthy());
        let view = match code {
            Ok(draw) if is_styled => {
                // What the page begins with is on its way before the page is drawn, or is there already.
                TimeoutFuture::new(0).await;
                draw()
            }
            _ => view! {
                <main class="page" id="main" tabindex="-1" data-kind="plain">
                    {route.with_untracked(missing)}
                </main>
            }
            .into_any(),
        };
        // Whoever signed out in the meantime needs it no more.
        if built.try_set_value(Some(view)).is_none() {
            is_built.try_set(true);
        }
    });
    view! { {move || is_built.get().then(|| built.try_update_value(Option::take).flatten())} }.into_any()
}

/// Fetches the code ahead of its use.
pub(super) fn prefetch() {
    spawn_local(async {
        // Whatever goes wrong is said when the code is needed.
        let _ = code::prefetch().await;
    });
}

/// The road to the code, in one file or in several.
mod code {
    use super::{Client, Draw, Missing, Owner, open};

    #[cfg(feature = "split")]
    mod split {
        use super::{Client, Draw, Missing, Owner, open};

        /// Opens the stores under `owner`.
        #[wasm_split_helpers::wasm_split(inside, fallible, preload(prefetch))]
        pub(crate) fn inside(owner: Owner, client: Client) -> Result<Draw, Missing> {
            Ok(open(owner, client))
        }
    }

    #[cfg(feature = "split")]
    pub(super) use split::{inside, prefetch};

    #[cfg(not(feature = "split"))]
    pub(super) async fn inside(owner: Owner, client: Client) -> Result<Draw, Missing> {
        Ok(open(owner, client))
    }

    #[cfg(not(feature = "split"))]
    pub(super) async fn prefetch() -> Result<(), Missing> {
        Ok(())
    }
}

/// How long after the first rows the other pages' code is fetched.
const AFTER_ROWS: Duration = Duration::from_millis(100);

/// Draws the frame and its page.
type Draw = Box<dyn FnOnce() -> AnyView>;

/// Makes the stores, and asks for what the page begins with.
fn open(owner: Owner, client: Client) -> Draw {
    let (route, others) = owner.with(|| {
        let others = Others::new();
        provide_context(others.over_list());
        let session = Session::expect();
        Journal::provide(client, session);
        let users = Users::provide(client, session);
        let user = User::provide(client, session);
        Selection::<UserHit>::provide();
        Selection::<GroupHit>::provide();
        SavedViews::provide(session);
        RecentPlaces::provide(session);
        KeptColumns::provide(session);
        KeptMappings::provide(session);
        HeldAttributes::provide(client);
        let catalogue = Catalogue::provide(client);
        catalogue.follow(users, user);
        Group::provide(client, session, Groups::provide(client, catalogue), catalogue);
        PeopleFinder::provide(client);
        Jobs::provide(client, session);
        Bulk::provide(client, session, user);
        Reviews::provide(client, session);
        Roster::provide(client, session, users);
        Sync::provide(client);
        ApiKeys::provide(client, session);
        Audit::provide(client, session);
        Lifetime::provide(client, session);
        let route = Navigator::expect().route();
        match route.get_untracked() {
            Route::Users(view) if !view.is_scan() => users.begin(view.asked()),
            // Where whoever has just signed in goes.
            Route::Login => users.begin(UsersView::default()),
            // A list that is looked for asks much, and may take long; what it opens does not wait for it.
            _ => others.fetch(),
        }
        let has_list =
            Memo::new(move |_| users.page().with(|page| page.value.is_some() || page.error.is_some()));
        Effect::new(move |_| {
            if has_list.get() {
                // The rows are drawn first.
                set_timeout(move || others.fetch(), AFTER_ROWS);
            }
        });
        (route, others)
    });
    Box::new(move || {
        owner.with(|| {
            view! {
                <ActingBar />
                // Before the frame: work under way stands at the top of the window, however far a page is scrolled.
                {others.over_all()}
                <AppFrame>{page(route, others)}</AppFrame>
                <SessionWarning />
                <UpgradeNote />
            }
            .into_any()
        })
    })
}

/// The page of a route. A change of state within a page keeps the page.
fn page(route: ReadSignal<Route>, others: Others) -> impl IntoView {
    let place = Memo::new_owning(move |old: Option<Route>| {
        let new = route.get();
        match old {
            Some(old) if old.is_same_page(&new) => (old, false),
            _ => (new, true),
        }
    });
    move || {
        let kind = match place.get() {
            Route::Users(_)
            | Route::Groups(_)
            | Route::ApiKeys(_)
            | Route::Attributes(_)
            | Route::Activity(_)
            | Route::Audit(_)
            | Route::IdentityProviders => "list",
            Route::User(..)
            | Route::AccessReview(_)
            | Route::UserCompare(..)
            | Route::ImportUsers
            | Route::Group(..)
            | Route::Profile => "detail",
            Route::NewUser
            | Route::UserClone(_)
            | Route::NewGroup
            | Route::NewApiKey
            | Route::RotateApiKey(_)
            | Route::Token
            | Route::Sync(_)
            | Route::Impersonate(_) => "form",
            Route::Login | Route::NotFound(_) => "plain",
        };
        let content = match place.get() {
            // Who is signed in is on the way to the list already.
            Route::Login => ().into_any(),
            shown @ Route::Users(_) if Config::expect().offers(&shown) => {
                let view = Signal::derive(move || match route.get() {
                    Route::Users(view) => *view,
                    _ => Default::default(),
                });
                view! { <UsersPage view /> }.into_any()
            }
            other => others.page(other, route),
        };
        view! {
            <main class="page" id="main" tabindex="-1" data-kind=kind>
                {content}
            </main>
        }
    }
}
