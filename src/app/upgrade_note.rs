//! Says that a newer build was installed. Reloading is the person's to choose, and what was typed is asked for before.

use leptos::prelude::*;

use crate::navigation::Navigator;
use crate::stores::Upgrade;
use crate::ui::{Button, Dialog, Toast, Tone, Variant};
use crate::words;

/// The note; nothing while there is nothing to say.
#[component]
pub(super) fn UpgradeNote() -> impl IntoView {
    let (upgrade, navigator) = (Upgrade::watch(), Navigator::expect());
    let is_offered = Memo::new(move |_| upgrade.is_offered());
    let is_asking = RwSignal::new(false);
    let reload = move || {
        navigator.give_up();
        // A browser that refuses to reload has its own button for it.
        let _ = window().location().reload();
    };
    let press = move || match navigator.has_unsaved() {
        true => is_asking.set(true),
        false => reload(),
    };
    let dismiss = move || {
        // The toast also goes when its button is pressed: whoever stays has not declined.
        if !is_asking.get_untracked() {
            upgrade.decline();
        }
    };
    view! {
        <section class="toasts" data-place="top" role="status" aria-label=words::UPGRADE>
            {move || {
                is_offered
                    .get()
                    .then(|| {
                        view! {
                            <Toast
                                tone=Tone::Info
                                text=words::UPGRADED
                                action=words::RELOAD
                                on_action=press
                                on_dismiss=dismiss
                            />
                        }
                    })
            }}
        </section>
        <Dialog open=is_asking on_close=move || is_asking.set(false) title=words::LEAVE_TITLE>
            <div class="dialog-body">
                <p>{move || navigator.would_lose().unwrap_or(words::LEAVE_DETAIL)}</p>
            </div>
            <footer class="dialog-footer">
                <Button label=words::STAY on_click=move || is_asking.set(false) />
                <Button label=words::RELOAD variant=Variant::Danger on_click=reload />
            </footer>
        </Dialog>
    }
}
