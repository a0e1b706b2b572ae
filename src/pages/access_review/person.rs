//! Whoever is on screen: findings first, then who it is and how it is held, and the buttons that decide.

use bim_api::GroupId;
use leptos::prelude::*;

use super::keys::Asked;
use super::roll::{Roll, mark};
use crate::routes::{ReviewOf, Route};
use crate::stores::{Grant, Iams, Lock, SignIn, Way};
use crate::ui::number::grouped;
use crate::ui::{Avatar, Badge, Button, Fact, FactList, Glyph, Icon, RelativeTime, Size, Tone, Variant};
use crate::words;

/// Takes what a button or a key asks for.
pub(super) type OnAsk = UnsyncCallback<(Asked,)>;

/// The card.
pub(super) fn person(roll: Roll, on_ask: OnAsk) -> impl IntoView {
    let grant = Memo::new(move |_| roll.grant(roll.at.get()));
    let place = move || {
        let (at, count) = (roll.at.get() as u64 + 1, roll.len() as u64);
        [&grouped(at), " ", words::OF, " ", &grouped(count)].concat()
    };
    let no_past = move || {
        let can_undo = roll.review.decisions().with(|decisions| decisions.can_undo());
        (!can_undo).then(|| words::REVIEW_NOTHING_TO_UNDO.to_owned())
    };
    let step = move |label: &'static str, icon: Glyph, by: isize| {
        view! {
            <Button
                label
                icon
                icon_only=true
                size=Size::Small
                variant=Variant::Ghost
                on_click=move || on_ask.run((Asked::Move(by),))
            />
        }
    };
    view! {
        <section class="card review-person" aria-label=words::REVIEW_ON_SCREEN>
            <header>
                <span class="muted numeric">{place}</span>
                {move || grant.get().map(|grant| decided(roll, grant))}
                <span class="cluster">
                    <Button
                        label=words::UNDO
                        icon=Glyph::UNDO
                        size=Size::Small
                        variant=Variant::Ghost
                        refusal=Signal::derive(no_past)
                        on_click=move || on_ask.run((Asked::Undo,))
                    />
                    {step(words::REVIEW_PREVIOUS, Glyph::CHEVRON_LEFT, -1)}
                    {step(words::REVIEW_NEXT, Glyph::CHEVRON_RIGHT, 1)}
                </span>
            </header>
            {move || grant.get().map(|grant| about(roll, &grant))}
            {deciding(roll, grant, on_ask)}
        </section>
    }
}

/// Who it is, what is striking, how it is held, and what cannot be done about it.
fn about(roll: Roll, grant: &Grant) -> impl IntoView + use<> {
    view! {
        <div class="stack">
            {found(roll, grant)}
            {who(grant)}
            {facts(grant)}
            {limits(roll, grant)}
        </div>
    }
}

/// What was decided.
fn decided(roll: Roll, grant: Grant) -> impl IntoView {
    let (key, review) = (grant.key.clone(), roll.review);
    let at = move || review.decisions().with(|all| all.of(&key).map(|decision| decision.at.clone()));
    let marked = Memo::new(move |_| mark(review, &grant));
    move || {
        let (label, tone) = marked.get()?;
        let at = at()?;
        Some(view! {
            <span class="cluster muted">
                <Badge label tone />
                <RelativeTime time=at />
            </span>
        })
    }
}

fn found(roll: Roll, grant: &Grant) -> impl IntoView + use<> {
    let grant = grant.clone();
    move || {
        let all = roll.review.findings(&grant, roll.dormant.get());
        if all.is_empty() {
            return view! {
                <p class="note">
                    <Icon glyph=Glyph::CHECK_CIRCLE />
                    <span>{words::REVIEW_NO_FINDINGS}</span>
                </p>
            }
            .into_any();
        }
        let badges = all
            .into_iter()
            .map(|one| view! { <li><Badge label=one.says() tone=Tone::Warning dot=true /></li> })
            .collect_view();
        view! { <ul class="review-findings" aria-label=words::REVIEW_FINDINGS>{badges}</ul> }.into_any()
    }
}

fn who(grant: &Grant) -> impl IntoView + use<> {
    let iamid = grant.key.iamid.clone();
    let provider = move || Iams::expect().display_name(&iamid);
    let href = Route::user(&grant.key.iamid, &grant.key.userid).href();
    let called = grant.called().to_owned();
    let is_disabled = grant.is_disabled;
    // Many usernames are addresses.
    let email = grant.email.clone().filter(|email| email != grant.key.userid.as_str());
    view! {
        <div class="review-name">
            <Avatar name=called.clone() size=Size::Large muted=Signal::stored(is_disabled) />
            <div>
                <h2 dir="auto"><a href=href>{called}</a></h2>
                <p class="facts">
                    <span dir="auto">{grant.key.userid.to_string()}</span>
                    <span>{provider}</span>
                    {email.map(|email| view! { <span dir="auto">{email}</span> })}
                </p>
            </div>
        </div>
    }
}

fn facts(grant: &Grant) -> impl IntoView + use<> {
    let ways = grant.ways.iter().map(|way| view! { <li>{told_way(way)}</li> }).collect_view();
    let signed_in = match grant.signed_in.clone() {
        SignIn::Never => words::NEVER.into_any(),
        SignIn::Untold => words::REVIEW_NOT_TOLD.into_any(),
        SignIn::At(time) => view! { <RelativeTime time=time.0 /> }.into_any(),
    };
    let since = grant.since.clone().map(|time| {
        view! { <Fact name=words::MEMBER_SINCE><RelativeTime time=time.0 /></Fact> }
    });
    let created = grant.created.clone().map(|time| {
        view! { <Fact name=words::CREATED><RelativeTime time=time.0 /></Fact> }
    });
    let status = if grant.is_disabled { words::DISABLED } else { words::ENABLED };
    view! {
        <FactList>
            <Fact name=words::REVIEW_HELD><ul class="review-ways">{ways}</ul></Fact>
            <Fact name=words::LAST_SIGN_IN>{signed_in}</Fact>
            <Fact name=words::STATUS>{status}</Fact>
            {since}
            {created}
        </FactList>
    }
}

/// One way, with a link to the group that gives it.
fn told_way(way: &Way) -> AnyView {
    match way {
        Way::Group(id, name) => view! {
            {words::HELD_GROUP}
            " "
            <a href=Route::group(*id).href() dir="auto">{name.clone()}</a>
        }
        .into_any(),
        other => other.says().into_any(),
    }
}

/// Why it cannot be removed, or what stays when it is.
fn limits(roll: Roll, grant: &Grant) -> impl IntoView + use<> {
    let grant = grant.clone();
    let lock = {
        let grant = grant.clone();
        Memo::new(move |_| roll.review.lock(&grant))
    };
    move || {
        if let Some(lock) = lock.get() {
            let groups = matches!(lock, Lock::ThroughGroup)
                .then(|| grant.groups().map(|(id, name)| of_group(id, name)).collect_view());
            return Some(
                view! {
                    <p class="note">
                        <Icon glyph=Glyph::LOCK />
                        <span>{lock.says()} {groups}</span>
                    </p>
                }
                .into_any(),
            );
        }
        let remains = grant.remains();
        (!remains.is_empty()).then(|| {
            let text = [words::REVIEW_STAYS, " ", &remains.join(", "), "."].concat();
            view! {
                <p class="note">
                    <Icon glyph=Glyph::INFO />
                    <span dir="auto">{text}</span>
                </p>
            }
            .into_any()
        })
    }
}

fn of_group(id: GroupId, name: &str) -> impl IntoView + use<> {
    let label = [words::REVIEW_THE_GROUP, " ", name].concat();
    view! {
        " "
        <a href=ReviewOf::Group(id).route().href() dir="auto">{label}</a>
    }
}

/// The buttons. They are the same for everybody, so that the focus stays on the one that was pressed.
fn deciding(roll: Roll, grant: Memo<Option<Grant>>, on_ask: OnAsk) -> impl IntoView {
    use crate::stores::Ruling::{Keep, Remove, Skip};
    let review = roll.review;
    let last = move || {
        let is_final = grant.with(|grant| grant.as_ref().is_some_and(|grant| review.is_final(&grant.key)));
        is_final.then(|| words::REVIEW_FINAL.to_owned())
    };
    let locked = move || {
        let lock = grant.with(|grant| grant.as_ref().and_then(|grant| review.lock(grant)));
        last().or_else(|| lock.map(|lock| lock.says().to_owned()))
    };
    view! {
        <footer class="cluster">
            <Button
                label=words::KEEP
                icon=Glyph::CHECK
                refusal=Signal::derive(last)
                on_click=move || on_ask.run((Asked::Rule(Keep),))
            />
            <Button
                label=words::REMOVE
                icon=Glyph::CLOSE
                refusal=Signal::derive(locked)
                on_click=move || on_ask.run((Asked::Rule(Remove),))
            />
            <Button
                label=words::SKIP
                refusal=Signal::derive(last)
                on_click=move || on_ask.run((Asked::Rule(Skip),))
            />
        </footer>
    }
}
