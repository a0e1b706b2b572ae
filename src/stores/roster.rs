//! People as lines of a file: writing the list that is on screen, all of it, and planning what a file that comes back would
//! change (docs/csv.md has the format).

mod absent;
mod census;
mod fields;
mod line;
mod memberships;
mod plan;
mod row;
// `proptest` is for native tests alone.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::future::Future;

use bim_api::ApiError;
use bim_api::endpoints::{GetUserGroups, SearchUsers};
use leptos::prelude::*;

pub use absent::Absent;
pub use fields::Field;
pub use line::{Mapping, Mistake};
pub use plan::{ImportPlan, Planned, Standing};

use super::slices::in_slices;
use super::{Session, Users};
use crate::api::Client;
use crate::csv::{HEAD, Reader, Record, push_record};
use crate::routes::{Column, ListView, UsersView};
use memberships::Memberships;
use row::{Person, cells};

/// How many are read at once.
const PAGE: u32 = 1000;

/// Writes and reads lists of people.
#[derive(Clone, Copy)]
pub struct Roster {
    client: Client,
    session: Session,
    users: Users,
}

impl Roster {
    /// Provides itself to the views below.
    pub fn provide(client: Client, session: Session, users: Users) -> Self {
        let roster = Self { client, session, users };
        provide_context(roster);
        roster
    }

    /// The one of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The columns that a file of this list has, for whoever is signed in.
    pub fn fields(self, columns: &[Column]) -> Vec<Field> {
        let is_admin = self.session.may_untracked::<SearchUsers>();
        let mut fields = vec![Field::Provider, Field::Username, Field::FullName];
        fields.extend(columns.iter().filter_map(|column| Field::of(*column)));
        fields.push(Field::Permissions);
        if is_admin {
            fields.extend(Field::GROUPS_AND_ATTRIBUTES);
        }
        fields
    }

    /// The whole list as the parts of a file. `progress` hears how many lines of how many were written.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn export(
        self,
        view: UsersView,
        fields: Vec<Field>,
        progress: impl Fn(u64, u64),
    ) -> Result<Vec<String>, ApiError> {
        let view = view.changed(|view| view.size = PAGE);
        let mut head = HEAD.to_owned();
        push_record(&mut head, fields.iter().map(|field| field.name()));
        let (mut parts, mut number, mut done) = (vec![head], 1, 0);
        let wants_groups = fields.contains(&Field::Groups) && self.session.may_untracked::<GetUserGroups>();
        let mut memberships = None;
        loop {
            let page = self.users.read(view.at(number)).await?;
            if memberships.is_none() {
                let keys = || page.hits.iter().map(|hit| Person::from(hit).key).collect();
                let is_all = u64::try_from(page.hits.len()).is_ok_and(|read| read >= page.total);
                memberships = Some(match (wants_groups, is_all) {
                    (false, _) => Memberships::default(),
                    (true, true) => Memberships::read(self.client, keys(), |_, _| ()).await?,
                    (true, false) => Memberships::read_all(self.client, |_, _| ()).await?,
                });
            }
            let groups = memberships.get_or_insert_default();
            let mut part = String::new();
            for hit in &page.hits {
                let person = Person { groups: groups.of(hit), ..Person::from(hit) };
                push_record(&mut part, cells(&fields, &person, groups));
            }
            done += page.hits.len() as u64;
            progress(done, page.total);
            parts.push(part);
            // A list that shrinks meanwhile ends with an empty page.
            if done >= page.total || page.hits.is_empty() {
                return Ok(parts);
            }
            number += 1;
        }
    }

    /// The records of a file, and which columns they seem to hold. `progress` hears how many bytes of how many.
    pub async fn read(self, text: String, progress: impl Fn(usize, usize)) -> (Vec<Record>, Mapping) {
        let delimiter = crate::csv::delimiter(text.trim_start_matches(HEAD));
        let mut reader = Reader::new(text, delimiter);
        let mapping = Mapping::guess(reader.next_record().unwrap_or_default());
        let mut records = Vec::new();
        in_slices(|| {
            let record = reader.next_record()?;
            records.push(record);
            let (done, total) = reader.progress();
            progress(done, total);
            Some(())
        })
        .await;
        (records, mapping)
    }

    /// What applying a file would do, line by line, and, where it is asked for, to whoever is in none of them. `progress` hears what is read, and how far that is.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn plan(
        self,
        records: &[Record],
        mapping: &Mapping,
        providers: Vec<bim_api::IamId>,
        asks_absent: bool,
        progress: impl Fn(u64, u64),
    ) -> Result<ImportPlan, ApiError> {
        let census = self.census(records, mapping, providers, asks_absent, &progress).await?;
        let mut plan = ImportPlan::default();
        let mut lines = records.iter().zip(0..);
        in_slices(|| {
            let (record, at) = lines.next()?;
            plan.add(at, record, mapping, &census);
            progress(u64::from(at), records.len() as u64);
            Some(())
        })
        .await;
        plan.finish();
        if asks_absent {
            plan.absent = absent::absent(records, mapping, &census);
        }
        Ok(plan)
    }
}

/// A future that need not be sent anywhere.
type Reading<'a> = std::pin::Pin<Box<dyn Future<Output = Result<(), ApiError>> + 'a>>;
