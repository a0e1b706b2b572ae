//! The catalogue's lines: keys as a tree, their values, who holds a value.

mod holders;

use std::collections::HashMap;

use bim_api::wire::user_search::AttributeFilter;
use leptos::prelude::*;

use crate::config::Config;
use crate::routes::{ReviewOf, Route, Status, UsersView};
use crate::stores::{KeyCounts, KeyValue, Line, What, differs_unseen};
use crate::ui::number::grouped;
use crate::ui::popover::Trigger;
use crate::ui::{Align, Badge, Button, Glyph, Icon, Menu, MenuItem, Size, Table, Tone, Variant};
use crate::words;

/// How far lines are indented at most.
const DEEPEST: usize = 6;

/// What is asked for from a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A key or a part of keys is opened or closed.
    Toggle(String),
    /// A value's holders are shown or not.
    ToggleHolders(KeyValue),
    /// More values of this key.
    More(String),
    /// Another name for a value; where it is to be merged with another one, that one.
    Rename(KeyValue, Option<KeyValue>),
    /// A value, or a key with all its values, is to be removed everywhere.
    Remove(String, Option<String>),
}

/// Takes what is asked for.
type OnAsk = UnsyncCallback<(Asked,)>;

/// The people who hold a value, in Users.
pub fn people_with(key: &str, value: &str) -> Route {
    let filter = AttributeFilter { key: key.to_owned(), value: value.to_owned() };
    Route::Users(Box::new(UsersView { attribute: vec![filter], status: Status::All, ..UsersView::default() }))
}

/// The table.
#[component]
pub fn AttributeTree(
    /// The lines to show.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// Everything is being read again.
    #[prop(into)]
    busy: Signal<bool>,
    /// Takes what is asked for.
    #[prop(into)]
    on_ask: OnAsk,
) -> impl IntoView {
    let shown = keep_up(lines);
    view! {
        <Table label=words::ATTRIBUTES busy>
            <thead>
                <tr>
                    <th scope="col">{words::ATTRIBUTE}</th>
                    <th scope="col" data-numeric="" data-width="short">{words::PEOPLE}</th>
                    <th scope="col" data-numeric="" data-width="short">{words::GROUPS}</th>
                    <th scope="col" data-narrow="">
                        <span class="visually-hidden">{words::ACTIONS}</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                <For each=move || lines.get() key=Line::id let:line>
                    {row(shown.of(line), on_ask)}
                </For>
            </tbody>
        </Table>
    }
}

/// The lines on screen, each by its id.
#[derive(Clone, Copy)]
struct ShownLines(StoredValue<HashMap<String, RwSignal<Line>>>);

/// Lines that stay keep their elements, and with them the focus and an open menu; what they say changes within.
fn keep_up(lines: Signal<Vec<Line>>) -> ShownLines {
    let shown = ShownLines(StoredValue::new(HashMap::new()));
    Effect::new(move |_| {
        lines.with(|lines| {
            shown.0.with_value(|shown| {
                for line in lines {
                    if let Some(known) = shown.get(&line.id())
                        && known.try_with_untracked(|known| known != line) == Some(true)
                    {
                        known.set(line.clone());
                    }
                }
            });
        });
    });
    shown
}

impl ShownLines {
    fn of(self, line: Line) -> RwSignal<Line> {
        let id = line.id();
        let line = RwSignal::new(line);
        self.0.update_value(|shown| {
            shown.insert(id.clone(), line);
        });
        on_cleanup(move || {
            // Another of this id may be there by now.
            self.0.try_update_value(|shown| {
                if shown.get(&id) == Some(&line) {
                    shown.remove(&id);
                }
            });
        });
        line
    }
}

fn row(line: RwSignal<Line>, on_ask: OnAsk) -> AnyView {
    match line.get_untracked().what {
        What::Key { path, label, .. } => key_row(line, path, label, on_ask),
        What::Value { key, pair, .. } => value_row(line, (key, pair.value.to_string()), on_ask),
        What::More { key, .. } => more_row(line, key, on_ask),
    }
}

fn depth(line: RwSignal<Line>) -> Signal<String> {
    Signal::derive(move || line.with(|line| line.depth.min(DEEPEST).to_string()))
}

/// What opens and closes a line.
fn opener(line: RwSignal<Line>, label: String, press: impl Fn() + 'static) -> AnyView {
    let is_open = move || {
        line.with(|line| match line.what {
            What::Key { is_open, .. } | What::Value { is_open, .. } => is_open,
            What::More { .. } => false,
        })
    };
    view! {
        <button
            class="tree-opener"
            type="button"
            aria-expanded=move || if is_open() { "true" } else { "false" }
            on:click=move |_| press()
        >
            <Icon glyph=Glyph::CHEVRON_RIGHT mirror=true />
            <span dir="auto">{label}</span>
        </button>
    }
    .into_any()
}

fn count(number: u32) -> Option<String> {
    (number > 0).then(|| grouped(u64::from(number)))
}

/// "4 values" of a key, "8 keys" of what is only a part of keys.
fn holds(counts: Option<KeyCounts>, below: usize) -> String {
    let (count, one, many) = match counts {
        Some(counts) => (counts.values, words::ONE_VALUE, words::VALUES_LOWER),
        None => (below, words::ONE_KEY, words::KEYS_LOWER),
    };
    if count == 1 { one.to_owned() } else { [&grouped(count as u64), " ", many].concat() }
}

fn key_row(line: RwSignal<Line>, path: String, label: String, on_ask: OnAsk) -> AnyView {
    let counts = Memo::new(move |_| match line.get().what {
        What::Key { counts, below, .. } => (counts, below),
        What::Value { .. } | What::More { .. } => (None, 0),
    });
    let is_key = Memo::new(move |_| counts.get().0.is_some());
    let (toggled, removed) = (path.clone(), path.clone());
    let menu = move || {
        let removed = removed.clone();
        let remove = move || on_ask.run((Asked::Remove(removed.clone(), None),));
        view! {
            <MenuItem label=words::REMOVE_EVERYWHERE_MENU icon=Glyph::TRASH danger=true on_select=remove />
        }
        .into_any()
    };
    let name = path.clone();
    let actions = move || is_key.get().then(|| actions(&name, menu.clone()));
    let of_counts = move |get: fn(KeyCounts) -> u32| move || counts.get().0.and_then(|one| count(get(one)));
    view! {
        <tr>
            <td data-card="title" title=path>
                <span class="tree-cell" data-depth=depth(line) data-kind="key">
                    {opener(line, label, move || on_ask.run((Asked::Toggle(toggled.clone()),)))}
                    <small class="muted">
                        {move || {
                            let (counts, below) = counts.get();
                            holds(counts, below)
                        }}
                    </small>
                </span>
            </td>
            <td data-label=words::PEOPLE data-numeric="">{of_counts(|one| one.people)}</td>
            <td data-label=words::GROUPS data-numeric="">{of_counts(|one| one.groups)}</td>
            <td data-narrow="" data-card="corner">{actions}</td>
        </tr>
    }
    .into_any()
}

fn value_row(line: RwSignal<Line>, own: KeyValue, on_ask: OnAsk) -> AnyView {
    let state = Memo::new(move |_| match line.get().what {
        What::Value { pair, is_open, alike, .. } => (pair.people, pair.groups, is_open, alike),
        What::Key { .. } | What::More { .. } => (0, 0, false, Vec::new()),
    });
    let href = people_with(&own.0, &own.1).href();
    let (of_people, (key, value)) = (href.clone(), own.clone());
    let people = move || {
        count(state.with(|state| state.0)).map(|text| {
            let label = [&text, " ", words::PEOPLE_LOWER, ": ", words::PEOPLE_WITH_IT].concat();
            view! { <a href=of_people.clone() aria-label=label>{text}</a> }
        })
    };
    let hint = move || {
        let (other_key, other) = state.with(|state| state.3.first().cloned())?;
        let unseen = if differs_unseen(&value, &other) { words::LOOK_ALIKE_UNSEEN } else { "" };
        let other = if other_key == key { other } else { [&other_key, ": ", &other].concat() };
        let label = [words::LOOK_ALIKE_HINT, " “", &other, "”", unseen].concat();
        Some(view! { <Badge label tone=Tone::Warning /> })
    };
    let asked = own.clone();
    let menu = move || menu(&asked, &href, &state.with_untracked(|state| state.3.clone()), on_ask);
    // Drawn anew when somebody else holds it.
    let below = Memo::new(move |_| state.with(|state| state.2.then_some((state.0, state.1))));
    let (label, toggled, shown) = ([&own.0, ": ", &own.1].concat(), own.clone(), own.clone());
    view! {
        <tr>
            <td data-card="title" title=label.clone()>
                <span class="tree-cell" data-depth=depth(line)>
                    {opener(line, own.1, move || on_ask.run((Asked::ToggleHolders(toggled.clone()),)))}
                    {hint}
                </span>
            </td>
            <td data-label=words::PEOPLE data-numeric="">{people}</td>
            <td data-label=words::GROUPS data-numeric="">{move || count(state.with(|state| state.1))}</td>
            <td data-narrow="" data-card="corner">{actions(&label, menu)}</td>
        </tr>
        {move || below.get().map(|_| holders::holders_row(&shown.0, &shown.1))}
    }
    .into_any()
}

/// What can be done with a value.
fn menu(own: &KeyValue, href: &str, alike: &[KeyValue], on_ask: OnAsk) -> AnyView {
    let (renamed, removed) = (own.clone(), own.clone());
    let review = ReviewOf::Attribute(own.0.clone(), own.1.clone()).route();
    let reviews = Config::expect().offers(&review);
    let rename = move || on_ask.run((Asked::Rename(renamed.clone(), None),));
    let remove = move || on_ask.run((Asked::Remove(removed.0.clone(), Some(removed.1.clone())),));
    let merges = alike
        .iter()
        .map(|other| {
            let label = [words::MERGE_INTO, " “", &other.1, "”"].concat();
            let (from, into) = (own.clone(), other.clone());
            let merge = move || on_ask.run((Asked::Rename(from.clone(), Some(into.clone())),));
            view! { <MenuItem label icon=Glyph::COMPARE on_select=merge /> }
        })
        .collect_view();
    view! {
        <MenuItem label=words::PEOPLE_WITH_IT icon=Glyph::USER href=href.to_owned() />
        {reviews
            .then(|| {
                let href = review.href();
                view! { <MenuItem label=words::REVIEW_ACCESS_MENU icon=Glyph::CHECKLIST href /> }
            })}
        <MenuItem label=words::RENAME_OR_MERGE icon=Glyph::EDIT on_select=rename />
        {merges}
        <hr class="menu-divider" />
        <MenuItem label=words::REMOVE_EVERYWHERE_MENU icon=Glyph::TRASH danger=true on_select=remove />
    }
    .into_any()
}

fn more_row(line: RwSignal<Line>, key: String, on_ask: OnAsk) -> AnyView {
    let label = Signal::derive(move || {
        let left = line.with(|line| if let What::More { left, .. } = &line.what { *left } else { 0 });
        [words::SHOW_MORE_VALUES, " (", &grouped(left as u64), ")"].concat()
    });
    view! {
        <tr>
            <td colspan="4">
                <span class="tree-cell" data-depth=depth(line)>
                    <Button
                        label
                        size=Size::Small
                        variant=Variant::Ghost
                        on_click=move || on_ask.run((Asked::More(key.clone()),))
                    />
                </span>
            </td>
        </tr>
    }
    .into_any()
}

fn actions(name: &str, items: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let label = [words::ATTRIBUTE_ACTIONS, " ", name].concat();
    let look = Trigger { variant: Variant::Ghost, size: Size::Small, icon_only: true, class: None };
    view! {
        <Menu label trigger=|| view! { <Icon glyph=Glyph::MORE /> } look align=Align::End>
            {items()}
        </Menu>
    }
    .into_any()
}
