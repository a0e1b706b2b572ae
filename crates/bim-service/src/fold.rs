//! Text as it is compared: usernames for uniqueness, names for search and order.
//!
//! Owns the rules alone; it knows no column and no query.

use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

/// Text folded by letter case (Unicode case folding, composed form): two usernames that fold alike are one.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    UniCase::unicode(text.nfc().collect::<String>()).to_folded_case().nfc().collect()
}

/// A name as it is searched and sorted: folded, and without the marks on Latin, Greek and Cyrillic letters,
/// so that "jose" finds "José" and "Éva" stands beside "Eva". Marks that make another letter, as in
/// Devanagari or Japanese, stay. What is left sorts by code point: Latin, Greek, Cyrillic, Hebrew, Arabic,
/// Devanagari, Japanese, Chinese, Korean.
pub fn name_key(name: &str) -> String {
    let folded = fold(name.trim());
    if folded.is_ascii() {
        return folded;
    }
    let mut key = String::with_capacity(folded.len());
    for letter in folded.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
        // Letters with a stroke or a ligature have no decomposition.
        match letter {
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            'ħ' => key.push('h'),
            'ı' => key.push('i'),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'þ' => key.push_str("th"),
            _ => key.push(letter),
        }
    }
    key.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::{fold, name_key};

    #[test]
    fn usernames_fold_by_case_alone() {
        assert_eq!(fold("ANNA@Example.COM"), "anna@example.com");
        assert_eq!(fold("STRASSE"), fold("straße"));
        assert_eq!(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
        assert_ne!(fold("José"), fold("Jose"));
        assert_eq!(fold("Jose\u{301}"), fold("josé"));
    }

    #[test]
    fn names_lose_marks_that_only_accent() {
        assert_eq!(name_key(" José Łukasz Ærø"), "jose lukasz aero");
        assert_eq!(name_key("Ἀθηνᾶ"), "αθηνα");
        assert_eq!(name_key("가나다"), "가나다");
        assert_eq!(name_key("ガイド"), "ガイド");
        assert_eq!(name_key("हिन्दी"), "हिन्दी");
    }

    #[test]
    fn names_sort_as_people_expect() {
        let mut names = ["zoe", "Éva", "Eva", "анна", "Øyvind", "Ελένη", "王伟", "Åsa", "oz"];
        names.sort_by_key(|name| name_key(name));
        assert_eq!(names, ["Åsa", "Éva", "Eva", "Øyvind", "oz", "zoe", "Ελένη", "анна", "王伟"]);
    }
}
