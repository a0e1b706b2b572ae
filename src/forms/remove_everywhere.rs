//! Taking a value, or a key with all its values, from every person and group (row 13), after saying who loses it; how
//! many lose it is typed.

use bim_api::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shell::{FormShell, Submission};
use super::typed_count::{COUNT, TypedCount};
use crate::components::{ErrorBanner, holder_list, kept_list};
use crate::stores::{Catalogue, Taking, ToastKind, Toasts};
use crate::ui::number::grouped;
use crate::ui::{Button, Progress, Variant};
use crate::words;

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
    let submission = Submission::new();
    let typed = TypedCount::new(submission);
    let taking = RwSignal::new(None::<Taking>);
    let unread = RwSignal::new(None::<ApiError>);
    let which = StoredValue::new((key.clone(), value.clone()));
    let read = move || {
        let (key, value) = which.get_value();
        catalogue.with_untracked(|index| index.taking(&key, value.as_deref()))
    };
    let look = move || {
        unread.set(None);
        taking.set(None);
        let (key, value) = which.get_value();
        spawn_local(async move {
            // The dialog may be closed by now.
            match catalogue.reread_holders(&key, value.as_deref()).await {
                Ok(()) => drop(taking.try_set(Some(read()))),
                Err(error) => drop(unread.try_set(Some(error))),
            }
        });
    };
    look();
    let told = name.clone();
    let submit = move || {
        let Some(count) = taking.with_untracked(|taking| taking.as_ref().map(Taking::count)) else { return };
        let validated = typed.validate(Some(count));
        let (key, value) = which.get_value();
        let told = told.clone();
        submission.run(validated, &[COUNT], move |()| async move {
            let outcome = match &value {
                Some(value) => catalogue.remove_attribute(&key, value).await,
                None => catalogue.remove_attribute_key(&key).await,
            };
            if let Err(error) = outcome {
                // Whatever came of it: what is asked about must be true.
                look();
                return Err(error);
            }
            // Read again, since it says who still holds it; that it is taken stands whether or not that succeeds.
            let left = catalogue
                .reread_holders(&key, value.as_deref())
                .await
                .map(|()| catalogue.with_untracked(|index| index.taking(&key, value.as_deref()).count()));
            let (kind, says) = match left {
                Ok(0) => (ToastKind::Success, [&told, " ", words::REMOVED_EVERYWHERE].concat()),
                Ok(left) => {
                    (ToastKind::Danger, [&told, ": ", &grouped(left as u64), " ", words::STILL_WITH].concat())
                }
                Err(_) => (ToastKind::Danger, [&told, " ", words::REMOVED_UNREAD].concat()),
            };
            toasts.show(kind, says);
            on_close.try_run(());
            Ok(())
        });
    };
    let has_some = Memo::new(move |_| taking.with(|taking| taking.as_ref().is_some_and(|t| t.count() > 0)));
    let count = move || taking.with(|taking| taking.as_ref().map(Taking::count));
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
                {move || {
                    taking
                        .with(|taking| match taking {
                            None => unread.with(Option::is_none).then(|| waiting(catalogue)).into_any(),
                            Some(taking) => losers(taking, which.get_value()),
                        })
                }}
                <Show when=move || has_some.get()>
                    {typed.field(words::COUNT_TO_CONFIRM, words::TYPE_COUNT, count)}
                </Show>
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=on_close />
                <Show when=move || has_some.get()>
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

/// How far reading is: for a key, everything is read.
fn waiting(catalogue: Catalogue) -> AnyView {
    let (done, total) = (move || catalogue.progress().0, move || catalogue.progress().1);
    view! {
        <Progress
            label=words::READING_HOLDERS
            done=Signal::derive(done)
            total=Signal::derive(move || Some(total()).filter(|total| *total > done()))
        />
    }
    .into_any()
}

fn losers(taking: &Taking, (key, value): (String, Option<String>)) -> AnyView {
    let kept = kept_list(&taking.kept);
    if taking.count() == 0 {
        return view! {
            <p>{words::NOBODY_HOLDS_IT}</p>
            {kept}
        }
        .into_any();
    }
    view! {
        <p>{words::REMOVE_EVERYWHERE_DETAIL}</p>
        {holder_list(&taking.from, value.map(|value| (key, value)))}
        {kept}
    }
    .into_any()
}
