//! What stands beside the list's search: selecting from a list, saved views, and the list as a file.

use bim_api::endpoints::SearchUsers;
use leptos::prelude::*;

use crate::forms::{ExportUsersForm, SavedViewsForm, SelectPeopleForm};
use crate::navigation::Navigator;
use crate::routes::{ReviewOf, UsersView};
use crate::stores::Session;
use crate::ui::{Button, Dialog, Glyph, Variant};
use crate::words;

/// The buttons and their dialogs.
#[component]
pub(super) fn ListTools(
    /// The list on screen.
    view: Signal<UsersView>,
) -> impl IntoView {
    let (is_selecting, is_saving) = (RwSignal::new(false), RwSignal::new(false));
    let is_exporting = RwSignal::new(false);
    let tool = |label: &'static str, icon: Glyph, opens: RwSignal<bool>| {
        view! { <Button label icon icon_only=true variant=Variant::Ghost on_click=move || opens.set(true) /> }
    };
    let (navigator, session) = (Navigator::expect(), Session::expect());
    let reviewed = Memo::new(move |_| {
        view.with(ReviewOf::of_list).filter(|_| session.may::<SearchUsers>()).map(|of| of.route())
    });
    let review = move || {
        reviewed.get().map(|route| {
            let go = move || navigator.go(&route);
            let (label, icon) = (words::REVIEW_ACCESS, Glyph::SHIELD);
            view! { <Button label icon icon_only=true variant=Variant::Ghost on_click=go /> }
        })
    };
    view! {
        {tool(words::SELECT_FROM_LIST, Glyph::CHECKLIST, is_selecting)}
        {tool(words::SAVED_VIEWS, Glyph::BOOKMARK, is_saving)}
        {tool(words::EXPORT_CSV, Glyph::DOWNLOAD, is_exporting)}
        {review}
        <Dialog open=is_selecting on_close=move || is_selecting.set(false) title=words::SELECT_FROM_LIST>
            <SelectPeopleForm on_close=move || is_selecting.set(false) />
        </Dialog>
        <Dialog open=is_exporting on_close=move || is_exporting.set(false) title=words::EXPORT_CSV>
            <ExportUsersForm view on_close=move || is_exporting.set(false) />
        </Dialog>
        <Dialog open=is_saving on_close=move || is_saving.set(false) title=words::SAVED_VIEWS>
            <SavedViewsForm view on_close=move || is_saving.set(false) />
        </Dialog>
    }
}
