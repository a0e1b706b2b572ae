//! What an endpoint is, and how a call becomes a request and a request becomes a call again.

use std::any::TypeId;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::introspect::fields_of;
use crate::wire::Wire;
use crate::{Access, ApiError, Problem};

/// What RFC 3986 leaves unreserved stays readable in a path segment; everything else is encoded.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The methods the contract uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, authenticates, searches.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// Its name in a request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One endpoint of the contract.
pub trait Endpoint: 'static {
    /// Verb + noun, such as `SearchUsers`; handler and store method are its snake case.
    const NAME: &'static str;
    /// The contract rows it stands for; empty for an extension.
    const ROWS: &'static [u8];
    /// The HTTP method.
    const METHOD: Method;
    /// The path with `{placeholders}`, in the order of [`PathParams::NAMES`].
    const PATH: &'static str;
    /// Who may call it.
    const ACCESS: Access;
    /// Whether its body may also come form-encoded (rows 2 and 31).
    const FORM: bool;
    /// The statuses with which it may refuse beside those that its shape implies.
    const REFUSES: &'static [u16];
    /// Whether a call changes nothing, whatever its method says (rows 20 and 33 read through POST).
    const READS: bool;
    /// Whether it may travel in a batch: what is about one person, group or key, and answers at once with little. No
    /// sign-in, password or credential, no mail, nothing that works for long (ADR 19).
    const TOGETHER: bool;
    /// What fills the placeholders.
    type Path: PathParams;
    /// The query; `()` for none.
    type Query: Wire + Default;
    /// The JSON body; `()` for none.
    type Body: Wire;
    /// The JSON answer; `()` where the contract documents none.
    type Response: Wire;
}

/// The values of a path's placeholders.
pub trait PathParams: Sized + 'static {
    /// The placeholders' names, in the order they stand in the path.
    const NAMES: &'static [&'static str];
    /// Their values in that order, as text, not yet encoded.
    fn values(&self) -> Vec<String>;
    /// Reads them back; the name of the parameter that cannot be read otherwise.
    fn from_values(values: &[String]) -> Result<Self, &'static str>;
    /// What each of them may be, in the same order.
    #[cfg(feature = "schema")]
    fn schemas(generator: &mut schemars::SchemaGenerator) -> Vec<schemars::Schema>;
}

impl PathParams for () {
    const NAMES: &'static [&'static str] = &[];

    fn values(&self) -> Vec<String> {
        Vec::new()
    }

    fn from_values(_: &[String]) -> Result<Self, &'static str> {
        Ok(())
    }

    #[cfg(feature = "schema")]
    fn schemas(_: &mut schemars::SchemaGenerator) -> Vec<schemars::Schema> {
        Vec::new()
    }
}

/// One call of an endpoint: the value that travels from a form to a handler.
pub struct Call<E: Endpoint> {
    /// Fills the placeholders.
    pub path: E::Path,
    /// The query.
    pub query: E::Query,
    /// The body.
    pub body: E::Body,
}

impl<E: Endpoint> fmt::Debug for Call<E> {
    /// Names the endpoint alone: a body may hold a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call<{}>", E::NAME)
    }
}

impl<E: Endpoint> Clone for Call<E>
where
    E::Path: Clone,
    E::Query: Clone,
    E::Body: Clone,
{
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), query: self.query.clone(), body: self.body.clone() }
    }
}

/// A request, ready for the wire.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// Path and query, encoded, starting with `/`.
    pub target: String,
    /// The JSON body.
    pub body: Option<Vec<u8>>,
}

/// An answer, as it came from the wire.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body as it came.
    pub body: Vec<u8>,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
    /// `x-request-id`.
    pub request_id: Option<String>,
}

impl Response {
    /// The response if its status says that the call ran.
    ///
    /// # Errors
    /// [`ApiError::Refused`] for the API's own error body, [`ApiError::Unreadable`] for anything else.
    pub fn accepted(self) -> Result<Self, ApiError> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        match serde_json::from_slice::<Problem>(&self.body) {
            Ok(mut problem) => {
                problem.status = self.status;
                Err(ApiError::Refused { problem, retry_after: self.retry_after, request_id: self.request_id })
            }
            Err(_) => Err(self.unreadable()),
        }
    }

    fn unreadable(self) -> ApiError {
        ApiError::Unreadable { status: self.status, bytes: self.body, request_id: self.request_id }
    }
}

/// A path segment that browsers and proxies would collapse, or that would widen a deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPath {
    /// The placeholder's name.
    pub parameter: &'static str,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” must not be empty, “.” or “..”.", self.parameter)
    }
}

/// Whether `segment` can stand in a path as itself.
pub fn is_safe_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..")
}

/// Whether `T` is `()`: nothing travels.
pub(crate) fn is_unit<T: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<()>()
}

impl<E: Endpoint> Call<E> {
    /// The request of this call.
    ///
    /// # Errors
    /// A path segment that is empty, `.` or `..` (contract: path segments).
    pub fn encode(&self) -> Result<Request, BadPath> {
        let mut target = String::with_capacity(E::PATH.len() + 32);
        let mut values = self.path.values().into_iter().zip(E::Path::NAMES);
        for segment in E::PATH.split('/').skip(1) {
            target.push('/');
            if !segment.starts_with('{') {
                target.push_str(segment);
            } else if let Some((value, parameter)) = values.next() {
                if !is_safe_segment(&value) {
                    return Err(BadPath { parameter });
                }
                target.extend(utf8_percent_encode(&value, SEGMENT));
            }
        }
        if !is_unit::<E::Query>()
            && let Ok(query) = serde_html_form::to_string(&self.query)
            && !query.is_empty()
        {
            target.push('?');
            target.push_str(&query);
        }
        let body = if is_unit::<E::Body>() { None } else { serde_json::to_vec(&self.body).ok() };
        Ok(Request { method: E::METHOD, target, body })
    }

    /// The answer to this endpoint's call.
    ///
    /// # Errors
    /// [`ApiError::Refused`] for the API's own error body, [`ApiError::Unreadable`] for anything else.
    pub fn read(response: Response) -> Result<E::Response, ApiError> {
        let response = response.accepted()?;
        let text: &[u8] = if is_unit::<E::Response>() { b"null" } else { &response.body };
        serde_json::from_slice(text).map_err(|_| response.unreadable())
    }

    /// The call in a request that was routed here.
    ///
    /// `path` holds the decoded placeholders in order, `query` is the raw query, `content_type` the header.
    ///
    /// # Errors
    /// 400 for what cannot be read, naming the parameter or field; 415 for a body in another format.
    pub fn decode(
        path: &[String],
        query: &str,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Result<Self, Problem> {
        let unreadable =
            |name: &str| Problem::new(400, format!("The path parameter {name} cannot be read.")).about(name);
        for (name, value) in E::Path::NAMES.iter().zip(path) {
            if !is_safe_segment(value) {
                return Err(unreadable(name));
            }
        }
        Ok(Self {
            path: E::Path::from_values(path).map_err(unreadable)?,
            query: decode_query(query)?,
            body: decode_body::<E>(content_type, body)?,
        })
    }
}

/// Reads a query; names are matched in any casing (contract: flags).
fn decode_query<Q: DeserializeOwned + Default + 'static>(query: &str) -> Result<Q, Problem> {
    if is_unit::<Q>() {
        return Ok(Q::default());
    }
    let names = fields_of::<Q>();
    let pairs: Vec<(&str, &str)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (names.iter().find(|known| known.eq_ignore_ascii_case(name)).copied().unwrap_or(name), value)
        })
        .collect();
    let text = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let deserializer = serde_html_form::Deserializer::from_bytes(text.as_bytes());
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let name = error.path().to_string();
        // Values are tried one by one where the reader does not say which name it stumbled over.
        let name = if names.contains(&name.as_str()) { name } else { culprit::<Q>(&pairs).unwrap_or(name) };
        Problem::new(400, format!("The query parameter {name} cannot be read: {}.", error.inner()))
            .about(name)
    })
}

fn culprit<Q: DeserializeOwned>(pairs: &[(&str, &str)]) -> Option<String> {
    pairs
        .iter()
        .find(|(name, value)| serde_html_form::from_str::<Q>(&format!("{name}={value}")).is_err())
        .map(|(name, _)| percent_decode_str(name).decode_utf8_lossy().into_owned())
}

fn decode_body<E: Endpoint>(content_type: Option<&str>, body: &[u8]) -> Result<E::Body, Problem> {
    if is_unit::<E::Body>() {
        // `()` reads from null; a body nobody asked for is ignored.
        return serde_json::from_slice(b"null").map_err(|error| Problem::new(400, error.to_string()));
    }
    let is_form =
        content_type.is_some_and(|t| t.trim_start().starts_with("application/x-www-form-urlencoded"));
    if is_form && E::FORM {
        return serde_html_form::from_bytes(body)
            .map_err(|error| Problem::new(400, format!("The form cannot be read: {error}.")));
    }
    if is_form {
        return Err(Problem::new(415, "Send the body as application/json."));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let (field, inner) = (error.path().to_string(), error.inner());
        match field.as_str() {
            "." | "?" => Problem::new(400, format!("The body cannot be read: {inner}.")),
            _ => Problem::new(400, format!("The field {field} cannot be read: {inner}.")).about(field),
        }
    })?;
    json.end().map_err(|error| Problem::new(400, format!("The body cannot be read: {error}.")))?;
    Ok(value)
}
