//! How hard a password is to guess, roughly: what its characters could be, less what people do again and again. It
//! knows a handful of words and no dictionary, so it may praise too much; it cannot know what has leaked.

/// How hard it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Weak,
    Fair,
    Good,
    Strong,
}

/// What would make it harder, or what it is easy for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Advice {
    /// It has fewer than twelve characters.
    Short,
    /// It holds the person's own name.
    HoldsName,
    /// It holds a word that everybody tries first.
    Common,
    /// It repeats itself.
    Repeats,
    /// It follows the alphabet, the figures or the keyboard.
    Sequence,
}

/// An estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Estimate {
    pub(super) level: Level,
    pub(super) advice: Vec<Advice>,
}

/// From here on a password is not called short.
const LONG: usize = 12;
/// Tenths of a bit that lie between the levels.
const LEVELS: [(u32, Level); 3] = [(400, Level::Weak), (550, Level::Fair), (750, Level::Good)];
/// Tenths of a bit of a letter within a word, and of a character that the one before gives away.
const IN_WORD: u32 = 24;
const GIVEN: u32 = 10;
/// Letters in a row that count as a word, if they can be spoken.
const WORD: usize = 4;
const COMMON: [&str; 24] = [
    "password", "passwort", "qwerty", "welcome", "admin", "letmein", "login", "secret", "dragon", "monkey",
    "iloveyou", "sunshine", "princess", "football", "summer", "winter", "spring", "autumn", "master",
    "abc123", "changeme", "default", "test", "hello",
];
const KEYBOARD: [&str; 4] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890"];

/// What each character still adds.
struct Worth(Vec<u32>);

impl Worth {
    /// Every place where `part` stands counts as much as one letter of it.
    fn discount(&mut self, lower: &[char], part: &str) -> bool {
        let part: Vec<char> = part.chars().collect();
        let mut is_found = false;
        for start in 0..(lower.len() + 1).saturating_sub(part.len()) {
            if lower[start..start + part.len()] == part[..] {
                is_found = true;
                self.0[start + 1..start + part.len()].fill(0);
            }
        }
        is_found
    }
}

/// The estimate of a password; `names` are what everybody knows of the person.
pub(super) fn estimate(password: &str, names: &[String]) -> Estimate {
    let typed: Vec<char> = password.chars().collect();
    // Only ASCII: the tables of all scripts would outweigh this page.
    let lower: Vec<char> = typed.iter().map(char::to_ascii_lowercase).collect();
    let mut worth = Worth(vec![of_one(&typed); typed.len()]);
    let mut advice = Vec::new();
    if typed.len() < LONG {
        advice.push(Advice::Short);
    }
    words(&lower, &mut worth);
    let names = names.iter().filter(|name| name.chars().count() > 2);
    let names = names.map(|name| name.chars().map(|c| c.to_ascii_lowercase()).collect::<String>());
    // Not `any`: each of them counts, here and below.
    if names.filter(|name| worth.discount(&lower, name)).count() > 0 {
        advice.push(Advice::HoldsName);
    }
    if COMMON.iter().filter(|word| worth.discount(&lower, word)).count() > 0 {
        advice.push(Advice::Common);
    }
    let is_again = |index: usize| {
        lower[index] == lower[index - 1]
            || index >= 3 && lower[index - 3..=index - 2] == lower[index - 1..=index]
    };
    if in_rows(lower.len(), &mut worth, is_again) {
        advice.push(Advice::Repeats);
    }
    if in_rows(lower.len(), &mut worth, |index| are_neighbours(lower[index - 1], lower[index])) {
        advice.push(Advice::Sequence);
    }
    let bits: u32 = worth.0.iter().sum();
    let level = LEVELS.iter().find(|(below, _)| bits < *below).map_or(Level::Strong, |(_, level)| *level);
    Estimate { level, advice }
}

/// Tenths of a bit of one character, by the kinds of them that are used.
fn of_one(typed: &[char]) -> u32 {
    let has = |kind: fn(&char) -> bool| typed.iter().any(kind);
    let mut choices = 0;
    choices += if has(char::is_ascii_digit) { 10 } else { 0 };
    choices += if has(char::is_ascii_lowercase) { 26 } else { 0 };
    choices += if has(char::is_ascii_uppercase) { 26 } else { 0 };
    choices += if has(|c| c.is_ascii() && !c.is_ascii_alphanumeric()) { 33 } else { 0 };
    choices += if has(|c| !c.is_ascii()) { 100 } else { 0 };
    match choices {
        0..=10 => 33,
        11..=26 => 47,
        27..=36 => 51,
        37..=59 => 57,
        60..=95 => 64,
        _ => 70,
    }
}

/// Letters in a row that can be spoken are a word, and words are fewer than rows of letters.
fn words(lower: &[char], worth: &mut Worth) {
    let mut start = 0;
    while start < lower.len() {
        let run = lower[start..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
        let vowels = lower[start..start + run].iter().filter(|c| "aeiouy".contains(**c)).count();
        if run >= WORD && vowels * 5 >= run && vowels * 3 <= run * 2 {
            worth.0[start..start + run].fill(IN_WORD);
        }
        start += run.max(1);
    }
}

/// Discounts characters that the ones before give away, where that goes on for a while: two of a kind are in many a
/// word. Whether it goes on long enough to be told.
fn in_rows(length: usize, worth: &mut Worth, is_given: impl Fn(usize) -> bool) -> bool {
    let (mut row, mut longest) = (0, 0);
    for index in 1..length {
        row = if is_given(index) { row + 1 } else { 0 };
        longest = longest.max(row);
        if row > 1 {
            worth.0[index] = worth.0[index].min(GIVEN);
        }
    }
    longest > 2
}

fn are_neighbours(before: char, now: char) -> bool {
    let step = (now as u32).abs_diff(before as u32) == 1
        && (before.is_ascii_alphanumeric() && now.is_ascii_alphanumeric());
    let on_keyboard = |row: &&str| {
        let places = (row.find(before), row.find(now));
        matches!(places, (Some(a), Some(b)) if a.abs_diff(b) == 1)
    };
    step || KEYBOARD.iter().any(on_keyboard)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(password: &str) -> Level {
        estimate(password, &[]).level
    }

    #[test]
    fn what_everybody_tries_is_weak() {
        for password in [
            "",
            "abc",
            "password",
            "Password123!",
            "qwertyuiop12",
            "aaaaaaaaaaaaaaaaaaaa",
            "12345678901234567890",
        ] {
            assert_eq!(level(password), Level::Weak, "{password}");
        }
    }

    #[test]
    fn long_or_random_ones_are_better() {
        assert!(level("correct horse battery staple") >= Level::Good);
        assert!(level("k7#Vq!zP2m@Xw9") >= Level::Good);
        assert_eq!(level("seventeen quiet otters juggle marmalade"), Level::Strong);
        assert!(level("k7#Vq!zP") < level("k7#Vq!zP2m@Xw9Lr"));
    }

    #[test]
    fn it_says_why() {
        let names = ["jane.doe".to_owned(), "Jane".to_owned()];
        let of = |password: &str| estimate(password, &names).advice;
        assert_eq!(of("k7#Vq!z"), [Advice::Short]);
        assert!(of("xxJANE.DOExx42").contains(&Advice::HoldsName));
        assert!(of("my-password-is-fine").contains(&Advice::Common));
        assert!(of("zzzzzzzzzzzzzz").contains(&Advice::Repeats));
        assert!(of("k7#abcdefgh12").contains(&Advice::Sequence));
        assert_eq!(of("correct horse battery staple"), []);
    }

    #[test]
    fn any_script_is_measured() {
        assert!(level("пароль очень длинный 7") >= Level::Good);
        assert_eq!(level("é"), Level::Weak);
    }
}
