//! One write in full: who, when, each part before and after, the call, and the call as a command.

use leptos::prelude::*;

use crate::components::{ToldChange, change_table, explain, sent_at, told_actor, told_outcome};
use crate::stores::{Entry, Journal, WriteOutcome};
use crate::ui::{Badge, Banner, Button, Dialog, Fact, FactList, Glyph, RelativeTime, Snippet, Tone};
use crate::words;

/// Why a write cannot be taken back, where it cannot.
pub(super) fn undo_refusal(entry: &Entry) -> Option<&'static str> {
    match entry.outcome {
        _ if entry.can_be_undone() => None,
        _ if !entry.change.has_inverse() => Some(words::NO_INVERSE),
        WriteOutcome::Done(_) => Some(words::WAS_UNDONE),
        WriteOutcome::UnderWay | WriteOutcome::Failed(_) => Some(words::WAS_NOT_DONE),
    }
}

/// The dialog.
#[component]
pub(super) fn DetailsDialog(
    /// Which write; none while the dialog is closed.
    id: RwSignal<Option<u32>>,
    /// It is to be taken back.
    #[prop(into)]
    on_undo: UnsyncCallback<(u32,)>,
) -> impl IntoView {
    let journal = Journal::expect();
    let entry = Memo::new(move |_| {
        let id = id.get()?;
        journal.entries().with(|entries| entries.iter().find(|entry| entry.id == id).cloned())
    });
    let close = move || id.set(None);
    let undo = move || {
        if let Some(wanted) = id.get_untracked() {
            close();
            on_undo.run((wanted,));
        }
    };
    let content = move || {
        let entry = entry.get()?;
        let refusal = Signal::stored(undo_refusal(&entry).map(str::to_owned));
        let body = body(journal, &entry);
        Some(view! {
            <div class="dialog-body">{body}</div>
            <footer class="dialog-footer">
                <Button label=words::CLOSE on_click=close />
                <Button label=words::UNDO icon=Glyph::UNDO refusal on_click=undo />
            </footer>
        })
    };
    let title = move || {
        entry.with(|entry| entry.as_ref().map(|entry| ToldChange::of(&entry.change).what)).unwrap_or_default()
    };
    view! {
        <Dialog
            open=Signal::derive(move || id.with(Option::is_some))
            on_close=close
            title=Signal::derive(move || title().to_owned())
            wide=true
        >
            {content}
        </Dialog>
    }
}

fn body(journal: Journal, entry: &Entry) -> AnyView {
    let told = ToldChange::of(&entry.change);
    let (outcome, tone) = told_outcome(entry);
    let whom = match &told.page {
        Some(page) => view! { <a href=page.href()>{told.whom.clone()}</a> }.into_any(),
        None => told.whom.clone().into_any(),
    };
    let failure = match &entry.outcome {
        WriteOutcome::Failed(error) => {
            let explained = explain(error);
            let (detail, reference) = (explained.detail, explained.reference);
            Some(view! { <Banner tone=Tone::Danger title=outcome detail reference /> })
        }
        WriteOutcome::UnderWay | WriteOutcome::Done(_) => None,
    };
    let call = match entry.outcome {
        WriteOutcome::Done(status) => [entry.endpoint, " \u{b7} ", &status.to_string()].concat(),
        WriteOutcome::UnderWay | WriteOutcome::Failed(_) => entry.endpoint.to_owned(),
    };
    let (actor, at) = (told_actor(entry), sent_at(entry));
    let request =
        entry.request_id.clone().map(|id| view! { <Fact name=words::REQUEST_ID><code>{id}</code></Fact> });
    let command = journal.command(entry).map(|command| {
        view! {
            <div class="stack">
                <p class="muted">{words::CURL_DETAIL}</p>
                <Snippet label=words::COMMAND value=command copy=words::COPY_CURL />
            </div>
        }
    });
    let parts = change_table(&told.parts);
    view! {
        {failure}
        <FactList>
            <Fact name=words::DONE_TO>{whom}</Fact>
            <Fact name=words::BY>{actor}</Fact>
            <Fact name=words::WHEN><RelativeTime time=at /></Fact>
            <Fact name=words::OUTCOME><Badge label=outcome tone dot=true /></Fact>
            <Fact name=words::CALL>{call}</Fact>
            {request}
        </FactList>
        {parts}
        {command}
    }
    .into_any()
}
