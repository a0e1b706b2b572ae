//! The catalogue's lines: keys as a tree, their values, who holds a value.

use bim_api::wire::user_search::AttributeFilter;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::routes::{Route, Status, UsersView};
use crate::stores::{Catalogue, HoldingGroup, HoldingPerson, KeyCounts, KeyValue, Line, Pair, What};
use crate::ui::number::grouped;
use crate::ui::popover::Trigger;
use crate::ui::{Align, Badge, Button, Glyph, Icon, Menu, MenuItem, Size, Table, Tone, Variant};
use crate::words;

/// How many holders of each kind are spelt out.
const NAMED: usize = 20;
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
                <For each=move || lines.get() key=Clone::clone let:line>
                    {row(line, on_ask)}
                </For>
            </tbody>
        </Table>
    }
}

fn row(line: Line, on_ask: OnAsk) -> AnyView {
    let depth = line.depth.min(DEEPEST).to_string();
    match line.what {
        What::Key { path, label, is_open, counts } => key_row(depth, path, label, is_open, counts, on_ask),
        What::Value { key, pair, is_open, alike } => {
            let holders = is_open.then(|| holders_row(&key, &pair.value));
            view! {
                {value_row(depth, key, &pair, is_open, alike, on_ask)}
                {holders}
            }
            .into_any()
        }
        What::More { key, left } => {
            let label = [words::SHOW_MORE_VALUES, " (", &grouped(left as u64), ")"].concat();
            view! {
                <tr>
                    <td colspan="4">
                        <span class="tree-cell" data-depth=depth>
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
    }
}

/// What opens and closes a line. The line is drawn anew then, so the focus is given to the new one.
fn opener(of: String, label: String, is_open: bool, press: impl Fn() + 'static) -> AnyView {
    let again = of.clone();
    let pressed = move |_| {
        press();
        let again = again.clone();
        request_animation_frame(move || focus_opener(&again));
    };
    view! {
        <button
            class="tree-opener"
            type="button"
            data-of=of
            aria-expanded=if is_open { "true" } else { "false" }
            on:click=pressed
        >
            <Icon glyph=Glyph::CHEVRON_RIGHT mirror=true />
            <span dir="auto">{label}</span>
        </button>
    }
    .into_any()
}

fn focus_opener(of: &str) {
    let Ok(openers) = document().query_selector_all(".tree-opener") else { return };
    let opener = (0..openers.length())
        .filter_map(|at| openers.item(at)?.dyn_into::<web_sys::HtmlElement>().ok())
        .find(|opener| opener.get_attribute("data-of").as_deref() == Some(of));
    if let Some(opener) = opener {
        let _ = opener.focus();
    }
}

fn count(number: u32) -> Option<String> {
    (number > 0).then(|| grouped(u64::from(number)))
}

fn key_row(
    depth: String,
    path: String,
    label: String,
    is_open: bool,
    counts: Option<KeyCounts>,
    on_ask: OnAsk,
) -> AnyView {
    let toggled = path.clone();
    let values = counts.map(|counts| match counts.values {
        1 => words::ONE_VALUE.to_owned(),
        values => [&grouped(values as u64), " ", words::VALUES_LOWER].concat(),
    });
    let actions = counts.map(|_| {
        let removed = path.clone();
        let remove = move || on_ask.run((Asked::Remove(removed.clone(), None),));
        let menu = move || {
            let remove = remove.clone();
            view! {
                <MenuItem label=words::REMOVE_EVERYWHERE_MENU icon=Glyph::TRASH danger=true on_select=remove />
            }
            .into_any()
        };
        actions(&path, menu)
    });
    view! {
        <tr>
            <td data-card="title" title=path.clone()>
                <span class="tree-cell" data-depth=depth data-kind="key">
                    {opener(path.clone(), label, is_open, move || on_ask.run((Asked::Toggle(toggled.clone()),)))}
                    <small class="muted">{values}</small>
                </span>
            </td>
            <td data-label=words::PEOPLE data-numeric="">{counts.and_then(|counts| count(counts.people))}</td>
            <td data-label=words::GROUPS data-numeric="">{counts.and_then(|counts| count(counts.groups))}</td>
            <td data-narrow="" data-card="corner">{actions}</td>
        </tr>
    }
    .into_any()
}

fn value_row(
    depth: String,
    key: String,
    pair: &Pair,
    is_open: bool,
    alike: Vec<KeyValue>,
    on_ask: OnAsk,
) -> AnyView {
    let value = pair.value.to_string();
    let own: KeyValue = (key.clone(), value.clone());
    let toggled = own.clone();
    let href = people_with(&key, &value).href();
    let people = count(pair.people).map(|text| {
        let label = [&text, " ", words::PEOPLE_LOWER, ": ", words::PEOPLE_WITH_IT].concat();
        view! { <a href=href.clone() aria-label=label>{text}</a> }
    });
    let hint = alike.first().map(|(other_key, other)| {
        let other = if *other_key == key { other.clone() } else { [other_key, ": ", other].concat() };
        let label = [words::LOOK_ALIKE_HINT, " “", &other, "”"].concat();
        view! { <Badge label tone=Tone::Warning /> }
    });
    let menu = move || {
        let (renamed, removed) = (own.clone(), own.clone());
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
            <MenuItem label=words::PEOPLE_WITH_IT icon=Glyph::USER href=href.clone() />
            <MenuItem label=words::RENAME_OR_MERGE icon=Glyph::EDIT on_select=rename />
            {merges}
            <hr class="menu-divider" />
            <MenuItem label=words::REMOVE_EVERYWHERE_MENU icon=Glyph::TRASH danger=true on_select=remove />
        }
        .into_any()
    };
    let label = [&key, ": ", &value].concat();
    view! {
        <tr>
            <td data-card="title" title=label.clone()>
                <span class="tree-cell" data-depth=depth>
                    {opener(label.clone(), value, is_open, move || on_ask.run((Asked::ToggleHolders(toggled.clone()),)))}
                    {hint}
                </span>
            </td>
            <td data-label=words::PEOPLE data-numeric="">{people}</td>
            <td data-label=words::GROUPS data-numeric="">{count(pair.groups)}</td>
            <td data-narrow="" data-card="corner">{actions(&label, menu)}</td>
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

fn holders_row(key: &str, value: &str) -> AnyView {
    let holders = Catalogue::expect().with_untracked(|index| index.holders(key, value));
    let label = [words::HOLDERS_OF, " ", key, ": ", value].concat();
    let people = more(holders.people.len(), holders.people.iter().take(NAMED).map(person).collect());
    let groups = more(holders.groups.len(), holders.groups.iter().take(NAMED).map(group).collect());
    let all = (holders.people.len() > NAMED).then(|| {
        view! { <a href=people_with(key, value).href()>{words::ALL_IN_USERS}</a> }
    });
    view! {
        <tr>
            <td colspan="4" data-card="title">
                <div class="tree-holders" role="group" aria-label=label>
                    {groups}
                    {people}
                    {all}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn more(count: usize, named: Vec<AnyView>) -> AnyView {
    let left = count.saturating_sub(named.len());
    let left = (left > 0).then(|| {
        let text = ["+", &grouped(left as u64), " ", words::MORE].concat();
        view! { <span class="muted">{text}</span> }
    });
    view! {
        {named}
        {left}
    }
    .into_any()
}

fn person(one: &HoldingPerson) -> AnyView {
    let href = Route::user(&one.key.iamid, &one.key.userid).href();
    let source = (!one.here).then_some(words::THROUGH_PROVIDER);
    view! {
        <span class="holder" title=one.key.userid.to_string()>
            <Icon glyph=Glyph::USER />
            <a href=href dir="auto">{one.name.clone()}</a>
            <small class="muted">{source}</small>
        </span>
    }
    .into_any()
}

fn group(one: &HoldingGroup) -> AnyView {
    view! {
        <span class="holder">
            <Icon glyph=Glyph::USERS />
            <a href=Route::group(one.id).href() dir="auto">{one.name.clone()}</a>
        </span>
    }
    .into_any()
}
