//! A link that looks like a button, for what leads to another page. The router takes plain left
//! clicks; every other click is the browser's.
use leptos::prelude::*;

use super::{Button, Glyph, Icon, Size, Variant, dynamic::part};

/// A link in the shape of a button. Refused, it is a button that says why.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// How much it weighs.
    #[prop(optional)]
    variant: Variant,
    /// How large it is.
    #[prop(optional)]
    size: Size,
    /// Stands before the label.
    #[prop(optional, into)]
    icon: Option<Glyph>,
    /// Why it may not be followed.
    #[prop(optional, into)]
    refusal: Option<Signal<Option<String>>>,
) -> impl IntoView {
    let link = move || link(href, label, variant, size, icon);
    let Some(refusal) = refusal else { return link() };
    let is_refused = Memo::new(move |_| refusal.with(Option::is_some));
    part(move || {
        if is_refused.get() {
            match icon {
                Some(icon) => view! { <Button label variant size icon refusal /> }.into_any(),
                None => view! { <Button label variant size refusal /> }.into_any(),
            }
        } else {
            link()
        }
    })
}

fn link(
    href: Signal<String>,
    label: Signal<String>,
    variant: Variant,
    size: Size,
    icon: Option<Glyph>,
) -> AnyView {
    view! {
        <a
            class="button"
            href=href
            data-variant=variant.name()
            data-size=size.name()
        >
            {icon.map(|glyph| view! { <Icon glyph /> })}
            <span>{label}</span>
        </a>
    }
    .into_any()
}
