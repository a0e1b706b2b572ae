//! What the list of people opens over itself. In the release build its code comes with that of the other pages
//! (docs/adr/0008-code-splitting.md), after the rows.

use bim_api::wire::user::UserHit;
use leptos::prelude::*;

use crate::forms::{BulkDialog, BulkKind, ExportUsersForm, SavedViewsForm, SelectPeopleForm};
use crate::routes::UsersView;
use crate::stores::Selection;
use crate::ui::Dialog;
use crate::words;

/// Which of them is open.
#[derive(Clone, Copy)]
pub struct ListDialogs {
    pub(super) view: Signal<UsersView>,
    pub(super) is_selecting: RwSignal<bool>,
    pub(super) is_saving: RwSignal<bool>,
    pub(super) is_exporting: RwSignal<bool>,
    pub(super) changing: RwSignal<Option<BulkKind>>,
}

/// Draws them.
pub type DrawDialogs = fn(ListDialogs) -> AnyView;

/// What draws them, as soon as its code is there.
#[derive(Clone, Copy)]
pub struct DrawListDialogs {
    /// What does.
    pub draw: Signal<Option<DrawDialogs>>,
    /// Whether its code could not be loaded.
    pub is_missing: Signal<bool>,
    /// Loads it, once more if it could not be.
    pub fetch: Callback<()>,
}

impl ListDialogs {
    pub(super) fn new(view: Signal<UsersView>) -> Self {
        Self {
            view,
            is_selecting: RwSignal::new(false),
            is_saving: RwSignal::new(false),
            is_exporting: RwSignal::new(false),
            changing: RwSignal::new(None),
        }
    }

    /// Whether one of them is open, or will be when its code is there.
    pub(super) fn is_one_open(self) -> bool {
        let Self { view: _, is_selecting, is_saving, is_exporting, changing } = self;
        // Each is read, so that whoever asks is told of each.
        let open = [is_selecting.get(), is_saving.get(), is_exporting.get(), changing.get().is_some()];
        open.contains(&true)
    }

    /// Closes whichever is open; whether one was.
    pub(super) fn close(self) -> bool {
        let was_open = untrack(|| self.is_one_open());
        if was_open {
            for is_open in [self.is_selecting, self.is_saving, self.is_exporting] {
                is_open.set(false);
            }
            self.changing.set(None);
        }
        was_open
    }

    /// Draws them; whoever knows [`DrawListDialogs`] leads here, so that the list itself does not.
    pub fn draw(self) -> AnyView {
        let selection = Selection::<UserHit>::expect();
        let Self { view, is_selecting, is_saving, is_exporting, changing } = self;
        view! {
            <Dialog
                open=is_selecting
                on_close=move || is_selecting.set(false)
                title=words::SELECT_FROM_LIST
            >
                <SelectPeopleForm on_close=move || is_selecting.set(false) />
            </Dialog>
            <Dialog open=is_exporting on_close=move || is_exporting.set(false) title=words::EXPORT_CSV>
                <ExportUsersForm view on_close=move || is_exporting.set(false) />
            </Dialog>
            <Dialog open=is_saving on_close=move || is_saving.set(false) title=words::SAVED_VIEWS>
                <SavedViewsForm view on_close=move || is_saving.set(false) />
            </Dialog>
            <BulkDialog kind=changing selection />
        }
        .into_any()
    }
}
