//! Taking a value, or a key with all its values, from every person and group (row 13), after saying who loses it; how
//! many lose it is typed.

use std::collections::BTreeSet;

use bim_api::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::components::{ErrorBanner, people_with};
use crate::stores::{Catalogue, HoldingGroup, HoldingPerson, ToastKind, Toasts};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, CopyButton, TextField, Tone, Variant};
use crate::words;

/// How many holders of each kind are spelt out.
const NAMED: usize = 12;

/// Who loses it, and who keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Losing {
    people: Vec<HoldingPerson>,
    groups: Vec<HoldingGroup>,
    /// People who have it from their provider.
    keep: usize,
}

impl Losing {
    fn read(catalogue: Catalogue, key: &str, value: Option<&str>) -> Self {
        catalogue.with_untracked(|index| {
            let values: Vec<String> = match value {
                Some(value) => vec![value.to_owned()],
                None => index.values(key).map(|pair| pair.value.to_string()).collect(),
            };
            let mut losing = Self::default();
            let (mut people, mut groups) = (BTreeSet::new(), BTreeSet::new());
            for value in values {
                let holders = index.holders(key, &value);
                for one in holders.people {
                    let who = (one.key.iamid.clone(), one.key.userid.clone());
                    if one.provided {
                        losing.keep += 1;
                    }
                    if one.here && people.insert(who) {
                        losing.people.push(one);
                    }
                }
                losing.groups.extend(holders.groups.into_iter().filter(|group| groups.insert(group.id)));
            }
            losing
        })
    }

    fn count(&self) -> usize {
        self.people.len() + self.groups.len()
    }

    fn names(&self) -> Vec<String> {
        let groups = self.groups.iter().map(|group| [words::GROUP, " ", &group.name].concat());
        groups.chain(self.people.iter().map(|one| one.key.userid.to_string())).collect()
    }
}

/// Whether what was typed is this number.
fn validate(typed: &str, count: usize) -> Result<(), Problems> {
    let mut problems = Problems::default();
    problems.require("count", typed);
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.parse() != Ok(count) {
        problems.add("count", words::OTHER_COUNT);
    }
    problems.or(())
}

/// The content of the dialog.
#[component]
pub fn RemoveEverywhereForm(
    /// The key.
    key: String,
    /// The value; all of the key's values without.
    value: Option<String>,
    /// Closes it.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (catalogue, toasts) = (Catalogue::expect(), Toasts::expect());
    let name = match &value {
        Some(value) => [&key, ": ", value].concat(),
        None => key.clone(),
    };
    let (typed, submission) = (RwSignal::new(String::new()), Submission::new());
    let losing = RwSignal::new(None::<Losing>);
    let unread = RwSignal::new(None::<ApiError>);
    let which = StoredValue::new((key.clone(), value.clone()));
    let look = move || {
        unread.set(None);
        losing.set(None);
        let (key, value) = which.get_value();
        spawn_local(async move {
            // Each value by itself: the API filters by key and value.
            let values: Vec<String> = match &value {
                Some(value) => vec![value.clone()],
                None => catalogue.with_untracked(|i| i.values(&key).map(|p| p.value.to_string()).collect()),
            };
            for one in values {
                if let Err(error) = catalogue.reread_holders(&key, &one).await {
                    unread.try_set(Some(error));
                    return;
                }
            }
            losing.try_set(Some(Losing::read(catalogue, &key, value.as_deref())));
        });
    };
    look();
    let told = name.clone();
    let submit = move || {
        let Some(count) = losing.with_untracked(|losing| losing.as_ref().map(Losing::count)) else { return };
        let validated = typed.with_untracked(|typed| validate(typed, count));
        let (key, value) = which.get_value();
        let told = told.clone();
        submission.run(validated, &["count"], move |()| async move {
            let left = match &value {
                Some(value) => {
                    catalogue.remove_attribute(&key, value).await?;
                    Losing::read(catalogue, &key, Some(value)).count()
                }
                None => {
                    catalogue.remove_attribute_key(&key).await?;
                    0
                }
            };
            if left == 0 {
                toasts.show(ToastKind::Success, [&told, " ", words::REMOVED_EVERYWHERE].concat());
            } else {
                let text = [&told, ": ", &grouped(left as u64), " ", words::STILL_WITH].concat();
                toasts.show(ToastKind::Danger, text);
            }
            on_close.run(());
            Ok(())
        });
    };
    let input = move |text: String| {
        submission.touch("count");
        typed.set(text);
    };
    let has_losing = Memo::new(move |_| losing.with(|losing| losing.as_ref().is_some_and(|l| l.count() > 0)));
    let help = Signal::derive(move || {
        let count = losing.with(|losing| losing.as_ref().map(Losing::count))?;
        Some([words::TYPE_COUNT, " ", &count.to_string()].concat())
    });
    view! {
        <FormShell
            failed=words::NOT_REMOVED_EVERYWHERE
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <div class="dialog-body stack">
                <p>
                    <strong dir="auto">{name}</strong>
                </p>
                <ErrorBanner title=words::HOLDERS_FAILED error=unread on_retry=look />
                {move || match losing.get() {
                    None => unread.with(Option::is_none).then(waiting).into_any(),
                    Some(losing) => losers(losing, &which.get_value()),
                }}
                <Show when=move || has_losing.get()>
                    <TextField
                        label=words::COUNT_TO_CONFIRM
                        value=typed
                        inputmode="numeric"
                        required=true
                        help
                        problem=submission.problem("count")
                        on_input=input
                    />
                </Show>
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=on_close />
                <Show when=move || has_losing.get()>
                    <Button
                        label=words::REMOVE_EVERYWHERE
                        variant=Variant::Danger
                        submit=true
                        busy=submission.pending()
                    />
                </Show>
            </footer>
        </FormShell>
    }
}

fn waiting() -> AnyView {
    view! {
        <p class="muted" role="status">
            <span class="spinner"></span>
            " "
            {words::READING_HOLDERS}
        </p>
    }
    .into_any()
}

fn losers(losing: Losing, which: &(String, Option<String>)) -> AnyView {
    let keep = (losing.keep > 0).then(|| {
        let title = [&grouped(losing.keep as u64), " ", words::NOT_TAKEN].concat();
        view! { <Banner tone=Tone::Info title /> }
    });
    if losing.count() == 0 {
        return view! {
            <p>{words::NOBODY_HOLDS_IT}</p>
            {keep}
        }
        .into_any();
    }
    let people = kind(losing.people.len(), words::PEOPLE, losing.people.iter().map(|one| one.name.clone()));
    let groups = kind(losing.groups.len(), words::GROUPS, losing.groups.iter().map(|one| one.name.clone()));
    let all = losing.names().join("\n");
    let href = which.1.as_ref().map(|value| people_with(&which.0, value).href());
    let link = href.map(|href| view! { <a href=href target="_blank">{words::PEOPLE_WITH_IT}</a> });
    view! {
        <p>{words::REMOVE_EVERYWHERE_DETAIL}</p>
        <ul class="loss-list">{people} {groups}</ul>
        <div class="cluster">
            <CopyButton label=words::COPY_HOLDERS value=Signal::stored(all) />
            {link}
        </div>
        {keep}
    }
    .into_any()
}

fn kind(count: usize, what: &str, names: impl Iterator<Item = String>) -> Option<AnyView> {
    if count == 0 {
        return None;
    }
    let mut text = [what, " (", &grouped(count as u64), "): "].concat();
    text.push_str(&names.take(NAMED).collect::<Vec<_>>().join(", "));
    if count > NAMED {
        text.extend([" +", &grouped((count - NAMED) as u64)]);
    }
    Some(view! { <li><span dir="auto">{text}</span></li> }.into_any())
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
