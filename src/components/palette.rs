//! The command palette (Ctrl+K): pages, actions, people and groups, the recent ones first.

use std::time::Duration;

use bim_api::wire::group::GroupHit;
use bim_api::wire::user::UserHit;
use futures_util::future::join;
use leptos::prelude::*;

use super::explain;
use crate::config::Config;
use crate::navigation::Navigator;
use crate::routes::{ReviewView, Route, UserKey};
use crate::stores::{Latest, RecentPlace, RecentPlaces, Session, User};
use crate::ui::{Combobox, Dialog, Suggestion};
use crate::words;

/// How long typing must rest before people and groups are looked for.
const DEBOUNCE: Duration = Duration::from_millis(120);

/// A place to go to.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    label: String,
    detail: String,
    route: Route,
}

impl Entry {
    fn person(hit: &UserHit) -> Self {
        let label = hit.profile.name.clone().filter(|name| !name.trim().is_empty());
        let label = label.unwrap_or_else(|| hit.userid.to_string());
        Self { label, detail: hit.userid.to_string(), route: Route::user(&hit.iamid, &hit.userid) }
    }

    fn recent(place: &RecentPlace) -> Self {
        Self { label: place.label.clone(), detail: place.detail.clone(), route: place.route() }
    }

    /// A group that has a page.
    fn group(hit: &GroupHit) -> Option<Self> {
        let route = Route::group(hit.id?);
        Some(Self { label: hit.name.clone(), detail: words::GROUP.to_owned(), route })
    }
}

/// The pages, and what can be done to the person on screen.
fn places(now: &Route) -> Vec<Entry> {
    let page =
        |label: &str, route: Route| Entry { label: label.to_owned(), detail: words::PAGE.to_owned(), route };
    let action = |label: &str, who: &UserKey, route: Route| {
        let label = [label, " ", who.userid.as_str()].concat();
        Entry { label, detail: words::ACTION.to_owned(), route }
    };
    let mut places = vec![
        page(words::USERS, Route::users()),
        page(words::GROUPS, Route::groups()),
        page(words::ATTRIBUTES, Route::attributes()),
        page(words::API_KEYS, Route::api_keys()),
        page(words::IDENTITY_PROVIDERS, Route::IdentityProviders),
        page(words::ACTIVITY, Route::activity()),
        page(words::MY_PROFILE, Route::Profile),
        page(words::NEW_USER, Route::NewUser),
        page(words::IMPORT_USERS, Route::ImportUsers),
        page(words::NEW_GROUP, Route::NewGroup),
        page(words::NEW_API_KEY, Route::NewApiKey),
        page(words::ACCESS_REVIEW, ReviewView::default().route()),
        page(words::INSPECT_TOKEN, Route::Token),
        page(words::IMPERSONATE, Route::Impersonate(None)),
    ];
    if let Route::User(who, _) = now {
        places.push(action(words::CLONE, who, Route::UserClone(who.clone())));
        places.push(action(words::COMPARE, who, Route::UserCompare(who.clone(), None)));
    }
    places
}

/// What is offered for a text: recent places, then pages, then the people and groups who were found, each once.
fn offered(text: &str, recent: &[Entry], pages: &[Entry], found: &[Entry]) -> Vec<Entry> {
    let text = text.trim().to_ascii_lowercase();
    let fits = |entry: &&Entry| {
        [&entry.label, &entry.detail].iter().any(|words| words.to_ascii_lowercase().contains(&text))
    };
    // The API decides which people and groups fit.
    let known = recent.iter().chain(pages).filter(fits);
    let mut offered: Vec<Entry> = Vec::new();
    for entry in known.chain(found) {
        if !offered.iter().any(|other| other.route == entry.route) {
            offered.push(entry.clone());
        }
    }
    offered
}

/// Ctrl+K opens and closes the palette, as long as the caller's owner lives.
pub fn listen_for_palette(is_open: RwSignal<bool>) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let is_key = event.key().eq_ignore_ascii_case("k") && (event.ctrl_key() || event.meta_key());
        // Another dialog is answered first.
        let is_busy = !is_open.get_untracked()
            && document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
        if is_key && !event.alt_key() && !event.shift_key() && !is_busy {
            event.prevent_default();
            is_open.update(|is_open| *is_open = !*is_open);
        }
    });
    on_cleanup(move || listener.remove());
}

/// The palette.
#[component]
pub fn Palette(
    /// Whether it is open ([`listen_for_palette`]).
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let (navigator, session, user) = (Navigator::expect(), Session::expect(), User::expect());
    let typed = RwSignal::new(String::new());
    let (found, note) = (RwSignal::new(Vec::<Entry>::new()), RwSignal::new(None::<String>));
    let places_kept = RecentPlaces::expect();
    let (latest, route) = (Latest::default(), navigator.route());
    on_cleanup(move || latest.stop());
    let config = Config::expect();
    // Whatever is not, or no longer, this person's to open is not offered.
    let offers = move |entry: &Entry| {
        entry.route.access().allows(&session.permissions()) && config.offers(&entry.route)
    };
    let is_offered = offers.clone();
    let pages = Memo::new(move |_| {
        let mut pages = route.with(places);
        pages.retain(&offers);
        pages
    });
    let recent = Memo::new(move |_| {
        let recent = places_kept.all().with(|places| places.iter().map(Entry::recent).collect::<Vec<_>>());
        recent.into_iter().filter(&is_offered).collect::<Vec<_>>()
    });
    let shown = Memo::new(move |_| {
        typed.with(|text| {
            recent.with(|recent| pages.with(|pages| found.with(|found| offered(text, recent, pages, found))))
        })
    });
    let close = move || {
        latest.stop();
        is_open.set(false);
    };
    Effect::new(move |_| {
        if is_open.get() {
            typed.set(String::new());
            found.set(Vec::new());
            note.set(None);
        }
    });
    let input = move |text: String| {
        typed.set(text.clone());
        let text = text.trim().to_owned();
        if text.is_empty() {
            latest.stop();
            found.set(Vec::new());
            return note.set(None);
        }
        latest.run(async move {
            gloo_timers::future::sleep(DEBOUNCE).await;
            let (people, groups) = join(user.find_people(&text), user.find_groups(&text, Vec::new())).await;
            let error = people.as_ref().err().or(groups.as_ref().err()).map(|error| explain(error).detail);
            let people = people.iter().flatten().map(Entry::person);
            let groups = groups.iter().flatten().filter_map(Entry::group);
            found.try_set(people.chain(groups).collect());
            note.try_set(error);
        });
    };
    let choose = move |at: String| {
        let entry = at.parse().ok().and_then(|at: usize| shown.with_untracked(|all| all.get(at).cloned()));
        let Some(entry) = entry else { return };
        close();
        places_kept.note(RecentPlace::new(&entry.label, &entry.detail, &entry.route));
        navigator.go(&entry.route);
    };
    let suggestions = Signal::derive(move || {
        let suggest = |(at, entry): (usize, &Entry)| Suggestion {
            value: at.to_string(),
            label: entry.label.clone(),
            detail: entry.detail.clone(),
        };
        shown.with(|shown| shown.iter().enumerate().map(suggest).collect::<Vec<_>>())
    });
    let nothing = Signal::derive(move || {
        note.get().or_else(|| shown.with(Vec::is_empty).then(|| words::NOTHING_FOUND.to_owned()))
    });
    view! {
        <Dialog open=is_open on_close=close title=words::PALETTE>
            <div class="dialog-body">
                <Combobox
                    label=words::PALETTE_LABEL
                    value=typed
                    suggestions
                    note=nothing
                    open=true
                    autofocus=true
                    on_input=input
                    on_choose=choose
                />
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(label: &str) -> Entry {
        Entry {
            label: label.to_owned(),
            detail: String::new(),
            route: Route::user(&"bim".into(), &label.into()),
        }
    }

    #[test]
    fn recent_places_come_first_and_nothing_comes_twice() {
        let pages = places(&Route::users())
            .into_iter()
            .filter(|entry| ["Users", "New user"].contains(&&*entry.label));
        let pages: Vec<Entry> = pages.collect();
        let labels = |text: &str, recent: &[Entry], people: &[Entry]| {
            let offered = offered(text, recent, &pages, people);
            offered.into_iter().map(|entry| entry.label).collect::<Vec<_>>()
        };
        assert_eq!(labels("", &[entry("ada")], &[]), ["ada", "Users", "New user"]);
        assert_eq!(labels("NEW", &[entry("ada")], &[entry("newton")]), ["New user", "newton"]);
        assert_eq!(labels("ad", &[entry("ada")], &[entry("ada"), entry("adam")]), ["ada", "adam"]);
    }

    #[test]
    fn the_person_on_screen_can_be_acted_on() {
        let here = places(&Route::user(&"bim".into(), &"ada".into()));
        assert!(here.iter().any(|entry| entry.label == "Clone ada"));
        assert!(!places(&Route::users()).iter().any(|entry| entry.label.starts_with("Clone")));
    }
}
