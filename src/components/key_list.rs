//! What a list of API keys says of each key: whether it is in use, and in which order and under which search it
//! stands.

use bim_api::wire::SortOrder;
use bim_api::wire::key::ApiKeyInfo;
use js_sys::{Date, JsString};

use crate::routes::{ApiKeysView, KeySort};
use crate::words;

/// A key that nobody has used for this long is one that nobody may miss: 90 days.
const STALE: f64 = 90.0 * DAY;

/// A key that was made this long ago is due for another, however much it is used: a year.
const OLD: f64 = 365.0 * DAY;

/// In milliseconds.
const DAY: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// Whether a key is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Used within 90 days.
    InUse,
    /// Not used for 90 days.
    Stale,
    /// Never used.
    Unused,
}

impl Standing {
    pub(super) fn of(key: &ApiKeyInfo) -> Self {
        Self::since(key.last_used.as_ref().map(|time| moment(time.as_str())), Date::now())
    }

    fn since(last_used: Option<f64>, now: f64) -> Self {
        match last_used {
            None => Self::Unused,
            // A time that cannot be read is not called old.
            Some(last_used) if now - last_used > STALE => Self::Stale,
            Some(_) => Self::InUse,
        }
    }
}

/// Whether a key was made over a year ago.
pub(super) fn is_old(key: &ApiKeyInfo) -> bool {
    is_old_at(moment(key.created.as_str()), Date::now())
}

/// A time that cannot be read is not called old.
fn is_old_at(created: f64, now: f64) -> bool {
    now - created > OLD
}

/// Milliseconds since 1970; not a number for a time that cannot be read.
fn moment(time: &str) -> f64 {
    Date::parse(time)
}

/// What people know a key by.
pub fn key_name(key: &ApiKeyInfo) -> String {
    key.name
        .clone()
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| [words::KEY, " ", &key.keyid.to_string()].concat())
}

/// The project's name, or its number where it has none.
pub(super) fn project_name(key: &ApiKeyInfo) -> Option<String> {
    let project = key.project.as_ref()?;
    match (project.name(), project.id()) {
        ("", None) => None,
        ("", Some(id)) => Some(id.to_string()),
        (name, _) => Some(name.to_owned()),
    }
}

/// The keys that match, in order.
pub fn arranged(keys: &[ApiKeyInfo], view: &ApiKeysView) -> Vec<ApiKeyInfo> {
    let sought = String::from(folded(view.q.trim()));
    let matches = |key: &&ApiKeyInfo| {
        let holds = |text: &str| folded(text).includes(&sought, 0);
        holds(&key_name(key)) || project_name(key).is_some_and(|name| holds(&name))
    };
    let mut keys: Vec<ApiKeyInfo> = keys.iter().filter(matches).cloned().collect();
    keys.sort_by(|a, b| {
        let order = match view.sort {
            KeySort::Name => compare(&key_name(a), &key_name(b)),
            KeySort::Project => {
                compare(&project_name(a).unwrap_or_default(), &project_name(b).unwrap_or_default())
            }
            KeySort::Created => a.created.cmp(&b.created),
            KeySort::LastUsed => a.last_used.cmp(&b.last_used),
        };
        if view.order == SortOrder::Asc { order } else { order.reverse() }
    });
    keys
}

/// The browser's own lower case and order of names: ours would bring tables of all scripts along.
fn folded(text: &str) -> JsString {
    JsString::from(text).to_lower_case()
}

fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    let none = js_sys::Array::new();
    JsString::from(a).locale_compare(b, &none, &js_sys::Object::new()).cmp(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_stale_after_ninety_days_without_use() {
        assert_eq!(Standing::since(Some(0.0), STALE), Standing::InUse);
        assert_eq!(Standing::since(Some(0.0), STALE + 1.0), Standing::Stale);
        assert_eq!(Standing::since(None, STALE * 2.0), Standing::Unused);
        assert_eq!(Standing::since(Some(f64::NAN), STALE), Standing::InUse);
    }

    #[test]
    fn a_year_makes_a_key_old_and_an_unreadable_time_does_not() {
        assert!(is_old_at(0.0, 366.0 * DAY));
        assert!(!is_old_at(0.0, 364.0 * DAY));
        assert!(!is_old_at(f64::NAN, 366.0 * DAY));
    }
}
