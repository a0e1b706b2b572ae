//! The list on screen as a file: all who match, on all pages.

use bim_api::ApiError;
use bim_api::endpoints::SearchUsers;
use leptos::prelude::*;

use crate::components::ErrorBanner;
use crate::routes::UsersView;
use crate::stores::{Field, Latest, Roster, Session, Users};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Glyph, Progress, Tone, Variant, download};
use crate::words;

/// The content of the dialog.
#[component]
pub fn ExportUsersForm(
    /// The list on screen, with its columns.
    view: Signal<UsersView>,
    /// Closes it, and gives up what is being written.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (roster, total) = (Roster::expect(), Users::expect().total());
    let is_admin = Session::expect().may_untracked::<SearchUsers>();
    let fields = view.with_untracked(|view| roster.fields(view.columns()));
    let names = fields.iter().map(|field| field.name()).collect::<Vec<_>>().join(", ");
    let fields = StoredValue::new(fields);
    let writing = Latest::default();
    let progress = RwSignal::new(None::<(u64, u64)>);
    let written = RwSignal::new(None::<u64>);
    let failure = RwSignal::new(None::<ApiError>);
    on_cleanup(move || writing.stop());
    let export = move || {
        failure.set(None);
        written.set(None);
        progress.set(Some((0, total.get_untracked().unwrap_or_default())));
        let (view, fields): (UsersView, Vec<Field>) = (view.get_untracked(), fields.get_value());
        writing.run(async move {
            let told = move |done, total| {
                progress.try_set(Some((done, total)));
            };
            match roster.export(view, fields, told).await {
                Ok(parts) => {
                    download::save("bim-users.csv", &parts);
                    written.set(progress.get_untracked().map(|(done, _)| done));
                }
                Err(error) => failure.set(Some(error)),
            }
            progress.set(None);
        });
    };
    let is_writing = Memo::new(move |_| progress.with(Option::is_some));
    let label = Signal::derive(move || match total.get() {
        Some(total) => [words::EXPORT, " ", &grouped(total)].concat(),
        None => words::EXPORT.to_owned(),
    });
    let detail = move || {
        let (done, total) = progress.get()?;
        Some([&grouped(done), " ", words::OF, " ", &grouped(total)].concat())
    };
    let outcome = move || {
        let title = [&grouped(written.get()?), " ", words::EXPORTED].concat();
        Some(view! { <Banner tone=Tone::Success title /> })
    };
    view! {
        <div class="dialog-body stack">
            <p>{words::EXPORT_DETAIL}</p>
            {(!is_admin).then(|| view! { <Banner tone=Tone::Info title=words::EXPORT_NEEDS_ADMIN /> })}
            <p class="muted">{words::EXPORT_COLUMNS} ": " {names}</p>
            <ErrorBanner title=words::EXPORT_FAILED error=failure on_retry=export />
            {outcome}
            <Show when=move || is_writing.get()>
                <Progress
                    label=words::EXPORTING
                    done=Signal::derive(move || progress.get().unwrap_or_default().0)
                    total=Signal::derive(move || progress.get().map(|(_, total)| total))
                    detail=Signal::derive(detail)
                />
            </Show>
        </div>
        <footer class="dialog-footer">
            <Button label=words::CLOSE on_click=on_close />
            <Button
                label
                icon=Glyph::DOWNLOAD
                variant=Variant::Primary
                busy=is_writing
                on_click=export
            />
        </footer>
    }
}
