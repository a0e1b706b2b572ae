//! What stands beside the list's search: selecting from a list, saved views, and the list as a file.

use leptos::prelude::*;

use super::list_dialogs::ListDialogs;
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
    view! {
        {tool(words::SELECT_FROM_LIST, Glyph::CHECKLIST, dialogs.is_selecting)}
        {tool(words::SAVED_VIEWS, Glyph::BOOKMARK, dialogs.is_saving)}
        {tool(words::EXPORT_CSV, Glyph::DOWNLOAD, dialogs.is_exporting)}
    }
}
