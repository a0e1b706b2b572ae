//! Signing in: with username and password at an identity provider, or with an API key. Both serve the sign-in
//! page and the dialog over a page whose session has ended.

use bim_api::endpoints::Authenticate;
use bim_api::endpoints::paths::IamPath;
use bim_api::wire::iam::Iam;
use bim_api::wire::key::KeyLogin;
use bim_api::wire::session::PasswordLogin;
use bim_api::{ApiError, ApiKey, Call, IamId, Password};
use leptos::prelude::*;

use super::draft::Problems;
use super::pasted_secret::{Outcome, PastedSecretForm, Says};
use super::shell::{FormShell, Submission, Text};
use crate::routes::UserKey;
use crate::stores::{Iams, Session, SignInOutcome};
use crate::ui::{Button, Choice, PasswordField, SelectField, TextField, Variant};
use crate::words;

/// What was typed.
#[derive(Clone, PartialEq, Eq)]
struct Draft {
    iamid: String,
    username: String,
    password: String,
}

impl Draft {
    fn validate(&self) -> Result<Call<Authenticate>, Problems> {
        let mut problems = Problems::default();
        problems.require("iamid", &self.iamid);
        problems.require("username", &self.username);
        if self.password.is_empty() {
            problems.add("password", words::REQUIRED);
        }
        problems.or(Call {
            path: IamPath { iamid: IamId(self.iamid.trim().to_owned()) },
            query: (),
            body: PasswordLogin {
                username: self.username.trim().to_owned(),
                password: Password::new(self.password.as_str()),
            },
        })
    }
}

/// Reads 401 and "not authenticated" alike: the person only learns that the two do not fit.
fn refused(outcome: &Result<SignInOutcome, ApiError>) -> bool {
    match outcome {
        Ok(outcome) => *outcome == SignInOutcome::Refused,
        Err(error) => error.is_unauthorized(),
    }
}

/// Username and password.
#[component]
pub fn SignInForm(
    /// The only person who may sign in here, after that person's session has ended.
    #[prop(optional)]
    only: Option<UserKey>,
    /// Stands in the username from the start.
    #[prop(optional)]
    username: String,
    /// What follows.
    #[prop(into)]
    on_signed_in: UnsyncCallback<(SignInOutcome,)>,
) -> impl IntoView {
    let (session, iams) = (Session::expect(), Iams::expect());
    let is_locked = only.is_some();
    // The form before the app hands its focus over (boot.js). WebKit would take it from there a while later: it focuses
    // what has `autofocus` although something else has the focus by then.
    let is_handed_over =
        document().query_selector(".sign-in > main:not([id])").is_ok_and(|early| early.is_some());
    let start = match only {
        Some(UserKey { iamid, userid }) => {
            Draft { iamid: iamid.0, username: userid.0, password: String::new() }
        }
        None => Draft { iamid: IamId::BIM.to_owned(), username, password: String::new() },
    };
    let draft = RwSignal::new(start);
    let submission = Submission::new();
    let submit = move || {
        let validated = draft.with_untracked(Draft::validate);
        submission.run(validated, &["username", "password"], move |call| async move {
            let outcome = session.authenticate(&call).await;
            if refused(&outcome) {
                draft.update(|draft| draft.password.clear());
                submission.object("password", words::WRONG_PASSWORD);
                return Ok(());
            }
            on_signed_in.run((outcome?,));
            Ok(())
        });
    };
    let provider = submission.text("iamid", draft, |d| &d.iamid, |d| &mut d.iamid);
    let username = submission.text("username", draft, |d| &d.username, |d| &mut d.username);
    let password = submission.text("password", draft, |d| &d.password, |d| &mut d.password);
    view! {
        <FormShell
            failed=words::SIGN_IN_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            {(!is_locked).then(|| choice_of_provider(iams, provider))}
            <TextField
                label=words::USERNAME
                name="username"
                autocomplete="username"
                value=username.value
                read_only=is_locked
                required=true
                autofocus=!is_locked && !is_handed_over
                problem=username.problem
                on_input=username.input
            />
            <PasswordField
                label=words::PASSWORD
                value=password.value
                required=true
                autofocus=is_locked
                problem=password.problem
                on_input=password.input
            />
            <Button
                label=words::SIGN_IN
                variant=Variant::Primary
                wide=true
                submit=true
                busy=submission.pending()
            />
        </FormShell>
    }
}

fn takes_passwords(iam: &Iam) -> bool {
    !matches!(iam.kind.as_str(), "saml" | "oauth" | "oidc" | "openid") && iam.oauth != Some(true)
}

/// The providers that sign in elsewhere: they are named, at the end of the card, and cannot be chosen.
#[component]
pub fn ProvidersElsewhere() -> impl IntoView {
    let list = Iams::expect().list();
    move || {
        let names: Vec<String> = list.with(|list| {
            list.value.iter().flatten().filter(|iam| !takes_passwords(iam)).map(Iams::name_of).collect()
        });
        (!names.is_empty()).then(|| {
            let says = [&names.join(", "), ": ", words::NOT_AVAILABLE_HERE, "."].concat();
            view! { <p class="field-help">{says}</p> }
        })
    }
}

/// A list of providers where there is a choice, beside the heading, so that nothing moves when it comes; a field where
/// the API does not tell them; nothing where `bim` is the only one that takes passwords.
fn choice_of_provider(iams: Iams, provider: Text) -> impl IntoView {
    move || {
        let list = iams.list().get();
        if list.error.is_some() && list.value.is_none() {
            return Some(
                view! {
                    <TextField
                        label=words::IDENTITY_PROVIDER
                        value=provider.value
                        required=true
                        help=Some(words::PROVIDERS_FAILED.to_owned())
                        problem=provider.problem
                        on_input=provider.input
                    />
                }
                .into_any(),
            );
        }
        let all = list.value.unwrap_or_default();
        let choices: Vec<Choice> = all
            .iter()
            .filter(|iam| takes_passwords(iam))
            .map(|iam| Choice::new(iam.id.as_str(), Iams::name_of(iam)))
            .collect();
        if choices.len() < 2 {
            return None;
        }
        let (value, on_change) = (provider.value, provider.input);
        Some(view! { <SelectField label=words::IDENTITY_PROVIDER value choices on_change /> }.into_any())
    }
}

const KEY_SAYS: Says = Says {
    label: words::API_KEY,
    name: "apikey",
    help: Some(words::KEY_HELP),
    button: words::SIGN_IN,
    failed: words::SIGN_IN_FAILED,
};

/// An API key, exchanged for a session and dropped.
#[component]
pub fn SignInKeyForm(
    /// What follows.
    #[prop(into)]
    on_signed_in: UnsyncCallback<(SignInOutcome,)>,
) -> impl IntoView {
    let session = Session::expect();
    let send = move |key: String| -> Outcome {
        Box::pin(async move {
            let call = Call { path: (), query: (), body: KeyLogin { apikey: ApiKey::new(key) } };
            let outcome = session.authenticate_api_key(&call).await;
            if refused(&outcome) {
                return Ok(Some(words::WRONG_KEY));
            }
            on_signed_in.run((outcome?,));
            Ok(None)
        })
    };
    view! { <PastedSecretForm says=KEY_SAYS send wide=true /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_without_username_and_password() {
        let draft = Draft { iamid: "bim".to_owned(), username: " ".to_owned(), password: String::new() };
        let problems = draft.validate().expect_err("both are missing");
        assert_eq!(problems.of("username").as_deref(), Some(words::REQUIRED));
        assert_eq!(problems.of("password").as_deref(), Some(words::REQUIRED));
    }

    #[test]
    fn a_password_is_sent_as_typed_and_a_username_without_its_spaces() {
        let draft =
            Draft { iamid: "ldap".to_owned(), username: " jane ".to_owned(), password: " p ".to_owned() };
        let call = draft.validate().expect("complete");
        assert_eq!((call.path.iamid.as_str(), call.body.username.as_str()), ("ldap", "jane"));
        assert_eq!(call.body.password.expose(), " p ");
    }
}
