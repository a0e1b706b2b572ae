//! Copies a value and says that it did.
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{
    Button, Glyph, Size, Variant,
    dynamic::{optional, part},
    words,
};

/// A button that copies what `value` gives at the moment of the press.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    value: Signal<String>,
    /// What the button says; by default "Copy".
    #[prop(default = words::COPY.to_string(), into)]
    label: String,
    /// How much it weighs.
    #[prop(default = Variant::Ghost)]
    variant: Variant,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
) -> impl IntoView {
    let outcome = RwSignal::new(None::<bool>);
    let press = move || {
        spawn_local(async move {
            let is_copied = copy(&value.get_untracked()).await.is_ok();
            outcome.try_set(Some(is_copied));
            set_timeout(
                move || {
                    outcome.try_set(None);
                },
                std::time::Duration::from_secs(3),
            );
        });
    };
    let glyph = move || if outcome.get() == Some(true) { Glyph::CHECK } else { Glyph::COPY };
    let says = move || match outcome.get() {
        None => label.clone(),
        Some(true) => words::COPIED.to_string(),
        Some(false) => words::COPY_FAILED.to_string(),
    };
    let says = Signal::derive(says);
    view! {
        {part(move || {
            view! { <Button label=says icon=glyph() variant size=Size::Small icon_only on_click=press /> }
                .into_any()
        })}
        <span class="visually-hidden" role="status">
            {optional(move || outcome.get().map(|_| says.get().into_any()))}
        </span>
    }
    .into_any()
}

/// The clipboard where the page may use it (a secure origin), else the old way over a selection.
async fn copy(text: &str) -> Result<(), JsValue> {
    let navigator = window().navigator();
    if js_sys::Reflect::has(&navigator, &"clipboard".into())? {
        let written = JsFuture::from(navigator.clipboard().write_text(text)).await;
        if written.is_ok() {
            return Ok(());
        }
    }
    let page: web_sys::HtmlDocument = document().unchecked_into();
    let holder: web_sys::HtmlTextAreaElement = page.create_element("textarea")?.unchecked_into();
    holder.set_value(text);
    holder.set_class_name("visually-hidden");
    // Inside an open dialog, since everything else cannot be selected then.
    let host = page.active_element().and_then(|element| element.closest("dialog").ok().flatten());
    match host {
        Some(dialog) => dialog.append_child(&holder)?,
        None => page.body().ok_or(JsValue::NULL)?.append_child(&holder)?,
    };
    let before = page.active_element();
    holder.select();
    let is_copied = page.exec_command("copy").unwrap_or(false);
    holder.remove();
    if let Some(before) = before.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = before.focus();
    }
    if is_copied { Ok(()) } else { Err(JsValue::NULL) }
}
