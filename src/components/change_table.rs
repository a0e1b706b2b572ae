//! A change, part by part: what was there and what is there since.

use leptos::prelude::*;

use super::told_change::ToldPart;
use crate::ui::Table;
use crate::words;

/// The table; nothing where a change has no parts.
pub fn change_table(parts: &[ToldPart]) -> AnyView {
    if parts.is_empty() {
        return ().into_any();
    }
    let text = |text: &Option<String>| match text {
        Some(text) => view! { <span dir="auto">{text.clone()}</span> }.into_any(),
        None => view! { <span class="muted">{words::NOTHING_THERE}</span> }.into_any(),
    };
    let has_names = parts.iter().any(|part| !part.what.is_empty());
    let rows = parts
        .iter()
        .map(|part| {
            let name = has_names
                .then(|| view! { <th scope="row" data-card="title" dir="auto">{part.what.clone()}</th> });
            view! {
                <tr>
                    {name}
                    <td data-label=words::BEFORE>{text(&part.before)}</td>
                    <td data-label=words::AFTER>{text(&part.after)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table label=words::CHANGE wrap=true focusable=true>
            <thead>
                <tr>
                    {has_names.then(|| view! { <th scope="col">{words::WHAT}</th> })}
                    <th scope="col">{words::BEFORE}</th>
                    <th scope="col">{words::AFTER}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
