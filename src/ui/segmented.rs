//! One of a few, side by side.
use leptos::prelude::*;

use super::{Glyph, Icon, ids};

/// One segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// What it stands for.
    pub value: &'static str,
    /// What it says; with an icon its accessible name and tooltip.
    pub label: &'static str,
    /// Shown in place of the words.
    pub icon: Option<Glyph>,
}

/// A segmented control: radio buttons in one frame.
#[component]
pub fn Segmented(
    /// What is chosen here.
    #[prop(into)]
    label: String,
    /// The segments.
    segments: &'static [Segment],
    /// The chosen one.
    #[prop(into)]
    value: Signal<&'static str>,
    /// Takes the choice.
    #[prop(into)]
    on_change: UnsyncCallback<&'static str>,
) -> impl IntoView {
    let name = ids::fresh();
    view! {
        <div
            class="segmented"
            role="radiogroup"
            aria-label=label
            data-only=segments.iter().all(|segment| segment.icon.is_some()).then_some("icon")
        >
            {segments
                .iter()
                .map(|&Segment { value: own, label, icon }| {
                    view! {
                        <label title=icon.map(|_| label)>
                            <input
                                type="radio"
                                name=name.clone()
                                value=own
                                aria-label=icon.map(|_| label)
                                prop:checked=move || value.get() == own
                                on:change=move |_| on_change.run(own)
                            />
                            {match icon {
                                Some(glyph) => view! { <Icon glyph /> }.into_any(),
                                None => label.into_any(),
                            }}
                        </label>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
