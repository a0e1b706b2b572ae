//! A list of names or addresses as people paste it: one in a line, or with commas, semicolons, full names in front.

/// The entries, without what is around them; empty ones are left out.
pub(super) fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r', ',', ';', '\t']).map(bare).filter(|text| !text.is_empty())
}

/// `Jane Doe <jane@example.com>`, `"jane@example.com"` and `mailto:jane@example.com` without what is around.
fn bare(text: &str) -> &str {
    let inner = match (text.rfind('<'), text.rfind('>')) {
        (Some(from), Some(to)) if from < to => &text[from + 1..to],
        _ => text,
    };
    let inner = inner.trim().trim_matches(['"', '\'', '\u{feff}']).trim();
    inner.strip_prefix("mailto:").unwrap_or(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_however_they_are_written() {
        let text = "a@x.com\r\nJane Doe <jane@x.com>; \"b\",mailto:c@x.com\t\u{feff}d\n\n  ,\n";
        assert_eq!(entries(text).collect::<Vec<_>>(), ["a@x.com", "jane@x.com", "b", "c@x.com", "d"]);
    }
}
