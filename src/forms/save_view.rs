//! Saved views: the lists a person comes back to, and keeping the one on screen under a name.

use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::routes::{Route, UsersView};
use crate::stores::SavedViews;
use crate::ui::{Button, CopyButton, Glyph, Size, TextField, Variant};
use crate::words;

/// The longest name.
const LONGEST: usize = 60;

fn validate(name: &str) -> Result<String, Problems> {
    let mut problems = Problems::default();
    problems.require("name", name);
    if name.trim().chars().count() > LONGEST {
        problems.add("name", words::NAME_TOO_LONG);
    }
    problems.or(name.trim().to_owned())
}

/// The content of the dialog.
#[component]
pub fn SavedViewsForm(
    /// The list on screen.
    #[prop(into)]
    view: Signal<UsersView>,
    /// Done.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let saved = SavedViews::expect();
    let name = RwSignal::new(String::new());
    let submission = Submission::new();
    let submit = move || {
        let validated = name.with_untracked(|name| validate(name));
        submission.run(validated, &["name"], move |named| async move {
            saved.save(&named, &view.get_untracked());
            name.try_set(String::new());
            Ok(())
        });
    };
    let input = move |typed: String| {
        submission.touch("name");
        name.set(typed);
    };
    let line = move |kept: crate::stores::SavedView| {
        let href = Route::Users(Box::new(kept.view())).href();
        let label = [words::REMOVE, " ", &kept.name].concat();
        let link = absolute(&href);
        let gone = kept.name.clone();
        view! {
            <li>
                <a href=href dir="auto" on:click=move |_| on_close.run(())>{kept.name}</a>
                <CopyButton value=link label=words::COPY_LINK />
                <Button
                    label
                    icon=Glyph::TRASH
                    icon_only=true
                    variant=Variant::Ghost
                    size=Size::Small
                    on_click=move || saved.remove(&gone)
                />
            </li>
        }
    };
    let all = saved.all();
    let none =
        move || all.with(Vec::is_empty).then(|| view! { <p class="muted">{words::NO_SAVED_VIEWS}</p> });
    view! {
        <FormShell
            failed=words::NOT_SAVED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <div class="dialog-body">
                {none}
                <ul class="step-list">
                    <For each=move || all.get() key=|kept| kept.name.clone() children=line />
                </ul>
                <div class="input-row">
                    <TextField
                        label=words::VIEW_NAME
                        value=name
                        help=words::VIEW_NAME_HELP.to_owned()
                        problem=submission.problem("name")
                        on_input=input
                    />
                    <Button label=words::SAVE submit=true variant=Variant::Primary />
                </div>
            </div>
            <footer class="dialog-footer">
                <Button label=words::CLOSE on_click=on_close />
            </footer>
        </FormShell>
    }
}

/// The whole address, to be sent to somebody.
fn absolute(href: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    web_sys::Url::new_with_base(href, &base).map(|url| url.href()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_needs_a_name_of_some_length() {
        assert_eq!(validate(" Finance ").expect("a name"), "Finance");
        assert!(validate(" ").is_err() && validate(&"x".repeat(61)).is_err());
    }
}
