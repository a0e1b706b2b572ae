//! What a text looks like: case, spaces, compatibility forms and look-alike letters taken away. Two values with the
//! same look were probably meant to be one.

/// Letters of other scripts, and digits, that look like a Latin letter.
const LOOK_ALIKES: &[(&str, char)] = &[
    ("аα", 'a'),
    ("вβ", 'b'),
    ("с", 'c'),
    ("еε", 'e'),
    ("нη", 'h'),
    ("і1lι|", 'i'),
    ("ј", 'j'),
    ("кκ", 'k'),
    ("м", 'm'),
    ("о0οσ", 'o'),
    ("рρ", 'p'),
    ("ѕ", 's'),
    ("тτ", 't'),
    ("υ", 'u'),
    ("ν", 'v'),
    ("хχ", 'x'),
    ("уγ", 'y'),
    ("ζ", 'z'),
];

/// The look of a text; texts that look alike have the same.
pub(super) fn look(text: &str) -> String {
    let plain = if text.is_ascii() { text.to_ascii_lowercase() } else { folded(text) };
    let looks = plain.chars().filter(|letter| !is_gap(*letter)).map(|letter| {
        let found = LOOK_ALIKES.iter().find(|(letters, _)| letters.contains(letter));
        found.map_or(letter, |(_, latin)| *latin)
    });
    looks.collect()
}

/// Whether two texts look alike.
pub fn looks_alike(one: &str, other: &str) -> bool {
    look(one) == look(other)
}

/// Whether two texts that look alike are written in other letters, which nobody sees: neither case nor spaces tell
/// them apart.
pub fn differs_unseen(one: &str, other: &str) -> bool {
    let seen = |text: &str| lower(text).chars().filter(|letter| !is_gap(*letter)).collect::<String>();
    seen(one) != seen(other)
}

/// What separates words, and what nobody sees.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '_' | '-' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The browser's own compatibility form and lower case: ours would bring tables of all scripts along.
#[cfg(target_arch = "wasm32")]
fn folded(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").to_lower_case().into()
}

/// The browser's own lower case.
#[cfg(target_arch = "wasm32")]
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Outside a browser only tests ask.
#[cfg(not(target_arch = "wasm32"))]
fn folded(text: &str) -> String {
    lower(text)
}

/// Outside a browser only tests ask.
#[cfg(not(target_arch = "wasm32"))]
fn lower(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{differs_unseen, look};

    #[test]
    fn what_nobody_sees_is_told_apart_from_case_and_spaces() {
        assert!(differs_unseen("Finance", "F\u{456}nance") && differs_unseen("Level 1", "Level l"));
        assert!(!differs_unseen("Finance", "FINANCE") && !differs_unseen("Cost Center", "cost-center "));
    }

    #[test]
    fn case_spaces_and_look_alike_letters_make_no_difference() {
        for (one, other) in [
            ("Cost Center", "cost-center"),
            ("CostCenter", "cost_center "),
            ("Finance", "Finаnce"),
            ("Level 1", "Level l"),
            ("O2", "02"),
            ("EMEA", "ЕМЕА"),
        ] {
            assert_eq!(look(one), look(other), "{one} and {other}");
        }
        for (one, other) in [("Finance", "Finances"), ("Level 1", "Level 2"), ("日本", "日木")] {
            assert_ne!(look(one), look(other), "{one} and {other}");
        }
    }
}
