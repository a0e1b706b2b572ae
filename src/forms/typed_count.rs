//! The number that is typed before much is changed: how many change, or lose something.

use leptos::prelude::*;

use super::draft::Problems;
use super::shell::Submission;
use crate::ui::TextField;
use crate::words;

/// The field's name among the problems of its form.
pub(super) const COUNT: &str = "count";

/// What was typed.
#[derive(Clone, Copy)]
pub(super) struct TypedCount {
    typed: RwSignal<String>,
    submission: Submission,
}

impl TypedCount {
    pub(super) fn new(submission: Submission) -> Self {
        Self { typed: RwSignal::new(String::new()), submission }
    }

    /// Whether it is this number; nothing asks for none.
    pub(super) fn validate(self, asked: Option<usize>) -> Result<(), Problems> {
        asked.map_or(Ok(()), |count| self.typed.with_untracked(|typed| validate(typed, count)))
    }

    /// The field. What it asks for stands before the number.
    pub(super) fn field(
        self,
        label: &'static str,
        asks: &'static str,
        count: impl Fn() -> Option<usize> + Send + Sync + 'static,
    ) -> AnyView {
        let help = Signal::derive(move || Some([asks, " ", &count()?.to_string()].concat()));
        let input = move |text: String| {
            self.submission.touch(COUNT);
            self.typed.set(text);
        };
        view! {
            <TextField
                label
                value=self.typed
                inputmode="numeric"
                required=true
                help
                problem=self.submission.problem(COUNT)
                on_input=input
            />
        }
        .into_any()
    }
}

fn validate(typed: &str, count: usize) -> Result<(), Problems> {
    let mut problems = Problems::default();
    problems.require(COUNT, typed);
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.parse() != Ok(count) {
        problems.add(COUNT, words::OTHER_COUNT);
    }
    problems.or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_read_as_people_write_it() {
        assert!(validate("12431", 12_431).is_ok() && validate("12,431", 12_431).is_ok());
        for wrong in ["", "1", "all", "124310"] {
            assert!(validate(wrong, 12_431).is_err(), "{wrong}");
        }
    }
}
