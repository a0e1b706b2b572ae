//! Trying an API key (row 31).

use bim_api::ApiKey;
use leptos::prelude::*;

use super::pasted_secret::{Outcome, PastedSecretForm, Says};
use crate::stores::ApiKeys;
use crate::ui::{Banner, Tone};
use crate::words;

const SAYS: Says = Says {
    label: words::API_KEY,
    name: "apikey",
    help: None,
    button: words::TEST_KEY,
    failed: words::TEST_FAILED,
};

/// The form.
#[component]
pub fn TestApiKeyForm() -> impl IntoView {
    let (keys, is_good) = (ApiKeys::expect(), RwSignal::new(false));
    let send = move |key: String| -> Outcome {
        Box::pin(async move {
            let works = keys.authenticate_api_key(ApiKey::new(key)).await?;
            is_good.try_set(works);
            Ok((!works).then_some(words::WRONG_KEY))
        })
    };
    view! {
        <PastedSecretForm says=SAYS send on_change=move || is_good.set(false)>
            <Show when=move || is_good.get()>
                <Banner
                    tone=Tone::Success
                    title=words::KEY_WORKS
                    detail=words::KEY_WORKS_DETAIL.to_owned()
                />
            </Show>
        </PastedSecretForm>
    }
}
