//! Whether the calls of jobs travel together: where the service announces that, and there are enough of them.

use std::cell::Cell;
use std::rc::Rc;

use bim_api::Call;
use bim_api::endpoints::ListExtensions;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::pace;
use crate::api::{BATCH_EXTENSION, Batches, Client};

/// What carries the calls of all jobs.
#[derive(Clone, Copy)]
pub(super) struct Together {
    client: Client,
    batches: StoredValue<Batches, LocalStorage>,
    is_asked: StoredValue<Rc<Cell<bool>>, LocalStorage>,
}

impl Together {
    pub(super) fn new(client: Client) -> Self {
        Self {
            client,
            batches: StoredValue::new_local(Batches::new(client)),
            is_asked: StoredValue::new_local(Rc::default()),
        }
    }

    /// Asks once whether the service lets calls travel together, for a job of so many tasks. It begins meanwhile.
    pub(super) fn find_out(self, tasks: usize) {
        // What is under way at once anyway gains nothing.
        if tasks <= pace::MOST_ALONE || self.is_asked.get_value().replace(true) {
            return;
        }
        let (batches, is_asked) = (self.batches.get_value(), self.is_asked.get_value());
        spawn_local(async move {
            let ask = Call::<ListExtensions> { path: (), query: (), body: () };
            match self.client.send(&ask).await {
                Ok(known) if known.extensions.iter().any(|name| name == BATCH_EXTENSION) => {
                    batches.switch_on();
                }
                // The next job asks again.
                Err(error) if error.is_outcome_unknown() => is_asked.set(false),
                _ => {}
            }
        });
    }

    /// How many tasks may be under way at once.
    pub(super) fn most(self) -> usize {
        let is_on = self.batches.try_with_value(Batches::is_on);
        if is_on == Some(true) { pace::MOST_TOGETHER } else { pace::MOST_ALONE }
    }

    /// Runs a task whose calls travel with those of others.
    pub(super) async fn run<T>(self, task: impl Future<Output = T>) -> T {
        match self.batches.try_get_value() {
            Some(batches) => self.client.over(Rc::new(batches), task).await,
            None => task.await,
        }
    }
}
