//! A page of people in one statement, when the totals are known from earlier pages.

use super::listed_user::{self, ListedUser};
use super::user_filter::{Page, UserFilter};
use super::user_search::{Wanted, everybody, page_statement, way};
use super::{Database, DbError, Row};

/// Walked entries that are passed at once: a millisecond or so.
const AT_ONCE: i64 = 20_000;

/// [`search`](super::user_search::search) in one statement, which also tells whether the totals known from earlier pages
/// still hold. None when they do not, or when the page takes long to find; what was shown until then is of no use.
pub(crate) async fn search_at_once(
    database: &Database,
    filter: &UserFilter,
    page: Page,
    mut show: impl FnMut(&ListedUser<'_>) -> Result<(), DbError>,
) -> Result<Option<i64>, DbError> {
    let (dialect, counts) = (database.dialect(), database.counts());
    let (Some((generation, total)), Some((of_people, people))) =
        (counts.latest(filter), counts.latest(&everybody()))
    else {
        return Ok(None);
    };
    let (way, cost) = way(dialect, filter, page, total, people);
    if generation != of_people || page.offset >= total || page.size == 0 || cost > AT_ONCE {
        return Ok(None);
    }
    let columns = format!("{}, (SELECT value FROM search_generation)", listed_user::COLUMNS);
    let wanted = Wanted { columns: &columns, membership: None };
    let statement = page_statement(dialect, filter, page, way, wanted);
    let mut holds = false;
    let check = |row: &Row<'_>| {
        holds = row.get::<i64>(listed_user::COUNT)? == generation;
        if holds { show(&ListedUser::read(row)?) } else { Ok(()) }
    };
    database.show(&statement.sql, &statement.params, check).await?;
    Ok(holds.then_some(total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::user_filter::UserOrder;
    use crate::db::user_search::search;
    use crate::db::{Place, users};
    use crate::demo;

    /// The number of people that a page shows in one statement, and the total that it tells; none when it does not hold.
    fn at_once(database: &Database, filter: &UserFilter, page: Page) -> Option<(usize, i64)> {
        let mut shown = 0;
        let search = search_at_once(database, filter, page, |_| {
            shown += 1;
            Ok(())
        });
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(search).expect("a page").map(|total| (shown, total))
    }

    #[test]
    fn a_page_in_one_statement_holds_until_somebody_writes() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::open(Place::Folder(folder.path().to_owned())).expect("a database");
        demo::seed(&database, 50, 1_795_478_400_000).expect("demo people");
        let filter = everybody();
        let page = Page { order: UserOrder::Name, descending: false, offset: 0, size: 20 };
        let search =
            || database.read::<_, DbError>(|session| search(&database, session, &filter, page, |_| Ok(())));
        assert_eq!(at_once(&database, &filter, page), None, "nothing is known of the total");
        assert_eq!(search().expect("a page"), 50);
        assert_eq!(at_once(&database, &filter, page), Some((20, 50)));
        assert_eq!(at_once(&database, &filter, Page { offset: 50, ..page }), None, "no row would tell");
        database.write_here::<_, DbError>(|session| users::delete(session, 1)).expect("one less");
        let stale = at_once(&database, &filter, page);
        assert_eq!(stale, None, "the total is another");
        assert_eq!(search().expect("a page"), 49);
        assert_eq!(at_once(&database, &filter, page), Some((20, 49)));
    }
}
