//! The columns of the list of people: their names, choosing them, and their order.

use leptos::prelude::*;

use crate::routes::Column;
use crate::ui::popover::Trigger;
use crate::ui::{Align, Button, Checkbox, Glyph, Icon, Popover, Size, Variant};
use crate::words;

/// A column's name.
pub fn column_name(column: Column) -> &'static str {
    match column {
        Column::Provider => words::PROVIDER,
        Column::Status => words::STATUS,
        Column::Permissions => words::PERMISSIONS,
        Column::Attributes => words::ATTRIBUTES,
        Column::LastSignIn => words::LAST_SIGN_IN,
        Column::Created => words::CREATED,
        Column::Email => words::EMAIL,
    }
}

/// The panel in which columns are chosen.
#[component]
pub fn ColumnPicker(
    /// The chosen ones, in their order.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// Takes the new choice; empty for the default.
    #[prop(into)]
    on_change: UnsyncCallback<(Vec<Column>,)>,
) -> impl IntoView {
    let look = Trigger { variant: Variant::Ghost, size: Size::Medium, icon_only: true, class: None };
    let change = move |chosen: Vec<Column>| {
        on_change.run((if chosen == Column::DEFAULT { Vec::new() } else { chosen },));
    };
    // The chosen ones in their order, then the others.
    let order = Memo::new(move |_| {
        let mut order = columns.get();
        order
            .extend(Column::ALL.into_iter().filter(|column| !columns.with(|chosen| chosen.contains(column))));
        order
    });
    let line = move |column: Column| {
        let at = Memo::new(move |_| columns.with(|chosen| chosen.iter().position(|c| *c == column)));
        let toggle = move |is_on: bool| {
            let mut chosen = columns.get_untracked();
            chosen.retain(|c| *c != column);
            if is_on {
                chosen.push(column);
            }
            change(chosen);
        };
        let shift = move |by: isize| {
            let mut chosen = columns.get_untracked();
            let from = chosen.iter().position(|c| *c == column);
            let to = from.and_then(|from| from.checked_add_signed(by)).filter(|to| *to < chosen.len());
            if let (Some(from), Some(to)) = (from, to) {
                chosen.swap(from, to);
                change(chosen);
            }
        };
        let arrow = move |says: &'static str, glyph: Glyph, by: isize| {
            let label = [says, " ", column_name(column)].concat();
            let end = Signal::derive(move || {
                let last = columns.with(Vec::len).saturating_sub(1);
                let is_end = at.get().is_none_or(|at| if by < 0 { at == 0 } else { at == last });
                is_end.then(|| words::COLUMN_AT_END.to_owned())
            });
            view! {
                <Button
                    label
                    icon=glyph
                    icon_only=true
                    variant=Variant::Ghost
                    size=Size::Small
                    refusal=end
                    on_click=move || shift(by)
                />
            }
        };
        let is_on = Signal::derive(move || at.with(Option::is_some));
        // None at all would stand for the default ones.
        let is_last = Signal::derive(move || is_on.get() && columns.with(Vec::len) == 1);
        view! {
            <div class="column-line">
                <Checkbox label=column_name(column) checked=is_on disabled=is_last on_change=toggle />
                <Show when=move || is_on.get()>
                    {arrow(words::MOVE_UP, Glyph::ARROW_UP, -1)}
                    {arrow(words::MOVE_DOWN, Glyph::ARROW_DOWN, 1)}
                </Show>
            </div>
        }
    };
    view! {
        <Popover label=words::COLUMNS align=Align::End size=Size::Small look trigger=|| view! { <Icon glyph=Glyph::COLUMNS /> }>
            <div class="column-picker">
                // Lines that stay keep their elements, and with them the focus.
                <For each=move || order.get() key=|column| *column children=line />
            </div>
            <div class="panel-footer">
                <Button label=words::COLUMNS_RESET size=Size::Small on_click=move || on_change.run((Vec::new(),)) />
            </div>
        </Popover>
    }
}
