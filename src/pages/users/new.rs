//! A new person: the form, then what came of it.

use bim_api::wire::user::CreatedUser;
use bim_api::{ApiError, IamId, Username};
use leptos::prelude::*;

use crate::components::explain;
use crate::forms::NewUserForm;
use crate::routes::Route;
use crate::stores::{Session, User};
use crate::ui::{Banner, Button, ButtonLink, Crumb, Glyph, Icon, Secret, Tone, Variant};
use crate::words;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Form,
    Created(Box<CreatedUser>),
}

/// What looking for the person found, after an answer was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looked {
    NotYet,
    There,
    Missing,
    InVain,
}

/// The page.
#[component]
pub fn NewUserPage() -> impl IntoView {
    let stage = RwSignal::new(Stage::Form);
    // A lost answer: why, and what looking again found.
    let unknown = RwSignal::new(None::<(ApiError, Looked, Username)>);
    let (session, user) = (Session::expect(), User::expect());
    // A memo: signing in again tells of the same person anew, and the form must not be made anew for that.
    let is_open =
        Memo::new(move |_| session.person().is_some_and(|p| Route::NewUser.access().allows(&p.permissions)));
    let look = move |userid: Username, error: ApiError| {
        unknown.set(Some((error.clone(), Looked::NotYet, userid.clone())));
        leptos::task::spawn_local(async move {
            let looked = match user.exists(&IamId::bim(), &userid).await {
                Some(true) => Looked::There,
                Some(false) => Looked::Missing,
                None => Looked::InVain,
            };
            // The page may be left by now.
            unknown.try_set(Some((error, looked, userid)));
        });
    };
    let form = move || {
        view! {
            {move || unknown.get().map(|(error, looked, userid)| lost_answer(&error, looked, &userid))}
            <NewUserForm
                on_created=move |created: CreatedUser| {
                    unknown.set(None);
                    stage.set(Stage::Created(Box::new(created)));
                }
                on_unknown=look
            />
        }
    };
    view! {
        <Crumb part=words::USERS href=Route::users().href() />
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::NEW_USER}</h1>
                <span class="page-count">{words::NEW_USER_DETAIL}</span>
            </div>
        </header>
        {move || {
            if !is_open.get() {
                return view! {
                    <div class="page-body">
                        <Banner tone=Tone::Warning title=words::NEEDS_USER_ADMIN />
                    </div>
                }
                    .into_any();
            }
            match stage.get() {
                Stage::Form => form().into_any(),
                Stage::Created(created) => result(*created, stage),
            }
        }}
    }
}

fn lost_answer(error: &ApiError, looked: Looked, userid: &Username) -> AnyView {
    let says = match looked {
        Looked::NotYet => words::OUTCOME_UNKNOWN_LOOKING,
        Looked::There => words::OUTCOME_UNKNOWN_THERE,
        Looked::Missing => words::OUTCOME_UNKNOWN_MISSING,
        Looked::InVain => words::OUTCOME_UNKNOWN_STILL,
    };
    let open = Route::user(&IamId::bim(), userid).href();
    let reference = explain(error).reference;
    view! {
        <div class="page-notice">
            <Banner tone=Tone::Warning title=words::OUTCOME_UNKNOWN detail=says.to_owned() reference>
                {(looked == Looked::There).then(|| view! { <ButtonLink label=words::OPEN_USER href=open /> })}
            </Banner>
        </div>
    }
    .into_any()
}

/// Who was created, the link, and whether mail went out.
fn result(created: CreatedUser, stage: RwSignal<Stage>) -> AnyView {
    let user = created.new_user;
    let (tone, mail) = match (created.email_sent, created.email_failed) {
        (_, true) => (Tone::Warning, words::MAIL_FAILED),
        (true, false) => (Tone::Success, words::MAIL_SENT),
        (false, false) => (Tone::Info, words::MAIL_NONE),
    };
    let open = Route::user(&user.iamid, &user.userid).href();
    let link = match created.new_user_link {
        Some(link) => view! {
            <p class="muted">{words::INVITATION_HELP}</p>
            <Secret label=words::INVITATION_LINK value=link />
        }
        .into_any(),
        None => view! { <p class="muted">{words::NO_LINK}</p> }.into_any(),
    };
    view! {
        <div class="page-body">
            <section class="result">
                <div class="result-header" role="status">
                    <Icon glyph=Glyph::CHECK_CIRCLE />
                    <h2>{words::CREATED_TITLE}</h2>
                    <p dir="auto">{user.userid.to_string()}</p>
                </div>
                <Banner tone title=mail />
                {link}
                <div class="cluster">
                    <ButtonLink label=words::OPEN_USER href=open variant=Variant::Primary />
                    <Button label=words::ANOTHER_USER on_click=move || stage.set(Stage::Form) />
                </div>
            </section>
        </div>
    }
    .into_any()
}
