//! Changing one's own password (row 6): the one until now, the new one twice. What the service refuses stands at its
//! field.

use bim_api::{ApiError, Password};
use leptos::prelude::*;

use super::draft::Problems;
use super::new_password::{NewPassword, NewPasswordFields, known_names};
use super::shell::{FormShell, Submission};
use crate::navigation::Navigator;
use crate::routes::UserKey;
use crate::stores::{ToastKind, Toasts, User};
use crate::ui::{Button, PasswordField};
use crate::words;

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq)]
struct Draft {
    original: String,
    new: NewPassword,
}

impl Draft {
    /// The password until now, and the new one.
    fn validate(&self) -> Result<(Password, Password), Problems> {
        let mut problems = Problems::default();
        if self.original.is_empty() {
            problems.add("originalPassword", words::REQUIRED);
        } else if self.new.password == self.original {
            problems.add("password", words::SAME_PASSWORD);
        }
        let new = self.new.check(&mut problems);
        problems.or((Password::new(self.original.as_str()), new))
    }
}

/// The form.
#[component]
pub fn OwnPasswordForm(
    /// Whose it is.
    key: UserKey,
    /// Texts that everybody knows of the person, which no password should be made of.
    known: Vec<String>,
) -> impl IntoView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    let draft = RwSignal::new(Draft::default());
    let submission = Submission::new();
    let is_unsaved = Memo::new(move |_| draft.with(|draft| *draft != Draft::default()));
    Navigator::expect().guard(is_unsaved.into());
    let username = key.userid.to_string();
    let key = StoredValue::new(key);
    let submit = move || {
        let validated = draft.with_untracked(Draft::validate);
        let key = key.get_value();
        submission.run(validated, &["originalPassword", "password"], move |(old, new)| async move {
            if !user.change_password(&key, Some(old), new).await? {
                submission.object("password", words::PASSWORD_REFUSED);
                return Ok(());
            }
            draft.try_set(Draft::default());
            toasts.show(ToastKind::Success, words::PASSWORD_CHANGED);
            Ok::<(), ApiError>(())
        });
    };
    let original = submission.text("originalPassword", draft, |d| &d.original, |d| &mut d.original);
    let password = submission.text("password", draft, |d| &d.new.password, |d| &mut d.new.password);
    let repeated = submission.text("repeated", draft, |d| &d.new.repeated, |d| &mut d.new.repeated);
    view! {
        <FormShell
            class="stack"
            failed=words::PASSWORD_CHANGE_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <PasswordField
                label=words::CURRENT_PASSWORD
                name="originalPassword"
                value=original.value
                required=true
                problem=original.problem
                on_input=original.input
            />
            <NewPasswordFields password repeated username names=known_names(known) />
            <div class="cluster">
                <Button label=words::CHANGE_PASSWORD submit=true busy=submission.pending() />
            </div>
        </FormShell>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(original: &str, password: &str, repeated: &str) -> Draft {
        let text = str::to_owned;
        Draft {
            original: text(original),
            new: NewPassword { password: text(password), repeated: text(repeated) },
        }
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        let problems = Draft::default().validate().expect_err("nothing was typed");
        for field in ["originalPassword", "password", "repeated"] {
            assert_eq!(problems.of(field).as_deref(), Some(words::REQUIRED), "{field}");
        }
        let problems = draft("a", "a", "b").validate().expect_err("the same one, and another");
        assert_eq!(problems.of("password").as_deref(), Some(words::SAME_PASSWORD));
        assert_eq!(problems.of("repeated").as_deref(), Some(words::PASSWORDS_DIFFER));
    }

    #[test]
    fn passwords_are_sent_as_typed() {
        let (old, new) = draft(" a ", " b ", " b ").validate().expect("complete");
        assert_eq!((old.expose(), new.expose()), (" a ", " b "));
    }
}
