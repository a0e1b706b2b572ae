//! The app on screen, and a person's way with it: finding things by their label and text, waiting for what
//! should appear, typing and pressing.

use std::cell::Cell;

use bim_admin::api::Client;
use bim_admin::api::stub::Stub;
use bim_admin::app::App;
use bim_admin::config::Config;
use bim_admin::pages::Arrival;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

thread_local! {
    static SCREENS: Cell<u32> = const { Cell::new(0) };
}

/// The running app; gone when dropped.
pub(crate) struct Screen {
    root: HtmlElement,
    scope: String,
    _app: UnmountHandle<AnyViewState>,
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Opens the app at an address, relative to its base.
pub(crate) fn open(stub: &Stub, address: &str) -> Screen {
    open_with(stub, address, Arrival::Plain)
}

pub(crate) fn open_with(stub: &Stub, address: &str, arrival: Arrival) -> Screen {
    let scope = SCREENS.replace(SCREENS.get() + 1).to_string();
    open_in(stub, address, arrival, scope)
}

fn open_in(stub: &Stub, address: &str, arrival: Arrival, scope: String) -> Screen {
    if document().query_selector("base").unwrap().is_none() {
        let base = document().create_element("base").unwrap();
        base.set_attribute("href", "/").unwrap();
        document().head().unwrap().append_child(&base).unwrap();
    }
    let url = ["/", address].concat();
    window().history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(&url)).unwrap();
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let client = Client::new(stub.clone());
    let own = scope.clone();
    let app = mount_to(root.clone(), move || {
        view! { <App config=Config::default() client scope=own arrival /> }.into_any()
    });
    Screen { root, scope, _app: app }
}

/// Opens the app and signs in, up to the page of the address.
pub(crate) async fn signed_in(stub: &Stub, address: &str) -> Screen {
    let screen = open(stub, address);
    screen.type_into("Username", "jane.doe@immuta.com").await;
    screen.type_into("Password", "correct horse battery").await;
    screen.press("Sign in").await;
    screen.wait("the page inside", |screen| screen.find("nav.sidebar").is_some()).await;
    screen
}

impl Screen {
    /// The page goes, and is there again, as after a reload at this address.
    pub(crate) fn reload(self, stub: &Stub, address: &str) -> Self {
        window().dispatch_event(&Event::new("pagehide").unwrap()).unwrap();
        let scope = self.scope.clone();
        drop(self);
        open_in(stub, address, Arrival::Plain, scope)
    }

    /// The first element this selector finds.
    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    /// How many elements this selector finds.
    pub(crate) fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    /// Everything this selector finds, to be clicked.
    pub(crate) fn each(&self, selector: &str) -> Vec<HtmlElement> {
        self.all(selector).into_iter().map(JsCast::unchecked_into).collect()
    }

    /// Everything this selector finds.
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|index| found.item(index).unwrap().unchecked_into()).collect()
    }

    /// What can be read on it.
    pub(crate) fn text(&self) -> String {
        self.root.inner_text()
    }

    /// All that stands in the document, seen or not; what is typed into fields is not among it.
    pub(crate) fn html(&self) -> String {
        self.root.inner_html()
    }

    pub(crate) fn shows(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// Waits until the text is there.
    pub(crate) async fn sees(&self, text: &str) {
        self.wait(text, |screen| screen.shows(text)).await;
    }

    /// Waits for a condition; fails with what is on screen when it does not come.
    pub(crate) async fn wait(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = js_sys::Date::now();
        while !holds(self) {
            assert!(js_sys::Date::now() - start < 5_000.0, "waited for: {what}\non screen:\n{}", self.text());
            next_frame().await;
        }
    }

    /// The field of one line with this label.
    pub(crate) fn field(&self, label: &str) -> Option<HtmlInputElement> {
        self.control(label)?.dyn_into().ok()
    }

    fn control(&self, label: &str) -> Option<Element> {
        let labels = self.all("label");
        let label = labels.iter().rfind(|element| element.text_content().unwrap().trim() == label)?;
        let id = label.get_attribute("for")?;
        self.root.query_selector(&format!("[id='{id}']")).unwrap()
    }

    /// The box to tick of this name.
    pub(crate) fn checkbox(&self, name: &str) -> Option<HtmlInputElement> {
        let is_named = |label: &&Element| {
            let own = label.query_selector("span").unwrap();
            own.is_some_and(|own| own.text_content().unwrap().trim() == name)
        };
        let label = self.all("label.check").into_iter().rfind(|label| is_named(&label))?;
        label.query_selector("input").unwrap()?.dyn_into().ok()
    }

    /// Ticks a box, or takes the tick away.
    pub(crate) async fn tick(&self, name: &str) {
        self.wait(name, |screen| screen.checkbox(name).is_some()).await;
        self.checkbox(name).unwrap().click();
    }

    /// Opens a menu by its button and chooses an item by the beginning of its words.
    pub(crate) async fn choose(&self, menu: &str, item: &str) {
        self.wait(menu, |screen| screen.button(menu).is_some()).await;
        let button = self.button(menu).unwrap();
        button.click();
        let find = |screen: &Self| {
            let items = screen.all("[role=menuitem]");
            items.into_iter().find(|found| found.text_content().unwrap().trim().starts_with(item))
        };
        self.wait(item, |screen| find(screen).is_some()).await;
        find(self).unwrap().unchecked_into::<HtmlElement>().click();
    }

    /// Presses a key on what the selector finds.
    pub(crate) fn key(&self, selector: &str, key: &str, control: bool) {
        let target = self.find(selector).or_else(|| document().query_selector(selector).unwrap()).unwrap();
        let press = js_sys::Function::new_with_args(
            "target, key, ctrlKey",
            "const init = { key, ctrlKey, bubbles: true, cancelable: true };
             target.dispatchEvent(new KeyboardEvent('keydown', init));",
        );
        press.call3(&JsValue::NULL, &target, &key.into(), &control.into()).unwrap();
    }

    /// The suggestion or choice of this name.
    pub(crate) fn option(&self, name: &str) -> Option<HtmlElement> {
        let is_named = |option: &Element| option.text_content().unwrap().trim().starts_with(name);
        self.all("[role=option]").into_iter().find(is_named).map(JsCast::unchecked_into)
    }

    /// Chooses one of a few, side by side.
    pub(crate) async fn radio(&self, name: &str) {
        let find = |screen: &Self| {
            let labels = screen.all("label:has(> [type=radio])");
            labels.into_iter().find(|label| label.text_content().unwrap().trim() == name)
        };
        self.wait(name, |screen| find(screen).is_some()).await;
        find(self).unwrap().unchecked_into::<HtmlElement>().click();
    }

    /// What is said to be wrong with a field.
    pub(crate) fn problem(&self, label: &str) -> String {
        let described = self.field(label).and_then(|field| field.get_attribute("aria-describedby")).unwrap();
        let first = described.split(' ').next().unwrap();
        self.find(&format!("[id='{first}']")).unwrap().text_content().unwrap()
    }

    pub(crate) async fn type_into(&self, label: &str, text: &str) {
        self.wait(label, |screen| screen.control(label).is_some()).await;
        let field = self.control(label).unwrap();
        match field.dyn_ref::<HtmlTextAreaElement>() {
            Some(lines) => lines.set_value(text),
            None => field.dyn_ref::<HtmlInputElement>().unwrap().set_value(text),
        }
        let bubbling = EventInit::new();
        bubbling.set_bubbles(true);
        field.dispatch_event(&Event::new_with_event_init_dict("input", &bubbling).unwrap()).unwrap();
    }

    /// The last button or link of this name: a dialog stands after the page.
    pub(crate) fn button(&self, name: &str) -> Option<HtmlElement> {
        let is_named = |element: &&Element| {
            let label = element.get_attribute("aria-label");
            label.as_deref() == Some(name) || element.text_content().unwrap().trim() == name
        };
        self.all("button, a").iter().rfind(is_named).map(|element| element.clone().unchecked_into())
    }

    /// Chooses one of several, side by side.
    pub(crate) async fn press_choice(&self, name: &str) {
        let find = |screen: &Self| {
            let labels = screen.each("label");
            labels.into_iter().find(|label| label.text_content().unwrap().trim() == name)
        };
        self.wait(name, |screen| find(screen).is_some()).await;
        find(self).unwrap().click();
    }

    pub(crate) async fn press(&self, name: &str) {
        self.wait(name, |screen| screen.button(name).is_some()).await;
        let button = self.button(name).unwrap();
        // As a real press does: a button that takes itself away takes the focus with it.
        button.focus().unwrap();
        button.click();
    }
}

/// Waits for the browser to draw.
pub(crate) async fn next_frame() {
    let drawn = js_sys::Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(drawn).await.unwrap();
}

/// Two hours go by while the page is hidden; then it is seen again. They are gone when this is dropped.
pub(crate) fn two_hours_pass_unseen() -> impl Drop {
    struct Later;
    impl Drop for Later {
        fn drop(&mut self) {
            run("Date.now = Date.real");
        }
    }
    run("Date.real = Date.now; Date.now = () => Date.real() + 7200000");
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    let seen = Event::new_with_event_init_dict("visibilitychange", &bubbling).unwrap();
    document().dispatch_event(&seen).unwrap();
    Later
}

fn run(script: &str) {
    js_sys::Function::new_no_args(script).call0(&JsValue::NULL).unwrap();
}
