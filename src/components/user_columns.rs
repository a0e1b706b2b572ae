//! The columns of the list of people: their names, and choosing them.

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
    let boxes = move || {
        Column::ALL
            .into_iter()
            .map(|column| {
                let is_on = Signal::derive(move || columns.with(|chosen| chosen.contains(&column)));
                let toggle = move |is_on: bool| {
                    let mut chosen = columns.get_untracked();
                    chosen.retain(|c| *c != column);
                    if is_on {
                        chosen.push(column);
                        // Columns stand in one order, whenever they were ticked.
                        chosen.sort_by_key(|c| Column::ALL.iter().position(|known| known == c));
                    }
                    on_change.run((if chosen == Column::DEFAULT { Vec::new() } else { chosen },));
                };
                view! { <Checkbox label=column_name(column) checked=is_on on_change=toggle /> }
            })
            .collect_view()
    };
    view! {
        <Popover label=words::COLUMNS align=Align::End size=Size::Small look trigger=|| view! { <Icon glyph=Glyph::COLUMNS /> }>
            <div class="panel-body">{boxes}</div>
            <div class="panel-footer">
                <Button label=words::COLUMNS_RESET size=Size::Small on_click=move || on_change.run((Vec::new(),)) />
            </div>
        </Popover>
    }
}
