//! Light, dark, or as the system has it. The choice stands in localStorage under `theme`, and on
//! `<html data-theme>`, which the boot script sets before the first paint.
use leptos::prelude::*;

use super::segmented::{Segment, Segmented};
use super::{Glyph, Icon, dynamic::word, words};

const KEY: &str = "theme";
const SYSTEM: &str = "system";
const SEGMENTS: &[Segment] = &[
    Segment { value: SYSTEM, label: words::SYSTEM, icon: Some(Glyph::MONITOR) },
    Segment { value: "light", label: words::LIGHT, icon: Some(Glyph::SUN) },
    Segment { value: "dark", label: words::DARK, icon: Some(Glyph::MOON) },
];

/// The switch between system, light and dark.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(stored());
    let change = move |chosen: &'static str| {
        theme.set(chosen);
        apply(chosen);
    };
    view! { <Segmented label=words::THEME segments=SEGMENTS value=theme on_change=change /> }
}

/// The same inside a [`Menu`](super::Menu), whose children must be items.
#[component]
pub fn ThemeItems() -> impl IntoView {
    let theme = RwSignal::new(stored());
    view! {
        <div class="menu-choice" role="group" aria-label=words::THEME>
            <span>{words::THEME}</span>
            <span class="segmented" data-only="icon">
                {SEGMENTS
                    .iter()
                    .map(|&Segment { value, label, icon }| {
                        view! {
                            <button
                                type="button"
                                role="menuitemradio"
                                tabindex="-1"
                                title=label
                                aria-label=label
                                aria-checked=word(move || {
                                    Some(if theme.get() == value { "true" } else { "false" })
                                })
                                on:click=move |_| {
                                    theme.set(value);
                                    apply(value);
                                }
                            >
                                {icon.map(|glyph| view! { <Icon glyph /> })}
                            </button>
                        }
                    })
                    .collect_view()}
            </span>
        </div>
    }
    .into_any()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored() -> &'static str {
    let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    SEGMENTS
        .iter()
        .map(|segment| segment.value)
        .find(|value| kept.as_deref() == Some(*value))
        .unwrap_or(SYSTEM)
}

/// Where storage is refused the choice holds until the page is left.
fn apply(theme: &str) {
    let Some(root) = document().document_element() else { return };
    if theme == SYSTEM {
        let _ = root.remove_attribute("data-theme");
        let _ = storage().map(|storage| storage.remove_item(KEY));
    } else {
        let _ = root.set_attribute("data-theme", theme);
        let _ = storage().map(|storage| storage.set_item(KEY, theme));
    }
}
