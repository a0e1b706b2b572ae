//! A new person in the built-in provider (row 1). The result holds an invitation's link: a secret, shown once.

use bim_api::endpoints::CreateUser;
use bim_api::wire::user::{CreatedUser, NewProfile, NewUser};
use bim_api::{ApiError, Call, IamId, Permission, Username};
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::components::PermissionPicker;
use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::Users;
use crate::ui::{Button, ButtonLink, TextField, Variant};
use crate::words;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Draft {
    username: String,
    name: String,
    email: String,
    permissions: Vec<Permission>,
}

/// The fields under the names the API has for them.
const FIELDS: &[&str] = &["userid", "name", "email", "permissions"];

impl Draft {
    fn validate(&self) -> Result<Call<CreateUser>, Problems> {
        let mut problems = Problems::default();
        let (username, name, email) = (self.username.trim(), self.name.trim(), self.email.trim());
        problems.require("userid", username);
        problems.limit("userid", username);
        if matches!(username, "." | "..") {
            problems.add("userid", words::USERNAME_DOTS);
        }
        problems.limit("name", name);
        problems.limit("email", email);
        problems.email("email", email);
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        problems.or(Call {
            path: (),
            query: (),
            body: NewUser {
                iamid: Some(IamId::bim()),
                userid: Username(username.to_owned()),
                password: None,
                profile: Some(NewProfile { name: text(name), email: text(email) }),
                permissions: self.permissions.clone(),
            },
        })
    }
}

/// The form.
#[component]
pub fn NewUserForm(
    /// The person exists now.
    #[prop(into)]
    on_created: UnsyncCallback<(CreatedUser,)>,
    /// The answer was lost; the page looks whether the person exists.
    #[prop(into)]
    on_unknown: UnsyncCallback<(Username, ApiError)>,
) -> impl IntoView {
    let users = Users::expect();
    let draft = RwSignal::new(Draft::default());
    let submission = Submission::new();
    let is_unsaved = Memo::new(move |_| draft.with(|draft| *draft != Draft::default()));
    Navigator::expect().guard(is_unsaved.into());
    let submit = move || {
        let validated = draft.with_untracked(Draft::validate);
        submission.run(validated, FIELDS, move |call| async move {
            match users.create_user(&call).await {
                Ok(created) => {
                    draft.set(Draft::default());
                    on_created.run((created,));
                    Ok(())
                }
                // Row 1 has one thing to be in conflict about.
                Err(error) if error.status() == Some(409) => {
                    submission.object("userid", words::USERNAME_TAKEN);
                    Ok(())
                }
                Err(error) if error.is_outcome_unknown() => {
                    on_unknown.run((call.body.userid, error));
                    Ok(())
                }
                Err(error) => Err(error),
            }
        });
    };
    let username = submission.text("userid", draft, |d| &d.username, |d| &mut d.username);
    let name = submission.text("name", draft, |d| &d.name, |d| &mut d.name);
    let email = submission.text("email", draft, |d| &d.email, |d| &mut d.email);
    let choose = move |permissions: Vec<Permission>| draft.update(|draft| draft.permissions = permissions);
    view! {
        <FormShell
            class="form"
            failed=words::CREATE_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <section class="form-section">
                <h2>{words::WHO}</h2>
                <TextField
                    label=words::USERNAME
                    value=username.value
                    required=true
                    autofocus=true
                    help=Some(words::USERNAME_HELP.to_owned())
                    problem=username.problem
                    on_input=username.input
                />
                <div class="form-row">
                    <TextField
                        label=words::FULL_NAME
                        value=name.value
                        optional=true
                        problem=name.problem
                        on_input=name.input
                    />
                    <TextField
                        label=words::EMAIL
                        kind="email"
                        value=email.value
                        optional=true
                        help=Some(words::EMAIL_HELP.to_owned())
                        problem=email.problem
                        on_input=email.input
                    />
                </div>
            </section>
            <section class="form-section">
                <h2>{words::WHAT_THEY_MAY}</h2>
                <p>{words::WHAT_THEY_MAY_DETAIL}</p>
                <PermissionPicker
                    chosen=Signal::derive(move || draft.with(|draft| draft.permissions.clone()))
                    on_change=choose
                />
            </section>
            <div class="form-footer">
                <Button label=words::CREATE variant=Variant::Primary submit=true busy=submission.pending() />
                <ButtonLink label=words::CANCEL href=Route::users().href() />
            </div>
        </FormShell>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(username: &str, name: &str, email: &str) -> Draft {
        Draft {
            username: username.to_owned(),
            name: name.to_owned(),
            email: email.to_owned(),
            permissions: Vec::new(),
        }
    }

    #[test]
    fn a_username_is_enough() {
        let call = draft(" jane ", "", "").validate().expect("complete");
        assert_eq!(call.body.userid.as_str(), "jane");
        assert_eq!(call.body.profile, Some(NewProfile::default()));
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        let problems =
            draft("", &"n".repeat(1000), "jane at example").validate().expect_err("three mistakes");
        assert_eq!(problems.of("userid").as_deref(), Some(words::REQUIRED));
        assert_eq!(problems.of("name").as_deref(), Some(words::TOO_LONG));
        assert_eq!(problems.of("email").as_deref(), Some(words::NOT_AN_EMAIL));
        assert!(draft("..", "", "").validate().is_err());
    }
}
