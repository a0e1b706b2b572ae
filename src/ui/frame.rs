//! What stands around every page: navigation beside it, or a top bar that opens it as a sheet.
//! Which entries there are, and who is signed in, is the caller's.
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Brand, Glyph, Icon, dynamic::word, words};

/// The frame. `children` is the page, a `<main class="page" id="main" tabindex="-1">`.
#[component]
pub fn Frame(
    /// The console's name.
    #[prop(into)]
    name: Signal<String>,
    /// The address of a picture in the mark's place; empty for the mark.
    #[prop(optional, into)]
    logo: String,
    /// Where the brand leads.
    #[prop(into)]
    home: String,
    /// [`NavItem`]s in `<ul class="nav-list">`s.
    #[prop(into)]
    nav: ViewFnOnce,
    /// At the navigation's lower end: the signed-in person.
    #[prop(into)]
    end: ViewFnOnce,
    /// The page.
    children: Children,
) -> impl IntoView {
    let sidebar = NodeRef::<html::Nav>::new();
    // A chosen entry closes the sheet; links do not close popovers by themselves.
    let chosen = move |event: ev::MouseEvent| {
        let is_link = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest("a").ok().flatten())
            .is_some();
        if is_link && let Some(sidebar) = sidebar.get_untracked() {
            // Refused on wide screens, where it is not open.
            let _ = sidebar.hide_popover();
        }
    };
    let to_content = move |event: ev::MouseEvent| {
        // A jump by hash would be a change of the page's URL.
        event.prevent_default();
        if let Some(main) = document().get_element_by_id("main")
            && let Ok(main) = main.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = main.focus();
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=to_content>
            {words::SKIP}
        </a>
        <div class="frame">
            <header class="topbar">
                <button
                    class="button"
                    type="button"
                    data-variant="ghost"
                    data-only="icon"
                    aria-label=words::NAVIGATION
                    popovertarget="sidebar"
                >
                    <Icon glyph=Glyph::MENU />
                </button>
                <Brand name logo=logo.clone() href=home.clone() />
            </header>
            <nav
                class="sidebar"
                id="sidebar"
                popover="auto"
                aria-label=words::MAIN
                node_ref=sidebar
                on:click=chosen
            >
                <Brand name logo href=home />
                {nav.run()}
                <div class="sidebar-end">{end.run()}</div>
            </nav>
            {children()}
        </div>
    }
    .into_any()
}

/// One entry of the navigation.
#[component]
pub fn NavItem(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Stands before the label.
    icon: Glyph,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// The page shown belongs to it.
    #[prop(into)]
    current: Signal<bool>,
) -> impl IntoView {
    view! {
        <li>
            <a class="nav-item" href=href aria-current=word(move || current.get().then_some("page"))>
                <Icon glyph=icon />
                <span>{label}</span>
            </a>
        </li>
    }
    .into_any()
}
