//! Initials on a ground of one of eight hues, the same for the same name everywhere.
use leptos::prelude::*;

use super::{Size, dynamic::word};

/// An avatar. It is decoration: the name stands beside it.
#[component]
pub fn Avatar(
    /// Whose initials; any script.
    #[prop(into)]
    name: Signal<String>,
    /// How large it is.
    #[prop(optional)]
    size: Size,
    /// For what is not a person.
    #[prop(optional)]
    square: bool,
    /// Without colour: disabled, gone.
    #[prop(optional, into)]
    muted: Signal<bool>,
) -> impl IntoView {
    view! {
        <span
            class="avatar"
            aria-hidden="true"
            data-hue=word(move || Some(name.with(|name| hue(name))))
            data-size=size.name()
            data-shape=square.then_some("square")
            data-muted=word(move || muted.get().then_some(""))
        >
            {Signal::derive(move || name.with(|name| initials(name)))}
        </span>
    }
    .into_any()
}

/// The first letters of the first and the last word. Scripts whose letters join or stand for
/// whole syllables get one: two of them side by side would be a word nobody wrote. The style sheet sets
/// them in capitals.
fn initials(name: &str) -> String {
    let mut words = name
        .split([' ', '.', '_', '-', '@', '\u{a0}'])
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let Some(first) = words.next() else { return "?".to_string() };
    let mut initials = String::from(first);
    // Up to here stand Latin, Greek, Cyrillic and Armenian.
    let has_capitals = (first as u32) < 0x590;
    if has_capitals
        && let Some(last) = words.next_back()
        && (last as u32) < 0x590
    {
        initials.push(last);
    }
    initials
}

/// One of eight, by the name's letters.
fn hue(name: &str) -> &'static str {
    const HUES: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];
    // FNV-1a: short, and neighbours in a list differ.
    let hash =
        name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    HUES[(hash ^ (hash >> 15)) as usize % HUES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_and_last_word() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("  grace  brewster hopper "), "gh");
        assert_eq!(initials("ada.lovelace@example.com"), "ac");
        assert_eq!(initials("Plato"), "P");
    }

    #[test]
    fn initials_of_joined_and_syllabic_scripts_are_one_letter() {
        assert_eq!(initials("محمد علي"), "م");
        assert_eq!(initials("山田 太郎"), "山");
    }

    #[test]
    fn initials_survive_what_has_no_letters() {
        assert_eq!(initials(""), "?");
        assert_eq!(initials("🦊 🦊"), "?");
        assert_eq!(initials("🦊 fox"), "f");
    }

    #[test]
    fn a_hue_stays_with_its_name() {
        assert_eq!(hue("Ada Lovelace"), hue("Ada Lovelace"));
        let hues: std::collections::HashSet<_> =
            (0..200).map(|number| hue(&format!("Person {number}"))).collect();
        assert_eq!(hues.len(), 8);
    }
}
