//! Creating and changing people as a file has them: a file, which column holds what, what would happen line by line, and
//! then the job.

mod file;
mod mapping;
mod planned;

use std::sync::Arc;

use bim_api::ApiError;
use leptos::prelude::*;

use crate::components::{ErrorBanner, JobView};
use crate::csv::Record;
use crate::navigation::Navigator;
use crate::stores::{Iams, ImportPlan, Job, JobPlan, Jobs, KeptMappings, Latest, Mapping, Roster};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, FileDrop, Progress, Tone};
use crate::words;
use file::text_of;
use mapping::mapping_form;
use planned::planned;

/// Where it stands.
#[derive(Clone)]
enum Stage {
    /// A file is wanted.
    Choosing,
    /// It is read.
    Reading,
    /// It was read.
    Read(Arc<Vec<Record>>),
    /// It is compared with what is there.
    Checking(Arc<Vec<Record>>),
    /// It is known what it does.
    Planned(Arc<Vec<Record>>),
    /// It is being applied, or was.
    Applied(Box<Job>),
}

/// The form.
#[component]
pub fn ImportUsersForm() -> impl IntoView {
    let (roster, jobs, iams) = (Roster::expect(), Jobs::expect(), Iams::expect());
    iams.look_up_names();
    let stage = RwSignal::new(Stage::Choosing);
    let plan = StoredValue::new(ImportPlan::default());
    let mapping = RwSignal::new(Mapping::default());
    let asks_absent = RwSignal::new(false);
    let kept = KeptMappings::expect();
    let progress = RwSignal::new((0_u64, 0_u64));
    let trouble = RwSignal::new(None::<&'static str>);
    let failure = RwSignal::new(None::<ApiError>);
    let working = Latest::default();
    on_cleanup(move || working.stop());
    let is_unsaved =
        Memo::new(move |_| stage.with(|stage| !matches!(stage, Stage::Choosing | Stage::Applied(_))));
    Navigator::expect().guard(is_unsaved.into());
    let take = move |file: web_sys::File| {
        trouble.set(None);
        progress.set((0, 0));
        stage.set(Stage::Reading);
        working.run(async move {
            let Some(text) = text_of(&file).await else {
                trouble.set(Some(words::IMPORT_UNREADABLE));
                return stage.set(Stage::Choosing);
            };
            let told = move |done: usize, total: usize| {
                // Each line would be far too often to draw.
                if progress.get_untracked().0 + 65_536 < done as u64 {
                    progress.set((done as u64, total as u64));
                }
            };
            let (records, mut guess) = roster.read(text, told).await;
            kept.restore(&mut guess);
            // Meant for one file, and not for the next.
            asks_absent.set(false);
            if records.is_empty() {
                trouble.set(Some(words::IMPORT_EMPTY));
                return stage.set(Stage::Choosing);
            }
            mapping.set(guess);
            stage.set(Stage::Read(Arc::new(records)));
        });
    };
    let check = move |records: Arc<Vec<Record>>| {
        failure.set(None);
        progress.set((0, 0));
        stage.set(Stage::Checking(Arc::clone(&records)));
        working.run(async move {
            let providers = iams.ids();
            let told = move |done: u64, total: u64| {
                let (before, of) = progress.get_untracked();
                if of != total || before + 500 <= done {
                    progress.set((done, total));
                }
            };
            let chosen = mapping.get_untracked();
            kept.keep(&chosen);
            match roster.plan(&records, &chosen, providers, asks_absent.get_untracked(), told).await {
                Ok(made) => {
                    plan.set_value(made);
                    stage.set(Stage::Planned(records));
                }
                Err(error) => {
                    failure.set(Some(error));
                    stage.set(Stage::Read(records));
                }
            }
        });
    };
    let apply = move || {
        let title = words::IMPORT_IMPORTING.to_owned();
        let tasks = plan.try_update_value(std::mem::take).unwrap_or_default().into_tasks();
        let plan = JobPlan { title, unneeded: words::NEEDED_NOTHING, tasks };
        stage.set(Stage::Applied(Box::new(jobs.begin(plan, || ()))));
    };
    let restart = move || stage.set(Stage::Choosing);
    move || match stage.get() {
        Stage::Choosing => view! {
            <div class="stack">
                {move || trouble.get().map(|title| view! { <Banner tone=Tone::Danger title /> })}
                <FileDrop label=words::CHOOSE_FILE accept=".csv,.txt,.tsv,text/csv,text/plain" on_file=take>
                    <div class="drop-target">
                        <strong>{words::IMPORT_DROP}</strong>
                        <p class="muted">{words::IMPORT_DROP_DETAIL}</p>
                    </div>
                </FileDrop>
            </div>
        }
        .into_any(),
        Stage::Reading => waiting(words::IMPORT_READING, progress, move || {
            working.stop();
            restart();
        }),
        Stage::Read(records) => {
            let again = Arc::clone(&records);
            view! {
                <ErrorBanner
                    title=words::IMPORT_CHECK_FAILED
                    error=failure
                    on_retry=move || check(Arc::clone(&again))
                />
                {mapping_form(records, mapping, asks_absent, check, restart)}
            }
            .into_any()
        }
        Stage::Checking(records) => waiting(words::IMPORT_CHECKING, progress, move || {
            working.stop();
            stage.set(Stage::Read(Arc::clone(&records)));
        }),
        Stage::Planned(records) => {
            let back = {
                let records = Arc::clone(&records);
                move || stage.set(Stage::Read(Arc::clone(&records)))
            };
            plan.with_value(|plan| planned(&records, mapping.get_untracked(), plan, apply, back, restart))
        }
        Stage::Applied(job) => applied(*job, restart),
    }
}

fn applied(job: Job, restart: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    view! {
            <div class="stack">
                <JobView job />
                <Show when=move || job.progress().with(crate::stores::Progress::is_over)>
                    <div class="cluster">
                        <Button label=words::IMPORT_MORE on_click=restart />
                    </div>
                </Show>
            </div>
    }
    .into_any()
}

fn waiting(label: &'static str, progress: RwSignal<(u64, u64)>, stop: impl Fn() + 'static) -> AnyView {
    let total = move || Some(progress.get().1).filter(|total| *total > 0);
    let detail = move || {
        let total = total()?;
        Some([&grouped(progress.get().0), " ", words::OF, " ", &grouped(total)].concat())
    };
    view! {
        <div class="stack">
            <Progress
                label
                done=Signal::derive(move || progress.get().0)
                total=Signal::derive(total)
                detail=Signal::derive(detail)
            />
            <div class="cluster">
                <Button label=words::STOP on_click=stop />
            </div>
        </div>
    }
    .into_any()
}
