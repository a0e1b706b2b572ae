//! Whether another build than the one that runs here was installed meanwhile. It is looked for when the tab is seen
//! again, and now and then; nothing is done about it but to say so.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{installed_build, own_build};

/// How often a tab looks that is in sight.
const EVERY: Duration = Duration::from_secs(300);

/// Handle of it.
#[derive(Clone, Copy)]
pub struct Upgrade {
    installed: RwSignal<Option<String>>,
    declined: RwSignal<Option<String>>,
}

impl Upgrade {
    /// Starts to look, as long as the view that asks for it stands.
    pub fn watch() -> Self {
        let upgrade = Self { installed: RwSignal::new(None), declined: RwSignal::new(None) };
        let Some(own) = own_build() else { return upgrade };
        let look = move || {
            let own = own.clone();
            if !document().hidden() {
                spawn_local(async move {
                    let other = installed_build().await.filter(|build| *build != own);
                    // The view may be gone.
                    upgrade.installed.try_set(other);
                });
            }
        };
        let seen = look.clone();
        let listener = window_event_listener_untyped("visibilitychange", move |_| seen());
        on_cleanup(move || listener.remove());
        if let Ok(ticking) = set_interval_with_handle(look, EVERY) {
            on_cleanup(move || ticking.clear());
        }
        upgrade
    }

    /// Whether there is a build that nobody has declined here.
    pub fn is_offered(self) -> bool {
        self.installed.with(|installed| installed.is_some() && self.declined.with(|no| no != installed))
    }

    /// Says no more of this build.
    pub fn decline(self) {
        self.declined.set(self.installed.get_untracked());
    }
}
