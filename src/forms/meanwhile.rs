//! Somebody else saved while this person was typing: what they changed, beside what was typed, and whose counts.

use leptos::prelude::*;

use crate::ui::{Banner, Button, Dialog, RelativeTime, Tone, Variant};
use crate::words;

/// One thing that changed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// What it is.
    pub(super) what: String,
    /// What it is now.
    pub(super) theirs: String,
    /// What was typed, where it differs.
    pub(super) mine: Option<String>,
}

/// What changed meanwhile, and when the record last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meanwhile {
    pub(super) changes: Vec<Change>,
    pub(super) at: Option<String>,
}

/// Whose values count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// What was typed replaces what they saved.
    Mine,
    /// What they saved stays; the rest of what was typed is kept.
    Theirs,
}

/// Asks whose values count; closing it sends nothing and loses nothing.
#[component]
pub(super) fn MeanwhileDialog(
    /// What changed, while it is to be answered.
    meanwhile: RwSignal<Option<Meanwhile>>,
    /// Takes the answer.
    #[prop(into)]
    on_choice: UnsyncCallback<(Choice,)>,
) -> impl IntoView {
    let open = Signal::derive(move || meanwhile.with(Option::is_some));
    let choose = move |choice: Choice| {
        meanwhile.set(None);
        on_choice.run((choice,));
    };
    let content = move || {
        let Meanwhile { changes, at } = meanwhile.get()?;
        let clashes = changes.iter().any(|change| change.mine.is_some());
        let detail = if clashes { words::MEANWHILE_CLASH } else { words::MEANWHILE_APART };
        let rows = changes.into_iter().map(row).collect_view();
        Some(view! {
            <div class="dialog-body">
                <Banner tone=Tone::Warning title=detail />
                {at.map(|time| view! { <p class="muted">{words::UPDATED}" "<RelativeTime time /></p> })}
                <div class="table-scroll">
                    <table class="table" data-wrap="">
                        <thead>
                            <tr>
                                <th scope="col">{words::FIELD}</th>
                                <th scope="col">{words::THEIRS}</th>
                                <th scope="col">{words::MINE}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=move || meanwhile.set(None) />
                <Button label=words::KEEP_THEIRS on_click=move || choose(Choice::Theirs) />
                <Button label=words::SAVE_MINE variant=Variant::Primary on_click=move || choose(Choice::Mine) />
            </footer>
        })
    };
    view! {
        <Dialog open on_close=move || meanwhile.set(None) title=words::MEANWHILE_TITLE wide=true>
            {content}
        </Dialog>
    }
}

fn row(Change { what, theirs, mine }: Change) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td dir="auto">{theirs}</td>
            <td dir="auto">{mine.unwrap_or_else(|| words::UNCHANGED.to_owned())}</td>
        </tr>
    }
}
