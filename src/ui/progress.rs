//! How far long work is, with its counts.
use leptos::prelude::*;

use super::{dynamic::text, ids};

/// A progress bar with its label and, beside it, the counts in words.
#[component]
pub fn Progress(
    /// What is under way.
    #[prop(into)]
    label: Signal<String>,
    /// How much is done.
    #[prop(into)]
    done: Signal<u64>,
    /// How much there is; unknown, it only says that work goes on.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// The counts in words: "1,204 of 12,431".
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
) -> impl IntoView {
    let id = ids::fresh();
    view! {
        <div class="progress">
            <div>
                <label for=id.clone()>{label}</label>
                <span class="muted">{detail}</span>
            </div>
            <progress
                id=id
                max=text(move || Some(total.get().unwrap_or(1).to_string()))
                value=text(move || total.get().map(|_| done.get().to_string()))
            ></progress>
        </div>
    }
    .into_any()
}
