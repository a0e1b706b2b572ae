//! One line of a file: which column holds what, and what the line wants, where it can be read.

use std::collections::{BTreeMap, BTreeSet};

use bim_api::endpoint::is_safe_segment;
use bim_api::wire::Attributes;
use bim_api::{IamId, Permission};

use super::Field;
use crate::csv::{Record, Trouble, split};
use crate::routes::UserKey;
use crate::words;

/// The longest name or username that is sent.
const MOST: usize = 256;

/// Which column of a file holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    headers: Vec<String>,
    columns: BTreeMap<Field, usize>,
}

/// What is wrong with a line, and with which of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The cell; nothing for the whole line.
    pub field: Option<Field>,
    /// What is wrong.
    pub text: String,
}

impl Mistake {
    pub(super) fn at(field: Field, text: impl Into<String>) -> Self {
        Self { field: Some(field), text: text.into() }
    }

    fn of_line(text: &str) -> Self {
        Self { field: None, text: text.to_owned() }
    }
}

impl Mapping {
    /// What the header line seems to say.
    pub(super) fn guess(header: Record) -> Self {
        let mut columns = BTreeMap::new();
        for (at, name) in header.cells.iter().enumerate() {
            if let Some(field) = Field::guess(name) {
                columns.entry(field).or_insert(at);
            }
        }
        Self { headers: header.cells, columns }
    }

    /// A number that tells one header line from another and does not tell what it says (FNV-1a): a file without one may
    /// begin with a person.
    pub fn digest(&self) -> String {
        let bytes = self.headers.iter().flat_map(|name| name.bytes().chain([0]));
        let digest = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
            (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{digest:016x}")
    }

    /// The columns by the fields' names, to be kept.
    pub fn columns(&self) -> BTreeMap<String, usize> {
        self.columns.iter().map(|(field, at)| (field.name().to_owned(), *at)).collect()
    }

    /// Takes columns that were kept in place of those that were guessed.
    pub fn restore(&mut self, columns: &BTreeMap<String, usize>) {
        let kept = Field::READ.into_iter().filter_map(|field| Some((field, *columns.get(field.name())?)));
        self.columns = kept.filter(|(_, at)| *at < self.headers.len()).collect();
    }

    /// The names that the file has for its columns.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.get(&field).copied()
    }

    /// Takes another column for a field, or none.
    pub fn set(&mut self, field: Field, column: Option<usize>) {
        match column {
            Some(column) => drop(self.columns.insert(field, column)),
            None => drop(self.columns.remove(&field)),
        }
    }

    /// Whether the file has such a field.
    pub fn has(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
    }

    /// What a line has in a field; nothing where the file has no such column, or the line is too short.
    pub fn cell<'a>(&self, record: &'a Record, field: Field) -> Option<&'a str> {
        record.cells.get(self.column(field)?).map(|cell| cell.trim())
    }
}

/// What a line wants; what it says nothing about stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) key: UserKey,
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) is_disabled: Option<bool>,
    pub(super) permissions: Option<Vec<Permission>>,
    pub(super) groups: Option<BTreeSet<String>>,
    pub(super) attributes: Option<Attributes>,
}

/// Reads a line by itself: what it wants as far as that can be told, and its mistakes.
pub(super) fn read(record: &Record, mapping: &Mapping) -> Result<(Wanted, Vec<Mistake>), Vec<Mistake>> {
    match record.trouble {
        // What is behind cannot be told apart any more.
        Some(Trouble::CutOff) => return Err(vec![Mistake::of_line(words::LINE_CUT_OFF)]),
        Some(Trouble::BehindQuote) => return Err(vec![Mistake::of_line(words::LINE_BEHIND_QUOTE)]),
        None => {}
    }
    if record.cells.len() > mapping.headers.len() {
        return Err(vec![Mistake::of_line(words::LINE_TOO_LONG)]);
    }
    if record.cells.len() < mapping.headers.len() {
        return Err(vec![Mistake::of_line(words::LINE_TOO_SHORT)]);
    }
    let mut mistakes = Vec::new();
    let cell = |field| mapping.cell(record, field);
    let filled = |field| cell(field).filter(|text| !text.is_empty());
    let username = cell(Field::Username).unwrap_or_default();
    if username.is_empty() {
        mistakes.push(Mistake::at(Field::Username, words::REQUIRED));
    } else if !is_safe_segment(username) {
        mistakes.push(Mistake::at(Field::Username, words::NOT_DOTS));
    }
    for field in [Field::Username, Field::FullName, Field::Email] {
        if cell(field).is_some_and(|text| text.chars().count() > MOST) {
            mistakes.push(Mistake::at(field, words::TOO_LONG));
        }
    }
    if filled(Field::Email).is_some_and(|text| !looks_like_email(text)) {
        mistakes.push(Mistake::at(Field::Email, words::NOT_AN_EMAIL));
    }
    let is_disabled = match filled(Field::Status).map(str::to_ascii_lowercase).as_deref() {
        None => None,
        Some("enabled" | "active" | "true") => Some(false),
        Some("disabled" | "inactive" | "false") => Some(true),
        Some(_) => {
            mistakes.push(Mistake::at(Field::Status, words::NOT_A_STATUS));
            None
        }
    };
    let names = |field| cell(field).map(|text| split(text, 1).into_iter().flatten());
    let permissions = names(Field::Permissions).map(|names| {
        let mut seen = BTreeSet::new();
        names.map(Permission::new).filter(|one| seen.insert(one.clone())).collect()
    });
    let groups = names(Field::Groups).map(Iterator::collect);
    let attributes = cell(Field::Attributes).map(|text| {
        let mut attributes = Attributes::new();
        for pair in split(text, 2) {
            match &pair[..] {
                [key, value] if is_safe_segment(key) && is_safe_segment(value) => {
                    let values = attributes.entry(key.clone()).or_default();
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
                _ => mistakes
                    .push(Mistake::at(Field::Attributes, [words::NOT_A_PAIR, " ", &pair.join("=")].concat())),
            }
        }
        attributes
    });
    let iamid = filled(Field::Provider).map_or_else(IamId::bim, IamId::from);
    let text = |field| filled(field).map(str::to_owned);
    let wanted = Wanted {
        key: UserKey { iamid, userid: username.into() },
        name: text(Field::FullName),
        email: text(Field::Email),
        is_disabled,
        permissions,
        groups,
        attributes,
    };
    Ok((wanted, mistakes))
}

/// One `@` with something on both sides and no space.
fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && !host.is_empty() && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}
