//! What copying people to new accounts comes to.

use std::collections::{BTreeMap, HashSet};

use bim_api::wire::user::UserHit;
use bim_api::{IamId, Permission};

use super::lines::{Line, Verdict};
use super::plan::changes;
use crate::routes::UserKey;
use crate::stores::{Change, Holder};
use crate::words;

/// The addresses that each person is copied to.
pub type Copies = BTreeMap<UserKey, Vec<String>>;

/// What copying a person comes to: a line for each new account, or one that says why there is none (row 12 copies
/// accounts of the built-in provider, and what an address becomes is one of these, too).
pub(super) fn judge_copies(hit: &UserHit, copies: &Copies) -> Vec<Line> {
    let key = UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() };
    let addresses = copies.get(&key).map(Vec::as_slice).unwrap_or_default();
    let weight = (0, hit.permissions.iter().flatten().any(|one| *one == Permission::USER_ADMIN));
    let why = match addresses {
        [] => Some(words::SKIPPED_NO_ADDRESS),
        _ if !key.iamid.is_bim() => Some(words::SKIPPED_FOREIGN_COPY),
        _ => None,
    };
    if let Some(why) = why {
        let verdict = Verdict::Skipped(why);
        return vec![Line { label: None, holder: Holder::User(key), weight, verdict }];
    }
    let names: Vec<_> = hit.permissions.iter().flatten().map(Permission::as_str).collect();
    let held = if names.is_empty() { String::new() } else { [" · ", &names.join(", ")].concat() };
    let after = [words::COPY_OF, " ", key.userid.as_str(), &held].concat();
    let line = |address: &String| Line {
        label: None,
        holder: Holder::User(UserKey { iamid: IamId::bim(), userid: address.as_str().into() }),
        weight,
        verdict: changes(words::NO_ACCOUNT, &after, Change::CloneTo(key.clone(), address.clone())),
    };
    addresses.iter().map(line).collect()
}

/// Leaves addresses out that stand there before, whatever the letters' case.
pub(super) fn leave_out_twice(lines: &mut [Line]) {
    let mut seen = HashSet::new();
    for line in lines.iter_mut().filter(|line| matches!(line.verdict, Verdict::Changes { .. })) {
        if !seen.insert(line.label().to_ascii_lowercase()) {
            line.verdict = Verdict::Skipped(words::ADDRESS_TWICE);
        }
    }
}
