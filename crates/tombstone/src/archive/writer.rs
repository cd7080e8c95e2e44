//! Writes a backup under another name until it is complete and durable, so nobody uses a partial one.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::CopySink;
use tempfile::NamedTempFile;
use time::OffsetDateTime;
use zstd::Encoder;

use super::{CONTENTS, Contents, MANIFEST, Manifest, Part};

/// zstd's default level, which keeps up with a disk.
const LEVEL: i32 = 3;

pub(crate) struct Writer<P> {
    path: PathBuf,
    tar: tar::Builder<Encoder<'static, NamedTempFile>>,
    parts: Vec<Part>,
    bytes: u64,
    /// In seconds since 1970: the time of all members.
    began_at: u64,
    progress: P,
    stop: Arc<AtomicBool>,
}

impl<P: FnMut(u64)> Writer<P> {
    /// Begins a backup at `path`; fails if something is there. Setting `stop` aborts it, and leaves nothing behind.
    /// `progress` gets the bytes read.
    pub(crate) fn begin(path: &Path, manifest: &Manifest, progress: P, stop: Arc<AtomicBool>) -> anyhow::Result<Self> {
        if path.symlink_metadata().is_ok() {
            bail!("{} exists already, and a backup replaces nothing; name another file", path.display());
        }
        let made = tempfile::Builder::new().prefix(".tombstone-backup-").tempfile_in(folder_of(path));
        let made = made.with_context(|| format!("no file can be made in {}", folder_of(path).display()))?;
        let mut encoder = Encoder::new(made, LEVEL)?;
        encoder.include_checksum(true)?;
        let (path, tar) = (path.to_owned(), tar::Builder::new(encoder));
        let began_at = manifest.began_at.unix_timestamp().unsigned_abs();
        let mut writer = Self { path, tar, parts: Vec::new(), bytes: 0, began_at, progress, stop };
        writer.put_json(MANIFEST, manifest)?;
        Ok(writer)
    }

    /// Renames the backup to `path`, once all is on disk. Returns its length in bytes.
    pub(crate) fn finish(mut self, complete_to: OffsetDateTime) -> anyhow::Result<u64> {
        let contents = Contents { complete_to, parts: std::mem::take(&mut self.parts) };
        self.put_json(CONTENTS, &contents)?;
        let file = self.tar.into_inner()?.finish()?;
        file.as_file().sync_all()?;
        let named = file.persist_noclobber(&self.path).map_err(|refused| refused.error)?;
        File::open(folder_of(&self.path))?.sync_all()?;
        Ok(named.metadata()?.len())
    }

    fn put_json(&mut self, name: &str, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(value)?;
        let mut header = self.header(text.len() as u64);
        self.tar.append_data(&mut header, name, text.as_slice())
    }

    fn header(&self, length: u64) -> tar::Header {
        let mut header = tar::Header::new_gnu();
        header.set_size(length);
        header.set_mode(0o600);
        header.set_mtime(self.began_at);
        header
    }
}

impl<P: FnMut(u64)> CopySink for Writer<P> {
    fn put(&mut self, name: &str, length: u64, bytes: &mut dyn Read) -> io::Result<()> {
        let mut header = self.header(length);
        let mut watched =
            Watched { bytes, hash: Sha256::new(), read: self.bytes, progress: &mut self.progress, stop: &self.stop };
        self.tar.append_data(&mut header, name, &mut watched)?;
        let (read, hash) = (watched.read, watched.hash);
        self.bytes = read;
        self.parts.push(Part { name: name.to_owned(), bytes: length, sha256: domain::hex(&hash.finalize()) });
        Ok(())
    }

    fn settle(&mut self) -> io::Result<()> {
        let encoder = self.tar.get_mut();
        encoder.flush()?;
        encoder.get_mut().as_file().sync_data()
    }
}

/// A file, hashed as it is read.
struct Watched<'a, P> {
    bytes: &'a mut dyn Read,
    hash: Sha256,
    read: u64,
    progress: &'a mut P,
    stop: &'a AtomicBool,
}

impl<P: FnMut(u64)> Read for Watched<'_, P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("it was asked to stop"));
        }
        let read = self.bytes.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.read += read as u64;
        (self.progress)(self.read);
        Ok(read)
    }
}

/// The folder to put a file into.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
