//! Who belongs to which groups, for many people at once: asked per person (row 19) where they are few, otherwise per group
//! (row 28).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

use bim_api::endpoints::paths::{GroupPath, UserPath};
use bim_api::endpoints::{GetUserGroups, SearchGroups, SearchMembers};
use bim_api::wire::group::{GroupSearchQuery, MemberSearchQuery};
use bim_api::wire::user::UserHit;
use bim_api::{ApiError, Call, GroupId, IamId, MembershipId};

use super::{PAGE, Reading};
use crate::api::Client;
use crate::routes::UserKey;
use crate::stores::lanes::in_lanes;

/// How many calls are under way at once.
const LANES: usize = 4;

/// All groups, and who belongs to them.
#[derive(Clone, Debug, Default)]
pub(super) struct Memberships {
    groups: BTreeMap<GroupId, (IamId, String)>,
    of: HashMap<UserKey, Vec<(GroupId, MembershipId)>>,
}

impl Memberships {
    /// Those of these people, or of more.
    pub(super) async fn read(
        client: Client,
        people: Vec<UserKey>,
        progress: impl Fn(u64, u64),
    ) -> Result<Self, ApiError> {
        let groups = read_groups(client).await?;
        if people.len() > groups.len() {
            return Self::of_groups(client, groups, progress).await;
        }
        let of = RefCell::new(HashMap::new());
        each(people, progress, async |key: UserKey| {
            let path = UserPath { iamid: key.iamid.clone(), userid: key.userid.clone() };
            match client.send(&Call::<GetUserGroups> { path, query: (), body: () }).await {
                Ok(found) => {
                    let found = found.into_iter().map(|group| (group.id, group.group_user)).collect();
                    of.borrow_mut().insert(key, found);
                    Ok(())
                }
                // Somebody who is not there belongs nowhere.
                Err(error) if error.status() == Some(404) => Ok(()),
                Err(error) => Err(error),
            }
        })
        .await?;
        Ok(Self { groups, of: of.into_inner() })
    }

    /// Those of everybody.
    pub(super) async fn read_all(client: Client, progress: impl Fn(u64, u64)) -> Result<Self, ApiError> {
        let groups = read_groups(client).await?;
        Self::of_groups(client, groups, progress).await
    }

    async fn of_groups(
        client: Client,
        groups: BTreeMap<GroupId, (IamId, String)>,
        progress: impl Fn(u64, u64),
    ) -> Result<Self, ApiError> {
        let of = RefCell::new(HashMap::<UserKey, Vec<_>>::new());
        each(groups.keys().copied().collect(), progress, async |group: GroupId| {
            let mut offset = 0;
            loop {
                let query = MemberSearchQuery {
                    offset: Some(offset),
                    size: Some(PAGE),
                    ..MemberSearchQuery::default()
                };
                let call = Call::<SearchMembers> { path: GroupPath { group }, query, body: () };
                let page = client.send(&call).await?;
                offset += u32::try_from(page.hits.len()).unwrap_or(PAGE);
                let is_last = page.hits.is_empty() || u64::from(offset) >= page.count.get();
                let mut of = of.borrow_mut();
                for member in page.hits {
                    if let (Some(iamid), Some(userid), Some(id)) = (member.iamid, member.userid, member.id) {
                        of.entry(UserKey { iamid, userid }).or_default().push((group, id));
                    }
                }
                if is_last {
                    return Ok(());
                }
            }
        })
        .await?;
        Ok(Self { groups, of: of.into_inner() })
    }

    #[cfg(all(test, not(target_arch = "wasm32")))]
    pub(super) fn made(groups: BTreeMap<GroupId, (IamId, String)>) -> Self {
        Self { groups, of: HashMap::new() }
    }

    /// A group's provider and name.
    pub(super) fn group(&self, id: GroupId) -> Option<&(IamId, String)> {
        self.groups.get(&id)
    }

    /// The groups of the built-in provider, by name.
    pub(super) fn by_name(&self) -> HashMap<&str, GroupId> {
        let own = self.groups.iter().filter(|(_, (iamid, _))| iamid.is_bim());
        own.map(|(id, (_, name))| (name.as_str(), *id)).collect()
    }

    /// The memberships of a person.
    pub(super) fn of(&self, hit: &UserHit) -> Vec<(GroupId, MembershipId)> {
        let key = UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() };
        self.of.get(&key).cloned().unwrap_or_default()
    }
}

async fn read_groups(client: Client) -> Result<BTreeMap<GroupId, (IamId, String)>, ApiError> {
    let (mut groups, mut offset) = (BTreeMap::new(), 0);
    loop {
        let query =
            GroupSearchQuery { size: Some(PAGE), offset: Some(offset), ..GroupSearchQuery::default() };
        let page = client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?;
        offset += u32::try_from(page.hits.len()).unwrap_or(PAGE);
        let is_last = page.hits.is_empty() || u64::from(offset) >= page.count.get();
        groups.extend(
            page.hits
                .into_iter()
                .filter_map(|group| Some((group.id?, (group.iamid.unwrap_or_else(IamId::bim), group.name)))),
        );
        if is_last {
            return Ok(groups);
        }
    }
}

/// Does this with each, a few at a time, until one fails.
async fn each<T: 'static>(
    items: Vec<T>,
    progress: impl Fn(u64, u64),
    run: impl AsyncFn(T) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    let (total, done, failure) = (items.len() as u64, Cell::new(0), RefCell::new(None));
    let run = &run;
    in_lanes(items, LANES, async |item| {
        if failure.borrow().is_some() {
            return;
        }
        let reading: Reading<'_> = Box::pin(run(item));
        if let Err(error) = reading.await {
            *failure.borrow_mut() = Some(error);
        }
        done.set(done.get() + 1);
        progress(done.get(), total);
    })
    .await;
    failure.into_inner().map_or(Ok(()), Err)
}
