//! The menu of what can be done to those that are selected. Whoever may not do it finds it all there, with the reason.

use leptos::prelude::*;

use super::Refusal;
use crate::ui::popover::Trigger;
use crate::ui::{Align, Glyph, Icon, Menu, MenuItem, Size, Variant};
use crate::words;

/// One thing to do: what it says, its icon, and whether it destroys something.
pub type BulkItem<K> = (K, &'static str, Glyph, bool);

/// The menu.
#[component]
pub fn BulkMenu<K: Copy + Send + Sync + 'static>(
    /// What can be done.
    items: &'static [BulkItem<K>],
    /// Why it may not be done.
    refusal: Refusal,
    /// Takes the choice.
    #[prop(into)]
    on_choose: UnsyncCallback<(K,)>,
) -> impl IntoView {
    let trigger = || {
        view! {
            <span>{words::CHANGE_SELECTED}</span>
            <Icon glyph=Glyph::CHEVRON_DOWN />
        }
    };
    let look = Trigger { variant: Variant::Primary, size: Size::Small, icon_only: false, class: None };
    let item = move |&(kind, label, icon, danger): &BulkItem<K>| {
        view! { <MenuItem label icon danger refusal on_select=move || on_choose.run((kind,)) /> }
    };
    view! {
        <Menu label=words::CHANGE_SELECTED trigger look align=Align::Above>
            {items.iter().map(item).collect_view()}
        </Menu>
    }
}
