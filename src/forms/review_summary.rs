//! The end of an access review: what was decided, who loses it, and the job that takes it.

use leptos::prelude::*;

use super::remove_everywhere::validate as validate_count;
use super::shell::{FormShell, Submission};
use crate::stores::{Grant, Review, Ruling};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Glyph, Size, Table, TextField, Tone, Variant};
use crate::words;

/// From how many people on the number is asked for.
const MANY: usize = 10;
/// How many lines of a long list are drawn.
const SHOWN: usize = 200;

/// The content of the dialog.
#[component]
pub fn ReviewSummary(
    /// The review.
    review: Review,
    /// Saves the review as a file.
    #[prop(into)]
    on_save: UnsyncCallback<()>,
    /// Closes it.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (typed, submission) = (RwSignal::new(String::new()), Submission::new());
    let removals = untrack(|| review.removals());
    let count = removals.len();
    let is_many = count >= MANY;
    let submit = move || {
        let validated = match is_many {
            true => typed.with_untracked(|typed| validate_count(typed, count)),
            false => Ok(()),
        };
        submission.run(validated, &["count"], move |()| async move {
            review.send();
            on_close.run(());
            Ok(())
        });
    };
    let confirmation = is_many.then(|| {
        let input = move |text: String| {
            submission.touch("count");
            typed.set(text);
        };
        view! {
            <Banner tone=Tone::Danger title=words::REVIEW_MANY />
            <TextField
                label=words::COUNT_TO_CHANGE
                value=typed
                inputmode="numeric"
                required=true
                help=[words::TYPE_COUNT_CHANGE, " ", &count.to_string()].concat()
                problem=submission.problem("count")
                on_input=input
            />
        }
    });
    let nothing = Signal::stored((count == 0).then(|| words::REVIEW_NOTHING_TO_REMOVE.to_owned()));
    let name = review.reviewed().with_untracked(|known| known.as_ref().map(|known| known.says()));
    view! {
        <FormShell
            failed=""
            failure=Signal::stored(None)
            pending=submission.pending()
            on_submit=submit
        >
            <div class="dialog-body stack">
                <p>
                    <strong dir="auto">{name}</strong>
                </p>
                <p role="status">{untrack(|| decided(review, count))}</p>
                <p class="muted">{words::REVIEW_UNDECIDED_DETAIL}</p>
                <div class="cluster">
                    <Button
                        label=words::REVIEW_SAVE
                        icon=Glyph::DOWNLOAD
                        size=Size::Small
                        on_click=on_save
                    />
                </div>
                {(count > 0).then(|| losing(&removals))}
                {confirmation}
            </div>
            <footer class="dialog-footer">
                <Button label=words::BACK on_click=on_close />
                <Button
                    label=[words::REVIEW_REMOVE_FROM, " ", &grouped(count as u64)].concat()
                    variant=Variant::Danger
                    submit=true
                    busy=submission.pending()
                    refusal=nothing
                />
            </footer>
        </FormShell>
    }
}

/// "12 keep it · 3 lose it · 1 skipped · 4 undecided", of those to whom nothing was done yet.
fn decided(review: Review, removals: usize) -> String {
    let (mut kept, mut skipped, mut undecided) = (0, 0, 0);
    let (decisions, grants) = (review.decisions().get(), review.grants().get().value.unwrap_or_default());
    for grant in grants.iter() {
        match decisions.of(&grant.key).map(|decision| decision.ruling) {
            Some(Ruling::Keep) => kept += 1,
            Some(Ruling::Skip) => skipped += 1,
            Some(Ruling::Remove) => {}
            None => undecided += 1,
        }
    }
    let kinds = [
        (kept, words::REVIEW_KEPT),
        (removals, words::REVIEW_REMOVING),
        (skipped, words::REVIEW_SKIPPED),
        (undecided, words::REVIEW_UNDECIDED),
    ];
    kinds.map(|(count, says)| [&grouped(count as u64), " ", says].concat()).join(" · ")
}

/// Who loses it, and through what some still hold it.
fn losing(removals: &[Grant]) -> AnyView {
    let rows = removals.iter().take(SHOWN).map(|grant| {
        let held: Vec<String> = grant.ways.iter().map(|way| way.says()).collect();
        let remains = grant.remains();
        let remains = if remains.is_empty() { words::NONE_HELD.to_owned() } else { remains.join(", ") };
        view! {
            <tr>
                <th scope="row" data-card="title" dir="auto" title=grant.key.userid.to_string()>
                    {grant.called().to_owned()}
                </th>
                <td data-label=words::USERNAME dir="auto">{grant.key.userid.to_string()}</td>
                <td data-label=words::REVIEW_HELD dir="auto">{held.join(", ")}</td>
                <td data-label=words::REVIEW_KEEPS_THROUGH dir="auto">{remains}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let more = removals.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| ["+", &grouped(more as u64), " ", words::MORE].concat());
    view! {
        <div class="card bulk-lines" data-flush="">
            <Table label=words::REVIEW_WHO_LOSES focusable=true>
                <thead>
                    <tr>
                        <th scope="col">{words::NAME}</th>
                        <th scope="col">{words::USERNAME}</th>
                        <th scope="col">{words::REVIEW_HELD}</th>
                        <th scope="col">{words::REVIEW_KEEPS_THROUGH}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
        {more.map(|more| view! { <p class="muted">{more}</p> })}
    }
    .into_any()
}
