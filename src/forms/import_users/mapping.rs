//! Which column of the file holds what, as guessed and as chosen.

use std::sync::Arc;

use leptos::prelude::*;

use crate::csv::Record;
use crate::stores::{Field, Mapping};
use crate::ui::number::grouped;
use crate::ui::{Button, Checkbox, Choice, SelectField, Table, Variant};
use crate::words;

/// How many lines are shown.
const SHOWN: usize = 5;

/// The form.
pub(super) fn mapping_form(
    records: Arc<Vec<Record>>,
    mapping: RwSignal<Mapping>,
    asks_absent: RwSignal<bool>,
    check: impl Fn(Arc<Vec<Record>>) + Copy + 'static,
    restart: impl Fn() + Copy + 'static,
) -> AnyView {
    let headers = mapping.with_untracked(|mapping| mapping.headers().to_vec());
    let mut choices = vec![Choice::new("", words::IMPORT_UNUSED)];
    choices.extend(headers.iter().enumerate().map(|(at, name)| Choice::new(at.to_string(), name.clone())));
    let field = |field: Field| {
        let value = move || {
            let column = mapping.with(|mapping| mapping.column(field));
            column.map(|at| at.to_string()).unwrap_or_default()
        };
        let choose = move |column: String| mapping.update(|mapping| mapping.set(field, column.parse().ok()));
        view! {
            <SelectField
                label=field.label()
                value=Signal::derive(value)
                choices=Signal::stored(choices.clone())
                on_change=choose
            />
        }
    };
    let fields = Field::READ.map(field).collect_view();
    let refusal = Signal::derive(move || {
        let has_name = mapping.with(|mapping| mapping.has(Field::Username));
        (!has_name).then(|| words::IMPORT_NEEDS_USERNAME.to_owned())
    });
    let count = [&grouped(records.len() as u64), " ", words::IMPORT_LINES].concat();
    let head =
        headers.into_iter().map(|name| view! { <th scope="col" dir="auto">{name}</th> }).collect_view();
    let line = |record: &Record| {
        let cells = record.cells.iter().cloned();
        let cells = cells.map(|cell| view! { <td dir="auto" title=cell.clone()>{cell.clone()}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    let lines = records.iter().take(SHOWN).map(line).collect_view();
    view! {
        <section class="section">
            <h2>{words::IMPORT_MAPPING}</h2>
            <p class="muted" role="status">{count}</p>
            <div class="import-mapping">{fields}</div>
            <Checkbox
                label=words::IMPORT_ABSENT
                checked=asks_absent
                help=words::IMPORT_ABSENT_HELP.to_owned()
                on_change=move |is_on: bool| asks_absent.set(is_on)
            />
        </section>
        <section class="section">
            <h2>{words::IMPORT_FIRST_LINES}</h2>
            <div class="card" data-flush="">
                <Table label=words::IMPORT_FIRST_LINES focusable=true>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </Table>
            </div>
        </section>
        <div class="cluster">
            <Button
                label=words::PREVIEW
                variant=Variant::Primary
                refusal
                on_click=move || check(Arc::clone(&records))
            />
            <Button label=words::IMPORT_OTHER_FILE on_click=restart />
        </div>
    }
    .into_any()
}
