//! What the audit log is filtered by, in a panel: applied together, since each asks the service anew.

use leptos::prelude::*;

use crate::routes::{AuditView, ListView};
use crate::ui::popover::{Closer, Trigger};
use crate::ui::{Badge, Button, Glyph, Icon, Popover, Size, TextField, Variant};
use crate::words;

/// The contract's names of events; others are typed.
const EVENTS: [&str; 9] = [
    "ApiKeyCreated",
    "ApiKeyDeleted",
    "AttributeApplied",
    "AttributeRemoved",
    "GroupCreated",
    "GroupDeleted",
    "GroupMemberAdded",
    "GroupMemberRemoved",
    "GroupUpdated",
];

/// The panel.
#[component]
pub fn AuditFilters(
    /// The list's state.
    #[prop(into)]
    view: Signal<AuditView>,
    /// Names of events that were seen.
    #[prop(into)]
    seen: Signal<Vec<String>>,
    /// Takes the new state.
    #[prop(into)]
    on_change: UnsyncCallback<(AuditView,)>,
) -> impl IntoView {
    let trigger = move || {
        let count = move || {
            let filled = |view: &AuditView| {
                [&view.target, &view.event, &view.from, &view.to]
                    .iter()
                    .filter(|text| !text.is_empty())
                    .count()
            };
            view.with(filled)
        };
        view! {
            <Icon glyph=Glyph::FILTER />
            <span>{words::FILTERS}</span>
            {move || (count() > 0).then(|| view! { <Badge label=count().to_string() /> })}
        }
    };
    view! {
        <Popover label=words::FILTERS trigger look=Trigger::default()>
            {panel(view, seen, on_change)}
        </Popover>
    }
}

fn panel(
    view: Signal<AuditView>,
    seen: Signal<Vec<String>>,
    on_change: UnsyncCallback<(AuditView,)>,
) -> impl IntoView {
    let closer = use_context::<Closer>();
    let draft = RwSignal::new(view.get_untracked());
    let text = |label: &'static str, kind: &'static str, of: fn(&mut AuditView) -> &mut String| {
        let value = Signal::derive(move || {
            let mut draft = draft.get();
            std::mem::take(of(&mut draft))
        });
        let input = move |text: String| draft.update(|draft| *of(draft) = text);
        view! { <TextField label value kind on_input=input /> }
    };
    let events = Signal::derive(move || {
        let mut events: Vec<String> = EVENTS.iter().map(|event| (*event).to_owned()).collect();
        events.extend(seen.get());
        events.sort();
        events.dedup();
        events
    });
    let event = move || draft.with(|draft| draft.event.clone());
    let run = move |view: AuditView| {
        on_change.run((view.changed(|_| ()),));
        if let Some(closer) = closer {
            closer.close();
        }
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        run(draft.get_untracked());
    };
    let clear = move || {
        let AuditView { actor, size, .. } = view.get_untracked();
        run(AuditView { actor, size, ..AuditView::default() });
    };
    view! {
        <form on:submit=submit>
            <div class="panel-body">
                {text(words::DONE_TO_WHOM, "text", |view| &mut view.target)}
                <TextField
                    label=words::EVENT
                    value=Signal::derive(event)
                    suggestions=events
                    on_input=move |text: String| draft.update(|draft| draft.event = text)
                />
                {text(words::FROM_DAY, "date", |view| &mut view.from)}
                {text(words::TO_DAY, "date", |view| &mut view.to)}
            </div>
            <div class="panel-footer">
                <Button label=words::CLEAR_ALL size=Size::Small variant=Variant::Ghost on_click=clear />
                <Button label=words::APPLY size=Size::Small variant=Variant::Primary submit=true />
            </div>
        </form>
    }
}
