//! A new password of one's own, typed twice, with an estimate of how hard it is to guess: a part of the forms that set
//! one.

use bim_api::Password;
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::Text;
use crate::components::PasswordStrength;
use crate::ui::PasswordField;
use crate::words;

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct NewPassword {
    pub(super) password: String,
    pub(super) repeated: String,
}

impl NewPassword {
    /// The password as typed; problems stand under `password` and `repeated`.
    pub(super) fn check(&self, problems: &mut Problems) -> Password {
        if self.password.is_empty() {
            problems.add("password", words::REQUIRED);
        }
        if self.repeated.is_empty() {
            problems.add("repeated", words::REQUIRED);
        } else if self.repeated != self.password {
            problems.add("repeated", words::PASSWORDS_DIFFER);
        }
        Password::new(self.password.as_str())
    }
}

/// What everybody knows of a person, in the parts that passwords are made of.
pub(super) fn known_names(texts: Vec<String>) -> Vec<String> {
    let parts = texts.iter().flat_map(|text| text.split([' ', '.', '@', '_', '-'])).map(str::to_owned);
    let parts: Vec<String> = parts.collect();
    texts.into_iter().chain(parts).collect()
}

/// The two fields.
#[component]
pub(super) fn NewPasswordFields(
    /// The password.
    password: Text,
    /// The same once more.
    repeated: Text,
    /// Whose it is: password managers file it under this name.
    username: String,
    /// What no password should be made of.
    names: Vec<String>,
    /// Takes the focus.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    view! {
        <input type="hidden" name="username" autocomplete="username" value=username />
        <PasswordField
            label=words::NEW_PASSWORD
            name="new-password"
            autocomplete="new-password"
            value=password.value
            required=true
            autofocus=autofocus
            problem=password.problem
            on_input=password.input
        />
        <PasswordStrength password=password.value names />
        <PasswordField
            label=words::REPEAT_PASSWORD
            name="repeated"
            autocomplete="new-password"
            value=repeated.value
            required=true
            problem=repeated.problem
            on_input=repeated.input
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_must_be_there_and_alike() {
        let problems_of = |password: &str, repeated: &str| {
            let mut problems = Problems::default();
            let typed = NewPassword { password: password.to_owned(), repeated: repeated.to_owned() };
            let password = typed.check(&mut problems);
            (password, problems)
        };
        let (_, problems) = problems_of("", "");
        for field in ["password", "repeated"] {
            assert_eq!(problems.of(field).as_deref(), Some(words::REQUIRED), "{field}");
        }
        let (_, problems) = problems_of("a", "b");
        assert_eq!(problems.of("repeated").as_deref(), Some(words::PASSWORDS_DIFFER));
        let (password, problems) = problems_of(" correct horse ", " correct horse ");
        assert_eq!((password.expose(), problems), (" correct horse ", Problems::default()));
    }

    #[test]
    fn a_name_is_known_whole_and_in_parts() {
        let known = known_names(vec!["jane.doe@example.com".to_owned()]);
        assert_eq!(known, ["jane.doe@example.com", "jane", "doe", "example", "com"]);
    }
}
