//! Moves between routes: the address bar, Back and Forward, clicks on links, scroll and focus. Knows routes, and
//! nothing of what stands on a page. (ADR 0007 says why this is not a routing crate.)

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, MouseEvent, PopStateEvent, ScrollRestoration, Url};

use crate::routes::Route;

/// Handle of the address bar.
#[derive(Clone, Copy)]
pub struct Navigator {
    route: RwSignal<Route>,
    /// What the thing on screen is called, where its address does not tell.
    called: RwSignal<Option<String>>,
    /// How many moves led here in this tab: tells a Back from a Forward.
    position: RwSignal<i32>,
    /// Where the page stood when it was last left, to be restored once it is drawn.
    scroll: RwSignal<Option<i32>>,
    /// What on the page on screen leaving would lose: each form says for itself.
    unsaved: RwSignal<Vec<Guard>>,
    /// Where somebody wants to go while that is so.
    blocked: RwSignal<Option<Route>>,
    base: StoredValue<String>,
}

/// What would be lost by leaving, and whether anything would be at this moment.
#[derive(Clone, Copy, PartialEq)]
struct Guard {
    holds: Signal<bool>,
    detail: Option<&'static str>,
}

impl Navigator {
    /// Reads the address bar, listens to it from now on, and provides itself to the views below.
    pub fn provide() -> Self {
        let base = document().base_uri().ok().flatten().unwrap_or_default();
        let base = Url::new(&base).map(|url| url.pathname()).unwrap_or_else(|_| "/".to_owned());
        let navigator = Self {
            route: RwSignal::new(current_route(&base)),
            called: RwSignal::new(None),
            position: RwSignal::new(position_in_history()),
            scroll: RwSignal::new(None),
            unsaved: RwSignal::new(Vec::new()),
            blocked: RwSignal::new(None),
            base: StoredValue::new(base),
        };
        provide_context(navigator);
        if let Ok(history) = window().history() {
            // The page is drawn after its data came, which is later than the browser's own restoring.
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let popped = window_event_listener(leptos::ev::popstate, move |event| navigator.popped(&event));
        let clicked = window_event_listener(leptos::ev::click, move |event| navigator.clicked(&event));
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if navigator.has_unsaved() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            popped.remove();
            clicked.remove();
            leaving.remove();
        });
        navigator
    }

    /// The navigator of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The route on screen.
    pub fn route(self) -> ReadSignal<Route> {
        self.route.read_only()
    }

    /// What the page on screen is called.
    pub fn title(self) -> String {
        self.called.with(|called| self.route.with(|route| route.title(called.as_deref())))
    }

    /// Tells what the thing on screen is called, once that is known; ends with the view that said it.
    pub fn call(self, name: Signal<Option<String>>) {
        Effect::new(move |_| self.called.set(name.get()));
        on_cleanup(move || self.called.set(None));
    }

    /// Goes to a route, as a click on its link does.
    pub fn go(self, route: &Route) {
        if self.may_leave(route) {
            self.remember_scroll();
            self.write(route, true);
            self.show(route.clone(), None);
        }
    }

    /// Changes the address without a new entry in the history: for what is typed, and for redirects.
    pub fn replace(self, route: &Route) {
        self.write(route, false);
        self.show(route.clone(), None);
    }

    /// Asks before the page is left while this is true; ends with the view that said it.
    pub fn guard(self, is_unsaved: Signal<bool>) {
        self.set_guard(Guard { holds: is_unsaved, detail: None });
    }

    /// [`Self::guard`], where something else than what was typed would be lost.
    pub fn guard_saying(self, holds: Signal<bool>, detail: &'static str) {
        self.set_guard(Guard { holds, detail: Some(detail) });
    }

    fn set_guard(self, guard: Guard) {
        self.unsaved.update(|unsaved| unsaved.push(guard));
        on_cleanup(move || self.unsaved.update(|unsaved| unsaved.retain(|other| *other != guard)));
    }

    /// What would be lost, where it is not what was typed.
    pub fn would_lose(self) -> Option<&'static str> {
        self.unsaved.with(|unsaved| unsaved.iter().find(|guard| guard.holds.get())?.detail)
    }

    /// Where somebody wants to go although something would be lost.
    pub fn blocked(self) -> ReadSignal<Option<Route>> {
        self.blocked.read_only()
    }

    /// The answer to [`Self::blocked`]: go on and lose it, or stay.
    pub fn resolve(self, leave: bool) {
        let Some(route) = self.blocked.get_untracked() else { return };
        self.blocked.set(None);
        if leave {
            self.give_up();
            self.go(&route);
        }
    }

    /// Lets go of what was typed: nobody asks about it any more.
    pub fn give_up(self) {
        self.unsaved.set(Vec::new());
    }

    /// Restores the scroll position of a page that was come back to; to be called when its content stands.
    /// Answers whether there was one.
    pub fn restore_scroll(self) -> bool {
        let y = self.scroll.get_untracked();
        if let Some(y) = y {
            self.scroll.set(None);
            request_animation_frame(move || scroll_to(y));
        }
        y.is_some()
    }

    /// Whether leaving would lose something at this moment.
    pub fn has_unsaved(self) -> bool {
        self.unsaved.with_untracked(|unsaved| unsaved.iter().any(|guard| guard.holds.get_untracked()))
    }

    fn may_leave(self, to: &Route) -> bool {
        let keeps = self.route.with_untracked(|route| to.keeps_forms_of(route));
        if keeps || !self.has_unsaved() {
            return true;
        }
        self.blocked.set(Some(to.clone()));
        false
    }

    fn write(self, route: &Route, is_new: bool) {
        let Ok(history) = window().history() else { return };
        let position = self.position.get_untracked() + i32::from(is_new);
        self.position.set(position);
        let url = format!("{}{}", self.base.get_value(), route.href());
        // The browser refuses only when an address is written far too often; the page is right all the same.
        let _ = if is_new {
            history.push_state_with_url(&state(position, None), "", Some(&url))
        } else {
            history.replace_state_with_url(&state(position, None), "", Some(&url))
        };
    }

    /// Keeps the scroll position with the entry that is left.
    fn remember_scroll(self) {
        #[expect(clippy::cast_possible_truncation, reason = "no page is two billion pixels high")]
        let y = scroller()
            .map_or_else(|| window().scroll_y().unwrap_or_default() as i32, |scroller| scroller.scroll_top());
        if let Ok(history) = window().history() {
            let state = state(self.position.get_untracked(), Some(y));
            let _ = history.replace_state_with_url(&state, "", None);
        }
    }

    fn show(self, route: Route, scroll: Option<i32>) {
        let stays = self.route.with_untracked(|old| old.is_same_page(&route));
        self.scroll.set(scroll);
        self.route.set(route);
        if scroll.is_none() && !stays {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        if !stays {
            request_animation_frame(focus_heading);
        }
    }

    fn popped(self, event: &PopStateEvent) {
        let (position, scroll) = read_state(&event.state());
        let route = current_route(&self.base.get_value());
        let step = self.position.get_untracked() - position;
        if step == 0 && self.route.with_untracked(|here| *here == route) {
            return;
        }
        if !self.may_leave(&route) {
            // The browser has moved already: back to the entry of the page that stays.
            if let Ok(history) = window().history() {
                let _ = history.go_with_delta(step);
            }
            return;
        }
        self.position.set(position);
        self.show(route, Some(scroll.unwrap_or(0)));
    }

    fn clicked(self, event: &MouseEvent) {
        let is_plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if event.default_prevented() || !is_plain {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|element| element.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        let base = self.base.get_value();
        let is_ours = link.target().is_empty()
            && !link.has_attribute("download")
            && link.origin() == window().location().origin().unwrap_or_default()
            && link.pathname().starts_with(&base);
        if is_ours {
            event.prevent_default();
            self.go(&route_of(&base, &link.pathname(), &link.search()));
        }
    }
}

/// What scrolls instead of the page, where a list has a scroller of its own.
fn scroller() -> Option<Element> {
    let scroller = document().query_selector("[data-scroller]").ok().flatten();
    scroller.filter(|element| element.scroll_height() > element.client_height())
}

/// Scrolls the page, or what scrolls instead of it.
pub fn scroll_to(y: i32) {
    match scroller() {
        Some(scroller) => scroller.set_scroll_top(y),
        None => window().scroll_to_with_x_and_y(0.0, f64::from(y)),
    }
}

fn state(position: i32, scroll: Option<i32>) -> JsValue {
    js_sys::Array::of2(&position.into(), &scroll.map_or(JsValue::NULL, JsValue::from)).into()
}

#[expect(clippy::cast_possible_truncation, reason = "both numbers were written by `state`")]
fn read_state(state: &JsValue) -> (i32, Option<i32>) {
    let entry =
        |index| state.dyn_ref::<js_sys::Array>().and_then(|pair| pair.get(index).as_f64()).map(|n| n as i32);
    (entry(0).unwrap_or_default(), entry(1))
}

fn position_in_history() -> i32 {
    window()
        .history()
        .and_then(|history| history.state())
        .map(|state| read_state(&state).0)
        .unwrap_or_default()
}

fn current_route(base: &str) -> Route {
    let location = window().location();
    route_of(base, &location.pathname().unwrap_or_default(), &location.search().unwrap_or_default())
}

fn route_of(base: &str, path: &str, search: &str) -> Route {
    let path = path.strip_prefix(base).unwrap_or(path.trim_start_matches('/'));
    Route::parse(path, search.trim_start_matches('?'))
}

/// A new page is announced by its heading.
fn focus_heading() {
    let heading = document().query_selector("main h1").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// The query of the address bar, taken out of it and out of the history: a login link holds a secret.
pub fn take_query() -> String {
    let search = window().location().search().unwrap_or_default();
    if !search.is_empty()
        && let (Ok(history), Ok(path)) = (window().history(), window().location().pathname())
    {
        let _ = history.replace_state_with_url(&state(0, None), "", Some(&path));
    }
    search.trim_start_matches('?').to_owned()
}
