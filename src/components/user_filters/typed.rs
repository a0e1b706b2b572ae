//! The filters that are typed: one text, or several values that are added one after the other.

use std::str::FromStr;

use bim_api::wire::user_search::AttributeFilter;
use leptos::prelude::*;

use super::{OnChange, change};
use crate::routes::UsersView;
use crate::ui::{Button, TextField};
use crate::words;

pub(super) fn domain(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    text(view, on_change, words::DOMAIN, |v| &mut v.domain)
}

pub(super) fn domain_permission(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    text(view, on_change, words::DOMAIN_PERMISSION, |v| &mut v.domain_permission)
}

pub(super) fn attribute(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    let read = |[key, value]: [String; 2]| Ok(AttributeFilter { key, value });
    adder(view, on_change, [words::ATTRIBUTE, words::VALUE], None, read, |v| &mut v.attribute)
}

pub(super) fn lacks(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    adder(
        view,
        on_change,
        [words::LACKS_ATTRIBUTE],
        Some(words::LACKS_HELP),
        |[key]| Ok(key),
        |v| &mut v.lacks,
    )
}

pub(super) fn group(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    adder(view, on_change, [words::GROUP], Some(words::GROUP_HELP), |[name]| Ok(name), |v| &mut v.group)
}

pub(super) fn group_id(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    adder(view, on_change, [words::GROUP_ID], None, number, |v| &mut v.group_id)
}

pub(super) fn profile(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    adder(view, on_change, [words::PROFILE_ID], None, number, |v| &mut v.profile)
}

pub(super) fn global_id(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    adder(view, on_change, [words::GLOBAL_ID], None, |[id]| Ok(id), |v| &mut v.global_id)
}

fn number<T: FromStr>([text]: [String; 1]) -> Result<T, &'static str> {
    text.parse().map_err(|_| words::NOT_A_NUMBER)
}

/// A filter by free text, set when the field is left or Enter is pressed.
fn text(
    view: Signal<UsersView>,
    on_change: OnChange,
    label: &'static str,
    filter: fn(&mut UsersView) -> &mut Option<String>,
) -> AnyView {
    let set = move || filter(&mut view.get_untracked()).clone();
    let typed = RwSignal::new(set().unwrap_or_default());
    let apply = move || {
        let text = Some(typed.get_untracked().trim().to_owned()).filter(|t| !t.is_empty());
        if set() != text {
            change(view, on_change, |view| *filter(view) = text);
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        apply();
    };
    view! {
        <form novalidate on:submit=submit>
            <TextField label value=typed on_input=move |t: String| typed.set(t) on_blur=apply />
        </form>
    }
    .into_any()
}

/// Fields whose values become one more of several filters; `read` says what is wrong with them.
fn adder<T: Clone + PartialEq + 'static, const N: usize>(
    view: Signal<UsersView>,
    on_change: OnChange,
    labels: [&'static str; N],
    help: Option<&'static str>,
    read: fn([String; N]) -> Result<T, &'static str>,
    filters: fn(&mut UsersView) -> &mut Vec<T>,
) -> AnyView {
    let typed = labels.map(|_| RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<String>);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let texts = typed.map(|field| field.with_untracked(|text| text.trim().to_owned()));
        if texts.iter().any(String::is_empty) {
            return;
        }
        match read(texts) {
            Ok(filter) => {
                for field in typed {
                    field.set(String::new());
                }
                if !filters(&mut view.get_untracked()).contains(&filter) {
                    change(view, on_change, |view| filters(view).push(filter));
                }
            }
            Err(why) => problem.set(Some(why.to_owned())),
        }
    };
    let fields = labels.into_iter().zip(typed).map(|(label, value)| {
        let input = move |text: String| {
            problem.set(None);
            value.set(text);
        };
        view! { <TextField label value on_input=input help=help.map(str::to_owned) problem /> }
    });
    view! {
        <form class="input-row" novalidate on:submit=add>
            {fields.collect_view()}
            <Button label=words::ADD submit=true />
        </form>
    }
    .into_any()
}
