//! Which attributes are in use: gathered from people and groups, since no row of the API lists them.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::components::{Asked, AttributeTree, ErrorBanner, ListSearch};
use crate::forms::{RemoveEverywhereForm, RenameAttributeForm};
use crate::navigation::Navigator;
use crate::routes::{AttributesView, Route};
use crate::stores::{Catalogue, Gathering, KeyValue, Latest, Lines, Matches, Session, VALUES, Wanted};
use crate::ui::dynamic::after_paint;
use crate::ui::number::grouped;
use crate::ui::segmented::Segment;
use crate::ui::{
    Banner, Button, ButtonLink, Dialog, Empty, Glyph, Icon, Progress, RelativeTime, Segmented, Size, Tone,
    Variant,
};
use crate::words;

const KINDS: &[Segment] = &[
    Segment { value: "all", label: words::EVERYTHING, icon: None },
    Segment { value: "alike", label: words::LOOK_ALIKE, icon: None },
];

/// How many lines are shown before more are asked for.
const LINES: usize = 200;
/// How many of them are drawn at once: drawing is what takes the time.
const DRAWN_AT_ONCE: usize = 40;

/// The page.
#[component]
pub fn AttributesPage(
    /// The catalogue's state in the URL.
    view: Signal<AttributesView>,
) -> impl IntoView {
    let session = Session::expect();
    let is_open = Memo::new(move |_| {
        session.person().is_some_and(|p| Route::attributes().access().allows(&p.permissions))
    });
    view! {
        {move || {
            if is_open.get() {
                view! { <Holdings view /> }.into_any()
            } else {
                view! {
                    <Empty
                        icon=Glyph::LOCK
                        title=words::NOT_YOURS_TO_SEE
                        detail=words::CATALOGUE_NEEDS_ADMIN
                        whole_page=true
                    />
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Holdings(view: Signal<AttributesView>) -> impl IntoView {
    let (navigator, catalogue) = (Navigator::expect(), Catalogue::expect());
    let gathering = catalogue.gathering();
    if gathering.with_untracked(|gathering| *gathering == Gathering::Nothing) {
        catalogue.gather();
    }
    let retune = move |view: AttributesView| navigator.replace(&Route::Attributes(Box::new(view)));
    let limits = RwSignal::new(BTreeMap::<String, usize>::new());
    let (most, drawn) = (RwSignal::new(LINES), RwSignal::new(DRAWN_AT_ONCE));
    let matches = searched(catalogue, view);
    let shown = Memo::new(move |_| {
        matches.with(|matches| match matches {
            // Nothing was searched through yet.
            None if view.with(|view| !view.q.trim().is_empty()) => None,
            matches => Some(limits.with(|limits| {
                let wanted = Wanted { matches: matches.as_deref(), limits, most: drawn.get() };
                view.with(|view| catalogue.lines(view, wanted))
            })),
        })
    });
    let lines = Memo::new(move |_| shown.with(|shown| shown.clone().unwrap_or_default().lines));
    let is_cut = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.is_cut)));
    // Another search begins with what is seen first; the rest follows a part at a time.
    let asked = Memo::new(move |_| view.with(|view| (view.q.clone(), view.alike)));
    Effect::new(move |before: Option<()>| {
        asked.track();
        if before.is_some() {
            most.set(LINES);
            drawn.set(DRAWN_AT_ONCE);
        }
    });
    Effect::new(move |_| {
        let (now, most) = (drawn.get(), most.get());
        if is_cut.get() && now < most {
            after_paint(move || {
                drawn.try_update(|drawn| *drawn = (now + DRAWN_AT_ONCE).min(most));
            });
        }
    });
    let has_more = move || is_cut.get() && drawn.get() >= most.get();
    let renaming = RwSignal::new(None::<(KeyValue, Option<KeyValue>)>);
    let removing = RwSignal::new(None::<(String, Option<String>)>);
    let ask = move |asked: Asked| match asked {
        Asked::Toggle(path) => retune(view.with_untracked(|view| view.toggled(&path))),
        Asked::ToggleHolders((key, value)) => {
            retune(view.with_untracked(|view| view.value_toggled(&key, &value)));
        }
        Asked::More(key) => limits.update(|limits| *limits.entry(key).or_insert(VALUES) += 4 * VALUES),
        Asked::Rename(from, into) => renaming.set(Some((from, into))),
        Asked::Remove(key, value) => removing.set(Some((key, value))),
    };
    let search = move |q: String| retune(AttributesView { q, ..view.get_untracked() });
    let kind = Signal::derive(move || if view.with(|view| view.alike) { "alike" } else { "all" });
    let choose = move |kind: &'static str| {
        retune(AttributesView { alike: kind == "alike", ..view.get_untracked() });
    };
    let is_running = Memo::new(move |_| gathering.with(|gathering| *gathering == Gathering::Running));
    let has_none = |lines: &Lines| lines.lines.is_empty();
    let is_empty = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_none_or(has_none)));
    let is_in_vain = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(has_none)));
    let total = move || {
        let count = catalogue.with(|index| index.keys().count());
        match count {
            0 => None,
            1 => Some(words::ONE_KEY.to_owned()),
            count => Some([&grouped(count as u64), " ", words::KEYS_LOWER].concat()),
        }
    };
    let close_rename = move || renaming.set(None);
    let close_remove = move || removing.set(None);
    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::ATTRIBUTES}</h1>
                <span class="page-count">{total}</span>
            </div>
            <div class="page-actions">
                <Button
                    label=words::READ_AGAIN
                    icon=Glyph::REFRESH
                    busy=is_running
                    on_click=move || catalogue.gather()
                />
            </div>
        </header>
        <div class="toolbar">
            <ListSearch
                label=words::SEARCH_ATTRIBUTES
                q=Signal::derive(move || view.with(|view| view.q.clone()))
                on_search=search
            />
            <Segmented label=words::LOOK_ALIKE.to_owned() segments=KINDS value=kind on_change=choose />
        </div>
        <div class="page-notice">{move || state(catalogue, gathering.get())}</div>
        <Show when=move || !is_empty.get()>
            <AttributeTree lines busy=is_running on_ask=ask />
            <Show when=has_more>
                <div class="page-notice cluster">
                    <Button
                        label=words::SHOW_MORE_LINES
                        on_click=move || most.update(|most| *most += LINES)
                    />
                    <span class="muted">{words::MORE_LINES_DETAIL}</span>
                </div>
            </Show>
        </Show>
        <Show when=move || is_in_vain.get() && !is_running.get()>{move || empty(view.get())}</Show>
        <Dialog
            open=Signal::derive(move || renaming.with(Option::is_some))
            on_close=close_rename
            title=words::RENAME_TITLE
            wide=true
        >
            {move || {
                untrack(|| renaming.get())
                    .map(|(from, into)| view! { <RenameAttributeForm from into on_close=close_rename /> })
            }}
        </Dialog>
        <Dialog
            open=Signal::derive(move || removing.with(Option::is_some))
            on_close=close_remove
            title=words::REMOVE_EVERYWHERE
            wide=true
        >
            {move || {
                untrack(|| removing.get())
                    .map(|(key, value)| view! { <RemoveEverywhereForm key value on_close=close_remove /> })
            }}
        </Dialog>
    }
}

/// What the text in the URL finds, and again whenever the content changes; nothing while nothing is searched for.
fn searched(catalogue: Catalogue, view: Signal<AttributesView>) -> RwSignal<Option<Arc<Matches>>> {
    let (matches, searching) = (RwSignal::new(None), Latest::default());
    let text = Memo::new(move |_| view.with(|view| view.q.trim().to_owned()));
    let version = catalogue.version();
    Effect::new(move |_| {
        version.get();
        let text = text.get();
        if text.is_empty() {
            searching.stop();
            return matches.set(None);
        }
        searching.run(async move {
            let found = catalogue.find(&text).await;
            // The page may be left.
            matches.try_set(Some(Arc::new(found)));
        });
    });
    on_cleanup(move || searching.stop());
    matches
}

/// How complete it is, and how old.
fn state(catalogue: Catalogue, gathering: Gathering) -> AnyView {
    let counted = move || {
        catalogue.with(|index| {
            let (people, groups) = (grouped(index.people() as u64), grouped(index.groups() as u64));
            [
                words::CATALOGUE_OF,
                " ",
                &people,
                " ",
                words::PEOPLE_LOWER,
                " ",
                words::AND,
                " ",
                &groups,
                " ",
                words::GROUPS_LOWER,
                ".",
            ]
            .concat()
        })
    };
    match gathering {
        Gathering::Nothing => ().into_any(),
        Gathering::Running => {
            let detail = move || {
                let (done, total) = catalogue.progress();
                (total > 0).then(|| [&grouped(done), " ", words::OF, " ", &grouped(total)].concat())
            };
            let total = move || Some(catalogue.progress().1).filter(|total| *total > 0);
            let older = catalogue.read_at().is_some();
            view! {
                <div class="stack">
                    <Progress
                        label=words::GATHERING
                        done=Signal::derive(move || catalogue.progress().0)
                        total=Signal::derive(total)
                        detail=Signal::derive(detail)
                    />
                    <div class="cluster">
                        <Button label=words::STOP size=Size::Small on_click=move || catalogue.stop() />
                        {older.then(|| view! { <span class="muted">{words::CATALOGUE_OLDER}</span> })}
                    </div>
                </div>
            }
            .into_any()
        }
        Gathering::Complete => view! {
            <p class="note">
                <Icon glyph=Glyph::INFO />
                <span>
                    {counted} " " {words::CATALOGUE_COMPLETE} " "
                    {catalogue.read_at().map(|time| view! { <RelativeTime time /> })}
                </span>
            </p>
        }
        .into_any(),
        Gathering::Stopped => {
            let (title, detail) = (words::CATALOGUE_STOPPED, Signal::derive(move || Some(counted())));
            view! { <Banner tone=Tone::Warning title detail /> }.into_any()
        }
        Gathering::Failed(error) => view! {
            <ErrorBanner
                title=words::CATALOGUE_FAILED
                error=Signal::stored(Some(error))
                on_retry=move || catalogue.gather()
            />
        }
        .into_any(),
    }
}

/// Why there are no lines.
fn empty(view: AttributesView) -> AnyView {
    let (icon, title, detail) = if view.alike && view.q.is_empty() {
        (Glyph::CHECK_CIRCLE, words::NOTHING_ALIKE, words::NOTHING_ALIKE_DETAIL)
    } else if view.q.is_empty() {
        (Glyph::TAG, words::NO_ATTRIBUTES_ANYWHERE, words::NO_ATTRIBUTES_ANYWHERE_DETAIL)
    } else {
        (Glyph::SEARCH, words::NO_ATTRIBUTE_MATCHES, words::NO_ATTRIBUTE_MATCHES_DETAIL)
    };
    let href = Route::attributes().href();
    let everything = (view.alike || !view.q.is_empty()).then(|| {
        view! { <ButtonLink label=words::EVERYTHING href variant=Variant::Secondary /> }
    });
    view! { <Empty icon title detail>{everything}</Empty> }.into_any()
}
