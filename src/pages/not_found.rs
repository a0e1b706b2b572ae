//! The page for an address that nothing has, or whose page is not offered here.

use leptos::prelude::*;

use crate::routes::Route;
use crate::ui::{ButtonLink, Empty, Glyph, Variant};
use crate::words;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    nothing(words::PAGE_NOT_FOUND, words::PAGE_NOT_FOUND_DETAIL)
}

/// The page in the place of one that the operator took out.
#[component]
pub fn NotOfferedPage() -> impl IntoView {
    nothing(words::PAGE_NOT_OFFERED, words::PAGE_NOT_OFFERED_DETAIL)
}

fn nothing(title: &'static str, detail: &'static str) -> impl IntoView {
    view! {
        <Empty icon=Glyph::SEARCH title detail whole_page=true>
            <ButtonLink label=words::TO_USERS href=Route::users().href() variant=Variant::Primary />
        </Empty>
    }
}
