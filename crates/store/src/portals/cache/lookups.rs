//! Looks portals up. Concurrent lookups share one query, since under load every portal is looked up every few seconds.

use std::collections::HashMap;
use std::time::Duration;

use domain::MemberId;
use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseConnection, EntityTrait, QueryFilter, QuerySelect};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::cached::{COLUMNS, CachedPortal, Row, read};
use crate::among::one_of;
use crate::entities::portal::{Column, Entity};
use crate::error::StoreError;

/// How many portals one query looks up.
const BATCH: usize = 256;
/// How long one query may take. Callers time out before that.
pub(super) const LIMIT: Duration = Duration::from_secs(1);
/// How many lookups may wait.
const QUEUE: usize = 8192;

/// The queue of lookups.
#[derive(Clone, Debug)]
pub(crate) struct Lookups(mpsc::Sender<Lookup>);

#[derive(Debug)]
struct Lookup {
    member_id: MemberId,
    done: oneshot::Sender<Result<Option<CachedPortal>, StoreError>>,
}

impl Lookups {
    /// Starts the task, which ends with the last handle.
    pub(crate) fn begin(db: DatabaseConnection) -> Self {
        let (lookups, queue) = mpsc::channel(QUEUE);
        tokio::spawn(answer_all(db, queue));
        Self(lookups)
    }

    /// The portal's entry; none if it was never installed.
    pub(super) async fn find(&self, member_id: &MemberId) -> Result<Option<CachedPortal>, StoreError> {
        let (done, answer) = oneshot::channel();
        let lookup = Lookup { member_id: member_id.clone(), done };
        self.0.try_send(lookup).map_err(|_| StoreError::late())?;
        answer.await.unwrap_or_else(|_| Err(StoreError::late()))
    }
}

async fn answer_all(db: DatabaseConnection, mut queue: mpsc::Receiver<Lookup>) {
    let mut batch = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut batch, BATCH).await > 0 {
        batch.retain(|lookup| !lookup.done.is_closed()); // the caller may have given up
        let ids = batch.iter().map(|lookup| lookup.member_id.as_str());
        // TCP would wait much longer for a server that vanished.
        let found = timeout(LIMIT, find_all(&db, ids)).await.unwrap_or_else(|_| Err(StoreError::late()));
        for Lookup { member_id, done } in batch.drain(..) {
            let answer = found.as_ref().map(|found| found.get(member_id.as_str()).copied());
            drop(done.send(answer.map_err(Clone::clone)));
        }
    }
}

/// Leaves out corrupt rows, with an error in the log.
pub(super) async fn find_all(
    db: &DatabaseConnection,
    ids: impl Iterator<Item = &str>,
) -> Result<HashMap<String, CachedPortal>, StoreError> {
    let rows = Entity::find().select_only().columns(COLUMNS).filter(one_of(
        db.get_database_backend(),
        Expr::col(Column::MemberId),
        ids,
    ));
    let rows: Vec<Row> = rows.into_tuple().all(db).await?;
    let portals = rows.iter().filter_map(|row| match read(row) {
        Ok(cached) => Some((row.0.clone(), cached)),
        Err(error) => {
            tracing::error!(member_id = row.0, %error, "a portal can't be read");
            None
        }
    });
    Ok(portals.collect())
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use sea_orm::{ConnectOptions, Database};

    use super::*;

    #[tokio::test]
    async fn server_that_says_nothing_is_not_waited_for() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("postgres://nobody@{}/nothing", silent.local_addr().unwrap());
        let patient = Duration::from_mins(5);
        let mut options = ConnectOptions::new(url);
        options.connect_lazy(true).connect_timeout(patient).acquire_timeout(patient);
        let lookups = Lookups::begin(Database::connect(options).await.unwrap());
        let member_id = MemberId::parse("m").unwrap();
        let answer = timeout(Duration::from_secs(20), lookups.find(&member_id)).await;
        assert!(answer.expect("an answer").is_err_and(|error| error.is_away()));
    }
}
