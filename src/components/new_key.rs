//! A new API key, the one time that it is shown: masked until asked, to copy, to try, as a command. It stands in this
//! part of the page alone and goes with it.

use bim_api::{ApiError, ApiKey};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ErrorBanner;
use crate::navigation::Navigator;
use crate::stores::ApiKeys;
use crate::ui::{Banner, Button, Glyph, Secret, SecretInside, Tone, Variant};
use crate::words;

/// Stands for the key in the command until the key is revealed.
const MASK: &str = "\u{2022}\u{2022}\u{2022}\u{2022}\u{2022}\u{2022}\u{2022}\u{2022}";

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
    /// Somebody has it now.
    #[prop(into)]
    on_stored: UnsyncCallback<()>,
) -> impl IntoView {
    let keys = ApiKeys::expect();
    let (command, masked) = (keys.command(&apikey), keys.command(&ApiKey::new(MASK)));
    let is_shown = RwSignal::new(false);
    let value = apikey.expose().to_owned();
    let apikey = StoredValue::new(apikey);
    let (trial, is_trying) = (RwSignal::new(Trial::NotYet), RwSignal::new(false));
    let is_stored = RwSignal::new(false);
    Navigator::expect().guard_saying(Signal::derive(move || !is_stored.get()), words::LEAVE_KEY_DETAIL);
    let stored = move || {
        // Leaving loses nothing any more.
        is_stored.set(true);
        on_stored.run(());
    };
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
        <Secret label=words::API_KEY value=Signal::stored(value) is_shown />
        <div class="stack">
            <p class="muted">{words::NEW_KEY_CURL}</p>
            <SecretInside
                label=words::COMMAND
                value=command
                masked
                is_shown
                copy=words::COPY_COMMAND
            />
        </div>
        {result}
        <div class="cluster">
            <Button label=words::STORED_KEY variant=Variant::Primary on_click=stored />
            <Button label=words::TEST_KEY icon=Glyph::CHECK_CIRCLE busy=is_trying on_click=try_it />
        </div>
    }
}
