//! Choosing identity providers to filter by.

use bim_api::IamId;
use leptos::prelude::*;

use crate::stores::Iams;
use crate::ui::Checkbox;
use crate::words;

/// A box to tick for each configured provider.
#[component]
pub fn ProviderBoxes(
    /// The ticked ones.
    #[prop(into)]
    chosen: Signal<Vec<IamId>>,
    /// Takes the new choice.
    #[prop(into)]
    on_change: UnsyncCallback<(Vec<IamId>,)>,
) -> impl IntoView {
    let list = Iams::expect().list();
    let one = move |id: IamId, label: String| {
        let own = id.clone();
        let is_on = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
        let toggle = move |is_on: bool| {
            let mut chosen = chosen.get_untracked();
            chosen.retain(|other| *other != id);
            if is_on {
                chosen.push(id.clone());
            }
            on_change.run((chosen,));
        };
        view! { <Checkbox label checked=is_on on_change=toggle /> }
    };
    let boxes = move || {
        list.with(|list| {
            let known = list.value.iter().flatten();
            known.map(|iam| one(iam.id.clone(), Iams::name_of(iam))).collect_view()
        })
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">{words::IDENTITY_PROVIDER}</legend>
            {boxes}
        </fieldset>
    }
}
