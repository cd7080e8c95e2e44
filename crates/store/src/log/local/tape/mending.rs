//! Looking through volumes when the tape is opened: what a crash tore off is no loss, what is broken before it is.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::Last;
use super::volume::{self, Found, Header, ROWS, Rows};
use crate::log::reader::LogRow;

/// What was found broken when the tape was opened, and set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::log::local) struct Damage {
    /// The broken file, under its new name.
    pub(in crate::log::local) file: PathBuf,
    /// How many rows of it could still be read.
    pub(in crate::log::local) rows: usize,
}

/// What a look through a volume told.
pub(super) struct Seen {
    pub(super) header: Header,
    pub(super) last: Last,
    /// How far its rows are sound and follow each other.
    pub(super) end: u64,
    /// Whether sound rows come after something that is none.
    pub(super) is_damaged: bool,
}

/// Looks through the volume that begins at `first`, and whose rows count up to before `next`.
pub(super) fn look_through(folder: &Path, first: i64, next: i64, mut show: impl FnMut(&LogRow)) -> io::Result<Seen> {
    let path = volume::path(folder, first);
    let file = File::open(&path)?;
    let unknown = Header { source: 0, first, earliest: 0 };
    let header = volume::read_header(&file)?.filter(|header| header.first == first);
    let mut seen =
        Seen { header: header.unwrap_or(unknown), last: Last::default(), end: ROWS, is_damaged: header.is_none() };
    if seen.is_damaged {
        return Ok(seen);
    }
    let mut rows = Rows::new(&file, ROWS);
    loop {
        match rows.next()? {
            Found::Row(row) if row.position > seen.last.position && row.position < next => {
                show(&row);
                seen.last = Last { position: row.position, received_at: row.received_at };
                seen.end = rows.at();
            }
            Found::End | Found::Row(_) => return Ok(seen), // void: written again in the next volume
            Found::Unsound => {
                let rest = volume::salvage(&path)?;
                seen.is_damaged = rest.iter().any(|row| row.position > seen.last.position && row.position < next);
                return Ok(seen);
            }
        }
    }
}

/// Sets a damaged volume aside and makes another one of what can be read of it.
pub(super) fn mend(folder: &Path, first: i64, source: Option<u128>) -> io::Result<Damage> {
    let path = volume::path(folder, first);
    let mut rows = volume::salvage(&path)?;
    rows.retain(|row| row.position >= first);
    rows.sort_by_key(|row| row.position);
    rows.dedup_by_key(|row| row.position);
    let known = volume::read_header(&File::open(&path)?)?;
    let aside = name_aside(&path);
    fs::rename(&path, &aside)?;
    let source = known.map(|header| header.source).or(source).unwrap_or_else(rand::random);
    let earliest = known.map_or(0, |header| header.earliest);
    let file = volume::create(folder, Header { source, first, earliest })?;
    let mut bytes = Vec::new();
    for row in &rows {
        volume::encode(row.position, row.received_at, &row.record, &mut bytes);
    }
    file.write_all_at(&bytes, ROWS)?;
    file.sync_all()?;
    Ok(Damage { file: aside, rows: rows.len() })
}

/// A name for what is set aside that nothing else has.
fn name_aside(path: &Path) -> PathBuf {
    let mut number = 1;
    loop {
        let aside = path.with_extension(format!("log.corrupt-{number}"));
        if !aside.exists() {
            return aside;
        }
        number += 1;
    }
}

/// What was set aside in a folder and is still there.
pub(in crate::log::local) fn set_aside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut aside = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let of_a_volume =
            |name: &str| name.split_once(".corrupt-").and_then(|(name, _)| volume::first_of(name)).is_some();
        aside.extend(name.to_str().is_some_and(of_a_volume).then(|| entry.path()));
    }
    aside.sort_unstable();
    Ok(aside)
}
