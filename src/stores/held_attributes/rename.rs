//! Another value in place of one, for one holder: given (rows 10 and 25) before the old one is taken (row 11), so that
//! the holder is never without both. Doing it again after an interruption, at whatever step, goes on with it.

use bim_api::{ApiError, Problem};

use super::{Held, HeldAttributes, Holder};
use crate::stores::KeyValue;
use crate::stores::changes::Made;
use crate::words;

impl HeldAttributes {
    /// Gives `new` and then takes `old`.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 where the service does not hold the new value as it was given, so that taking
    /// the old one might leave nothing.
    pub async fn rename_attribute(
        self,
        holder: &Holder,
        old: &KeyValue,
        new: &KeyValue,
    ) -> Result<Made, ApiError> {
        let held = self.set_attribute(holder, &new.0, &new.1).await?;
        if !has(&held, new) {
            return Err(kept_otherwise());
        }
        if !has(&held, old) {
            return Ok(Made::Unneeded);
        }
        let left = match self.remove_attribute(holder, &old.0, &old.1).await {
            // Somebody else has taken it meanwhile.
            Err(error) if error.status() == Some(404) => return Ok(Made::Unneeded),
            outcome => outcome?,
        };
        if has(&left, new) {
            return Ok(Made::Done);
        }
        // A service to which both are one value has taken both.
        let held = self.set_attribute(holder, &new.0, &new.1).await?;
        if has(&held, new) { Ok(Made::Done) } else { Err(kept_otherwise()) }
    }
}

/// Whether exactly this value is held here.
fn has(held: &Held, (key, value): &KeyValue) -> bool {
    held.here.get(key).is_some_and(|values| values.contains(value))
}

fn kept_otherwise() -> ApiError {
    let problem = Problem::new(409, words::KEPT_OTHERWISE);
    ApiError::Refused { problem, retry_after: None, request_id: None }
}
