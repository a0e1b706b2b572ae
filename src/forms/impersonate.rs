//! Acting as somebody else (row 32): why, with which key of one's own, as whom, perhaps in which project. The key is
//! masked, sent once, and gone with the form.

use bim_api::endpoints::Impersonate;
use bim_api::wire::key::Impersonation;
use bim_api::{ApiKey, Call, IamId, ProjectId, Username};
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::routes::{Route, UserKey};
use crate::stores::{Iams, Session};
use crate::ui::{Button, ButtonLink, Choice, PasswordField, SelectField, TextField, Variant};
use crate::words;

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq)]
struct Draft {
    reason: String,
    apikey: String,
    iamid: String,
    userid: String,
    project: String,
}

/// The fields under the names the API has for them.
const FIELDS: &[&str] = &["apikey", "iamid", "userid", "projectId"];

impl Draft {
    /// The call and its reason; `me` cannot be acted as.
    fn validate(&self, me: &UserKey) -> Result<(Call<Impersonate>, String), Problems> {
        let mut problems = Problems::default();
        let (userid, project) = (self.userid.trim(), self.project.trim());
        problems.require("reason", &self.reason);
        problems.require("apikey", &self.apikey);
        problems.require("userid", userid);
        if userid == me.userid.as_str() && self.iamid == me.iamid.as_str() {
            problems.add("userid", words::YOURSELF);
        }
        let project_id = project.parse().ok().filter(|id| *id > 0).map(ProjectId);
        if !project.is_empty() && project_id.is_none() {
            problems.add("projectId", words::PROJECT_NUMBER);
        }
        let call = Call {
            path: (),
            query: (),
            body: Impersonation {
                apikey: ApiKey::new(self.apikey.trim()),
                userid: Username(userid.to_owned()),
                iamid: IamId(self.iamid.clone()),
                project_id,
            },
        };
        problems.or((call, self.reason.trim().to_owned()))
    }
}

/// The form.
#[component]
pub fn ImpersonateForm(
    /// Whom to act as, where that is known.
    #[prop(optional_no_strip)]
    whom: Option<UserKey>,
    /// It began.
    #[prop(into)]
    on_started: UnsyncCallback<()>,
) -> impl IntoView {
    let (session, iams) = (Session::expect(), Iams::expect());
    let whom = whom.unwrap_or(UserKey { iamid: IamId::bim(), userid: Username(String::new()) });
    let start = Draft { iamid: whom.iamid.0, userid: whom.userid.0, ..Draft::default() };
    let draft = RwSignal::new(start);
    let submission = Submission::new();
    let submit = move || {
        let me = untrack(|| session.person());
        let me = me.map(|me| UserKey { iamid: me.iamid.clone(), userid: me.userid.clone() });
        let Some(me) = me else { return };
        let validated = draft.with_untracked(|draft| draft.validate(&me));
        submission.run(validated, FIELDS, move |(call, reason)| async move {
            match session.impersonate(&call, reason).await {
                Ok(true) => on_started.run(()),
                Ok(false) => submission.object("apikey", words::ACTING_REFUSED),
                Err(error) if error.is_unauthorized() => submission.object("apikey", words::WRONG_KEY),
                Err(error) => return Err(error),
            }
            Ok(())
        });
    };
    let username = submission.text("userid", draft, |d| &d.userid, |d| &mut d.userid);
    let provider = submission.text("iamid", draft, |d| &d.iamid, |d| &mut d.iamid);
    let project = submission.text("projectId", draft, |d| &d.project, |d| &mut d.project);
    let apikey = submission.text("apikey", draft, |d| &d.apikey, |d| &mut d.apikey);
    let reason = submission.text("reason", draft, |d| &d.reason, |d| &mut d.reason);
    let providers = Signal::derive(move || {
        let known = iams.list().get().value.unwrap_or_default();
        let mut choices: Vec<Choice> =
            known.iter().map(|iam| Choice::new(iam.id.as_str(), iams.display_name(&iam.id))).collect();
        // Where they could not be listed, the one that was asked for is there still.
        let chosen = draft.with_untracked(|draft| draft.iamid.clone());
        if choices.iter().all(|choice| choice.value != chosen) {
            choices.push(Choice::new(chosen.clone(), chosen));
        }
        choices
    });
    view! {
        <FormShell
            class="form"
            failed=words::ACTING_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <section class="form-section">
                <h2>{words::WHOM}</h2>
                <TextField
                    label=words::USERNAME
                    value=username.value
                    required=true
                    problem=username.problem
                    on_input=username.input
                />
                <SelectField
                    label=words::IDENTITY_PROVIDER
                    value=provider.value
                    choices=providers
                    problem=provider.problem
                    on_change=provider.input
                />
                <TextField
                    label=words::PROJECT
                    value=project.value
                    inputmode="numeric"
                    optional=true
                    help=Some(words::ACTING_PROJECT_HELP.to_owned())
                    problem=project.problem
                    on_input=project.input
                />
            </section>
            <section class="form-section">
                <h2>{words::YOUR_OWN}</h2>
                <PasswordField
                    label=words::OWN_API_KEY
                    name="apikey"
                    autocomplete="off"
                    value=apikey.value
                    required=true
                    help=Some(words::OWN_API_KEY_HELP.to_owned())
                    problem=apikey.problem
                    on_input=apikey.input
                />
                <TextField
                    label=words::REASON
                    value=reason.value
                    required=true
                    help=Some(words::REASON_HELP.to_owned())
                    problem=reason.problem
                    on_input=reason.input
                />
            </section>
            <div class="form-footer">
                <Button
                    label=words::START_ACTING
                    variant=Variant::Primary
                    submit=true
                    busy=submission.pending()
                />
                <ButtonLink label=words::CANCEL href=Route::users().href() />
            </div>
        </FormShell>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn me() -> UserKey {
        UserKey { iamid: IamId::bim(), userid: "boss".into() }
    }

    fn draft(userid: &str, reason: &str, project: &str) -> Draft {
        let text = str::to_owned;
        Draft {
            reason: text(reason),
            apikey: text(" k "),
            iamid: text("bim"),
            userid: text(userid),
            project: text(project),
        }
    }

    #[test]
    fn nobody_acts_without_a_reason_a_key_and_a_person() {
        let problems = Draft::default().validate(&me()).expect_err("nothing was typed");
        for field in ["reason", "apikey", "userid"] {
            assert_eq!(problems.of(field).as_deref(), Some(words::REQUIRED), "{field}");
        }
        let (call, reason) = draft(" jane ", " ticket 7 ", "3").validate(&me()).expect("complete");
        assert_eq!((call.body.userid.as_str(), reason.as_str()), ("jane", "ticket 7"));
        assert_eq!((call.body.apikey.expose(), call.body.project_id), ("k", Some(ProjectId(3))));
    }

    #[test]
    fn nobody_acts_as_themselves() {
        let problems = draft("boss", "why", "").validate(&me()).expect_err("the same person");
        assert_eq!(problems.of("userid").as_deref(), Some(words::YOURSELF));
    }
}
