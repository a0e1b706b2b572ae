//! What is wrong with what was typed, field by field, under the names the API has for them.

use crate::words;

/// The longest name or username that is sent; longer ones are mistakes, and the service refuses them too.
const MOST: usize = 256;

/// What is wrong, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<(&'static str, String)>);

impl Problems {
    /// Something is wrong with this field. The first problem of a field counts.
    pub fn add(&mut self, field: &'static str, problem: impl Into<String>) {
        if self.of(field).is_none() {
            self.0.push((field, problem.into()));
        }
    }

    /// What is wrong with this field.
    pub fn of(&self, field: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, problem)| problem.clone())
    }

    /// Nothing is wrong with this field any more.
    pub fn clear(&mut self, field: &str) {
        self.0.retain(|(name, _)| *name != field);
    }

    /// The outcome of a validation: the value if nothing is wrong.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Wants text here.
    pub fn require(&mut self, field: &'static str, text: &str) {
        if text.trim().is_empty() {
            self.add(field, words::REQUIRED);
        }
    }

    /// Wants no more text than the service takes.
    pub fn limit(&mut self, field: &'static str, text: &str) {
        if text.chars().count() > MOST {
            self.add(field, words::TOO_LONG);
        }
    }

    /// Wants what may be an address, or nothing: whether mail arrives, only sending it tells.
    pub fn email(&mut self, field: &'static str, text: &str) {
        if !text.is_empty() && !looks_like_email(text) {
            self.add(field, words::NOT_AN_EMAIL);
        }
    }
}

/// One `@` with something on both sides and no space.
pub(super) fn looks_like_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && !host.is_empty() && !local.contains('@') && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_generously() {
        for good in ["a@b", "o'brien+x@sub.example.com", "ü@münchen.example"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in ["@b", "a@", "a@b@c", "a b@c", "ab"] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }

    #[test]
    fn the_first_problem_of_a_field_counts() {
        let mut problems = Problems::default();
        problems.require("userid", "  ");
        problems.add("userid", "second");
        problems.limit("name", &"é".repeat(257));
        problems.limit("email", &"é".repeat(256));
        assert_eq!(problems.of("userid").as_deref(), Some(words::REQUIRED));
        assert_eq!(problems.of("name").as_deref(), Some(words::TOO_LONG));
        assert_eq!(problems.of("email"), None);
        problems.clear("userid");
        problems.clear("name");
        assert_eq!(problems.or(1), Ok(1));
    }
}
