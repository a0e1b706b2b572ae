//! Puts the app together: configuration, stores, the frame, the dialogs that stand over every page, and the
//! way from signing in to what only a signed-in person needs, which is a file of its own.

mod acting_bar;
mod frame;
mod inside;
mod others;
mod overlays;
mod session_end;
mod upgrade_note;

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::api::{Client, Fetch};
use crate::config::Config;
use crate::navigation::{Navigator, take_query};
use crate::pages::{Arrival, LoginPage};
use crate::routes::{LoginLink, Route, set_page_size};
use crate::stores::{Iams, Phase, Session, SignInOutcome, ToastKind, Toasts};
use crate::{crash, ui, words};
use overlays::{LeaveDialog, SessionDialog, SignOutDialog, ToastRegion};

/// Reads the configuration and mounts the app.
pub fn start() {
    crash::install();
    let arrival = arrival();
    // Mounting sets Leptos' own executor up, which comes later.
    spawn_local(async move {
        match configuration().await {
            Some(config) => {
                let base = config.api_base.clone();
                let client = Client::new(Fetch::new(base.clone()));
                mount_to_body(move || view! { <App config client scope=base arrival /> });
            }
            None => {
                let _ = of_boot("__bimExplain").and_then(|explain| explain.call0(&JsValue::UNDEFINED).ok());
            }
        }
    });
}

/// What the sign-in page was opened with. A link's secret leaves the address bar before the first request.
fn arrival() -> Arrival {
    let path = window().location().pathname().unwrap_or_default();
    if !path.ends_with(&["/", &Route::Login.href()].concat()) {
        return Arrival::Plain;
    }
    match LoginLink::parse(&take_query()) {
        None => Arrival::Plain,
        Some(Ok(link)) => Arrival::Invited(link),
        Some(Err(_)) => Arrival::Broken,
    }
}

/// `boot.js` fetches `config.json` while the app's code is on its way, and makes the API's address in it absolute.
async fn configuration() -> Option<Config> {
    Config::parse(&told("__bimConfig").await?.as_string()?)
}

/// What a function of `boot.js` promises.
async fn told(name: &str) -> Option<JsValue> {
    let answer = of_boot(name)?.call0(&JsValue::UNDEFINED).ok()?;
    JsFuture::from(answer.dyn_into::<js_sys::Promise>().ok()?).await.ok()
}

/// A function of `boot.js`.
fn of_boot(name: &str) -> Option<js_sys::Function> {
    js_sys::Reflect::get(&window(), &name.into()).ok()?.dyn_into().ok()
}

/// The whole app.
#[component]
pub fn App(
    /// What the operator set.
    config: Config,
    /// The network door.
    client: Client,
    /// Tells apps on one origin apart.
    scope: String,
    /// What the sign-in page was opened with.
    arrival: Arrival,
) -> impl IntoView {
    set_page_size(config.page_size);
    ui::set_locale(config.locale.clone());
    let navigator = Navigator::provide();
    let toasts = Toasts::provide();
    let session = Session::provide(client, &scope);
    Iams::provide(client);
    if arrival == Arrival::Plain && session.may_resume() {
        inside::prefetch();
    }
    session.start(arrival != Arrival::Plain);
    session.limit_idle(config.idle_minutes);
    session.guard(Signal::derive(move || {
        navigator.has_unsaved().then(|| navigator.would_lose().unwrap_or(words::LEAVE_DETAIL))
    }));

    let name = StoredValue::new(config.title.clone());
    config.provide();
    let arrival = StoredValue::new(arrival);
    let route = navigator.route();
    let phase = session.phase();

    Effect::new(move |_| {
        let page = if phase.with(|phase| *phase == Phase::SignedOut) {
            Route::Login.title(None)
        } else {
            navigator.title()
        };
        document().set_title(&words::page_title(&page, &name.get_value()));
    });
    // Signed in: the sign-in page has done its work. An invitation is followed first.
    Effect::new(move |_| {
        let is_in = phase.with(|phase| matches!(phase, Phase::SignedIn(_)));
        if is_in && route.with(|route| *route == Route::Login) {
            navigator.replace(&Route::users());
        }
    });
    // Whoever starts to sign in will be inside soon.
    for event in ["keydown", "pointerdown"] {
        let is_done = Cell::new(false);
        let listener = window_event_listener_untyped(event, move |_| {
            if !is_done.replace(true) {
                inside::prefetch();
            }
        });
        on_cleanup(move || listener.remove());
    }
    let signed_in = move |outcome: SignInOutcome| {
        arrival.set_value(Arrival::Plain);
        if outcome == SignInOutcome::SomebodyElse {
            toasts.show(ToastKind::Info, words::SIGNED_IN_AS_ELSE);
        }
    };
    // One person's stores and pages are gone before the next one's are made.
    let who = Memo::new(move |_| {
        phase.with(|phase| match phase {
            Phase::SignedIn(person) => Some(Some((person.iamid.clone(), person.userid.clone()))),
            Phase::SignedOut => Some(None),
            Phase::Starting => None,
        })
    });
    let content = move || match who.get() {
        None => ().into_any(),
        Some(None) => {
            let arrival = arrival.get_value();
            view! { <LoginPage arrival on_signed_in=signed_in /> }.into_any()
        }
        Some(Some(_)) => inside::load(client),
    };
    view! {
        {content}
        <SessionDialog on_signed_in=signed_in />
        <SignOutDialog />
        <LeaveDialog />
        <ToastRegion />
    }
}
