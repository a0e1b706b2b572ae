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

/// Rows of a table on their way, for its `<tbody>`. The first column is a person or thing.
#[component]
pub fn SkeletonRows(
    /// How many rows.
    rows: usize,
    /// How many columns.
    columns: usize,
) -> impl IntoView {
    let widths = ["medium", "long", "short"];
    (0..rows)
        .map(|row| {
            view! {
                <tr aria-hidden=(row > 0).then_some("true")>
                    <td data-card="title">
                        {(row == 0)
                            .then(|| view! { <span class="visually-hidden">{words::LOADING}</span> })}
                        <span class="who">
                            <Skeleton shape="circle" />
                            <Skeleton width=widths[row % 2] />
                        </span>
                    </td>
                    {(1..columns)
                        .map(|column| {
                            view! {
                                <td data-card="none">
                                    <Skeleton width=widths[(row * 2 + column) % 3] />
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
