//! What only a signed-in person needs: the frame, the stores of people, and the exhaustive match from route to
//! page. In the release build this and all it reaches is a file of its own, loaded while somebody signs in
//! (docs/adr/0008-code-splitting.md).

use bim_api::wire::group::GroupHit;
use bim_api::wire::user::UserHit;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::acting_bar::ActingBar;
use super::frame::AppFrame;
use super::session_end::SessionWarning;
use super::upgrade_note::UpgradeNote;
use crate::api::Client;
use crate::components::{JobDock, Palette};
use crate::config::Config;
use crate::navigation::Navigator;
use crate::pages::{
    ActivityPage, ApiKeysPage, AttributesPage, AuditPage, CloneUserPage, ComparePage, GroupPage, GroupsPage,
    IdentityProvidersPage, ImpersonatePage, ImportUsersPage, NewApiKeyPage, NewGroupPage, NewUserPage,
    NotFoundPage, NotOfferedPage, ProfilePage, RotateApiKeyPage, SyncPage, TokenPage, UserPage, UsersPage,
};
use crate::routes::{ActivityView, AuditView, Route, UserTab, UsersView};
use crate::stores::{
    ApiKeys, Audit, Bulk, Catalogue, Group, Groups, HeldAttributes, Jobs, Journal, KeptColumns, KeptMappings,
    Lifetime, PeopleFinder, Roster, SavedViews, Selection, Session, Sync, User, Users,
};
use crate::ui::{Banner, Button, Tone};
use crate::words;

/// The frame and its page, as soon as their code is there.
pub(super) fn load(client: Client) -> AnyView {
    let Some(owner) = Owner::current() else { return ().into_any() };
    let built = StoredValue::new_local(None::<AnyView>);
    let is_built = RwSignal::new(false);
    spawn_local(async move {
        let view = match code::inside(owner, client).await {
            Ok(draw) => {
                // What the page begins with is on its way before the page is drawn, or is there already.
                TimeoutFuture::new(0).await;
                draw()
            }
            Err(code::Missing) => missing(),
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

fn missing() -> AnyView {
    let reload = || {
        // A browser that refuses to reload has its own button for it.
        let _ = window().location().reload();
    };
    view! {
        <main class="page" id="main" tabindex="-1" data-kind="plain">
            <h1 class="visually-hidden">{words::CODE_MISSING}</h1>
            <Banner tone=Tone::Danger title=words::CODE_MISSING detail=words::CODE_MISSING_DETAIL.to_owned()>
                <Button label=words::RELOAD on_click=reload />
            </Banner>
        </main>
    }
    .into_any()
}

/// The road to the code, in one file or in two.
mod code {
    use super::{Client, Draw, Owner, open};

    /// The second file could not be loaded.
    pub(super) struct Missing;

    #[cfg(feature = "split")]
    mod split {
        use super::{Client, Draw, Missing, Owner, open};

        impl From<wasm_split_helpers::SplitLoaderError> for Missing {
            fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
                Self
            }
        }

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

/// Draws the frame and its page.
type Draw = Box<dyn FnOnce() -> AnyView>;

/// Makes the stores, and asks for what the page begins with.
fn open(owner: Owner, client: Client) -> Draw {
    let route = owner.with(|| {
        let session = Session::expect();
        Journal::provide(client, session);
        let users = Users::provide(client, session);
        let user = User::provide(client, session);
        Selection::<UserHit>::provide();
        Selection::<GroupHit>::provide();
        SavedViews::provide(session);
        KeptColumns::provide(session);
        KeptMappings::provide(session);
        HeldAttributes::provide(client);
        let catalogue = Catalogue::provide(client);
        catalogue.follow(users, user);
        Group::provide(client, session, Groups::provide(client, catalogue), catalogue);
        PeopleFinder::provide(client);
        Jobs::provide(client);
        Bulk::provide(client, session, user);
        Roster::provide(client, session, users);
        Sync::provide(client);
        ApiKeys::provide(client, session);
        Audit::provide(client, session);
        Lifetime::provide(client, session);
        let route = Navigator::expect().route();
        match route.get_untracked() {
            Route::Users(view) if !view.is_scan() => users.open(view.asked()),
            // Where whoever has just signed in goes.
            Route::Login => users.open(UsersView::default()),
            _ => {}
        }
        route
    });
    Box::new(move || {
        owner.with(|| {
            view! {
                <ActingBar />
                <JobDock />
                <AppFrame>{page(route)}</AppFrame>
                <Palette />
                <SessionWarning />
                <UpgradeNote />
            }
            .into_any()
        })
    })
}

/// The page of a route. A change of state within a page keeps the page.
fn page(route: ReadSignal<Route>) -> impl IntoView {
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
            hidden if !Config::expect().offers(&hidden) => view! { <NotOfferedPage /> }.into_any(),
            // Who is signed in is on the way to the list already.
            Route::Login => ().into_any(),
            Route::Users(_) => {
                let view = Signal::derive(move || match route.get() {
                    Route::Users(view) => *view,
                    _ => Default::default(),
                });
                view! { <UsersPage view /> }.into_any()
            }
            Route::User(key, _) => {
                let tab = Signal::derive(move || match route.get() {
                    Route::User(_, tab) => tab,
                    _ => UserTab::default(),
                });
                view! { <UserPage key tab /> }.into_any()
            }
            Route::NewUser => view! { <NewUserPage /> }.into_any(),
            Route::ImportUsers => view! { <ImportUsersPage /> }.into_any(),
            Route::UserClone(key) => view! { <CloneUserPage key /> }.into_any(),
            Route::UserCompare(key, _) => {
                let other = Signal::derive(move || match route.get() {
                    Route::UserCompare(_, other) => other,
                    _ => None,
                });
                view! { <ComparePage key other /> }.into_any()
            }
            Route::Groups(_) => {
                let view = Signal::derive(move || match route.get() {
                    Route::Groups(view) => *view,
                    _ => Default::default(),
                });
                view! { <GroupsPage view /> }.into_any()
            }
            Route::Attributes(_) => {
                let view = Signal::derive(move || match route.get() {
                    Route::Attributes(view) => *view,
                    _ => Default::default(),
                });
                view! { <AttributesPage view /> }.into_any()
            }
            Route::NewGroup => view! { <NewGroupPage /> }.into_any(),
            Route::Group(id, ..) => {
                let place = Signal::derive(move || match route.get() {
                    Route::Group(_, tab, paging) => (tab, paging),
                    _ => Default::default(),
                });
                view! { <GroupPage id place /> }.into_any()
            }
            Route::ApiKeys(_) => {
                let view = Signal::derive(move || match route.get() {
                    Route::ApiKeys(view) => *view,
                    _ => Default::default(),
                });
                view! { <ApiKeysPage view /> }.into_any()
            }
            Route::NewApiKey => view! { <NewApiKeyPage /> }.into_any(),
            Route::Activity(_) => {
                let view = Signal::derive(move || match route.get() {
                    Route::Activity(query) => ActivityView::parse(&query),
                    _ => Default::default(),
                });
                view! { <ActivityPage view /> }.into_any()
            }
            Route::Audit(_) => {
                let view = Signal::derive(move || match route.get() {
                    Route::Audit(query) => AuditView::parse(&query),
                    _ => Default::default(),
                });
                view! { <AuditPage view /> }.into_any()
            }
            Route::Token => view! { <TokenPage /> }.into_any(),
            Route::IdentityProviders => view! { <IdentityProvidersPage /> }.into_any(),
            Route::Sync(iamid) => view! { <SyncPage iamid /> }.into_any(),
            Route::Profile => view! { <ProfilePage /> }.into_any(),
            Route::Impersonate(whom) => view! { <ImpersonatePage whom /> }.into_any(),
            Route::RotateApiKey(key) => view! { <RotateApiKeyPage key /> }.into_any(),
            Route::NotFound(_) => view! { <NotFoundPage /> }.into_any(),
        };
        view! {
            <main class="page" id="main" tabindex="-1" data-kind=kind>
                {content}
            </main>
        }
    }
}
