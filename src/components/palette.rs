//! The command palette (Ctrl+K): pages, actions and people, the recent ones first.

use std::time::Duration;

use bim_api::wire::user::UserHit;
use leptos::prelude::*;

use super::explain;
use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::{Latest, Session, User};
use crate::ui::{Combobox, Dialog, Suggestion};
use crate::words;

/// How long typing must rest before people are looked for.
const DEBOUNCE: Duration = Duration::from_millis(120);
/// How many places are remembered; they are gone with the tab.
const RECENT: usize = 6;

/// A place to go to.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    label: String,
    detail: String,
    route: Route,
}

impl Entry {
    fn page(label: &str, route: Route) -> Self {
        Self { label: label.to_owned(), detail: words::PAGE.to_owned(), route }
    }

    fn person(hit: &UserHit) -> Self {
        let label = hit.profile.name.clone().filter(|name| !name.trim().is_empty());
        let label = label.unwrap_or_else(|| hit.userid.to_string());
        Self { label, detail: hit.userid.to_string(), route: Route::user(&hit.iamid, &hit.userid) }
    }
}

/// What is offered for a text: recent places, then pages, then the people who were found, each once.
fn offered(text: &str, recent: &[Entry], pages: &[Entry], people: &[Entry]) -> Vec<Entry> {
    let text = text.trim().to_ascii_lowercase();
    let fits = |entry: &&Entry| {
        [&entry.label, &entry.detail].iter().any(|words| words.to_ascii_lowercase().contains(&text))
    };
    // The API decides which people fit.
    let known = recent.iter().chain(pages).filter(fits);
    let mut offered: Vec<Entry> = Vec::new();
    for entry in known.chain(people) {
        if !offered.iter().any(|other| other.route == entry.route) {
            offered.push(entry.clone());
        }
    }
    offered
}

/// The palette; listens for its keys as long as it stands in the page.
#[component]
pub fn Palette() -> impl IntoView {
    let (navigator, session, user) = (Navigator::expect(), Session::expect(), User::expect());
    let (is_open, typed) = (RwSignal::new(false), RwSignal::new(String::new()));
    let (people, note) = (RwSignal::new(Vec::<Entry>::new()), RwSignal::new(None::<String>));
    let recent = RwSignal::new(Vec::<Entry>::new());
    let latest = Latest::default();
    on_cleanup(move || latest.stop());
    let pages = Memo::new(move |_| {
        let mut pages = vec![
            Entry::page(words::USERS, Route::users()),
            Entry::page(words::GROUPS, Route::groups()),
            Entry::page(words::NEW_USER, Route::NewUser),
            Entry::page(words::NEW_GROUP, Route::NewGroup),
            Entry::page(words::MY_PROFILE, Route::Profile),
        ];
        pages.retain(|entry| entry.route.access().allows(&session.permissions()));
        pages
    });
    let shown = Memo::new(move |_| {
        typed.with(|text| {
            recent.with(|recent| pages.with(|pages| people.with(|p| offered(text, recent, pages, p))))
        })
    });
    let close = move || {
        latest.stop();
        is_open.set(false);
    };
    let open = move || {
        typed.set(String::new());
        people.set(Vec::new());
        note.set(None);
        is_open.set(true);
    };
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let is_key = event.key().eq_ignore_ascii_case("k") && (event.ctrl_key() || event.meta_key());
        // Another dialog is answered first.
        let is_busy = !is_open.get_untracked()
            && document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
        if is_key && !event.alt_key() && !event.shift_key() && !is_busy {
            event.prevent_default();
            if is_open.get_untracked() { close() } else { open() }
        }
    });
    on_cleanup(move || listener.remove());
    let input = move |text: String| {
        typed.set(text.clone());
        let text = text.trim().to_owned();
        if text.is_empty() {
            latest.stop();
            people.set(Vec::new());
            return note.set(None);
        }
        latest.run(async move {
            gloo_timers::future::sleep(DEBOUNCE).await;
            let (found, says) = match user.find_people(&text).await {
                Ok(found) => (found.iter().map(Entry::person).collect(), None),
                Err(error) => (Vec::new(), Some(explain(&error).detail)),
            };
            people.try_set(found);
            note.try_set(says);
        });
    };
    let choose = move |at: String| {
        let entry = at.parse().ok().and_then(|at: usize| shown.with_untracked(|all| all.get(at).cloned()));
        let Some(entry) = entry else { return };
        close();
        recent.update(|recent| {
            recent.retain(|other| other.route != entry.route);
            recent.insert(0, entry.clone());
            recent.truncate(RECENT);
        });
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
        let pages = [Entry::page("Users", Route::users()), Entry::page("New user", Route::NewUser)];
        let labels = |text: &str, recent: &[Entry], people: &[Entry]| {
            let offered = offered(text, recent, &pages, people);
            offered.into_iter().map(|entry| entry.label).collect::<Vec<_>>()
        };
        assert_eq!(labels("", &[entry("ada")], &[]), ["ada", "Users", "New user"]);
        assert_eq!(labels("NEW", &[entry("ada")], &[entry("newton")]), ["New user", "newton"]);
        assert_eq!(labels("ad", &[entry("ada")], &[entry("ada"), entry("adam")]), ["ada", "adam"]);
    }
}
