//! Reads records one by one, so that a long file can be read in slices. Line ends of every kind, quoted line breaks,
//! and what is not well-formed is said and not guessed at.

use super::write::is_risky;

/// What is wrong with how a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file ends inside a quoted cell: it was cut off.
    CutOff,
    /// Something stands behind the closing quote of a cell.
    BehindQuote,
}

/// One record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The line it begins on, from 1.
    pub line: u32,
    /// Its cells; what kept a spreadsheet from running one is taken away again.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

/// Reads a text.
#[derive(Clone, Debug)]
pub struct Reader {
    text: String,
    at: usize,
    line: u32,
    delimiter: u8,
}

impl Reader {
    /// Reads this text, whose cells are told apart by this character.
    pub fn new(text: String, delimiter: u8) -> Self {
        let at = if text.starts_with(super::HEAD) { super::HEAD.len() } else { 0 };
        Self { text, at, line: 1, delimiter }
    }

    /// How much was read, and how much there is, in bytes.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.text.len())
    }

    /// The next record that is not an empty line.
    pub fn next_record(&mut self) -> Option<Record> {
        loop {
            if self.at >= self.text.len() {
                return None;
            }
            let record = self.record();
            if record.cells.iter().any(|cell| !cell.is_empty()) || record.trouble.is_some() {
                return Some(record);
            }
        }
    }

    fn record(&mut self) -> Record {
        let mut record = Record { line: self.line, ..Record::default() };
        loop {
            let (cell, trouble) = self.cell();
            record.trouble = record.trouble.or(trouble);
            record.cells.push(freed(cell));
            match self.text.as_bytes().get(self.at) {
                Some(&byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') { 2 } else { 1 };
                    self.line += 1;
                    return record;
                }
                Some(_) => {
                    self.at += 1;
                    self.line += 1;
                    return record;
                }
                None => return record,
            }
        }
    }

    /// Reads up to the delimiter, the line end or the end of the text.
    fn cell(&mut self) -> (String, Option<Trouble>) {
        let bytes = self.text.as_bytes();
        let ends = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\r' | b'\n');
        let plain_end =
            |from: usize| bytes[from..].iter().position(ends).map_or(bytes.len(), |length| from + length);
        if bytes.get(self.at) != Some(&b'"') {
            let end = plain_end(self.at);
            let cell = self.text[self.at..end].to_owned();
            self.at = end;
            return (cell, None);
        }
        let (mut cell, mut from) = (String::new(), self.at + 1);
        loop {
            let Some(quote) = bytes[from..].iter().position(|byte| *byte == b'"').map(|length| from + length)
            else {
                cell.push_str(&self.text[from..]);
                self.line += line_breaks(&self.text[from..]);
                self.at = bytes.len();
                return (cell, Some(Trouble::CutOff));
            };
            cell.push_str(&self.text[from..quote]);
            self.line += line_breaks(&self.text[from..quote]);
            if bytes.get(quote + 1) == Some(&b'"') {
                cell.push('"');
                from = quote + 2;
                continue;
            }
            let end = plain_end(quote + 1);
            let trouble = (end > quote + 1).then_some(Trouble::BehindQuote);
            cell.push_str(&self.text[quote + 1..end]);
            self.at = end;
            return (cell, trouble);
        }
    }
}

fn line_breaks(text: &str) -> u32 {
    let breaks = text
        .bytes()
        .zip(text.bytes().skip(1).chain([0]))
        .filter(|(byte, next)| *byte == b'\n' || (*byte == b'\r' && *next != b'\n'));
    u32::try_from(breaks.count()).unwrap_or(u32::MAX)
}

/// Takes away what kept a spreadsheet from running the cell.
fn freed(mut cell: String) -> String {
    if cell.strip_prefix('\'').is_some_and(|rest| rest.starts_with(is_risky)) {
        cell.remove(0);
    }
    cell
}

/// What tells the cells of this text apart: of comma, semicolon and tab, the one that its first line has most of.
pub fn delimiter(text: &str) -> u8 {
    let (mut counts, mut is_quoted) = ([(b',', 0), (b';', 0), (b'\t', 0)], false);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\r' | b'\n' if !is_quoted => break,
            _ if !is_quoted => {
                counts.iter_mut().filter(|(own, _)| *own == byte).for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| *count == most).map_or(b',', |(delimiter, _)| *delimiter)
}
