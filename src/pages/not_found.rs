//! The page for an address that nothing has.

use leptos::prelude::*;

use crate::routes::Route;
use crate::ui::{ButtonLink, Empty, Glyph, Variant};
use crate::words;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::PAGE_NOT_FOUND}</h1>
            </div>
        </header>
        <Empty icon=Glyph::SEARCH title=words::PAGE_NOT_FOUND detail=words::PAGE_NOT_FOUND_DETAIL>
            <ButtonLink label=words::TO_USERS href=Route::users().href() variant=Variant::Primary />
        </Empty>
    }
}
