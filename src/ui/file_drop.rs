//! Where a file can be dropped, or chosen.
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::File;

/// A place that takes a file, around what else stands there.
#[component]
pub fn FileDrop(
    /// What choosing says.
    label: &'static str,
    /// Which files are offered.
    accept: &'static str,
    /// Takes the file.
    #[prop(into)]
    on_file: UnsyncCallback<(File,)>,
    /// What stands above the choice.
    children: Children,
) -> impl IntoView {
    let is_over = RwSignal::new(false);
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            on_file.run((file,));
        }
    };
    let chosen = move |event: ev::Event| {
        let input: Option<web_sys::HtmlInputElement> =
            event.target().and_then(|target| target.dyn_into().ok());
        if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
            on_file.run((file,));
        }
    };
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
            {children()}
            <label class="file-choice">
                <span>{label}</span>
                <input type="file" accept=accept on:change=chosen />
            </label>
        </div>
    }
    .into_any()
}
