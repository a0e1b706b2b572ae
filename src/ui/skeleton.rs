//! The shape of what is on its way, so that nothing jumps when it comes.
use leptos::prelude::*;

use super::words;

/// One bar. `width`: `short`, `medium`, `long`, or the whole line; `shape`: `circle`, `block`,
/// `control`, or a line of text.
#[component]
pub fn Skeleton(
    /// How wide it is.
    #[prop(optional)]
    width: Option<&'static str>,
    /// What it stands for.
    #[prop(optional)]
    shape: Option<&'static str>,
) -> impl IntoView {
    view! { <span class="skeleton" aria-hidden="true" data-width=width data-shape=shape></span> }.into_any()
}

/// Rows of a table on their way, for its `<tbody>`: a person or thing, then further columns.
#[component]
pub fn SkeletonRows(
    /// How many rows.
    rows: usize,
    /// How many columns.
    columns: usize,
    /// The first column is a box to tick.
    #[prop(optional)]
    selectable: bool,
) -> impl IntoView {
    const WIDTHS: [&str; 3] = ["medium", "long", "short"];
    let texts = columns - usize::from(selectable);
    (0..rows)
        .map(|row| {
            view! {
                <tr data-skeleton="" aria-hidden=(row > 0).then_some("true")>
                    {selectable.then(|| view! { <td data-narrow="" data-card="none"></td> })}
                    <td data-card="title">
                        {(row == 0)
                            .then(|| view! { <span class="visually-hidden">{words::LOADING}</span> })}
                        <span class="who">
                            <Skeleton shape="circle" />
                            <Skeleton width=WIDTHS[row % 2] />
                        </span>
                    </td>
                    {(1..texts)
                        .map(|column| {
                            view! {
                                <td data-card=(column > 1).then_some("none")>
                                    <Skeleton width=WIDTHS[(row * 2 + column) % 3] />
                                </td>
                            }
                        })
                        .collect_view()}
                </tr>
            }
        })
        .collect_view()
        .into_any()
}

/// A section of names and values on its way.
#[component]
pub fn SkeletonFacts(
    /// How many of them.
    rows: usize,
) -> impl IntoView {
    let facts = (0..rows)
        .map(|row| {
            view! {
                <div>
                    <Skeleton width="short" />
                    <Skeleton width=if row % 2 == 0 { "medium" } else { "long" } />
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="section">
            <span class="visually-hidden">{words::LOADING}</span>
            <div class="section-header">
                <Skeleton width="medium" />
            </div>
            <div class="fact-list">{facts}</div>
        </div>
    }
    .into_any()
}
