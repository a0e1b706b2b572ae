//! What stands beside the list's search: selecting from a list, saved views, and the list as a file.

use bim_api::endpoints::SearchUsers;
use leptos::prelude::*;

use super::list_dialogs::ListDialogs;
use crate::navigation::Navigator;
use crate::routes::ReviewOf;
use crate::stores::Session;
use crate::ui::{Button, Glyph, Variant};
use crate::words;

/// The buttons.
#[component]
pub(super) fn ListTools(
    /// What they open.
    dialogs: ListDialogs,
) -> impl IntoView {
    let tool = |label: &'static str, icon: Glyph, opens: RwSignal<bool>| {
        view! { <Button label icon icon_only=true variant=Variant::Ghost on_click=move || opens.set(true) /> }
    };
    let (navigator, session) = (Navigator::expect(), Session::expect());
    let reviewed = Memo::new(move |_| {
        dialogs.view.with(ReviewOf::of_list).filter(|_| session.may::<SearchUsers>()).map(|of| of.route())
    });
    let review = move || {
        reviewed.get().map(|route| {
            let go = move || navigator.go(&route);
            let (label, icon) = (words::REVIEW_ACCESS, Glyph::SHIELD);
            view! { <Button label icon icon_only=true variant=Variant::Ghost on_click=go /> }
        })
    };
    view! {
        {tool(words::SELECT_FROM_LIST, Glyph::CHECKLIST, dialogs.is_selecting)}
        {tool(words::SAVED_VIEWS, Glyph::BOOKMARK, dialogs.is_saving)}
        {tool(words::EXPORT_CSV, Glyph::DOWNLOAD, dialogs.is_exporting)}
        {review}
    }
}
