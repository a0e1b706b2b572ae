//! The tabs of a person's page. What the reader may not see says which permission it needs.

mod api_keys;
mod attributes;
mod groups;
mod permissions;
mod profile;

use bim_api::{ApiError, Endpoint};
use leptos::prelude::*;

use crate::components::{ErrorBanner, needs};
use crate::routes::{UserKey, UserTab};
use crate::stores::{Part, Remote, Session, User};
use crate::ui::{Empty, Glyph, SkeletonFacts, SkeletonRows, Table};
use crate::words;

/// The content of a tab.
pub(super) fn show(tab: UserTab, key: &UserKey) -> AnyView {
    match tab {
        UserTab::Profile => profile::show(key),
        UserTab::Permissions => permissions::show(key),
        UserTab::Attributes => attributes::show(key),
        UserTab::Groups => groups::show(key),
        UserTab::ApiKeys => api_keys::show(key),
    }
}

fn may<E: Endpoint>() -> bool {
    Session::expect().may_untracked::<E>()
}

/// What stands where somebody may not look.
fn locked<E: Endpoint>() -> AnyView {
    view! { <Empty icon=Glyph::LOCK title=words::NOT_YOURS_TO_SEE detail=needs(&E::ACCESS) /> }.into_any()
}

/// What is made once the record is there, and stays while it is read again: nothing typed is lost to that.
fn once_read<T>(of: fn(&Part) -> Option<T>, draw: impl Fn(Signal<T>) -> AnyView + Send + 'static) -> AnyView
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let part = User::expect().part();
    let value = Memo::new(move |_| part.with(|part| part.value.as_ref().and_then(of)));
    let is_there = Memo::new(move |_| value.with(Option::is_some));
    let is_failed = Memo::new(move |_| part.with(|part| part.error.is_some()));
    let content = move || {
        if is_there.get() {
            Some(draw(Signal::derive(move || value.get().unwrap_or_default())))
        } else {
            (!is_failed.get()).then(|| view! { <SkeletonFacts rows=6 /> }.into_any())
        }
    };
    view! { {content} }.into_any()
}

/// A tab with a request of its own.
fn remote<T: Clone + PartialEq + Send + Sync + 'static>(
    signal: Signal<Remote<Vec<T>>>,
    failed: &'static str,
    retry: impl Fn() + 'static,
    draw: impl Fn(&[T]) -> AnyView + Send + 'static,
) -> AnyView {
    let error: Signal<Option<ApiError>> = Signal::derive(move || signal.with(|remote| remote.error.clone()));
    let busy = Signal::derive(move || signal.with(|remote| remote.is_loading));
    // Reading again changes nothing on screen until it brings something else.
    let value = Memo::new(move |_| signal.with(|remote| remote.value.clone()));
    let is_failed = Memo::new(move |_| error.with(Option::is_some));
    view! {
        <ErrorBanner title=failed error retrying=busy on_retry=retry />
        {move || value.with(|value| match value {
            Some(value) => Some(draw(value)),
            None => (!is_failed.get()).then(waiting_rows),
        })}
    }
    .into_any()
}

fn waiting_rows() -> AnyView {
    view! {
        <div class="card" data-flush="">
            <Table label=words::LOADING>
                <tbody>
                    <SkeletonRows rows=4 columns=3 />
                </tbody>
            </Table>
        </div>
    }
    .into_any()
}
