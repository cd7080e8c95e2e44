//! Looking through segments when the log is opened: what a crash tore off is no loss, what is broken before it is.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use super::row::{Last, LogRow};
use super::scavenge::scavenge;
use super::segment::{self, Found, Header, ROWS, Rows};

/// What was found broken on the log, and set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The broken file, under its new name.
    pub file: PathBuf,
    /// How many rows of it could still be read.
    pub rows: usize,
}

/// What a look through a segment found.
pub(super) struct Seen {
    /// None if there is no sound one.
    pub(super) header: Option<Header>,
    /// The last row that can be read.
    pub(super) last: Last,
    /// How far its rows are sound and follow each other.
    pub(super) end: u64,
    /// Whether there is less on it than there was, and nobody knows that yet.
    pub(super) is_damaged: bool,
}

/// Whether a segment was never begun: whoever was about to got no further, for want of room or of power.
pub(super) fn is_incomplete(folder: &Path, first: i64) -> io::Result<bool> {
    let file = File::open(segment::path(folder, first))?;
    Ok(file.metadata()?.len() <= ROWS && segment::read_header(&file)?.is_none())
}

/// Looks through the segment that begins at `first`, and whose rows count up to before `next`; shows all that can be
/// read of it, in order.
pub(super) fn look_through(folder: &Path, first: i64, next: i64, mut show: impl FnMut(&LogRow)) -> io::Result<Seen> {
    let path = segment::path(folder, first);
    let file = File::open(&path)?;
    let header = segment::read_header(&file)?.filter(|header| header.first == first);
    let mut seen = Seen { header, last: Last::default(), end: ROWS, is_damaged: header.is_none() };
    let mut rows = Rows::new(&file, ROWS);
    while !seen.is_damaged
        && let Found::Row(row) = rows.next()?
    {
        if row.position <= seen.last.position || row.position >= next {
            break; // void: written again in the next segment
        }
        seen.last = Last { position: row.position, received_at: row.received_at };
        seen.end = rows.at();
        if !row.record.is_empty() {
            show(&row);
        }
    }
    let is_complete = next == i64::MAX || seen.last.position.max(first - 1) == next - 1;
    if seen.is_damaged || !is_complete || file.metadata()?.len() > seen.end {
        let rest = scavenge(&path, seen.last.position.max(first - 1), next - 1)?;
        seen.is_damaged |= !is_complete || !rest.is_empty();
        for (row, _) in rest {
            seen.last = Last { position: row.position, received_at: row.received_at };
            if !row.record.is_empty() {
                show(&row);
            }
        }
    }
    Ok(seen)
}

/// Sets a damaged segment aside and puts another one in its place, made of what can be read of it. There is always one
/// under its name.
pub(super) fn repair(folder: &Path, header: Header, next: i64) -> io::Result<Damage> {
    let path = segment::path(folder, header.first);
    let repaired = path.with_extension("log.repaired");
    let built = build(&path, &repaired, header, next).and_then(|rows| {
        let damage = Damage { file: keep_aside(&path)?, rows };
        fs::rename(&repaired, &path)?;
        segment::sync_names(folder)?;
        Ok(damage)
    });
    if built.is_err() {
        let _ = fs::remove_file(&repaired); // it may not be there
    }
    built
}

/// Builds a segment of what can be read of another one, durable but for its name. Returns how many rows it has.
fn build(damaged: &Path, repaired: &Path, header: Header, next: i64) -> io::Result<usize> {
    let rows = scavenge(damaged, header.first - 1, next - 1)?;
    let mut bytes = Vec::new();
    for (row, _) in &rows {
        segment::encode(row.position, row.received_at, &row.record, &mut bytes);
    }
    let last = rows.last().map_or((header.first - 1, header.earliest), |(row, _)| (row.position, row.received_at));
    if next != i64::MAX && last.0 < next - 1 {
        segment::encode(next - 1, last.1, &[], &mut bytes); // so that the loss is reported once
    }
    let file = segment::create_at(repaired, header)?;
    file.write_all_at(&bytes, ROWS)?;
    file.sync_all()?;
    Ok(rows.iter().filter(|(row, _)| !row.record.is_empty()).count())
}

/// Gives a damaged file a second name that nothing else has, and that stays when the first one goes.
pub(super) fn keep_aside(path: &Path) -> io::Result<PathBuf> {
    let own = fs::metadata(path)?.ino();
    let mut number = 1;
    loop {
        let aside = path.with_extension(format!("log.corrupt-{number}"));
        match fs::metadata(&aside) {
            Ok(there) if there.ino() == own => return Ok(aside),
            Ok(_) => number += 1,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return fs::hard_link(path, &aside).map(|()| aside);
            }
            Err(error) => return Err(error),
        }
    }
}

/// What was set aside in a folder and is still there.
pub fn set_aside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut aside = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let of_a_segment =
            |name: &str| name.split_once(".corrupt-").and_then(|(name, _)| segment::first_of(name)).is_some();
        aside.extend(name.to_str().is_some_and(of_a_segment).then(|| entry.path()));
    }
    aside.sort_unstable();
    Ok(aside)
}
