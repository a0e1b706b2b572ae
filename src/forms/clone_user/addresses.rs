//! A list of addresses as people paste it: one in a line, or with commas, semicolons, names in front. Each is judged
//! by itself before anything is sent.

use std::collections::HashSet;

use crate::forms::draft::looks_like_email;
use crate::forms::name_list::entries;
use crate::ui::number::grouped;
use crate::words;

/// What is known of an address before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing speaks against it.
    Good,
    /// It is no address.
    Malformed,
    /// It stood there before.
    Duplicate,
    /// There is an account of this name.
    Taken,
}

/// One address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) text: String,
    pub(super) verdict: Verdict,
}

/// Reads a list. Whoever stands there twice is a duplicate the second time, whatever the letters' case.
pub(super) fn read(text: &str) -> Vec<Address> {
    let mut seen = HashSet::new();
    entries(text)
        .map(|text| {
            let verdict = if !looks_like_email(text) {
                Verdict::Malformed
            } else if seen.insert(text.to_ascii_lowercase()) {
                Verdict::Good
            } else {
                Verdict::Duplicate
            };
            Address { text: text.to_owned(), verdict }
        })
        .collect()
}

/// How many have this verdict.
pub(super) fn count(addresses: &[Address], verdict: Verdict) -> usize {
    addresses.iter().filter(|address| address.verdict == verdict).count()
}

/// "12 new addresses · 3 malformed".
pub(super) fn summary(addresses: &[Address]) -> String {
    let kinds = [
        (Verdict::Good, words::ADDRESSES_GOOD),
        (Verdict::Malformed, words::ADDRESSES_MALFORMED),
        (Verdict::Duplicate, words::ADDRESSES_DUPLICATE),
        (Verdict::Taken, words::ADDRESSES_TAKEN),
    ];
    let told = kinds.into_iter().map(|(verdict, says)| (count(addresses, verdict), says));
    let told: Vec<String> = told
        .filter(|(number, says)| *number > 0 || *says == words::ADDRESSES_GOOD)
        .map(|(number, says)| [&grouped(number as u64), " ", says].concat())
        .collect();
    told.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_however_they_are_written() {
        let read = read(
            "a@x.com\r\nJane Doe <jane@x.com>; \"b@x.com\",mailto:c@x.com\t\u{feff}d@x.com\n\n  ,\nnobody\nA@X.com",
        );
        let of = |verdict| {
            let texts = read.iter().filter(|a| a.verdict == verdict).map(|a| a.text.as_str());
            texts.collect::<Vec<_>>()
        };
        assert_eq!(of(Verdict::Good), ["a@x.com", "jane@x.com", "b@x.com", "c@x.com", "d@x.com"]);
        assert_eq!((of(Verdict::Malformed), of(Verdict::Duplicate)), (vec!["nobody"], vec!["A@X.com"]));
    }

    #[test]
    fn two_thousand_lines_of_which_half_are_bad_are_sorted_out() {
        let lines: Vec<String> = (0..2000)
            .map(|n| match n % 4 {
                0 | 1 => format!("person{n}@example.com"),
                2 => format!("person{}@example.com", n - 2),
                _ => format!("person{n} at example.com"),
            })
            .collect();
        let read = read(&lines.join("\n"));
        let counts = [Verdict::Good, Verdict::Duplicate, Verdict::Malformed].map(|v| count(&read, v));
        assert_eq!(counts, [1000, 500, 500]);
    }
}
