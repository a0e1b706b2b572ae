//! The search of a list whose state stands in the URL: it is asked once typing rests.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::SearchField;

/// How long typing must rest before it is searched for.
const DEBOUNCE: Duration = Duration::from_millis(120);

/// The field that searches while it is typed in.
#[component]
pub fn ListSearch(
    /// Its accessible name, and what stands in it while it is empty.
    label: &'static str,
    /// What the URL says is searched for.
    #[prop(into)]
    q: Signal<String>,
    /// Takes what is to be searched for, trimmed.
    #[prop(into)]
    on_search: UnsyncCallback<(String,)>,
) -> impl IntoView {
    let typed = RwSignal::new(q.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(stop);
    // Back, Forward and "Clear" change the URL from elsewhere; a change of something else in it is none to this field.
    let given = Memo::new(move |_| q.get());
    Effect::new(move |_| {
        let q = given.get();
        if typed.with_untracked(|typed| typed.trim() != q) {
            typed.set(q);
        }
    });
    let search_now = move || {
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if q.with_untracked(|q| *q != text) {
            on_search.run((text,));
        }
    };
    let input = move |text: String| {
        typed.set(text);
        stop();
        waiting.set_value(set_timeout_with_handle(search_now, DEBOUNCE).ok());
    };
    view! { <SearchField label value=typed on_input=input shortcut=true /> }
}
