//! How long things may be, and what may be a name. Refusals name the field.

use crate::http::error::ServiceError;

/// The most characters of a name, username, email address or group name.
pub(crate) const MAX_NAME: usize = 256;
/// The most characters of a text of a profile.
pub(crate) const MAX_TEXT: usize = 4_000;
/// The most characters of an attribute's key or value.
pub(crate) const MAX_ATTRIBUTE: usize = 500;
/// The most records of a page.
pub(crate) const MAX_PAGE: u32 = 1_000;
/// The records of a page when the caller does not say.
pub(crate) const DEFAULT_PAGE: u32 = 25;
/// The most values of a list filter, such as `profileIds`.
pub(crate) const MAX_LIST: usize = 1_000;

/// A text that may be shown as a name.
pub(crate) fn check_name(field: &str, value: &str) -> Result<(), ServiceError> {
    check_short(field, value, MAX_NAME)
}

fn check_short(field: &str, value: &str, most: usize) -> Result<(), ServiceError> {
    if value.trim().is_empty() {
        return Err(ServiceError::refused(field, format!("The field {field} must not be empty.")));
    }
    if value.chars().count() > most {
        return Err(ServiceError::refused(
            field,
            format!("The field {field} has at most {most} characters."),
        ));
    }
    if value.chars().any(char::is_control) {
        return Err(ServiceError::refused(
            field,
            format!("The field {field} must not hold control characters."),
        ));
    }
    Ok(())
}

/// A text of a profile.
pub(crate) fn check_text(field: &str, value: &str) -> Result<(), ServiceError> {
    if value.chars().count() > MAX_TEXT {
        return Err(ServiceError::refused(
            field,
            format!("The field {field} has at most {MAX_TEXT} characters."),
        ));
    }
    Ok(())
}

/// A username: a name that can stand in a path.
pub(crate) fn check_username(field: &str, value: &str) -> Result<(), ServiceError> {
    check_segment(field, value, MAX_NAME)
}

/// An attribute's key or value.
pub(crate) fn check_attribute(field: &str, value: &str) -> Result<(), ServiceError> {
    check_segment(field, value, MAX_ATTRIBUTE)
}

/// A text that can stand in a path, and in a list without being taken for another.
fn check_segment(field: &str, value: &str, most: usize) -> Result<(), ServiceError> {
    check_short(field, value, most)?;
    if matches!(value, "." | "..") {
        return Err(ServiceError::refused(field, format!("The field {field} must not be “.” or “..”.")));
    }
    if value.trim() != value {
        return Err(ServiceError::refused(
            field,
            format!("The field {field} must not start or end with a space."),
        ));
    }
    Ok(())
}

/// An email address: something, one `@`, something.
pub(crate) fn check_email(field: &str, value: &str) -> Result<(), ServiceError> {
    check_name(field, value)?;
    let is_address = value
        .split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'));
    if !is_address || value.contains(char::is_whitespace) {
        return Err(ServiceError::refused(field, "This is no email address: it needs the form name@domain."));
    }
    Ok(())
}

/// Page size and offset.
pub(crate) fn check_page(size: Option<u32>, offset: Option<u32>) -> Result<(i64, i64), ServiceError> {
    let size = size.unwrap_or(DEFAULT_PAGE);
    if size > MAX_PAGE {
        return Err(ServiceError::bad("size", format!("The parameter size is at most {MAX_PAGE}.")));
    }
    Ok((i64::from(size), i64::from(offset.unwrap_or(0))))
}

/// A list filter that one statement can hold.
pub(crate) fn check_list<T>(field: &str, values: &[T]) -> Result<(), ServiceError> {
    if values.len() > MAX_LIST {
        return Err(ServiceError::bad(
            field,
            format!("The parameter {field} takes at most {MAX_LIST} values."),
        ));
    }
    Ok(())
}
