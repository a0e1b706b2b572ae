//! Who is in no line of a file that is to name everybody.

use std::collections::HashSet;

use super::census::{Census, Present, folded};
use super::{Field, Mapping};
use crate::csv::Record;
use crate::routes::UserKey;
use crate::words;

/// Who is not in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Absent {
    /// Those who are disabled.
    pub leaving: Vec<UserKey>,
    /// Those who are left alone, and why.
    pub staying: Vec<(UserKey, &'static str)>,
    /// The first line that does not say whom it means: nobody is called absent then.
    pub nameless: Option<u32>,
}

/// Finds them. A line that has mistakes names somebody all the same, in whichever case its letters are. Accounts that
/// are disabled already are not spoken of.
pub(super) fn absent(records: &[Record], mapping: &Mapping, census: &Census) -> Absent {
    let mut absent = Absent::default();
    let mut named = HashSet::new();
    for record in records {
        match mapping
            .cell(record, Field::Username)
            .filter(|name| !name.is_empty() && record.trouble.is_none())
        {
            Some(name) => drop(named.insert(folded(name))),
            None => {
                absent.nameless = Some(record.line);
                return absent;
            }
        }
    }
    let is_missing = |one: &&Present| one.is_enabled && !named.contains(&folded(one.key.userid.as_str()));
    let why = |one: &Present| {
        let is_own = census.own.as_ref() == Some(&one.key);
        if is_own {
            Some(words::SKIPPED_OWN_ACCOUNT)
        } else {
            (!one.key.iamid.is_bim()).then_some(words::SKIPPED_FOREIGN)
        }
    };
    // Whether somebody who administers people is left when all go who may.
    let goes = |one: &&Present| is_missing(one) && why(one).is_none();
    let is_admin_left =
        census.everybody.iter().filter(|one| one.is_enabled && one.is_admin).any(|one| !goes(&one));
    for one in census.everybody.iter().filter(is_missing) {
        let last = (one.is_admin && !is_admin_left).then_some(words::SKIPPED_LAST_ADMIN);
        match why(one).or(last) {
            Some(why) => absent.staying.push((one.key.clone(), why)),
            None => absent.leaving.push(one.key.clone()),
        }
    }
    absent
}
