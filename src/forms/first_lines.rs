//! The first lines of what may be a long list, and how many more there are.

use leptos::prelude::*;

use crate::ui::Table;
use crate::ui::number::grouped;
use crate::words;

/// How many lines of a long list are drawn.
pub(super) const SHOWN: usize = 200;

/// "+12,231 more", where so many lines are not all drawn.
pub(super) fn more(count: usize) -> Option<String> {
    let more = count.saturating_sub(SHOWN);
    (more > 0).then(|| ["+", &grouped(more as u64), " ", words::MORE].concat())
}

/// [`more`], below what is drawn.
pub(super) fn more_below(count: usize) -> AnyView {
    more(count).map(|more| view! { <p class="muted">{more}</p> }).into_any()
}

/// A table of what changes. `row` draws a line, whose first cell says whom it is about.
pub(super) fn first_lines<T>(
    label: &'static str,
    columns: &[&'static str],
    lines: &[T],
    row: impl Fn(&T) -> AnyView,
) -> AnyView {
    let heads = columns.iter().map(|&name| view! { <th scope="col">{name}</th> }).collect_view();
    let rows = lines.iter().take(SHOWN).map(row).collect_view();
    view! {
        <div class="card bulk-lines" data-flush="">
            <Table label focusable=true>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
        {more_below(lines.len())}
    }
    .into_any()
}
