//! After an answer was lost: whether there is a new key is looked up, and said.

use bim_api::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::explain;
use crate::routes::Route;
use crate::stores::ApiKeys;
use crate::ui::{Banner, ButtonLink, Tone};
use crate::words;

/// Why an answer is missing, and what looking again found.
#[derive(Clone, Copy)]
pub(super) struct LostAnswer {
    keys: ApiKeys,
    found: RwSignal<Option<(ApiError, &'static str)>>,
}

impl LostAnswer {
    pub(super) fn new() -> Self {
        Self { keys: ApiKeys::expect(), found: RwSignal::new(None) }
    }

    /// Nothing was lost after all.
    pub(super) fn clear(self) {
        self.found.set(None);
    }

    /// Looks whether the call ran.
    pub(super) fn look(self, error: ApiError) {
        self.found.set(Some((error.clone(), words::KEY_UNKNOWN_LOOKING)));
        spawn_local(async move {
            let found = match self.keys.appeared().await {
                Some(new) if new.is_empty() => words::KEY_UNKNOWN_MISSING,
                Some(_) => words::KEY_UNKNOWN_THERE,
                None => words::KEY_UNKNOWN_STILL,
            };
            // The page may be left by now.
            self.found.try_set(Some((error, found)));
        });
    }

    /// What is known, above the form.
    pub(super) fn banner(self) -> impl IntoView {
        move || {
            self.found.get().map(|(error, says)| {
                let is_there = says == words::KEY_UNKNOWN_THERE;
                let reference = explain(&error).reference;
                let to_keys = move || {
                    is_there
                        .then(|| view! { <ButtonLink label=words::TO_KEYS href=Route::api_keys().href() /> })
                };
                view! {
                    <div class="page-notice">
                        <Banner
                            tone=Tone::Warning
                            title=words::KEY_UNKNOWN
                            detail=says.to_owned()
                            reference
                        >
                            {to_keys()}
                        </Banner>
                    </div>
                }
            })
        }
    }
}
