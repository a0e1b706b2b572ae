//! What would change for each, who is left out and why, and what is asked before it happens.

use leptos::prelude::*;

use crate::forms::first_lines::{SHOWN, first_lines, more};
use crate::forms::shell::{FormShell, Submission};
use crate::forms::typed_count::{COUNT, TypedCount};
use crate::stores::{Action, BulkLine, Holder, Preview, Verdict};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Tone, Variant};
use crate::words;

/// The preview.
#[component]
pub(super) fn Previewed(
    /// What is done.
    action: Action,
    /// What that comes to.
    preview: StoredValue<Preview>,
    /// Goes back to the choice, where there is one.
    back: Option<UnsyncCallback<()>>,
    /// Gives it up.
    #[prop(into)]
    on_cancel: UnsyncCallback<()>,
    /// Does it.
    #[prop(into)]
    on_apply: UnsyncCallback<()>,
) -> impl IntoView {
    let count = preview.with_value(|preview| preview.changing.len());
    let submission = Submission::new();
    let typed = TypedCount::new(submission);
    let asked = Some(count).filter(|count| *count > 0 && action.is_dangerous());
    let submit = move || {
        submission.run(typed.validate(asked), &[COUNT], move |()| async move {
            on_apply.run(());
            Ok(())
        });
    };
    let confirmation = asked.map(|_| {
        let title = preview.with_value(|preview| radius(&action, preview));
        view! {
            <Banner tone=Tone::Danger title />
            {typed.field(words::COUNT_TO_CHANGE, words::TYPE_COUNT_CHANGE, move || asked)}
        }
    });
    let lines = preview.with_value(|preview| {
        view! {
            <p role="status">{summary(preview)}</p>
            <p class="muted">{words::PLAN_AS_OF}</p>
            {(count > 0).then(|| changing(&preview.changing))}
            {(!preview.skipped.is_empty()).then(|| skipped(&preview.skipped))}
        }
    });
    let variant = if asked.is_some() { Variant::Danger } else { Variant::Primary };
    let nothing = Signal::stored((count == 0).then(|| words::PLAN_NOTHING.to_owned()));
    view! {
        <FormShell
            failed=""
            failure=Signal::stored(None)
            pending=submission.pending()
            on_submit=submit
        >
            <div class="dialog-body stack">
                // Where nothing was chosen, the title has said it.
                {back
                    .map(|_| {
                        view! {
                            <p>
                                <strong dir="auto">{action.says()}</strong>
                            </p>
                        }
                    })}
                {lines}
                {confirmation}
            </div>
            <footer class="dialog-footer">
                {back.map(|back| view! { <Button label=words::BACK on_click=back /> })}
                <Button label=words::CANCEL on_click=on_cancel />
                <Button
                    label=[words::APPLY_TO, " ", &grouped(count as u64)].concat()
                    variant
                    submit=true
                    busy=submission.pending()
                    refusal=nothing
                />
            </footer>
        </FormShell>
    }
}

/// "412 to change · 30 need nothing · 2 left out".
fn summary(preview: &Preview) -> String {
    let kinds = [
        (preview.changing.len(), words::PLAN_CHANGE),
        (preview.unneeded, words::PLAN_UNNEEDED),
        (preview.skipped.len(), words::PLAN_SKIPPED),
        (preview.gone, words::PLAN_GONE),
    ];
    let told = kinds.into_iter().filter(|(count, says)| *count > 0 || *says == words::PLAN_CHANGE);
    told.map(|(count, says)| [&grouped(count as u64), " ", says].concat()).collect::<Vec<_>>().join(" · ")
}

/// What is lost.
fn radius(action: &Action, preview: &Preview) -> String {
    let is_groups = matches!(preview.changing.first(), Some(BulkLine { holder: Holder::Group { .. }, .. }));
    let mut text = match action {
        Action::Delete if is_groups => words::RADIUS_DELETE_GROUPS,
        Action::Delete => words::RADIUS_DELETE,
        Action::Disable => words::RADIUS_DISABLE,
        Action::RemoveAttribute(_) if is_groups => words::RADIUS_ATTRIBUTE_GROUPS,
        Action::RemoveAttribute(_) => words::RADIUS_ATTRIBUTE,
        Action::Leave(..) => words::RADIUS_LEAVE,
        _ => words::RADIUS_PERMISSIONS,
    }
    .to_owned();
    if matches!(action, Action::RemoveAttribute(_) | Action::Leave(..)) {
        return text;
    }
    let values: usize = preview.changing.iter().map(|line| line.weight.0).sum();
    let admins = preview.changing.iter().filter(|line| line.weight.1).count();
    if values > 0 && matches!(action, Action::Delete) {
        text.extend([" ", &grouped(values as u64), " ", words::RADIUS_VALUES]);
    }
    if admins > 0 {
        text.extend([" ", &grouped(admins as u64), " ", words::RADIUS_ADMINS]);
    }
    text
}

fn changing(lines: &[BulkLine]) -> AnyView {
    first_lines(words::PLAN_LINES, &[words::NAME, words::BEFORE, words::AFTER], lines, |line| {
        let Verdict::Changes { before, after, .. } = &line.verdict else { return ().into_any() };
        view! {
            <tr>
                <th scope="row" data-card="title" dir="auto" title=line.label().to_owned()>{line.label().to_owned()}</th>
                <td data-label=words::BEFORE dir="auto" title=before.clone()>{before.clone()}</td>
                <td data-label=words::AFTER dir="auto" title=after.clone()>{after.clone()}</td>
            </tr>
        }
        .into_any()
    })
}

fn skipped(lines: &[BulkLine]) -> AnyView {
    let row = |line: &BulkLine| {
        let Verdict::Skipped(why) = line.verdict else { return None };
        Some(view! {
            <li>
                <strong dir="auto">{line.label().to_owned()}</strong>
                <span>{why}</span>
            </li>
        })
    };
    view! {
        <p>{words::PLAN_SKIPPED_TITLE}</p>
        <ul class="job-failures" tabindex="0" aria-label=words::PLAN_SKIPPED_TITLE>
            {lines.iter().take(SHOWN).map(row).collect_view()}
            {more(lines.len()).map(|more| view! { <li class="muted">{more}</li> })}
        </ul>
    }
    .into_any()
}
