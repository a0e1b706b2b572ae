//! The signed-in person's API keys: the list, a new one, one in the place of another.

mod list;
mod new;
mod revoke;
mod rotate;
mod test;
mod unknown;

pub use list::ApiKeysPage;
pub use new::NewApiKeyPage;
pub use rotate::RotateApiKeyPage;

use leptos::prelude::*;

use crate::routes::Route;
use crate::ui::{Glyph, Icon};
use crate::words;

/// Where these pages came from.
pub(super) fn crumb() -> AnyView {
    view! {
        <nav class="crumbs" aria-label=words::API_KEYS>
            <a href=Route::api_keys().href()>
                <Icon glyph=Glyph::CHEVRON_LEFT mirror=true />
                {words::API_KEYS}
            </a>
        </nav>
    }
    .into_any()
}
