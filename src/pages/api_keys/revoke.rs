//! Revoking a key: what will be lost first, then what was.

use bim_api::wire::key::ApiKeyInfo;
use bim_api::{ApiError, KeyId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{ErrorBanner, KeyFacts, key_name};
use crate::stores::{ApiKeys, Lifetime, Revoked, ToastKind, Toasts};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Dialog, Tone, Variant, focus_on};
use crate::words;

/// One try to revoke a key.
#[derive(Clone, Copy)]
pub(super) struct Revocation {
    store: ApiKeys,
    toasts: Toasts,
    is_pending: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
}

impl Revocation {
    pub(super) fn new() -> Self {
        Self {
            store: ApiKeys::expect(),
            toasts: Toasts::expect(),
            is_pending: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    pub(super) fn pending(self) -> Signal<bool> {
        self.is_pending.into()
    }

    pub(super) fn failure(self) -> Signal<Option<ApiError>> {
        self.failure.into()
    }

    /// Says how it went in a message, or why it did not in [`Self::failure`].
    pub(super) fn run(self, key: KeyId, on_done: impl FnOnce() + 'static) {
        let name = untrack(|| self.store.key(key)).map(|key| key_name(&key)).unwrap_or_default();
        self.failure.set(None);
        self.is_pending.set(true);
        spawn_local(async move {
            let outcome = self.store.delete_api_key(key).await;
            if let Ok(revoked) = &outcome {
                self.toasts.show(ToastKind::Success, says(&name, revoked));
            }
            // The page may be left by now.
            if self.is_pending.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(_) => on_done(),
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }
}

fn says(name: &str, revoked: &Revoked) -> String {
    let sessions = match revoked.sessions {
        None => words::REVOKED_UNKNOWN.to_owned(),
        Some(0) => words::REVOKED_NONE.to_owned(),
        Some(1) => words::REVOKED_ONE.to_owned(),
        Some(many) => [&grouped(many), " ", words::REVOKED_MANY].concat(),
    };
    [name, " ", words::REVOKED, " ", &sessions].concat()
}

/// Warns where the key may be the one that somebody signed in with.
pub(super) fn own_key_warning(key: &ApiKeyInfo) -> AnyView {
    if !Lifetime::expect().may_be_opened_with(key) {
        return ().into_any();
    }
    view! {
        <Banner tone=Tone::Warning title=words::OWN_KEY detail=words::OWN_KEY_DETAIL.to_owned() />
    }
    .into_any()
}

/// Asks before a key is revoked.
#[component]
pub(super) fn RevokeDialog(
    /// Which one; none while the dialog is closed.
    key: RwSignal<Option<KeyId>>,
) -> impl IntoView {
    let revocation = Revocation::new();
    let close = move || key.set(None);
    let what = move || {
        let key = key.get().and_then(|id| untrack(|| revocation.store.key(id)))?;
        let warning = own_key_warning(&key);
        Some(view! {
            <KeyFacts key />
            {warning}
        })
    };
    let revoke = move || {
        if let Some(id) = key.get_untracked() {
            revocation.run(id, move || {
                close();
                // The row is gone, and with it the button that opened this.
                focus_on("h1");
            });
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || key.with(Option::is_some))
            on_close=close
            title=words::REVOKE_TITLE
        >
            <div class="dialog-body">
                <p>{words::REVOKE_DETAIL}</p>
                {what}
                <ErrorBanner title=words::REVOKE_FAILED error=revocation.failure() />
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=close />
                <Button
                    label=words::REVOKE
                    variant=Variant::Danger
                    busy=revocation.pending()
                    on_click=revoke
                />
            </footer>
        </Dialog>
    }
}
