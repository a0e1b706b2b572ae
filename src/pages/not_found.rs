//! The page for an address that nothing has.

use leptos::prelude::*;

use crate::routes::Route;
use crate::ui::{ButtonLink, Empty, Glyph, Variant};
use crate::words;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <Empty icon=Glyph::SEARCH title=words::PAGE_NOT_FOUND detail=words::PAGE_NOT_FOUND_DETAIL whole_page=true>
            <ButtonLink label=words::TO_USERS href=Route::users().href() variant=Variant::Primary />
        </Empty>
    }
}
