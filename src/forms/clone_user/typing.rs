//! The list as it is typed, pasted, or read from a file that is dropped or chosen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::addresses::{Address, Verdict, count, summary};
use crate::ui::{Button, TextArea, Variant};
use crate::words;

/// The field, which takes a file dropped on it, too.
pub(super) fn typing(
    text: RwSignal<String>,
    listed: Memo<Vec<Address>>,
    check: impl Fn() + Copy + 'static,
) -> AnyView {
    let is_over = RwSignal::new(false);
    let take = move |file: web_sys::File| {
        spawn_local(async move {
            if let Ok(read) = JsFuture::from(file.text()).await
                && let Some(read) = read.as_string()
            {
                text.try_update(|text| {
                    if !text.is_empty() && !text.ends_with('\n') {
                        text.push('\n');
                    }
                    text.push_str(&read);
                });
            }
        });
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take(file);
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let input: Option<web_sys::HtmlInputElement> =
            event.target().and_then(|target| target.dyn_into().ok());
        if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
            take(file);
        }
    };
    let nothing = Signal::derive(move || {
        let is_none = listed.with(|listed| count(listed, Verdict::Good) == 0);
        is_none.then(|| words::NO_GOOD_ADDRESS.to_owned())
    });
    view! {
        <div
            class="drop-zone"
            data-over=move || is_over.get().then_some("")
            on:dragover=move |event| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=dropped
        >
            <TextArea
                label=words::ADDRESSES
                value=text
                placeholder=words::ADDRESSES_EXAMPLE
                help=words::ADDRESSES_HELP.to_owned()
                on_input=move |typed: String| text.set(typed)
            />
            <label class="file-choice">
                <span>{words::CHOOSE_FILE}</span>
                <input type="file" accept=".txt,.csv,text/plain,text/csv" on:change=chosen />
            </label>
        </div>
        <p class="muted" role="status">
            {move || listed.with(|listed| if listed.is_empty() { String::new() } else { summary(listed) })}
        </p>
        <div class="cluster">
            <Button label=words::CHECK_ADDRESSES variant=Variant::Primary refusal=nothing on_click=check />
        </div>
    }
    .into_any()
}
