//! Opens the small database that holds parked rows. Sets a damaged one aside, with an error in the log, and takes over
//! readable rows.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use migrations::LogMigrator;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use sea_orm_migration::MigratorTrait;

use crate::connect::{Connections, expect_sound, open_log};
use crate::entities::parked::{Column, Entity, Model};
use crate::error::StoreError;
use crate::schema::{applied, expect_known};
use crate::secrets::OpenError;

/// How many rows are read at once: few, since each may be large.
const BATCH: u64 = 64;
/// The largest position, where the file does not show the last one.
const FAR: i64 = 1 << 40;
/// After so many failed reads, the rest of the table is given up; earlier rows were taken over first.
const FAILURES: u32 = 500;
/// A header that claims a longer file is not believed.
const LONGEST: u64 = 1 << 40;
/// The largest number of a damaged file's name.
const MOST: u32 = 100;
/// The suffixes of a database's files.
const FILES: [&str; 3] = ["", "-wal", "-shm"];

/// Opens the log at `path`. One made by another version is not damaged: it is refused and left untouched.
pub(super) async fn open(path: &Path) -> Result<Connections, OpenError> {
    let error = match sound(path).await {
        Ok(connections) => return Ok(connections),
        Err(OpenError::Store(error)) if !error.is_away() || error.is_damage() => error,
        Err(error) => return Err(error),
    };
    let aside = rename_damaged(path).map_err(|error| failed("the damaged event log can't be set aside", &error))?;
    tracing::error!(%error, file = %aside.display(), "the event log is damaged and set aside; what can be read of it is taken over");
    let repaired = with_suffix(path, ".repaired");
    let rescued = build(&aside, &repaired).await?;
    replace(path, &repaired).map_err(|error| failed("the repaired event log can't be put in its place", &error))?;
    tracing::error!(rescued, file = %aside.display(), "a damaged event log was set aside; keep it until somebody has looked at it, then remove it");
    open_file(path).await
}

fn failed(what: &str, error: &io::Error) -> StoreError {
    StoreError::Database(DbErr::Custom(format!("{what}: {error}")))
}

/// The files set aside beside the log at `path`.
pub(super) fn set_aside(path: &Path) -> Vec<PathBuf> {
    (1..=MOST).map(|number| numbered(path, number)).filter(|path| path.exists()).collect()
}

/// Opens the file if all of it can be read.
async fn sound(path: &Path) -> Result<Connections, OpenError> {
    let connections = open_file(path).await?;
    let sound = expect_sound(&connections.write).await;
    unless_refused(connections, sound.map_err(OpenError::from)).await
}

/// Opens the file and brings its schema up to date; leaves one of another version untouched.
async fn open_file(path: &Path) -> Result<Connections, OpenError> {
    let connections = open_log(path).await?;
    let fits = fit(&connections).await;
    unless_refused(connections, fits).await
}

async fn fit(connections: &Connections) -> Result<(), OpenError> {
    expect_known::<LogMigrator>(&applied::<LogMigrator>(&connections.write).await?)?;
    Ok(LogMigrator::up(&connections.write, None).await?)
}

/// Closes a refused file; otherwise it would be closed while it is being set aside.
async fn unless_refused(connections: Connections, judged: Result<(), OpenError>) -> Result<Connections, OpenError> {
    if judged.is_err() {
        connections.close().await?;
    }
    judged.map(|()| connections)
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    with_suffix(path, &format!(".corrupt-{number}"))
}

/// Gives the damaged file a second name. The first one stays until the repaired file replaces it, so that the next
/// start repeats an interrupted repair.
fn rename_damaged(path: &Path) -> io::Result<PathBuf> {
    let own = fs::metadata(path)?.ino();
    let is_ours = |name: &PathBuf| fs::metadata(name).map_or(true, |there| there.ino() == own);
    let mut names = (1..=MOST).map(|number| numbered(path, number));
    let aside = if let Some(free) = names.find(is_ours) {
        free
    } else {
        let last = numbered(path, MOST);
        remove_all(&last, &["-wal", ""])?;
        last
    };
    for suffix in ["-wal", ""] {
        let (from, to) = (with_suffix(path, suffix), with_suffix(&aside, suffix));
        if !from.try_exists()? || to.try_exists()? {
            continue;
        }
        match fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop)) {
            // SQLite removed its journal meanwhile, as it does when it closes a file.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !from.exists() && !suffix.is_empty() => {}
            kept => kept?,
        }
    }
    sync_names(path)?;
    Ok(aside)
}

/// Builds a log under another name from what can be read of the damaged one. Returns how many rows it has.
async fn build(damaged: &Path, repaired: &Path) -> Result<u64, OpenError> {
    remove_all(repaired, &FILES).map_err(|error| failed("what an earlier start left can't be removed", &error))?;
    let fresh = open_file(repaired).await?;
    let rescued = rescue_all(damaged, &fresh).await;
    fresh.close().await?;
    rescued.map_err(OpenError::from)
}

/// Replaces the damaged log, and removes its journal, which would spoil it.
fn replace(path: &Path, repaired: &Path) -> io::Result<()> {
    fs::File::open(repaired)?.sync_all()?;
    remove_all(path, &["-wal", "-shm"])?;
    sync_names(path)?;
    fs::rename(repaired, path)?;
    sync_names(path)
}

fn remove_all(path: &Path, suffixes: &[&str]) -> io::Result<()> {
    for suffix in suffixes {
        match fs::remove_file(with_suffix(path, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Makes the folder's entries durable.
fn sync_names(path: &Path) -> io::Result<()> {
    fs::File::open(path.parent().unwrap_or(path))?.sync_all()
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Extends a truncated file to the length in its header: SQLite reads nothing of a shorter one.
fn lengthen(path: &Path) -> io::Result<()> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut header = [0; 32];
    file.read_exact_at(&mut header, 0)?;
    let [page_high, page_low] = [header[16], header[17]];
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    // The largest page size does not fit into two bytes; 1 stands for it.
    let page = u64::from(u16::from_be_bytes([page_high, page_low]));
    let whole = u64::from(pages) * if page == 1 { 1 << 16 } else { page };
    let is_cut_off = header.starts_with(b"SQLite format 3\0") && file.metadata()?.len() < whole;
    if is_cut_off && whole < LONGEST { file.set_len(whole) } else { Ok(()) }
}

/// Copies what can be read. Returns how many rows.
async fn rescue_all(aside: &Path, fresh: &Connections) -> Result<u64, StoreError> {
    if let Err(error) = lengthen(aside) {
        tracing::warn!(%error, "the damaged event log can't be brought to its length");
    }
    let Ok(damaged) = open_log(aside).await else { return Ok(0) };
    let rescued = rescue(&damaged.write, &fresh.write).await;
    if let Err(error) = damaged.close().await {
        tracing::warn!(%error, "the damaged event log can't be closed");
    }
    rescued
}

/// Copies rows as far as they can be read: halves a range that fails until it has found the unreadable rows.
async fn rescue(from: &DatabaseConnection, to: &DatabaseConnection) -> Result<u64, StoreError> {
    let last = Entity::find().select_only().column_as(Column::Position.max(), "last");
    let last = last.into_tuple::<Option<i64>>().one(from).await;
    let mut ranges = vec![(0, last.ok().flatten().flatten().unwrap_or(FAR))];
    let (mut rescued, mut failures) = (0, 0);
    while let Some((after, last)) = ranges.pop() {
        let range = Entity::find().filter(Column::Position.gt(after)).filter(Column::Position.lte(last));
        match range.order_by_asc(Column::Position).limit(BATCH).all(from).await {
            Ok(rows) => {
                let end = rows.last().filter(|_| rows.len() as u64 == BATCH).map(|row| row.position);
                rescued += save(to, rows).await?;
                ranges.extend(end.map(|end| (end, last)));
            }
            Err(_) if last - after > 1 && failures < FAILURES => {
                failures += 1;
                let middle = after + (last - after) / 2;
                ranges.extend([(middle, last), (after, middle)]);
            }
            Err(error) => {
                tracing::error!(%error, after, last, "rows of the damaged file can't be read any more");
                if failures >= FAILURES {
                    break;
                }
                failures += 1;
            }
        }
    }
    Ok(rescued)
}

/// Saves rows, one by one if they can't be together. Returns how many. Fails on a full disk.
async fn save(to: &DatabaseConnection, rows: Vec<Model>) -> Result<u64, StoreError> {
    if rows.is_empty() {
        return Ok(0);
    }
    let rows: Vec<_> = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
    let count = rows.len() as u64;
    if Entity::insert_many(rows.clone()).exec_without_returning(to).await.is_ok() {
        return Ok(count);
    }
    let mut saved = 0;
    for row in rows {
        match Entity::insert(row).exec_without_returning(to).await.map_err(StoreError::from) {
            Ok(_) => saved += 1,
            Err(error) if error.is_away() => return Err(error),
            Err(error) => tracing::error!(%error, "a row of the damaged file can't be taken over"),
        }
    }
    Ok(saved)
}

#[cfg(test)]
mod tests;
