//! Opening a log whose file is damaged: it is set aside, never in silence, and what can be read of it taken over.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Statement,
};

use super::open_file;
use crate::connect::{Connections, LOG};
use crate::entities::{held_event, logged_event, unjudged_event};
use crate::error::StoreError;

/// How many rows are read at once: few, since each may be large.
const BATCH: u64 = 64;
/// No position is larger where the file does not tell the last one.
const FAR: i64 = 1 << 40;
/// After so many reads that failed, the rest of a table is given up: what comes before it was taken over first.
const FAILURES: u32 = 500;
/// No header is believed that tells of a longer file.
const LONGEST: u64 = 1 << 40;
/// So many damaged files are kept; after that the last one is replaced.
const MOST: u32 = 100;

/// Opens the log at `path`.
pub(super) async fn open(path: &Path) -> Result<Connections, StoreError> {
    let error = match sound(path).await {
        Ok(connections) => return Ok(connections),
        Err(error) if error.is_away() && !error.is_damage() => return Err(error),
        Err(error) => error,
    };
    let aside = free_name(path);
    for suffix in ["", "-wal", "-shm"] {
        move_file(&with_suffix(path, suffix), &with_suffix(&aside, suffix))?;
    }
    tracing::error!(%error, file = %aside.display(), "the event log is damaged and set aside; what can be read of it is taken over");
    let fresh = open_file(path).await?;
    let rescued = rescue_all(&aside, &fresh).await;
    tracing::error!(rescued, file = %aside.display(), "a damaged event log was set aside; keep it until somebody has looked at it, then remove it");
    Ok(fresh)
}

/// What was set aside beside the log at `path`.
pub(super) fn set_aside(path: &Path) -> Vec<PathBuf> {
    (1..=MOST).map(|number| numbered(path, number)).filter(|path| path.exists()).collect()
}

/// Opens the file if all of it can be read.
async fn sound(path: &Path) -> Result<Connections, StoreError> {
    let connections = open_file(path).await?;
    match check(&connections.write).await {
        Ok(()) => Ok(connections),
        Err(error) => {
            connections.close().await?;
            Err(error.into())
        }
    }
}

async fn check(db: &DatabaseConnection) -> Result<(), DbErr> {
    let check = Statement::from_string(db.get_database_backend(), "PRAGMA quick_check(1)");
    let said: Option<String> = db.query_one_raw(check).await?.map(|row| row.try_get_by_index(0)).transpose()?;
    match said.as_deref() {
        Some("ok") => Ok(()),
        said => Err(DbErr::Custom(said.unwrap_or("the check says nothing").to_owned())),
    }
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    with_suffix(path, &format!(".corrupt-{number}"))
}

fn free_name(path: &Path) -> PathBuf {
    let mut names = (1..=MOST).map(|number| numbered(path, number));
    names.find(|name| !name.exists()).unwrap_or_else(|| numbered(path, MOST))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn move_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::Database(DbErr::Custom(format!("{} can't be set aside: {error}", from.display()))))
        }
        _ => Ok(()),
    }
}

/// Gives a file that was cut off the length that its header tells: SQLite reads nothing of a shorter one.
fn lengthen(path: &Path) -> io::Result<()> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut header = [0; 32];
    file.read_exact_at(&mut header, 0)?;
    let [page_high, page_low] = [header[16], header[17]];
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    // Two bytes do not hold the largest size of a page; 1 stands for it.
    let page = u64::from(u16::from_be_bytes([page_high, page_low]));
    let whole = u64::from(pages) * if page == 1 { 1 << 16 } else { page };
    let is_cut_off = header.starts_with(b"SQLite format 3\0") && file.metadata()?.len() < whole;
    if is_cut_off && whole < LONGEST { file.set_len(whole) } else { Ok(()) }
}

/// Copies what can be read. Returns how many events that is.
async fn rescue_all(aside: &Path, fresh: &Connections) -> u64 {
    if let Err(error) = lengthen(aside) {
        tracing::warn!(%error, "the damaged event log can't be brought to its length");
    }
    let Ok(damaged) = Connections::open_file(aside, LOG).await else { return 0 };
    let (from, to) = (&damaged.write, &fresh.write);
    let events = rescue::<logged_event::Entity>(from, to, logged_event::Column::Position).await;
    let unjudged = rescue::<unjudged_event::Entity>(from, to, unjudged_event::Column::Position).await;
    let held = rescue::<held_event::Entity>(from, to, held_event::Column::Number).await;
    if let Err(error) = damaged.close().await {
        tracing::warn!(%error, "the damaged event log can't be closed");
    }
    events + unjudged + held
}

/// Copies the rows of a table as far as they can be read: a range that can't be is halved, until the rows are found
/// that can't be.
async fn rescue<E>(from: &DatabaseConnection, to: &DatabaseConnection, key: E::Column) -> u64
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel> + Send + Sync,
    E::ActiveModel: Send,
{
    let last = E::find().select_only().column_as(key.max(), "last").into_tuple::<Option<i64>>().one(from).await;
    let mut ranges = vec![(0, last.ok().flatten().flatten().unwrap_or(FAR))];
    let (mut rescued, mut failures) = (0, 0);
    while let Some((after, last)) = ranges.pop() {
        match read::<E>(from, key, after, last).await {
            Ok((rows, next)) => {
                rescued += save::<E>(to, rows).await;
                ranges.extend(next.map(|next| (next, last)));
            }
            Err(_) if last - after > 1 && failures < FAILURES => {
                failures += 1;
                let middle = after + (last - after) / 2;
                ranges.extend([(middle, last), (after, middle)]);
            }
            Err(error) => {
                tracing::error!(%error, after, last, "events of the damaged log can't be read any more");
                if failures >= FAILURES {
                    break;
                }
                failures += 1;
            }
        }
    }
    rescued
}

/// Some rows of the range, and where to go on if there may be more.
async fn read<E>(
    from: &DatabaseConnection,
    key: E::Column,
    after: i64,
    last: i64,
) -> Result<(Vec<E::Model>, Option<i64>), DbErr>
where
    E: EntityTrait,
    E::Model: Send + Sync,
{
    let range = || E::find().filter(key.gt(after)).filter(key.lte(last)).order_by_asc(key).limit(BATCH);
    let keys: Vec<i64> = range().select_only().column(key).into_tuple().all(from).await?;
    // Several portals' held events may have one number, so that only whole numbers are left for the next time.
    let Some(&end) = keys.last() else { return Ok((Vec::new(), None)) };
    let rows = E::find().filter(key.gt(after)).filter(key.lte(end)).order_by_asc(key).all(from).await?;
    Ok((rows, (keys.len() as u64 == BATCH).then_some(end)))
}

async fn save<E>(to: &DatabaseConnection, rows: Vec<E::Model>) -> u64
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    if rows.is_empty() {
        return 0;
    }
    let count = rows.len() as u64;
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    match E::insert_many(rows).exec_without_returning(to).await {
        Ok(_) => count,
        Err(error) => {
            tracing::error!(%error, "events of the damaged log can't be taken over");
            0
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use domain::vault::KeyedHash;
    use domain::{Clock, MemberId};
    use sea_orm::PaginatorTrait;
    use tempfile::TempDir;

    use super::*;
    use crate::log::LogLimits;
    use crate::log::local::LocalLog;

    const EVENTS: u64 = 300;

    async fn open(folder: &TempDir) -> LocalLog {
        let path = folder.path().join("events.db");
        LocalLog::open(&path, Clock::system(), LogLimits::default()).await.expect("a start is never refused")
    }

    async fn set_apart(log: &LocalLog) {
        let (portal, token) = (MemberId::parse("m").unwrap(), KeyedHash::try_from([7; 32].as_slice()).unwrap());
        assert!(log.set_apart(portal, token, vec![1; 900]).await.unwrap());
    }

    async fn kept(log: &LocalLog) -> u64 {
        unjudged_event::Entity::find().count(&log.connections.read).await.unwrap()
    }

    /// A log with some hundred events that were kept apart, damaged, and opened again.
    async fn damaged(damage: impl FnOnce(&mut Vec<u8>)) -> (TempDir, LocalLog) {
        let folder = TempDir::new().unwrap();
        let log = open(&folder).await;
        for _ in 0..EVENTS {
            set_apart(&log).await;
        }
        log.append(vec![vec![1; 900]]).await.unwrap();
        log.close().await.unwrap();
        let path = folder.path().join("events.db");
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes);
        fs::write(&path, bytes).unwrap();
        let log = open(&folder).await;
        (folder, log)
    }

    async fn expect_at_work(log: &LocalLog) {
        assert_eq!(log.set_aside().len(), 1);
        let before = kept(log).await;
        set_apart(log).await;
        assert_eq!(kept(log).await, before + 1);
        assert_eq!(log.read_after(0).await.unwrap().unwrap().rows.len(), 1, "the tape is not in that file");
    }

    #[tokio::test]
    async fn garbage_in_the_middle_costs_what_lay_there_alone() {
        let (folder, log) = damaged(|bytes| {
            let middle = bytes.len() / 2 / 4096 * 4096;
            bytes[middle..middle + 8192].fill(0xa5);
        })
        .await;
        let rescued = kept(&log).await;
        assert!((EVENTS - 40..EVENTS).contains(&rescued), "{rescued} of {EVENTS} are there");
        expect_at_work(&log).await;
        log.close().await.unwrap();
        // It is told of until somebody has looked.
        let log = open(&folder).await;
        assert_eq!(log.set_aside().len(), 1);
        fs::remove_file(&log.set_aside()[0]).unwrap();
        assert!(log.set_aside().is_empty());
    }

    #[tokio::test]
    async fn truncated_file_gives_what_is_left_of_it() {
        let (_folder, log) = damaged(|bytes| bytes.truncate(bytes.len() / 4096 * 3 / 4 * 4096)).await;
        let rescued = kept(&log).await;
        assert!((EVENTS / 2..EVENTS).contains(&rescued), "{rescued} of {EVENTS} are there");
        expect_at_work(&log).await;
    }

    #[tokio::test]
    async fn what_is_no_database_at_all_is_set_aside() {
        let (_folder, log) = damaged(|bytes| *bytes = b"a letter to a friend".repeat(1_000)).await;
        expect_at_work(&log).await;
    }
}
