//! Attributes of a person: key, values, and where each value comes from.

use std::collections::BTreeMap;

use bim_api::wire::Attributes;
use leptos::prelude::*;

use crate::ui::{Badge, Table, Tone};
use crate::words;

/// Who gave a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Here,
    Provider,
}

/// Every key with its values, each once per source.
fn with_sources(here: &Attributes, provider: &Attributes) -> BTreeMap<String, Vec<(String, Source)>> {
    let mut all: BTreeMap<String, Vec<(String, Source)>> = BTreeMap::new();
    for (source, attributes) in [(Source::Here, here), (Source::Provider, provider)] {
        for (key, values) in attributes {
            let entry = all.entry(key.clone()).or_default();
            entry.extend(values.iter().map(|value| (value.clone(), source)));
        }
    }
    all
}

/// The table of attributes.
#[component]
pub fn AttributeList(
    /// Given here.
    here: Attributes,
    /// Given by the identity provider; read-only.
    provider: Attributes,
) -> impl IntoView {
    let rows = with_sources(&here, &provider)
        .into_iter()
        .flat_map(|(key, values)| values.into_iter().map(move |(value, source)| (key.clone(), value, source)))
        .map(|(key, value, source)| {
            let (label, tone) = match source {
                Source::Here => (words::FROM_BIM, Tone::Accent),
                Source::Provider => (words::FROM_PROVIDER, Tone::Neutral),
            };
            view! {
                <tr>
                    <th scope="row" data-card="title" dir="auto" title=key.clone()>{key.clone()}</th>
                    <td dir="auto" data-label=words::VALUE title=value.clone()>{value.clone()}</td>
                    <td data-label=words::SOURCE><Badge label tone /></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="card" data-flush="">
            <Table label=words::ATTRIBUTES>
                <thead>
                    <tr>
                        <th scope="col">{words::ATTRIBUTE}</th>
                        <th scope="col">{words::VALUE}</th>
                        <th scope="col">{words::SOURCE}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_given_twice_keeps_both_sources() {
        let of = |values: &[&str]| {
            Attributes::from([("Land".to_owned(), values.iter().map(|v| (*v).to_owned()).collect())])
        };
        let all = with_sources(&of(&["JP"]), &of(&["JP", "US"]));
        let land = &all["Land"];
        assert_eq!(land.len(), 3);
        assert_eq!(land[0], ("JP".to_owned(), Source::Here));
        assert_eq!(land[1], ("JP".to_owned(), Source::Provider));
    }
}
