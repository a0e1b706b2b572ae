//! The end of an access review: what was decided, who loses it, and the job that takes it.

use leptos::prelude::*;

use super::first_lines::first_lines;
use super::shell::{FormShell, Submission};
use super::typed_count::{COUNT, TypedCount};
use crate::stores::{Grant, Review, Ruling};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Glyph, Size, Tone, Variant};
use crate::words;

/// From how many people on the number is asked for.
const MANY: usize = 10;

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
    let submission = Submission::new();
    let typed = TypedCount::new(submission);
    let removals = untrack(|| review.removals());
    let count = removals.len();
    let asked = Some(count).filter(|count| *count >= MANY);
    let submit = move || {
        submission.run(typed.validate(asked), &[COUNT], move |()| async move {
            review.send();
            on_close.run(());
            Ok(())
        });
    };
    let confirmation = asked.map(|_| {
        view! {
            <Banner tone=Tone::Danger title=words::REVIEW_MANY />
            {typed.field(words::COUNT_TO_CHANGE, words::TYPE_COUNT_CHANGE, move || asked)}
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
    let columns = [words::NAME, words::USERNAME, words::REVIEW_HELD, words::REVIEW_KEEPS_THROUGH];
    first_lines(words::REVIEW_WHO_LOSES, &columns, removals, |grant| {
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
        .into_any()
    })
}
