//! The list as it is typed, pasted, or read from a file that is dropped or chosen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::addresses::{Address, Verdict, count, summary};
use crate::ui::{Button, FileDrop, TextArea, Variant};
use crate::words;

/// The field, which takes a file dropped on it, too.
pub(super) fn typing(
    text: RwSignal<String>,
    listed: Memo<Vec<Address>>,
    check: impl Fn() + Copy + 'static,
) -> AnyView {
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
    let nothing = Signal::derive(move || {
        let is_none = listed.with(|listed| count(listed, Verdict::Good) == 0);
        is_none.then(|| words::NO_GOOD_ADDRESS.to_owned())
    });
    view! {
        <FileDrop label=words::CHOOSE_FILE accept=".txt,.csv,text/plain,text/csv" on_file=take>
            <TextArea
                label=words::ADDRESSES
                value=text
                placeholder=words::ADDRESSES_EXAMPLE
                help=words::ADDRESSES_HELP.to_owned()
                on_input=move |typed: String| text.set(typed)
            />
        </FileDrop>
        <p class="muted" role="status">
            {move || listed.with(|listed| if listed.is_empty() { String::new() } else { summary(listed) })}
        </p>
        <div class="cluster">
            <Button label=words::CHECK_ADDRESSES variant=Variant::Primary refusal=nothing on_click=check />
        </div>
    }
    .into_any()
}
