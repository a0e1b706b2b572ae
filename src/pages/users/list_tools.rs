//! What stands beside the list's search: selecting from a list, saved views, the list as a file, and the review of what it
//! is narrowed to.

use bim_api::ApiError;
use bim_api::endpoints::SearchUsers;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list_dialogs::ListDialogs;
use crate::components::explain;
use crate::config::Config;
use crate::navigation::Navigator;
use crate::routes::{Narrowed, ReviewOf, ReviewView};
use crate::stores::{Groups, Session, ToastKind, Toasts};
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
    let session = Session::expect();
    let is_offered = Config::expect().offers(&ReviewView::default().route());
    let narrowed = Memo::new(move |_| {
        dialogs.view.with(Narrowed::of).filter(|_| is_offered && session.may::<SearchUsers>())
    });
    let open = opener();
    let review = move || {
        narrowed.get().map(|narrowed| {
            let go = move || open(narrowed.clone());
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

/// Opens the review. A group's name is looked up first, since a review is about one group.
fn opener() -> impl Fn(Narrowed) + Copy + 'static {
    let (navigator, groups, toasts) = (Navigator::expect(), Groups::expect(), Toasts::expect());
    let found = move |found: Result<Vec<_>, ApiError>| match found {
        Ok(ids) => match ids[..] {
            [id] => navigator.go(&ReviewOf::Group(id).route()),
            [] => toasts.show(ToastKind::Info, words::REVIEW_NO_GROUP),
            _ => {
                toasts.show(ToastKind::Info, words::REVIEW_SEVERAL_GROUPS);
                navigator.go(&ReviewView::default().route());
            }
        },
        Err(error) => toasts.show(ToastKind::Danger, explain(&error).detail),
    };
    move |narrowed| match narrowed {
        Narrowed::To(of) => navigator.go(&of.route()),
        Narrowed::ToGroup(name) => spawn_local(async move { found(groups.named(&name).await) }),
    }
}
