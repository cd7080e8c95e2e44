//! A service's store with portals and deletions in it: for one run, or kept for others, since millions take a while.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use domain::clock::micros;
use domain::{Clock, MemberId};
use sea_orm::ConnectionTrait;
use tempfile::TempDir;
use tests::fleet;
use tests::load::Mail;
use tests::post::Post;
use tests::postgres;
use tests::service::Launch;
use time::Duration;

use crate::folder::key_of;
use crate::pages::seed::fill;
use crate::report::{grouped, line};
use crate::size::{Store, count};

pub(crate) struct Stock {
    /// Starts the service on it.
    pub(crate) launch: Launch,
    /// What its portals post.
    pub(crate) mail: Arc<Mail>,
    /// Removed in the end, unless kept.
    _folder: Option<TempDir>,
}

impl Stock {
    /// Fills a store with these portals and deletions. A kept one has to have as many portals.
    pub(crate) async fn open(portals: u64, Store { rows, store: kept }: Store) -> Self {
        let (launch, folder) = kept.as_deref().map_or_else(temporary, |kept| (kept_in(kept), None));
        let senders = fleet::senders(count(portals));
        let started = Instant::now();
        let store = launch.open_store().await;
        if store.all_portals().last_arrival().await.expect("the store is read") == 0 {
            fleet::install(&store, &senders).await;
            let owners: Vec<_> =
                senders.iter().map(|sender| MemberId::parse(&sender.member_id).expect("a member_id")).collect();
            fill(&store, &owners, rows).await;
        }
        store.close().await.expect("the database closes");
        if kept.is_some() {
            forget_missed(&launch).await;
        }
        let seconds = started.elapsed().as_secs_f64();
        line(&format!("{} portals with {} deletions in {seconds:.1} s", grouped(portals), grouped(rows)));
        let mail = Mail::new(senders.into_iter().flat_map(Post::kinds_of).collect());
        Self { launch, mail, _folder: folder }
    }
}

fn temporary() -> (Launch, Option<TempDir>) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    (Launch::in_folder(folder.path()).with_key(), Some(folder))
}

/// A service whose store is kept here.
pub(crate) fn kept_in(folder: &Path) -> Launch {
    let launch = if postgres::is_chosen() {
        postgres::keep_in(&folder.join("postgres"));
        Launch::on_kept(folder)
    } else {
        Launch::embedded(folder)
    };
    launch.set("TOMBSTONE_SECRET_KEY", &key_of(folder))
}

/// Clears what was missed since the last run, and puts off all that is due by a day, or the service would call all
/// portals.
async fn forget_missed(launch: &Launch) {
    let connection = sea_orm::Database::connect(launch.database_url()).await.expect("the database opens");
    let now = Clock::system().now();
    let (soon, later) = (micros(now + Duration::MINUTE), micros(now + Duration::DAY));
    let steps = [
        format!("UPDATE listening SET until = {soon}"),
        "DELETE FROM gaps".to_owned(),
        format!("UPDATE portals SET recover_at = {later}, alarm_check_at = {later}"),
    ];
    for step in steps {
        connection.execute_unprepared(&step).await.expect("it is noted");
    }
    connection.close().await.expect("the database closes");
}
