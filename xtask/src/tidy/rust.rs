//! Tells code, comments and string literals of Rust apart, as far as the checks need it.

/// A source with comments and literals blanked, lines kept, and the string literals beside it.
pub(super) struct Source {
    pub(super) code: String,
    /// Line (from 1) and content.
    pub(super) strings: Vec<(usize, String)>,
}

pub(super) fn read(text: &str) -> Source {
    Reader { rest: text, line: 1, code: String::with_capacity(text.len()), strings: Vec::new() }.read()
}

struct Reader<'text> {
    rest: &'text str,
    line: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn read(mut self) -> Source {
        while let Some(next) = self.rest.chars().next() {
            if self.rest.starts_with("//") {
                self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else if self.rest.starts_with("/*") {
                self.blank(block_comment(self.rest));
            } else if let Some(hashes) = raw_string(self.rest) {
                let close = format!("\"{}", "#".repeat(hashes));
                let open = hashes + 2;
                let end = self.rest[open..].find(&close).map_or(self.rest.len(), |at| open + at);
                self.string(open, end, close.len());
            } else if next == '"' {
                self.string(1, quoted(self.rest), 1);
            } else if let Some(length) = character(self.rest) {
                self.blank(length);
            } else {
                self.code.push(next);
                self.line += usize::from(next == '\n');
                self.rest = &self.rest[next.len_utf8()..];
            }
        }
        Source { code: self.code, strings: self.strings }
    }

    fn string(&mut self, start: usize, end: usize, close: usize) {
        self.strings.push((self.line, self.rest[start..end].to_owned()));
        self.blank((end + close).min(self.rest.len()));
    }

    fn blank(&mut self, length: usize) {
        let (gone, rest) = self.rest.split_at(length);
        for newline in gone.matches('\n') {
            self.code.push_str(newline);
            self.line += 1;
        }
        self.code.push(' ');
        self.rest = rest;
    }
}

/// The length of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The hashes of the raw string that starts here.
fn raw_string(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// Where the string that starts here ends: the place of its closing quote.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, next) in text.char_indices().skip(1) {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    text.len()
}

/// The length of the character literal that starts here; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\'')?;
    if rest.starts_with('\\') {
        return rest.char_indices().skip(2).find(|(_, next)| *next == '\'').map(|(at, _)| at + 2);
    }
    let first = rest.chars().next()?.len_utf8();
    rest[first..].starts_with('\'').then_some(first + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_leave_the_code() {
        let source =
            read("a // crate::x\n/* b /* c */ d */ e \"crate::\\\"y\" 'f' '\\'' r#\"g\"h\"# <'life>\nz");
        assert!(!source.code.contains("crate"), "{}", source.code);
        assert!(source.code.contains("<'life>"));
        assert_eq!(source.code.lines().count(), 3);
        assert_eq!(source.strings, [(2, "crate::\\\"y".to_owned()), (2, "g\"h".to_owned())]);
    }
}
