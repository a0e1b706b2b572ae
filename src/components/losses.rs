//! What goes with an account, or rests while it is disabled: told before it happens.

use bim_api::ApiError;
use bim_api::wire::Attributes;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::explain;
use crate::routes::UserKey;
use crate::stores::{Losses, User};
use crate::ui::{Glyph, Icon, Skeleton};
use crate::words;

/// How many names of each kind are spelt out.
const NAMED: usize = 6;

/// What happens to an account.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is disabled: keys rest, memberships and attributes stay.
    Disabled,
    /// It is enabled again: keys work again.
    Enabled,
    /// It is deleted, and with it what it holds directly.
    Deleted(Attributes),
}

/// What goes, read from the API when it is shown.
#[component]
pub fn LossList(
    /// Whose account.
    key: UserKey,
    /// What happens to it.
    fate: Fate,
) -> impl IntoView {
    let user = User::expect();
    let losses = RwSignal::new(None::<Losses>);
    let held = match &fate {
        Fate::Deleted(held) => Some(held.clone()),
        Fate::Disabled | Fate::Enabled => None,
    };
    spawn_local(async move {
        let found = user.losses(&key, held).await;
        // The dialog may be closed by now.
        losses.try_set(Some(found));
    });
    move || {
        let lines = match losses.get() {
            None => waiting(),
            Some(losses) => lines(&losses, &fate),
        };
        view! { <ul class="loss-list">{lines}</ul> }
    }
}

fn waiting() -> AnyView {
    (0..3).map(|_| view! { <li><Skeleton width="long" /></li> }).collect_view().into_any()
}

fn lines(losses: &Losses, fate: &Fate) -> AnyView {
    let mut lines = Vec::new();
    let keys = told(&losses.api_keys, words::KEYS_FAILED, |keys| {
        let names =
            keys.iter().map(|key| key.name.clone().unwrap_or_else(|| key.keyid.to_string())).collect();
        let says = match fate {
            Fate::Disabled => words::LOSES_KEYS_REST,
            Fate::Enabled => words::LOSES_KEYS_WORK,
            Fate::Deleted(_) => words::LOSES_KEYS,
        };
        counted(words::API_KEYS, says, words::LOSES_NO_KEYS, names)
    });
    lines.push(line(Glyph::KEY, keys));
    if *fate != Fate::Enabled {
        let groups = told(&losses.groups, words::GROUPS_FAILED, |groups| {
            let says = if *fate == Fate::Disabled { words::LOSES_GROUPS_STAY } else { words::LOSES_GROUPS };
            let names = groups.iter().map(|group| group.name.clone()).collect();
            counted(words::GROUPS, says, words::LOSES_NO_GROUPS, names)
        });
        lines.push(line(Glyph::USERS, groups));
    }
    if let Some(sole) = &losses.sole {
        let values = told(sole, words::LOSES_SOLE_FAILED, |sole| {
            let names = sole.values.iter().map(|(key, value)| [key, ": ", value].concat()).collect();
            let text = counted(words::ATTRIBUTES, words::LOSES_SOLE, words::LOSES_NO_SOLE, names);
            match sole.unasked {
                0 => text,
                more => [&text, " ", &more.to_string(), " ", words::LOSES_UNASKED].concat(),
            }
        });
        lines.push(line(Glyph::TAG, values));
    }
    lines.into_any()
}

fn line(glyph: Glyph, text: String) -> AnyView {
    view! {
        <li>
            <Icon glyph />
            <span dir="auto">{text}</span>
        </li>
    }
    .into_any()
}

/// What is known, or why it is not.
fn told<T>(part: &Result<T, ApiError>, failed: &str, tell: impl FnOnce(&T) -> String) -> String {
    match part {
        Ok(part) => tell(part),
        Err(error) => [failed, ": ", &explain(error).detail].concat(),
    }
}

/// "2 API keys stop working: a, b."
fn counted(kind: &str, says: &str, none: &str, names: Vec<String>) -> String {
    if names.is_empty() {
        return none.to_owned();
    }
    let more = names.len().saturating_sub(NAMED);
    let mut text = [kind, " (", &names.len().to_string(), ") ", says, ": "].concat();
    text.push_str(&names[..names.len() - more].join(", "));
    if more > 0 {
        text.extend([" +", &more.to_string()]);
    }
    text.push('.');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut_and_empty_ones_say_so() {
        let names = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(counted("Keys", "go", "None.", Vec::new()), "None.");
        assert_eq!(counted("Keys", "go", "None.", names(2)), "Keys (2) go: 0, 1.");
        assert_eq!(counted("Keys", "go", "None.", names(8)), "Keys (8) go: 0, 1, 2, 3, 4, 5 +2.");
    }

    #[test]
    fn what_could_not_be_read_is_not_called_nothing() {
        let lost = Err(ApiError::Transport { message: String::new() });
        let text = told::<Vec<u8>>(&lost, "Not read", |_| "none".to_owned());
        assert!(text.starts_with("Not read: "), "{text}");
    }
}
