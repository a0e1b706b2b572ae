//! Attribute values in a URL: `key=value`, with `%` and `=` of the key percent-encoded so that the first `=` divides.

use bim_api::wire::user_search::AttributeFilter;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Deserializer, Serializer};

const KEY: &AsciiSet = &CONTROLS.add(b'%').add(b'=');

pub(super) fn serialize<S: Serializer>(
    filters: &[AttributeFilter],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer
        .collect_seq(filters.iter().map(|f| format!("{}={}", utf8_percent_encode(&f.key, KEY), f.value)))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<AttributeFilter>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    Ok(texts
        .iter()
        .filter_map(|text| text.split_once('='))
        .map(|(key, value)| AttributeFilter {
            key: percent_decode_str(key).decode_utf8_lossy().into_owned(),
            value: value.to_owned(),
        })
        .collect())
}
