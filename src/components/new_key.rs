//! A new API key, the one time that it is shown: masked until asked, to copy, to try, as a command. It stands in this
//! part of the page alone and goes with it.

use bim_api::{ApiError, ApiKey};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ErrorBanner;
use crate::navigation::Navigator;
use crate::stores::ApiKeys;
use crate::ui::{Banner, Button, Glyph, Secret, Tone};
use crate::words;

/// What trying the key showed.
#[derive(Clone, Debug, PartialEq)]
enum Trial {
    NotYet,
    Good,
    Bad,
    Failed(ApiError),
}

/// The key.
#[component]
pub fn NewKey(
    /// The key itself.
    apikey: ApiKey,
    /// Somebody has it now: leaving loses nothing any more.
    #[prop(into)]
    is_stored: Signal<bool>,
    /// Trying it worked.
    #[prop(optional, into)]
    on_good: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let keys = ApiKeys::expect();
    let command = keys.command(&apikey);
    let value = apikey.expose().to_owned();
    let apikey = StoredValue::new(apikey);
    let (trial, is_trying) = (RwSignal::new(Trial::NotYet), RwSignal::new(false));
    Navigator::expect().guard_saying(Signal::derive(move || !is_stored.get()), words::LEAVE_KEY_DETAIL);
    let try_it = move || {
        is_trying.set(true);
        spawn_local(async move {
            let outcome = keys.authenticate_api_key(apikey.get_value()).await;
            // The page may be left by now.
            if is_trying.try_set(false).is_some() {
                return;
            }
            trial.set(match outcome {
                Ok(true) => Trial::Good,
                Ok(false) => Trial::Bad,
                Err(error) => Trial::Failed(error),
            });
            if trial.with_untracked(|trial| *trial == Trial::Good)
                && let Some(on_good) = on_good
            {
                on_good.run(());
            }
        });
    };
    let result = move || match trial.get() {
        Trial::NotYet => ().into_any(),
        Trial::Good => view! {
            <Banner tone=Tone::Success title=words::KEY_WORKS detail=words::KEY_WORKS_DETAIL.to_owned() />
        }
        .into_any(),
        Trial::Bad => view! { <Banner tone=Tone::Danger title=words::KEY_REFUSED /> }.into_any(),
        Trial::Failed(error) => {
            view! { <ErrorBanner title=words::TEST_FAILED error=Some(error) /> }.into_any()
        }
    };
    view! {
        <p class="muted">{words::NEW_KEY_ONCE}</p>
        <Secret label=words::API_KEY value=Signal::stored(value) />
        <div class="stack">
            <p class="muted">{words::NEW_KEY_CURL}</p>
            <Secret label=words::COMMAND value=Signal::stored(command) />
        </div>
        <div class="cluster">
            <Button label=words::TEST_KEY icon=Glyph::CHECK_CIRCLE busy=is_trying on_click=try_it />
        </div>
        {result}
    }
}
