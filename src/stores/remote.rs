//! What a store knows of something that is elsewhere: its last value stays on screen while it is read again.

use std::future::Future;
use std::pin::Pin;

use bim_api::ApiError;
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::{LocalStorage, SetValue, StoredValue, UpdateValue};
use leptos::task::spawn_local;

/// The four states of the screens: loading (no value, no error), empty or ready (a value), failed (an error,
/// perhaps beside an older value).
#[derive(Clone, Debug, PartialEq)]
pub struct Remote<T> {
    /// The last value that came.
    pub value: Option<T>,
    /// Why the last try failed.
    pub error: Option<ApiError>,
    /// Whether a try is under way.
    pub is_loading: bool,
}

impl<T> Default for Remote<T> {
    fn default() -> Self {
        Self { value: None, error: None, is_loading: false }
    }
}

impl<T> Remote<T> {
    /// A try begins; what is there stays.
    pub fn begin(&mut self) {
        self.is_loading = true;
    }

    /// A try ended.
    pub fn finish(&mut self, outcome: Result<T, ApiError>) {
        self.is_loading = false;
        match outcome {
            Ok(value) => (self.value, self.error) = (Some(value), None),
            Err(error) => self.error = Some(error),
        }
    }

    /// Whether nothing is known yet.
    pub fn is_blank(&self) -> bool {
        self.value.is_none() && self.error.is_none()
    }
}

/// Runs one future at a time: a new one gives the one before it up, and with it its request.
#[derive(Clone, Copy)]
pub struct Latest(StoredValue<Option<AbortHandle>, LocalStorage>);

impl Default for Latest {
    fn default() -> Self {
        Self(StoredValue::new_local(None))
    }
}

impl Latest {
    /// Gives the running future up and runs this one.
    pub fn run(self, future: impl Future<Output = ()> + 'static) {
        self.run_boxed(Box::pin(future));
    }

    fn run_boxed(self, future: Pin<Box<dyn Future<Output = ()>>>) {
        let (future, handle) = abortable(future);
        self.stop();
        self.0.set_value(Some(handle));
        spawn_local(async move {
            // Given up means that somebody newer answers instead.
            let _ = future.await;
        });
    }

    /// Gives the running future up.
    pub fn stop(self) {
        if let Some(Some(handle)) = self.0.try_update_value(Option::take) {
            handle.abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_data_stays_through_a_failure() {
        let mut remote = Remote::default();
        assert!(remote.is_blank());
        remote.begin();
        remote.finish(Ok(1));
        remote.begin();
        assert!(remote.is_loading && remote.value == Some(1));
        remote.finish(Err(ApiError::Transport { message: String::new() }));
        assert!(remote.value == Some(1) && remote.error.is_some() && !remote.is_loading);
        remote.finish(Ok(2));
        assert_eq!(remote, Remote { value: Some(2), error: None, is_loading: false });
    }
}
