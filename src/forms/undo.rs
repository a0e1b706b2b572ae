//! Taking a write back: what is there now is read first, then said part by part, then put back to what it was.

use bim_api::ApiError;
use leptos::prelude::*;

use super::dialog_form::DialogForm;
use super::shell::Submission;
use crate::components::{ErrorBanner, ToldChange, field_label};
use crate::stores::{Entry, Journal, Latest, ToastKind, Toasts, Undo, UndoPart, UndoPlan, UndoStanding};
use crate::ui::{Badge, Banner, Button, Dialog, SkeletonFacts, Tone, Variant};
use crate::words;

/// What reading showed: a plan, or that it may not be read.
type Read = Result<Option<UndoPlan>, ApiError>;

/// The dialog.
#[component]
pub fn UndoDialog(
    /// Which write; none while the dialog is closed.
    id: RwSignal<Option<u32>>,
) -> impl IntoView {
    let (journal, undo, toasts) = (Journal::expect(), Undo::expect(), Toasts::expect());
    let (read, reading) = (RwSignal::new(None::<Read>), Latest::default());
    let submission = RwSignal::new(Submission::new());
    let entry = move || -> Option<std::sync::Arc<Entry>> {
        let id = id.get_untracked()?;
        journal.entries().with_untracked(|entries| entries.iter().find(|entry| entry.id == id).cloned())
    };
    let look = move || {
        let Some(entry) = entry() else { return };
        read.set(None);
        reading.run(async move {
            let plan = undo.plan(&entry.change, words::DISABLED).await;
            read.try_set(Some(plan));
        });
    };
    Effect::new(move |_| match id.get() {
        Some(_) => {
            submission.set(Submission::new());
            look();
        }
        None => reading.stop(),
    });
    let close = move || id.set(None);
    let submit = move |plan: UndoPlan| {
        let (Some(inverse), Some(undone)) = (plan.inverse, id.get_untracked()) else { return };
        submission.get_untracked().run(Ok(inverse), &[], move |inverse| async move {
            undo.run(inverse).await?;
            journal.note_undone(undone);
            toasts.show(ToastKind::Success, words::DONE_UNDO);
            id.try_set(None);
            Ok(())
        });
    };
    let content = move || match read.get() {
        None => waiting(close).into_any(),
        Some(Err(error)) => unread(error, look, close).into_any(),
        Some(Ok(None)) => nothing(words::UNDO_NOTHING, words::UNDO_CLOSED, &[], close).into_any(),
        Some(Ok(Some(plan))) if plan.inverse.is_none() => {
            nothing(words::UNDO_NOTHING, words::UNDO_NOTHING_DETAIL, &plan.parts, close).into_any()
        }
        Some(Ok(Some(plan))) => {
            let told = entry().map(|entry| ToldChange::of(&entry.change));
            let told = told.map(|told| [told.what, " \u{b7} ", &told.whom].concat()).unwrap_or_default();
            let rows = parts(&plan.parts);
            let plan = StoredValue::new(plan);
            view! {
                <DialogForm
                    failed=words::UNDO_FAILED
                    submission=submission.get_untracked()
                    label=words::UNDO
                    variant=Variant::Primary
                    on_submit=move || submit(plan.get_value())
                    on_close=close
                >
                    <p>
                        <strong dir="auto">{told}</strong>
                    </p>
                    <p>{words::UNDO_DETAIL}</p>
                    {rows}
                </DialogForm>
            }
            .into_any()
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || id.with(Option::is_some))
            on_close=close
            title=words::UNDO_TITLE
        >
            {content}
        </Dialog>
    }
}

fn waiting(close: impl Fn() + Copy + 'static) -> impl IntoView {
    view! {
        <div class="dialog-body">
            <p class="visually-hidden" role="status">{words::UNDO_LOOKING}</p>
            <SkeletonFacts rows=2 />
        </div>
        <footer class="dialog-footer">
            <Button label=words::CANCEL on_click=close />
        </footer>
    }
}

fn unread(
    error: ApiError,
    look: impl Fn() + Copy + 'static,
    close: impl Fn() + Copy + 'static,
) -> impl IntoView {
    view! {
        <div class="dialog-body">
            <ErrorBanner title=words::UNDO_UNREAD error=Some(error) on_retry=look />
        </div>
        <footer class="dialog-footer">
            <Button label=words::CANCEL on_click=close />
        </footer>
    }
}

fn nothing(
    title: &'static str,
    detail: &'static str,
    left: &[UndoPart],
    close: impl Fn() + Copy + 'static,
) -> impl IntoView {
    view! {
        <div class="dialog-body">
            <Banner tone=Tone::Info title detail=detail.to_owned() />
            {parts(left)}
        </div>
        <footer class="dialog-footer">
            <Button label=words::CLOSE on_click=close />
        </footer>
    }
}

/// What becomes of each part.
fn parts(parts: &[UndoPart]) -> impl IntoView + use<> {
    let row = |part: &UndoPart| {
        let note = match &part.standing {
            UndoStanding::Ready => None,
            UndoStanding::AlreadySo => Some((words::ALREADY_SO.to_owned(), Tone::Neutral)),
            UndoStanding::ChangedSince(None) => {
                Some((words::CHANGED_SINCE_NOTHING.to_owned(), Tone::Warning))
            }
            UndoStanding::ChangedSince(Some(now)) => {
                Some(([words::CHANGED_SINCE, " ", now].concat(), Tone::Warning))
            }
        };
        let note = note.map(|(label, tone)| view! { <Badge label tone /> });
        view! {
            <li>
                <span dir="auto">{says(part)}</span>
                {note}
            </li>
        }
    };
    let rows = parts.iter().map(row).collect_view();
    view! { <ul class="step-list">{rows}</ul> }
}

/// What putting a part back does.
fn says(part: &UndoPart) -> String {
    match (&part.from, &part.to) {
        (Some(there), None) if *there == part.what => ["\u{2212} ", there].concat(),
        (None, Some(there)) if *there == part.what => ["+ ", there].concat(),
        (from, to) => {
            let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "\u{2013}".to_owned());
            [&field_label(&part.what), ": ", &or_none(from), " \u{2192} ", &or_none(to)].concat()
        }
    }
}
