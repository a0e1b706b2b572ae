//! How much a list holds, and its foot, where its pages have URLs.

use leptos::prelude::*;

use crate::routes::Paging;
use crate::ui::Pagination;
use crate::ui::first_paint::is_painted;
use crate::ui::number::grouped;

/// How many lines a list has, beside its heading.
#[component]
pub fn ListTotal(
    /// Nothing, where it is not known.
    #[prop(into)]
    total: Signal<Option<u64>>,
) -> impl IntoView {
    let told = move || total.get().filter(|_| is_painted()).map(grouped);
    view! { <span class="page-count" role="status">{told}</span> }
}

/// What of a list is on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// How many rows stand before it.
    pub offset: u32,
    /// How many rows it has.
    pub rows: usize,
    /// How many there are in all.
    pub total: Option<u64>,
}

/// Which part of the list is shown, and the way to the parts before and after.
#[component]
pub fn ListPages(
    /// What is on screen; the URL may be ahead of it.
    #[prop(into)]
    shown: Signal<Shown>,
    /// Which part the URL asks for.
    #[prop(into)]
    paging: Signal<Paging>,
    /// The address of a page, from 1.
    #[prop(into)]
    href: UnsyncCallback<(u32,), String>,
    /// Takes another number of rows.
    #[prop(into)]
    on_size: UnsyncCallback<(u32,)>,
    /// Told the number of a page that somebody points at the way to.
    #[prop(optional, into)]
    on_near: Option<UnsyncCallback<(u32,)>>,
) -> impl IntoView {
    let number = move || paging.get().page();
    let previous = Signal::derive(move || (number() > 1).then(|| href.run((number() - 1,))));
    let next = Signal::derive(move || {
        let Shown { offset, rows, total } = shown.get();
        let has_more = u64::from(offset) + (rows as u64) < total.unwrap_or_default();
        has_more.then(|| href.run((number() + 1,)))
    });
    let near = on_near.map(|on_near| {
        UnsyncCallback::new(move |(is_next,): (bool,)| {
            let number = paging.get_untracked().page();
            on_near.run((if is_next { number + 1 } else { number.saturating_sub(1) },));
        })
    });
    view! {
        <Pagination
            on_near=near
            offset=Signal::derive(move || u64::from(shown.get().offset))
            shown=Signal::derive(move || shown.get().rows as u64)
            total=Signal::derive(move || shown.get().total)
            previous
            next
            size=Signal::derive(move || u64::from(paging.get().size()))
            on_size=move |size: u64| on_size.run((u32::try_from(size).unwrap_or_default(),))
        />
    }
}
