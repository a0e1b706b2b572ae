//! The first password, set by the holder of an invitation's link (row 6); afterwards that person is signed in.

use bim_api::endpoints::paths::{IamPath, UserPath};
use bim_api::endpoints::{Authenticate, ChangePassword};
use bim_api::wire::session::{PasswordChange, PasswordLogin};
use bim_api::{ApiError, Call, IamId};
use leptos::prelude::*;

use super::draft::Problems;
use super::new_password::{NewPassword, NewPasswordFields, known_names};
use super::shell::{FormShell, Submission};
use crate::routes::LoginLink;
use crate::stores::{Session, SignInOutcome};
use crate::ui::{Button, Variant};
use crate::words;

/// The call that sets what was typed.
fn validate(typed: &NewPassword, link: &LoginLink) -> Result<Call<ChangePassword>, Problems> {
    let mut problems = Problems::default();
    let password = typed.check(&mut problems);
    problems.or(Call {
        path: UserPath { iamid: IamId::bim(), userid: link.userid.clone() },
        query: (),
        body: PasswordChange { original_password: None, password },
    })
}

/// Why a link is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// Its credential is not known: it was used, or it is too old.
    Spent,
    /// Its credential is somebody else's.
    Foreign,
    /// The account is not there any more.
    Gone,
}

impl LinkProblem {
    /// What the API's own refusal says of the link; nothing where it says something else.
    fn of(error: &ApiError) -> Option<Self> {
        let ApiError::Refused { problem, .. } = error else { return None };
        match problem.status {
            401 => Some(Self::Spent),
            403 => Some(Self::Foreign),
            404 => Some(Self::Gone),
            _ => None,
        }
    }
}

/// The form.
#[component]
pub fn CreatePasswordForm(
    /// Who is invited, and the credential.
    link: LoginLink,
    /// The person has a password and is signed in, or has to sign in with it.
    #[prop(into)]
    on_created: UnsyncCallback<(Option<SignInOutcome>,)>,
    /// The link is not good any more.
    #[prop(into)]
    on_refused: UnsyncCallback<(LinkProblem,)>,
) -> impl IntoView {
    let session = Session::expect();
    let draft = RwSignal::new(NewPassword::default());
    let submission = Submission::new();
    let username = link.userid.to_string();
    let names = known_names(vec![username.clone(), link.name.clone()]);
    let link = StoredValue::new(link);
    let submit = move || {
        let validated = draft.with_untracked(|draft| link.with_value(|link| validate(draft, link)));
        submission.run(validated, &["password"], move |call| async move {
            match session.create_password(&link.get_value(), &call).await {
                Ok(_) => {
                    let outcome = session.authenticate(&login(&call)).await;
                    on_created.run((outcome.ok().filter(|outcome| *outcome != SignInOutcome::Refused),));
                    Ok(())
                }
                Err(error) => match LinkProblem::of(&error) {
                    Some(problem) => {
                        on_refused.run((problem,));
                        Ok(())
                    }
                    None => Err(error),
                },
            }
        });
    };
    let password = submission.text("password", draft, |d| &d.password, |d| &mut d.password);
    let repeated = submission.text("repeated", draft, |d| &d.repeated, |d| &mut d.repeated);
    view! {
        <FormShell
            failed=words::CREATE_PASSWORD_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <NewPasswordFields password repeated username names autofocus=true />
            <Button
                label=words::CREATE_PASSWORD_BUTTON
                variant=Variant::Primary
                wide=true
                submit=true
                busy=submission.pending()
            />
        </FormShell>
    }
}

fn login(change: &Call<ChangePassword>) -> Call<Authenticate> {
    Call {
        path: IamPath { iamid: change.path.iamid.clone() },
        query: (),
        body: PasswordLogin {
            username: change.path.userid.to_string(),
            password: change.body.password.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bim_api::Token;

    fn link() -> LoginLink {
        LoginLink { token: Token::new("t"), userid: "jane".into(), name: String::new() }
    }

    #[test]
    fn the_password_is_set_without_one_before_and_signs_in() {
        let typed = |repeated: &str| NewPassword {
            password: "correct horse".to_owned(),
            repeated: repeated.to_owned(),
        };
        assert!(validate(&typed("other"), &link()).is_err());
        let call = validate(&typed("correct horse"), &link()).expect("alike");
        assert_eq!(call.path.userid.as_str(), "jane");
        assert_eq!(call.body.original_password, None);
        assert_eq!(login(&call).body.password.expose(), "correct horse");
    }
}
