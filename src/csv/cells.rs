//! Several values in one cell: between semicolons, a backslash before what would be taken for one.

/// Joins values to a cell's text. Each is a list of parts, such as an attribute's key and value, with `=` between.
pub fn join<'a>(values: impl IntoIterator<Item = &'a [&'a str]>) -> String {
    let mut cell = String::new();
    for (at, parts) in values.into_iter().enumerate() {
        if at > 0 {
            cell.push_str("; ");
        }
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                cell.push('=');
            }
            for (at, c) in part.char_indices() {
                let is_edge = c.is_whitespace() && (at == 0 || at + c.len_utf8() == part.len());
                if matches!(c, ';' | '=' | '\\') || is_edge {
                    cell.push('\\');
                }
                cell.push(c);
            }
        }
    }
    cell
}

/// The values of a cell's text, each with its parts; a part that is not the last of its value ends at `=`.
pub fn split(cell: &str, parts: usize) -> Vec<Vec<String>> {
    let mut values = Vec::new();
    let mut value = vec![String::new()];
    // How much of the last part must stay when spaces around it are dropped.
    let (mut kept, mut is_begun) = (0, false);
    let mut all = cell.chars().chain([';']).peekable();
    while let Some(c) = all.next() {
        let is_last = all.peek().is_none();
        let part = value.len() - 1;
        match c {
            '\\' if !is_last => {
                let escaped = all.next().filter(|_| all.peek().is_some());
                value[part].push(escaped.unwrap_or('\\'));
                (kept, is_begun) = (value[part].len(), true);
            }
            ';' => {
                value[part].truncate(kept);
                if is_begun {
                    values.push(std::mem::replace(&mut value, vec![String::new()]));
                }
                (kept, is_begun) = (0, false);
            }
            '=' if value.len() < parts => {
                value[part].truncate(kept);
                value.push(String::new());
                (kept, is_begun) = (0, true);
            }
            c if c.is_whitespace() && value[part].is_empty() => {}
            c => {
                value[part].push(c);
                if !c.is_whitespace() {
                    (kept, is_begun) = (value[part].len(), true);
                }
            }
        }
    }
    values
}
