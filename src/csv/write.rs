//! Writes records: commas, Windows line ends, quotes where they are needed, and nothing that a spreadsheet would run.

/// What a file begins with, so that spreadsheets read it as UTF-8.
pub const HEAD: &str = "\u{feff}";

/// A spreadsheet takes a cell that begins so for a formula. The apostrophe is among them so that one which was there
/// before is told from one that was put there.
pub(super) fn is_risky(first: char) -> bool {
    matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\'' | '＝' | '＋' | '－' | '＠')
}

/// Adds one record with its line end.
pub fn push_record<T: AsRef<str>>(to: &mut String, cells: impl IntoIterator<Item = T>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            to.push(',');
        }
        push_cell(to, cell.as_ref());
    }
    to.push_str("\r\n");
}

fn push_cell(to: &mut String, cell: &str) {
    let needs_quotes = cell.contains([',', ';', '\t', '"', '\r', '\n']) || cell.trim().len() != cell.len();
    if needs_quotes {
        to.push('"');
    }
    if cell.starts_with(is_risky) {
        to.push('\'');
    }
    for part in cell.split_inclusive('"') {
        to.push_str(part);
        if part.ends_with('"') {
            to.push('"');
        }
    }
    if needs_quotes {
        to.push('"');
    }
}
