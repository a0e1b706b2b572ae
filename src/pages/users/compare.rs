//! Two people side by side: profile, permissions, groups and attributes with where they come from; chosen
//! differences can be applied to either.

mod differences;

use std::time::Duration;

use bim_api::endpoints::{GetUserGroups, SetPermissions};
use bim_api::wire::user::UserHit;
use bim_api::{ApiError, IamId};
use leptos::prelude::*;

use crate::components::{AccountRefusals, ErrorBanner, explain, refusal};
use crate::forms::{MakeLikeDialog, Plan};
use crate::navigation::Navigator;
use crate::routes::{Route, UserKey};
use crate::stores::{Iams, Latest, Remote, Session, User, WholePerson};
use crate::ui::{
    Banner, Button, Checkbox, Combobox, Crumb, Empty, Glyph, Icon, SkeletonFacts, Suggestion, Switch, Table,
    Tone,
};
use crate::words;
use differences::{Item, Line, lines, plan};

/// How long typing must rest before people are looked for.
const DEBOUNCE: Duration = Duration::from_millis(120);

/// The page.
#[component]
pub fn ComparePage(
    /// The person it was opened from.
    key: UserKey,
    /// Whom that person is compared with.
    other: Signal<Option<UserKey>>,
) -> impl IntoView {
    let user = User::expect();
    let refused = AccountRefusals::of(&key).compare;
    let is_open = Memo::new(move |_| refused.with(Option::is_none));
    let (left, right) = (Side::new(user), Side::new(user));
    let first = key.clone();
    Effect::new(move |_| {
        if is_open.get() {
            left.read(first.clone());
        }
    });
    // The same person again is no reason to read anew.
    let other = Memo::new(move |_| other.get());
    Effect::new(move |_| match other.get().filter(|_| is_open.get()) {
        Some(key) => right.read(key),
        None => right.forget(),
    });
    let back = Route::user(&key.iamid, &key.userid).href();
    let username = key.userid.to_string();
    let chooser = key.clone();
    let content = move || {
        if !is_open.get() {
            let why = Signal::derive(move || refused.get().unwrap_or_default());
            return view! { <Banner tone=Tone::Warning title=why /> }.into_any();
        }
        view! {
            <PersonChooser key=chooser.clone() other />
            <ErrorBanner title=words::USER_FAILED error=left.error() on_retry=move || left.again() />
            <ErrorBanner title=words::USER_FAILED error=right.error() on_retry=move || right.again() />
            {move || {
                if other.with(Option::is_none) {
                    return view! {
                        <Empty icon=Glyph::COMPARE title=words::COMPARE_NOBODY detail=words::COMPARE_NOBODY_DETAIL />
                    }
                        .into_any();
                }
                view! { <Comparison left right /> }.into_any()
            }}
        }
        .into_any()
    };
    view! {
        <Crumb part=words::USERS href=back label=username />
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::COMPARE}</h1>
                <span class="page-count">{words::COMPARE_DETAIL}</span>
            </div>
        </header>
        <div class="page-body">{content}</div>
    }
}

/// One side of the comparison.
#[derive(Clone, Copy)]
struct Side {
    user: User,
    key: RwSignal<Option<UserKey>>,
    person: RwSignal<Remote<WholePerson>>,
    latest: Latest,
}

impl Side {
    fn new(user: User) -> Self {
        let latest = Latest::default();
        on_cleanup(move || latest.stop());
        Self { user, key: RwSignal::new(None), person: RwSignal::new(Remote::default()), latest }
    }

    fn read(self, key: UserKey) {
        if self.key.get_untracked().as_ref() != Some(&key) {
            self.person.set(Remote::default());
        }
        self.key.set(Some(key.clone()));
        self.person.update(Remote::begin);
        self.latest.run(async move {
            let outcome = self.user.read_whole(key).await;
            self.person.try_update(|person| person.finish(outcome));
        });
    }

    fn forget(self) {
        self.latest.stop();
        self.key.set(None);
        self.person.set(Remote::default());
    }

    fn again(self) {
        if let Some(key) = self.key.get_untracked() {
            self.read(key);
        }
    }

    fn error(self) -> Signal<Option<ApiError>> {
        Signal::derive(move || self.person.with(|person| person.error.clone()))
    }
}

/// Whom to compare with, found by a part of the name.
#[component]
fn PersonChooser(key: UserKey, other: Memo<Option<UserKey>>) -> impl IntoView {
    let (user, navigator) = (User::expect(), Navigator::expect());
    let shown = move || other.get_untracked().map(|key| key.userid.to_string()).unwrap_or_default();
    let typed = RwSignal::new(shown());
    Effect::new(move |_| {
        let chosen = other.with(|key| key.as_ref().map(|key| key.userid.to_string()));
        typed.set(chosen.unwrap_or_default());
    });
    let (found, note) = (RwSignal::new(Vec::<UserHit>::new()), RwSignal::new(None::<String>));
    let latest = Latest::default();
    on_cleanup(move || latest.stop());
    let input = move |text: String| {
        typed.set(text.clone());
        latest.run(async move {
            gloo_timers::future::sleep(DEBOUNCE).await;
            let (people, says) = match user.find_people(text.trim()).await {
                Ok(people) if people.is_empty() => (people, Some(words::NO_MATCH.to_owned())),
                Ok(people) => (people, None),
                Err(error) => (Vec::new(), Some(explain(&error).detail)),
            };
            found.try_set(people);
            note.try_set(says);
        });
    };
    let suggestions = move || {
        let suggest = |(at, hit): (usize, &UserHit)| {
            let label = hit.profile.name.clone().unwrap_or_else(|| hit.userid.to_string());
            Suggestion { value: at.to_string(), label, detail: hit.userid.to_string() }
        };
        found.with(|found| found.iter().enumerate().map(suggest).collect::<Vec<_>>())
    };
    let choose = move |at: String| {
        let hit = at.parse().ok().and_then(|at: usize| found.with_untracked(|found| found.get(at).cloned()));
        if let Some(hit) = hit {
            let with = UserKey { iamid: hit.iamid, userid: hit.userid };
            navigator.go(&Route::UserCompare(key.clone(), Some(with)));
        }
    };
    view! {
        <Combobox
            label=words::COMPARE_WITH
            value=typed
            suggestions=Signal::derive(suggestions)
            note
            placeholder=words::NAME_EXAMPLE
            on_input=input
            on_choose=choose
        />
    }
}

/// The table, and what can be done with it.
#[component]
fn Comparison(left: Side, right: Side) -> impl IntoView {
    let all = RwSignal::new(false);
    let chosen = RwSignal::new(Vec::<Item>::new());
    let asked = RwSignal::new(None::<Plan>);
    let refused = refusal::<SetPermissions>();
    let sees_groups = Session::expect().may_untracked::<GetUserGroups>();
    let both = Memo::new(move |_| {
        let (left, right) = (left.person.with(|p| p.value.clone()), right.person.with(|p| p.value.clone()));
        left.zip(right)
    });
    let iams = Iams::expect();
    iams.look_up_names();
    let name_of = move |iamid: &IamId| iams.display_name(iamid);
    let listed =
        Memo::new(move |_| both.with(|both| both.as_ref().map(|(left, right)| lines(left, right, name_of))));
    let name = |side: Side| {
        Signal::derive(move || {
            side.key.with(|key| key.as_ref().map(|key| key.userid.to_string())).unwrap_or_default()
        })
    };
    let (left_name, right_name) = (name(left), name(right));
    let make = move |to_right: bool| {
        both.with_untracked(|both| {
            let Some((left, right)) = both else { return };
            let (model, target) = if to_right { (left, right) } else { (right, left) };
            asked.set(Some(plan(&chosen.get_untracked(), model, target)));
        });
    };
    let nothing = Signal::derive(move || {
        refused.get().or_else(|| chosen.with(Vec::is_empty).then(|| words::CHOOSE_DIFFERENCES.to_owned()))
    });
    let label = move |target: Signal<String>, model: Signal<String>| {
        Signal::derive(move || {
            [words::MAKE, " ", &target.get(), " ", words::LIKE, " ", &model.get()].concat()
        })
    };
    let done = move || {
        chosen.set(Vec::new());
        left.again();
        right.again();
    };
    let rows = move || {
        let Some(lines) = listed.get() else { return view! { <SkeletonFacts rows=6 /> }.into_any() };
        let show_all = all.get();
        let shown: Vec<Line> = lines.into_iter().filter(|line| show_all || !line.is_same()).collect();
        if shown.is_empty() {
            return view! {
                <Empty icon=Glyph::CHECK title=words::NO_DIFFERENCE detail=words::NO_DIFFERENCE_DETAIL />
            }
            .into_any();
        }
        table(shown, left_name, right_name, chosen)
    };
    view! {
        <div class="section-header">
            <Switch label=words::SHOW_SAME checked=all on_change=move |on: bool| all.set(on) />
            <div class="cluster">
                <Button label=label(right_name, left_name) refusal=nothing on_click=move || make(true) />
                <Button label=label(left_name, right_name) refusal=nothing on_click=move || make(false) />
            </div>
        </div>
        {(!sees_groups).then(|| view! { <p class="note"><Icon glyph=Glyph::LOCK />{words::THROUGH_GROUPS_HIDDEN}</p> })}
        {rows}
        <MakeLikeDialog plan=asked on_done=done />
    }
}

fn table(
    lines: Vec<Line>,
    left: Signal<String>,
    right: Signal<String>,
    chosen: RwSignal<Vec<Item>>,
) -> AnyView {
    let mut section = "";
    let rows: Vec<AnyView> = lines
        .into_iter()
        .map(|line| {
            let heading = (line.item.section() != section).then(|| {
                section = line.item.section();
                view! {
                    <tr class="table-section">
                        <th colspan="4" scope="colgroup">{section}</th>
                    </tr>
                }
            });
            view! {
                {heading}
                {row(line, chosen)}
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="card" data-flush="">
            <Table label=words::COMPARE cards=false>
                <thead>
                    <tr>
                        <th scope="col" data-narrow="">
                            <span class="visually-hidden">{words::CHOOSE}</span>
                        </th>
                        <th scope="col">{words::FIELD}</th>
                        <th scope="col" dir="auto">{left}</th>
                        <th scope="col" dir="auto">{right}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

fn row(line: Line, chosen: RwSignal<Vec<Item>>) -> impl IntoView {
    let can = line.item.can_be_applied() && !line.is_same();
    let (item, name) = (line.item.clone(), line.item.name());
    let of = item.clone();
    let is_on = Signal::derive(move || chosen.with(|chosen| chosen.contains(&of)));
    let toggle = move |on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != item);
            if on {
                chosen.push(item.clone());
            }
        });
    };
    let tick = can
        .then(|| view! { <Checkbox label=name.clone() label_hidden=true checked=is_on on_change=toggle /> });
    let cell = |text: Option<String>| {
        let missing = text.is_none().then_some("");
        let text = text.unwrap_or_else(|| words::NOT_SET.to_owned());
        view! { <td dir="auto" title=text.clone() data-secondary=missing>{text.clone()}</td> }
    };
    let same = line.is_same().then_some("");
    view! {
        <tr data-same=same>
            <td data-narrow="">{tick}</td>
            <th scope="row" dir="auto" title=name.clone()>{name.clone()}</th>
            {cell(line.left)}
            {cell(line.right)}
        </tr>
    }
}
