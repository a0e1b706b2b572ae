//! Which part of a list is shown, and the way to the parts before and after. Pages are links.
use leptos::prelude::*;

use super::{
    Choice, Glyph, Icon, dynamic::state, first_paint::is_painted, number::grouped, pointer::moved,
    select::options, words,
};

/// "1-50 of 12,431", the size of a page, previous and next.
#[component]
pub fn Pagination(
    /// How many rows stand before the first one shown.
    #[prop(into)]
    offset: Signal<u64>,
    /// How many rows are shown.
    #[prop(into)]
    shown: Signal<u64>,
    /// How many there are, where it is known.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// Where the page before leads, if there is one.
    #[prop(into)]
    previous: Signal<Option<String>>,
    /// Where the page after leads, if there is one.
    #[prop(into)]
    next: Signal<Option<String>>,
    /// How many rows a page holds.
    #[prop(into)]
    size: Signal<u64>,
    /// The sizes to choose from.
    #[prop(default = &[25, 50, 100, 200])]
    sizes: &'static [u64],
    /// Takes another size.
    #[prop(into)]
    on_size: UnsyncCallback<u64>,
    /// Told when somebody points at the page before (`false`) or after (`true`), and is likely to go there.
    #[prop(optional_no_strip)]
    on_near: Option<UnsyncCallback<(bool,)>>,
) -> impl IntoView {
    let range = move || {
        if !is_painted() {
            return String::new();
        }
        let (offset, shown) = (offset.get(), shown.get());
        if shown == 0 {
            // Nothing to count yet, or nothing there.
            return total.get().map(grouped).unwrap_or_default();
        }
        [grouped(offset + 1), grouped(offset + shown)].join("\u{2013}")
    };
    let of = move || {
        let total = total.get().filter(|_| is_painted() && shown.get() > 0)?;
        Some([" ", words::OF, " ", &grouped(total)].concat())
    };
    let choices =
        Signal::stored(sizes.iter().map(|size| Choice::new(size.to_string(), size.to_string())).collect());
    let near = move |is_next: bool| {
        if let Some(on_near) = on_near {
            on_near.run((is_next,));
        }
    };
    view! {
        <nav class="pagination" aria-label=words::PAGES>
            <span><strong>{Signal::derive(range)}</strong>{Signal::derive(of)}</span>
            <label class="pagination-size">
                <span>{words::ROWS}</span>
                <span class="input-box">
                    <select
                        class="input"
                        on:change=move |event| {
                            if let Ok(size) = event_target_value(&event).parse() {
                                on_size.run(size);
                            }
                        }
                    >
                        {options(choices, Signal::derive(move || size.get().to_string()))}
                    </select>
                    <Icon glyph=Glyph::CHEVRON_DOWN />
                </span>
            </label>
            <span class="pagination-steps">
                {step(words::PREVIOUS, "prev", Glyph::CHEVRON_LEFT, previous, move || near(false))}
                {step(words::NEXT, "next", Glyph::CHEVRON_RIGHT, next, move || near(true))}
            </span>
        </nav>
    }
    .into_any()
}

/// A link without `href` where there is nothing to go to: it keeps its place and its focus.
fn step(
    label: &'static str,
    rel: &'static str,
    glyph: Glyph,
    href: Signal<Option<String>>,
    near: impl Fn() + 'static,
) -> AnyView {
    // Whoever stays on the link moves a little before the next press.
    let point = move || {
        if href.with_untracked(Option::is_some) {
            near();
        }
    };
    view! {
        <a
            class="button"
            role="link"
            tabindex="0"
            rel=rel
            data-variant="ghost"
            data-only="icon"
            aria-label=label
            title=label
            aria-disabled=state(move || href.with(Option::is_none))
            href=href
            on:pointermove=moved(point)
        >
            <Icon glyph mirror=true />
        </a>
    }
    .into_any()
}
