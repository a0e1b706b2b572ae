//! What the reviewer decided, and taking the last of it back.

use std::collections::BTreeMap;

use crate::routes::UserKey;
use crate::words;

/// What is decided about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The person keeps it.
    Keep,
    /// It is taken.
    Remove,
    /// Not decided now, on purpose.
    Skip,
}

impl Ruling {
    /// As a file has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keep => words::RULING_KEEP,
            Self::Remove => words::RULING_REMOVE,
            Self::Skip => words::RULING_SKIP,
        }
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub ruling: Ruling,
    /// When, as RFC 3339 has it in UTC.
    pub at: String,
}

/// All decisions of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    made: BTreeMap<UserKey, Decision>,
    /// What stood before each of them, the newest last.
    past: Vec<(UserKey, Option<Decision>)>,
}

impl Decisions {
    /// Decides, or decides anew.
    pub fn decide(&mut self, key: UserKey, ruling: Ruling, at: String) {
        let before = self.made.insert(key.clone(), Decision { ruling, at });
        self.past.push((key, before));
    }

    /// Takes the last decision back; says about whom it was.
    pub fn undo(&mut self) -> Option<UserKey> {
        let (key, before) = self.past.pop()?;
        match before {
            Some(before) => self.made.insert(key.clone(), before),
            None => self.made.remove(&key),
        };
        Some(key)
    }

    /// What was carried out cannot be taken back by deciding otherwise.
    pub fn forget_past_of(&mut self, is_sent: impl Fn(&UserKey) -> bool) {
        self.past.retain(|(key, _)| !is_sent(key));
    }

    /// What was decided about somebody.
    pub fn of(&self, key: &UserKey) -> Option<&Decision> {
        self.made.get(key)
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.made.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(userid: &str) -> UserKey {
        UserKey { iamid: "bim".into(), userid: userid.into() }
    }

    fn ruling(decisions: &Decisions, userid: &str) -> Option<Ruling> {
        decisions.of(&key(userid)).map(|decision| decision.ruling)
    }

    #[test]
    fn the_last_decision_is_taken_back_to_what_stood_before() {
        let mut decisions = Decisions::default();
        decisions.decide(key("ann"), Ruling::Keep, "1".to_owned());
        decisions.decide(key("bob"), Ruling::Skip, "2".to_owned());
        decisions.decide(key("ann"), Ruling::Remove, "3".to_owned());
        assert_eq!(decisions.undo(), Some(key("ann")));
        let before = Decision { ruling: Ruling::Keep, at: "1".to_owned() };
        assert_eq!(decisions.of(&key("ann")), Some(&before));
        assert_eq!(decisions.undo(), Some(key("bob")));
        assert_eq!(ruling(&decisions, "bob"), None);
        assert_eq!((decisions.undo(), decisions.undo()), (Some(key("ann")), None));
        assert!(decisions.is_empty());
    }

    #[test]
    fn what_was_carried_out_is_not_undone() {
        let mut decisions = Decisions::default();
        decisions.decide(key("ann"), Ruling::Remove, "1".to_owned());
        decisions.decide(key("bob"), Ruling::Keep, "2".to_owned());
        decisions.forget_past_of(|one| *one == key("ann"));
        assert_eq!(decisions.undo(), Some(key("bob")));
        assert!(!decisions.can_undo());
        assert_eq!(ruling(&decisions, "ann"), Some(Ruling::Remove));
    }
}
