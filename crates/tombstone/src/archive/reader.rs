//! Reads a backup, and trusts nothing in it before its checksums match.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use zstd::Decoder;

use super::{CONTENTS, Contents, FORMAT, MANIFEST, Manifest, Part};

/// Bytes in memory at once.
const CHUNK: usize = 256 << 10;
/// In bytes, for JSON members.
const LONGEST: u64 = 16 << 20;

/// Why a backup was not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadBackup {
    #[error("it is no backup of tombstone, or it is damaged: {0}")]
    Damaged(String),
    #[error("tombstone {0} made it in a format that this version does not know; restore it with that version")]
    Newer(String),
    #[error("what is in it can't be written: {0}")]
    Unwritable(io::Error),
}

#[expect(clippy::needless_pass_by_value, reason = "an error is mapped away with it")]
fn damaged(why: impl ToString) -> BadBackup {
    BadBackup::Damaged(why.to_string())
}

/// Reads a whole backup. `part` opens the target of each file by its name; a name that `is_known` rejects fails the
/// read. `progress` gets the bytes read and the file's length.
pub(crate) fn read(
    path: &Path,
    is_known: impl Fn(&str) -> bool,
    mut part: impl FnMut(&str) -> io::Result<Box<dyn Write>>,
    progress: impl FnMut(u64, u64),
) -> Result<(Manifest, Contents), BadBackup> {
    let file = File::open(path).map_err(damaged)?;
    let all = file.metadata().map_err(damaged)?.len();
    let mut tar = tar::Archive::new(Decoder::new(Counted { file, read: 0, all, progress }).map_err(damaged)?);
    let read = read_members(&mut tar, is_known, &mut part)?;
    // The end has a checksum of all that comes before.
    io::copy(&mut tar.into_inner(), &mut io::sink()).map_err(damaged)?;
    Ok(read)
}

fn read_members(
    tar: &mut tar::Archive<impl Read>,
    is_known: impl Fn(&str) -> bool,
    part: &mut impl FnMut(&str) -> io::Result<Box<dyn Write>>,
) -> Result<(Manifest, Contents), BadBackup> {
    let mut members = tar.entries().map_err(damaged)?;
    let mut first = members.next().ok_or_else(|| damaged("it is empty"))?.map_err(damaged)?;
    if name(&first)? != MANIFEST {
        return Err(damaged("it does not begin with a manifest"));
    }
    let manifest: Manifest = json(&mut first)?;
    if manifest.format != FORMAT {
        return Err(BadBackup::Newer(manifest.tombstone));
    }
    let (mut found, mut names) = (Vec::new(), BTreeSet::new());
    for member in members {
        let mut member = member.map_err(damaged)?;
        let name = name(&member)?;
        if name == CONTENTS {
            let contents: Contents = json(&mut member)?;
            return if contents.parts == found {
                Ok((manifest, contents))
            } else {
                Err(damaged(difference(&contents, &found)))
            };
        }
        if !is_known(&name) || !names.insert(name.clone()) {
            return Err(damaged(format!("no backup has a file {name:?} there")));
        }
        let to = part(&name).map_err(BadBackup::Unwritable)?;
        found.push(take(name, member, to)?);
    }
    Err(damaged("the file is truncated"))
}

/// One difference.
fn difference(contents: &Contents, found: &[Part]) -> String {
    let changed = contents.parts.iter().find(|part| !found.contains(part));
    changed.map_or("it has more files than it should".to_owned(), |part| {
        format!("{} is not as it was when the backup was made", part.name)
    })
}

fn take(name: String, mut member: impl Read, mut to: Box<dyn Write>) -> Result<Part, BadBackup> {
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; CHUNK]);
    loop {
        let read = match member.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(damaged(error)),
        };
        hash.update(&buffer[..read]);
        bytes += read as u64;
        to.write_all(&buffer[..read]).map_err(BadBackup::Unwritable)?;
    }
    to.flush().map_err(BadBackup::Unwritable)?;
    Ok(Part { name, bytes, sha256: domain::hex(&hash.finalize()) })
}

/// The name of a member; fails if it is no file.
fn name<R: Read>(member: &tar::Entry<'_, R>) -> Result<String, BadBackup> {
    let name = String::from_utf8_lossy(&member.path_bytes()).into_owned();
    if member.header().entry_type() == tar::EntryType::Regular {
        return Ok(name);
    }
    Err(damaged(format!("{name:?} is no file")))
}

fn json<T: DeserializeOwned>(member: &mut impl Read) -> Result<T, BadBackup> {
    serde_json::from_reader(member.take(LONGEST)).map_err(damaged)
}

/// Reports progress.
struct Counted<P> {
    file: File,
    read: u64,
    all: u64,
    progress: P,
}

impl<P: FnMut(u64, u64)> Read for Counted<P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read += read as u64;
        (self.progress)(self.read, self.all);
        Ok(read)
    }
}
