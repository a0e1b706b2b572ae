//! Finding people while a name is typed.

use std::time::Duration;

use bim_api::ApiError;
use leptos::prelude::*;

use crate::components::{ErrorBanner, PersonChoices};
use crate::stores::{Found, Latest, PeopleFinder, Suggested};
use crate::ui::SearchField;
use crate::words;

/// How long typing must rest before it is searched for.
const DEBOUNCE: Duration = Duration::from_millis(150);

/// The field and the people it finds.
#[component]
pub(super) fn SearchMembersField(
    /// Who is chosen.
    chosen: RwSignal<Vec<Found>>,
) -> impl IntoView {
    let finder = PeopleFinder::expect();
    let (typed, people) = (RwSignal::new(String::new()), RwSignal::new(None::<Suggested>));
    let failure = RwSignal::new(None::<ApiError>);
    let (searching, waiting) = (Latest::default(), StoredValue::new(None::<TimeoutHandle>));
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(move || {
        stop();
        searching.stop();
    });
    let search = move || {
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if text.is_empty() {
            searching.stop();
            people.set(None);
            return;
        }
        searching.run(async move {
            match finder.find(&text).await {
                Ok(found) => {
                    failure.set(None);
                    people.set(Some(found));
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let input = move |text: String| {
        typed.set(text);
        stop();
        waiting.set_value(set_timeout_with_handle(search, DEBOUNCE).ok());
    };
    let count = move || {
        people.with(|found| {
            let Some(Suggested { people, has_more }) = found else {
                return words::FIND_PEOPLE_HELP.to_owned();
            };
            if people.is_empty() {
                return words::NO_MATCH.to_owned();
            }
            let says = if *has_more { words::FOUND_FIRST } else { words::FOUND };
            [&people.len().to_string(), " ", says].concat()
        })
    };
    let found = Signal::derive(move || people.get().unwrap_or_default().people);
    let has_people = move || found.with(|found| !found.is_empty());
    view! {
        <div class="stack">
            <SearchField label=words::SEARCH_PEOPLE value=typed on_input=input autofocus=true />
            <ErrorBanner title=words::SEARCH_FAILED error=failure on_retry=search />
            <p class="muted" role="status">{count}</p>
            <Show when=has_people>
                <PersonChoices
                    label=words::FOUND_PEOPLE
                    people=found
                    chosen
                />
            </Show>
        </div>
    }
}
