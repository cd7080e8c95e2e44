//! Checking segments when the log is opened, where a torn end is no loss, but damage before it is; and reading what is
//! left of a damaged one.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use super::segment::{self, Header, Last, LogRow, ROW_HEAD, ROWS, Rows, decode, row_length};

/// A damaged segment that was found and set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The damaged file, under its new name.
    pub file: PathBuf,
    /// How many of its rows could still be read.
    pub rows: usize,
}

/// The result of checking a segment.
pub(super) struct Seen {
    /// None if it is not sound.
    pub(super) header: Option<Header>,
    /// The last row that can be read.
    pub(super) last: Last,
    /// How far its rows are sound and consecutive.
    pub(super) end: u64,
    /// Whether rows are missing whose loss was not yet reported.
    pub(super) is_damaged: bool,
}

/// Checks the segment that begins at `first` and whose rows count only before `next`; passes every readable row to
/// `show`, in order.
pub(super) fn look_through(folder: &Path, first: i64, next: i64, mut show: impl FnMut(&LogRow)) -> io::Result<Seen> {
    let path = segment::path(folder, first);
    let file = File::open(&path)?;
    let header = segment::read_header(&file)?.filter(|header| header.first == first);
    let mut seen = Seen { header, last: Last::default(), end: ROWS, is_damaged: header.is_none() };
    let mut rows = Rows::new(&file, ROWS)?;
    while !seen.is_damaged
        && let Some(row) = rows.next()?
    {
        if row.position <= seen.last.position || row.position >= next {
            break; // void: written again in the next segment
        }
        seen.last = Last { position: row.position, received_at: row.received_at };
        seen.end = rows.at;
        if !row.record.is_empty() {
            show(&row);
        }
    }
    drop(rows); // a damaged length makes it as large as the file
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

/// Sets a damaged segment aside and replaces it with one made of its readable rows. A file of its name exists at every
/// moment.
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
        let _ = fs::remove_file(&repaired); // it may not exist
    }
    built
}

/// Builds a segment from the readable rows of another, durable but for its name. Returns how many rows.
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

/// Every readable row after position `after` and up to `last`, wherever it stands in the file, with its end offset; in
/// order, each once.
pub(super) fn scavenge(path: &Path, after: i64, last: i64) -> io::Result<Vec<(LogRow, u64)>> {
    let bytes = fs::read(path)?;
    let (mut rows, mut at) = (Vec::new(), 0);
    while at + ROW_HEAD <= bytes.len() {
        let Some((row, length)) = row_at(&bytes, at) else {
            at += 1;
            continue;
        };
        at += length;
        if row.position > after && row.position <= last {
            rows.push((row, at as u64));
        }
    }
    rows.sort_by_key(|(row, _)| row.position);
    rows.dedup_by_key(|(row, _)| row.position);
    Ok(rows)
}

fn row_at(bytes: &[u8], at: usize) -> Option<(LogRow, usize)> {
    let length = row_length(&bytes[at..]);
    let row = bytes.get(at..at + length)?;
    // A position and a time are never negative: this alone rules out most random bytes.
    let plausible = row[15] < 0x80 && row[23] < 0x80;
    Some((plausible.then(|| decode(row))??, length))
}

/// Gives a damaged file a second, unused name that stays when the first one goes.
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

/// Damaged files set aside in a folder.
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
