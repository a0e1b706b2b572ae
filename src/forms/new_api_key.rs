//! A new API key of the signed-in person (row 30): a name, a project, or both. The answer is the only one that ever
//! holds the key.

use bim_api::endpoints::CreateApiKey;
use bim_api::wire::key::{ApiKeyInfo, CreatedApiKey, NewApiKey, Project};
use bim_api::{ApiError, Call, ProjectId};
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::ApiKeys;
use crate::ui::{Button, ButtonLink, Choice, SuggestField, TextField, Variant};
use crate::words;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Draft {
    name: String,
    project: String,
}

impl From<&ApiKeyInfo> for Draft {
    /// A key for the same purpose.
    fn from(key: &ApiKeyInfo) -> Self {
        let project = key.project.as_ref().and_then(Project::id);
        Self {
            name: key.name.clone().unwrap_or_default(),
            project: project.map(|id| id.to_string()).unwrap_or_default(),
        }
    }
}

impl Draft {
    fn validate(&self) -> Result<Call<CreateApiKey>, Problems> {
        let mut problems = Problems::default();
        let (name, project) = (self.name.trim(), self.project.trim());
        problems.limit("name", name);
        if name.is_empty() && project.is_empty() {
            problems.add("name", words::NAME_OR_PROJECT);
        }
        let project_id = project.parse().ok().filter(|id| *id > 0).map(ProjectId);
        if !project.is_empty() && project_id.is_none() {
            problems.add("projectId", words::PROJECT_NUMBER);
        }
        let name = (!name.is_empty()).then(|| name.to_owned());
        problems.or(Call { path: (), query: (), body: NewApiKey { project_id, name } })
    }
}

/// The projects of the keys there are, each once.
fn projects(keys: &[ApiKeyInfo]) -> Vec<Choice> {
    let mut known: Vec<(ProjectId, String)> = keys
        .iter()
        .filter_map(|key| key.project.as_ref())
        .filter_map(|project| Some((project.id()?, project.name().to_owned())))
        .collect();
    known.sort();
    known.dedup_by_key(|(id, _)| *id);
    known.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect()
}

/// The form.
#[component]
pub fn NewApiKeyForm(
    /// A key whose name and project the new one starts with.
    #[prop(optional)]
    like: Option<ApiKeyInfo>,
    /// The key exists now.
    #[prop(into)]
    on_created: UnsyncCallback<(CreatedApiKey,)>,
    /// The answer was lost; the page looks whether there is a new key.
    #[prop(into)]
    on_unknown: UnsyncCallback<(ApiError,)>,
) -> impl IntoView {
    let keys = ApiKeys::expect();
    let start = like.as_ref().map(Draft::from).unwrap_or_default();
    let draft = RwSignal::new(start.clone());
    let submission = Submission::new();
    let is_unsaved = Memo::new(move |_| draft.with(|draft| *draft != start));
    Navigator::expect().guard(is_unsaved.into());
    let submit = move || {
        let validated = draft.with_untracked(Draft::validate);
        submission.run(validated, &["name", "projectId"], move |call| async move {
            match keys.create_api_key(&call).await {
                Ok(created) => on_created.run((created,)),
                Err(error) if error.is_outcome_unknown() => on_unknown.run((error,)),
                Err(error) => return Err(error),
            }
            Ok(())
        });
    };
    let name = submission.text("name", draft, |d| &d.name, |d| &mut d.name);
    let project = submission.text("projectId", draft, |d| &d.project, |d| &mut d.project);
    let suggestions = move || keys.keys().with(|keys| projects(keys.value.as_deref().unwrap_or_default()));
    view! {
        <FormShell
            class="form"
            failed=words::KEY_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <section class="form-section">
                <TextField
                    label=words::NAME
                    value=name.value
                    autofocus=true
                    help=Some(words::KEY_NAME_HELP.to_owned())
                    problem=name.problem
                    on_input=name.input
                />
                <SuggestField
                    label=words::PROJECT
                    value=project.value
                    suggestions=Signal::derive(suggestions)
                    inputmode="numeric"
                    optional=true
                    help=Some(words::PROJECT_HELP.to_owned())
                    problem=project.problem
                    on_input=project.input
                />
            </section>
            <div class="form-footer">
                <Button
                    label=words::CREATE_KEY
                    variant=Variant::Primary
                    submit=true
                    busy=submission.pending()
                />
                <ButtonLink label=words::CANCEL href=Route::api_keys().href() />
            </div>
        </FormShell>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, project: &str) -> Draft {
        Draft { name: name.to_owned(), project: project.to_owned() }
    }

    #[test]
    fn a_name_or_a_project_is_enough() {
        let named = draft(" nightly ", "").validate().expect("named").body;
        assert_eq!(named, NewApiKey { name: Some("nightly".to_owned()), project_id: None });
        let bound = draft("", "3").validate().expect("bound").body;
        assert_eq!(bound, NewApiKey { name: None, project_id: Some(ProjectId(3)) });
        let problems = draft(" ", " ").validate().expect_err("neither");
        assert_eq!(problems.of("name").as_deref(), Some(words::NAME_OR_PROJECT));
    }

    #[test]
    fn a_project_is_a_number() {
        for text in ["x", "1.5", "-1", "0", "99999999999999999999"] {
            let problems = draft("n", text).validate().expect_err(text);
            assert_eq!(problems.of("projectId").as_deref(), Some(words::PROJECT_NUMBER), "{text}");
        }
    }

    #[test]
    fn a_key_in_anothers_place_starts_like_it_and_projects_are_suggested_once() {
        let example = include_bytes!("../../tests/fixtures/contract/34-view-a-user-s-api-keys.response.json");
        let keys: Vec<ApiKeyInfo> = serde_json::from_slice(example).expect("the contract's example");
        assert_eq!(Draft::from(&keys[0]), draft("Credit Payments", "3"));
        let twice = [keys[0].clone(), keys[0].clone()];
        assert_eq!(projects(&twice), [Choice::new("3", "Credit Payments")]);
    }
}
