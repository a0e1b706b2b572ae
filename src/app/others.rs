//! Every page but the list of people, and what opens over the list and the frame. In the release build this and all it reaches is a file of its own
//! (docs/adr/0008-code-splitting.md): at once where the address asks for it, else as soon as the list stands.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{JobDock, Palette, listen_for_palette};
use crate::config::Config;
use crate::pages::{
    AccessReviewPage, ActivityPage, ApiKeysPage, AttributesPage, AuditPage, CloneUserPage, ComparePage,
    DrawDialogs, DrawListDialogs, GroupPage, GroupsPage, IdentityProvidersPage, ImpersonatePage,
    ImportUsersPage, ListDialogs, NewApiKeyPage, NewGroupPage, NewUserPage, NotFoundPage, NotOfferedPage,
    ProfilePage, RotateApiKeyPage, SyncPage, TokenPage, UserPage,
};
use crate::routes::{ActivityView, AuditView, ReviewView, Route, UserTab};
use crate::stores::{ToastKind, Toasts};
use crate::ui::{Banner, Button, Skeleton, Tone, focus_on};
use crate::words;

/// The ways into the other pages' code.
#[derive(Clone, Copy)]
pub(super) struct Draw {
    /// The page of a route; the signal follows the changes of state within it.
    page: fn(Route, ReadSignal<Route>) -> AnyView,
    /// What the list opens.
    over_list: DrawDialogs,
    /// What stands over every page; the signal opens the palette.
    over_all: fn(RwSignal<bool>) -> AnyView,
}

const DRAW: Draw = Draw { page, over_list: ListDialogs::draw, over_all };

/// The way to the other pages' code.
#[derive(Clone, Copy)]
pub(super) struct Others {
    draw: RwSignal<Option<Draw>>,
    is_missing: RwSignal<bool>,
    is_asked: StoredValue<bool>,
}

impl Others {
    pub(super) fn new() -> Self {
        Self {
            draw: RwSignal::new(code::here()),
            is_missing: RwSignal::new(false),
            is_asked: StoredValue::new(false),
        }
    }

    /// Fetches the code, once.
    pub(super) fn fetch(self) {
        // A timer asks, too, and may run out when its person is somebody else already.
        let is_there = self.draw.try_with_untracked(Option::is_some).unwrap_or(true);
        if is_there || self.is_asked.get_value() {
            return;
        }
        self.is_asked.set_value(true);
        self.is_missing.set(false);
        spawn_local(async move {
            match code::others().await {
                Ok(draw) => {
                    // Whoever signed out in the meantime needs it no more.
                    self.draw.try_set(Some(draw));
                }
                // The next page asks again.
                Err(Missing) => {
                    self.is_asked.try_set_value(false);
                    self.is_missing.try_set(true);
                }
            }
        });
    }

    /// What the list opens, as soon as its code is there.
    pub(super) fn over_list(self) -> DrawListDialogs {
        DrawListDialogs {
            draw: Signal::derive(move || self.draw.get().map(|draw| draw.over_list)),
            is_missing: self.is_missing.into(),
            fetch: Callback::new(move |()| self.fetch()),
        }
    }

    /// What stands over every page, as soon as its code is there.
    pub(super) fn over_all(self) -> impl IntoView {
        let is_palette_open = RwSignal::new(false);
        listen_for_palette(is_palette_open);
        let toasts = Toasts::expect();
        Effect::new(move |_| {
            // It does not open by itself later, on another page.
            if self.is_missing.get() && is_palette_open.get_untracked() {
                is_palette_open.set(false);
                toasts.show(ToastKind::Danger, words::CODE_MISSING_NOW);
            }
        });
        move || {
            let draw = self.draw.get();
            if draw.is_none() && is_palette_open.get() {
                self.fetch();
            }
            draw.map(|draw| (draw.over_all)(is_palette_open))
        }
    }

    /// The page of this route, as soon as its code is there.
    pub(super) fn page(self, place: Route, route: ReadSignal<Route>) -> AnyView {
        if let Some(draw) = self.draw.get_untracked() {
            return (draw.page)(place, route);
        }
        self.fetch();
        view! {
            {move || match (self.draw.get(), self.is_missing.get()) {
                (Some(draw), _) => {
                    keep_focus();
                    (draw.page)(place.clone(), route)
                }
                (None, true) => missing(&place),
                (None, false) => waiting(&place),
            }}
        }
        .into_any()
    }
}

/// The heading that had the focus is gone: the page's own takes it.
fn keep_focus() {
    let is_heading = document().active_element().is_some_and(|at| at.tag_name() == "H1");
    if is_heading {
        focus_on("main h1");
    }
}

fn waiting(place: &Route) -> AnyView {
    view! {
        {heading(place)}
        <div class="page-notice">
            <span class="visually-hidden">{words::LOADING}</span>
            <Skeleton shape="control" />
        </div>
        <div class="page-notice">
            <Skeleton shape="block" />
        </div>
    }
    .into_any()
}

/// In the place of a page whose code could not be loaded.
pub(super) fn missing(place: &Route) -> AnyView {
    let reload = || {
        // A browser that refuses to reload has its own button for it.
        let _ = window().location().reload();
    };
    view! {
        {heading(place)}
        <div class="page-notice">
            <Banner tone=Tone::Danger title=words::CODE_MISSING detail=words::CODE_MISSING_DETAIL.to_owned()>
                <Button label=words::RELOAD on_click=reload />
            </Banner>
        </div>
    }
    .into_any()
}

fn heading(place: &Route) -> AnyView {
    view! {
        <header class="page-header">
            <h1 tabindex="-1">{place.title(None)}</h1>
        </header>
    }
    .into_any()
}

/// A file of code could not be loaded.
pub(super) struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The road to the code, in one file or in several.
mod code {
    use super::{DRAW, Draw, Missing};

    #[cfg(feature = "split")]
    mod split {
        use super::{DRAW, Draw, Missing};

        #[wasm_split_helpers::wasm_split(others, fallible)]
        pub(crate) fn others() -> Result<Draw, Missing> {
            Ok(DRAW)
        }
    }

    #[cfg(feature = "split")]
    pub(super) use split::others;

    #[cfg(not(feature = "split"))]
    pub(super) async fn others() -> Result<Draw, Missing> {
        Ok(DRAW)
    }

    /// What needs no fetching.
    #[cfg(feature = "split")]
    pub(super) fn here() -> Option<Draw> {
        None
    }

    #[cfg(not(feature = "split"))]
    pub(super) fn here() -> Option<Draw> {
        Some(DRAW)
    }
}

fn over_all(is_palette_open: RwSignal<bool>) -> AnyView {
    view! {
        <JobDock />
        <Palette is_open=is_palette_open />
    }
    .into_any()
}

fn page(place: Route, route: ReadSignal<Route>) -> AnyView {
    match place {
        hidden if !Config::expect().offers(&hidden) => view! { <NotOfferedPage /> }.into_any(),
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
        Route::AccessReview(_) => {
            let view = Signal::derive(move || match route.get() {
                Route::AccessReview(query) => ReviewView::parse(&query),
                _ => Default::default(),
            });
            view! { <AccessReviewPage view /> }.into_any()
        }
        Route::Token => view! { <TokenPage /> }.into_any(),
        Route::IdentityProviders => view! { <IdentityProvidersPage /> }.into_any(),
        Route::Sync(iamid) => view! { <SyncPage iamid /> }.into_any(),
        Route::Profile => view! { <ProfilePage /> }.into_any(),
        Route::Impersonate(whom) => view! { <ImpersonatePage whom /> }.into_any(),
        Route::RotateApiKey(key) => view! { <RotateApiKeyPage key /> }.into_any(),
        Route::NotFound(_) => view! { <NotFoundPage /> }.into_any(),
        // The list is drawn beside the frame.
        Route::Login | Route::Users(_) => ().into_any(),
    }
}
