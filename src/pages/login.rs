//! Sign in, or create a first password when an invitation's link led here. The link's secret was taken out of
//! the address bar before anything was sent.

use bim_api::ApiError;
use leptos::prelude::*;

use crate::components::explain;
use crate::config::Config;
use crate::forms::{CreatePasswordForm, LinkProblem, ProvidersElsewhere, SignInForm, SignInKeyForm};
use crate::routes::LoginLink;
use crate::stores::{Iams, Notice, Session, SignInOutcome};
use crate::ui::{Banner, Brand, Button, Glyph, Tone};
use crate::words;

/// What somebody came with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Arrival {
    /// Nothing: just to sign in.
    #[default]
    Plain,
    /// The link of an invitation.
    Invited(LoginLink),
    /// A link that lost a part on its way.
    Broken,
}

/// What the card shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Card {
    Password,
    Key,
    Create(LoginLink),
    /// The link is not good; why, in a title and a sentence.
    Refused(&'static str, &'static str),
    /// The password is set; it remains to sign in.
    Created(String),
}

impl From<Arrival> for Card {
    fn from(arrival: Arrival) -> Self {
        match arrival {
            Arrival::Plain => Self::Password,
            Arrival::Invited(link) => Self::Create(link),
            Arrival::Broken => Self::Refused(words::LINK_BROKEN, words::LINK_BROKEN_DETAIL),
        }
    }
}

/// The page.
#[component]
pub fn LoginPage(
    /// What somebody came with.
    arrival: Arrival,
    /// Somebody is signed in.
    #[prop(into)]
    on_signed_in: UnsyncCallback<(SignInOutcome,)>,
) -> impl IntoView {
    let card = RwSignal::new(Card::from(arrival));
    let Config { title, logo, support_url, .. } = Config::expect();
    Iams::expect().list_iams();
    let content = move || match card.get() {
        Card::Password => password_card(card, String::new(), on_signed_in),
        Card::Created(username) => password_card(card, username, on_signed_in),
        Card::Key => key_card(card, on_signed_in),
        Card::Create(link) => create_card(card, link, on_signed_in),
        Card::Refused(title, detail) => refused_card(card, title, detail),
    };
    view! {
        <div class="sign-in">
            <main id="main" tabindex="-1">
                <Brand name=title logo />
                <div class="sign-in-card">{content}</div>
            </main>
            {(!support_url.is_empty())
                .then(|| view! { <footer><a href=support_url>{words::GET_HELP}</a></footer> })}
        </div>
    }
}

/// What happened before, if it needs saying.
fn notice() -> AnyView {
    let session = Session::expect();
    let banner = move || match session.notice().get()? {
        Notice::SignedOut => Some(view! { <Banner tone=Tone::Info title=words::SIGNED_OUT /> }.into_any()),
        Notice::Ended => Some(view! { <Banner tone=Tone::Info title=words::SESSION_ENDED /> }.into_any()),
        Notice::Unchecked(error) => Some(unchecked(session, &error)),
    };
    view! { {banner} }.into_any()
}

fn unchecked(session: Session, error: &ApiError) -> AnyView {
    let explained = explain(error);
    view! {
        <Banner
            tone=Tone::Warning
            title=words::SESSION_UNCHECKED
            detail=explained.detail
            reference=explained.reference
            on_retry=move || session.start(false)
        />
    }
    .into_any()
}

fn password_card(
    card: RwSignal<Card>,
    username: String,
    on_signed_in: UnsyncCallback<(SignInOutcome,)>,
) -> AnyView {
    let created =
        (!username.is_empty()).then(|| view! { <Banner tone=Tone::Success title=words::PASSWORD_CREATED /> });
    view! {
        <h1 tabindex="-1">{words::SIGN_IN}</h1>
        {created}
        {notice()}
        <SignInForm username on_signed_in />
        <div class="sign-in-other">{words::OR}</div>
        <Button label=words::SIGN_IN_WITH_KEY icon=Glyph::KEY wide=true on_click=move || card.set(Card::Key) />
        <ProvidersElsewhere />
    }
    .into_any()
}

fn key_card(card: RwSignal<Card>, on_signed_in: UnsyncCallback<(SignInOutcome,)>) -> AnyView {
    view! {
        <h1 tabindex="-1">{words::SIGN_IN}</h1>
        <SignInKeyForm on_signed_in />
        <div class="sign-in-other">{words::OR}</div>
        <Button label=words::SIGN_IN_WITH_PASSWORD wide=true on_click=move || card.set(Card::Password) />
    }
    .into_any()
}

fn create_card(
    card: RwSignal<Card>,
    link: LoginLink,
    on_signed_in: UnsyncCallback<(SignInOutcome,)>,
) -> AnyView {
    let username = link.userid.to_string();
    let name = Some(link.name.clone()).filter(|name| !name.is_empty());
    let shown = username.clone();
    let created = move |outcome: Option<SignInOutcome>| match outcome {
        Some(outcome) => on_signed_in.run((outcome,)),
        None => card.set(Card::Created(username.clone())),
    };
    let refused = move |problem: LinkProblem| {
        let (title, detail) = match problem {
            LinkProblem::Spent => (words::LINK_REFUSED, words::LINK_REFUSED_DETAIL),
            LinkProblem::Foreign => (words::LINK_FOREIGN, words::LINK_FOREIGN_DETAIL),
            LinkProblem::Gone => (words::LINK_GONE, words::LINK_GONE_DETAIL),
        };
        card.set(Card::Refused(title, detail));
    };
    view! {
        <h1 tabindex="-1">{words::CREATE_PASSWORD}</h1>
        <p dir="auto">
            {words::CREATE_PASSWORD_DETAIL} " " <strong>{name.unwrap_or_else(|| shown.clone())}</strong> " "
            <span class="muted">{shown.clone()}</span>
        </p>
        <CreatePasswordForm link on_created=created on_refused=refused />
    }
    .into_any()
}

fn refused_card(card: RwSignal<Card>, title: &'static str, detail: &'static str) -> AnyView {
    view! {
        <h1 tabindex="-1">{title}</h1>
        <p>{detail}</p>
        <Button label=words::SIGN_IN wide=true on_click=move || card.set(Card::Password) />
    }
    .into_any()
}
