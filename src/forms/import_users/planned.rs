//! What the file does, line by line, and what is left out and why.

use leptos::prelude::*;

use crate::csv::Record;
use crate::forms::first_lines::{SHOWN, more_below};
use crate::forms::shell::{FormShell, Submission};
use crate::forms::typed_count::{COUNT, TypedCount};
use crate::routes::UserKey;
use crate::stores::{Absent, ImportPlan, Mapping, Mistake, Planned, Standing};
use crate::ui::number::grouped;
use crate::ui::{Badge, Banner, Button, Table, Tone, Variant};
use crate::words;

/// The preview.
pub(super) fn planned(
    records: &[Record],
    mapping: Mapping,
    plan: &ImportPlan,
    apply: impl Fn() + Copy + 'static,
    back: impl Fn() + Send + 'static,
    restart: impl Fn() + Copy + Send + 'static,
) -> AnyView {
    let [create, update, wrong, conflict] = plan.counts();
    let leaving = plan.absent.leaving.len();
    let kinds = [
        (create, words::IMPORT_CREATE),
        (update, words::IMPORT_UPDATE),
        (leaving, words::IMPORT_LEAVING),
        (plan.nothing, words::IMPORT_SAME),
        (plan.absent.staying.len(), words::IMPORT_STAYING),
        (wrong, words::IMPORT_WRONG),
        (conflict, words::IMPORT_CONFLICT),
    ];
    let told = kinds.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, says)| [&grouped(count as u64), " ", says].concat()).collect();
    let does = create + update + leaving;
    let is_able = |line: &&Planned| !line.changes.is_empty();
    let able = plan.lines.iter().filter(is_able).take(SHOWN).map(doing).collect_view();
    let stuck = plan.lines.iter().filter(|line| !is_able(line)).take(SHOWN);
    let stuck = stuck.map(|line| failing(line, records, &mapping)).collect_view();
    let losing = plan.losing();
    let submission = Submission::new();
    let typed = TypedCount::new(submission);
    let asked = Some(losing).filter(|losing| *losing > 0);
    let warning = asked.map(|losing| {
        let title = [&grouped(losing as u64), " ", words::IMPORT_TAKES].concat();
        view! {
            <Banner tone=Tone::Danger title />
            {typed.field(words::HOW_MANY_LOSE, words::TYPE_COUNT_CHANGE, move || asked)}
        }
    });
    let nameless = plan.absent.nameless.map(|line| {
        let title = [words::IMPORT_NAMELESS, " ", &line.to_string(), "."].concat();
        view! { <Banner tone=Tone::Warning title /> }
    });
    let absent = absent_people(&plan.absent);
    let submit = move || {
        submission.run(typed.validate(asked), &[COUNT], move |()| async move {
            apply();
            Ok(())
        });
    };
    let variant = if asked.is_some() { Variant::Danger } else { Variant::Primary };
    let nothing = Signal::stored((does == 0).then(|| words::PLAN_NOTHING.to_owned()));
    let label = [words::APPLY_TO, " ", &grouped(does as u64)].concat();
    view! {
        <p role="status">{told.join(" · ")}</p>
        {(does == 0 && wrong + conflict == 0)
            .then(|| view! { <Banner tone=Tone::Success title=words::IMPORT_NOTHING /> })}
        {nameless}
        <FormShell
            class="stack"
            failed=""
            failure=Signal::stored(None)
            pending=submission.pending()
            on_submit=submit
        >
            {warning}
            <div class="cluster">
                <Button label variant submit=true busy=submission.pending() refusal=nothing />
                <Button label=words::IMPORT_BACK on_click=back />
                <Button label=words::IMPORT_OTHER_FILE variant=Variant::Ghost on_click=restart />
            </div>
        </FormShell>
        {(create + update > 0)
            .then(|| {
                view! {
                    <section class="section">
                        <h2>{words::IMPORT_DOES}</h2>
                        {table(words::IMPORT_DOES, words::STATUS, able)}
                        {more_below(create + update)}
                    </section>
                }
            })}
        {absent}
        {(wrong + conflict > 0)
            .then(|| {
                view! {
                    <section class="section">
                        <h2>{words::IMPORT_PROBLEMS}</h2>
                        <p class="muted">{words::IMPORT_LEFT_OUT}</p>
                        {table(words::IMPORT_PROBLEMS, words::STATUS, stuck)}
                        {more_below(wrong + conflict)}
                    </section>
                }
            })}
    }
    .into_any()
}

fn table(label: &'static str, last: &'static str, rows: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="card import-plan" data-flush="">
            <Table label focusable=true>
                <thead>
                    <tr>
                        <th scope="col" data-width="short">{words::IMPORT_LINE}</th>
                        <th scope="col">{words::USERNAME}</th>
                        <th scope="col">{last}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

/// Whom no line names: who is disabled for it, and who is not and why.
fn absent_people(absent: &Absent) -> AnyView {
    let line = |key: &UserKey, why: &'static str| {
        let name = match key.iamid.is_bim() {
            true => key.userid.to_string(),
            false => [key.userid.as_str(), " (", key.iamid.as_str(), ")"].concat(),
        };
        view! {
            <li>
                <strong dir="auto">{name}</strong>
                <span>{why}</span>
            </li>
        }
    };
    let list = |title: &'static str, lines: AnyView, count: usize| {
        (count > 0).then(|| {
            view! {
                <section class="section">
                    <h2>{title}</h2>
                    <ul class="job-failures" tabindex="0" aria-label=title>
                        {lines}
                    </ul>
                    {more_below(count)}
                </section>
            }
        })
    };
    let leaving = absent.leaving.iter().take(SHOWN).map(|key| line(key, "")).collect_view().into_any();
    let staying =
        absent.staying.iter().take(SHOWN).map(|(key, why)| line(key, why)).collect_view().into_any();
    view! {
        {list(words::IMPORT_LEAVING_TITLE, leaving, absent.leaving.len())}
        {list(words::IMPORT_STAYING_TITLE, staying, absent.staying.len())}
    }
    .into_any()
}

fn row(line: &Planned, content: AnyView) -> AnyView {
    view! {
        <tr>
            <td data-label=words::IMPORT_LINE>{line.line.to_string()}</td>
            <th scope="row" data-card="title" dir="auto" title=line.label.clone()>{line.label.clone()}</th>
            <td data-label=words::STATUS>
                <div class="import-steps">{content}</div>
            </td>
        </tr>
    }
    .into_any()
}

fn doing(line: &Planned) -> AnyView {
    let (label, tone) = match line.standing {
        Standing::Create => (words::CREATE, Tone::Success),
        _ => (words::STEP_UPDATE, Tone::Accent),
    };
    let steps = line.steps().into_iter().map(|step| view! { <li dir="auto">{step}</li> }).collect_view();
    let content = view! {
        <Badge label tone dot=true />
        <ul class="plain-list">{steps}</ul>
    };
    row(line, content.into_any())
}

fn failing(line: &Planned, records: &[Record], mapping: &Mapping) -> AnyView {
    let (label, tone, mistakes) = match &line.standing {
        Standing::Conflict(mistake) => (words::STEP_CONFLICT, Tone::Warning, vec![mistake.clone()]),
        Standing::Wrong(mistakes) => (words::STEP_MISTAKE, Tone::Danger, mistakes.clone()),
        Standing::Create | Standing::Update => return ().into_any(),
    };
    let record = records.get(usize::try_from(line.at).unwrap_or(usize::MAX));
    let told = |Mistake { field, text }: Mistake| {
        let cell = field.zip(record).map(|(field, record)| {
            let found = mapping.cell(record, field).unwrap_or_default().to_owned();
            [field.label(), ": ", &found].concat()
        });
        view! {
            <li>
                {cell.map(|cell| view! { <strong dir="auto">{cell}</strong> })}
                " "
                <span>{text}</span>
            </li>
        }
    };
    let content = view! {
        <Badge label tone dot=true />
        <ul class="plain-list">{mistakes.into_iter().map(told).collect_view()}</ul>
    };
    row(line, content.into_any())
}
