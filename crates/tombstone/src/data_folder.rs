//! The data folder: the embedded database, the event log, the generated key, one service at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use domain::vault::SecretKey;
use rustix::fs::{Access, access};
use rustix::io::Errno;
use secrecy::ExposeSecret;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Where a backup is unpacked before it takes the place of what is there.
const UNPACKED: &str = "restore-unpacked";
/// Exists while the folder is part backup, part old data.
const UNFINISHED: &str = "restore-unfinished";
/// Holds the last backup's time.
const LAST_BACKUP: &str = "last-backup";
/// Files that go with the data here but are in no backup.
const OWN: [&str; 4] = ["events.mark", LAST_BACKUP, "tombstone.db-shm", "events.db-shm"];
/// Holds the id of the process that serves here.
pub(crate) const PROCESS: &str = "process";
/// In hexadecimal digits.
const PROCESS_ID: usize = 32;

/// Only its owner can look into it.
#[derive(Clone, Debug)]
pub(crate) struct DataFolder(PathBuf);

impl DataFolder {
    /// Neither checks nor makes it.
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Makes it if missing.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let make = || fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
        make().with_context(|| {
            format!("the data folder {} can't be made; name another with --data-dir, or the file with your settings in TOMBSTONE_CONFIG", path.display())
        })?;
        Ok(Self(path.to_owned()))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("tombstone.db")
    }

    pub(crate) fn event_log(&self) -> PathBuf {
        self.0.join("events.db")
    }

    /// Keeps a second service out while the returned file lives.
    pub(crate) fn lock(&self) -> anyhow::Result<File> {
        self.expect_whole()?;
        self.lock_as_it_is()
    }

    /// The same after an interrupted restore.
    pub(crate) fn lock_as_it_is(&self) -> anyhow::Result<File> {
        let path = self.0.join("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| unreadable(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => bail!(
                "another tombstone serves from the data folder {}; stop it first, or name another folder with --data-dir",
                self.0.display()
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("{} can't be locked", path.display()))
            }
        }
    }

    /// Fails if the folder is part backup, part old data.
    pub(crate) fn expect_whole(&self) -> anyhow::Result<()> {
        if is_there(&self.0)? && is_there(&self.unfinished())? {
            bail!(
                "a restore into the folder {} was cut short, and what is there now is not whole; call `tombstone restore \
                 FILE --yes` again",
                self.0.display()
            );
        }
        Ok(())
    }

    pub(crate) fn unpacked(&self) -> PathBuf {
        self.0.join(UNPACKED)
    }

    pub(crate) fn unfinished(&self) -> PathBuf {
        self.0.join(UNFINISHED)
    }

    /// The service's files; neither the key nor what somebody else put there.
    pub(crate) fn data(&self) -> anyhow::Result<Vec<PathBuf>> {
        let mut data = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(|error| unreadable(&self.0, error))? {
            let entry = entry?;
            let is_data = entry.file_name().to_str().is_some_and(|name| is_part(name) || OWN.contains(&name));
            data.extend(is_data.then(|| entry.path()));
        }
        data.sort_unstable();
        Ok(data)
    }

    /// When its last backup was made; none if nobody made one.
    pub(crate) fn last_backup(&self) -> anyhow::Result<Option<OffsetDateTime>> {
        let path = self.0.join(LAST_BACKUP);
        if !is_there(&path)? {
            return Ok(None);
        }
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        Ok(OffsetDateTime::parse(text.trim(), &Rfc3339).ok())
    }

    pub(crate) fn note_backup(&self, time: OffsetDateTime) -> anyhow::Result<()> {
        let path = self.0.join(LAST_BACKUP);
        let written = fs::write(&path, format!("{}\n", time.format(&Rfc3339)?));
        written.with_context(|| format!("{} can't be written", path.display()))
    }

    /// The file with the id of the process that served from this folder.
    pub(crate) fn process(&self) -> PathBuf {
        self.0.join(PROCESS)
    }

    /// The id of the process that serves from here, made at the first start.
    pub(crate) fn process_id(&self) -> anyhow::Result<String> {
        let path = self.process();
        if let Ok(id) = fs::read_to_string(&path)
            && id.trim().len() == PROCESS_ID
        {
            return Ok(id.trim().to_owned());
        }
        let id = format!("{:032x}", rand::random::<u128>());
        fs::write(&path, format!("{id}\n")).with_context(|| format!("{} can't be written", path.display()))?;
        Ok(id)
    }

    pub(crate) fn has_key(&self) -> anyhow::Result<bool> {
        is_there(&self.key())
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.0.join("secret.key")
    }

    /// The key of this folder, made at the first start.
    pub(crate) fn secret_key(&self) -> anyhow::Result<SecretKey> {
        let path = self.key();
        if !self.has_key()? {
            self.make_key().with_context(|| format!("{} can't be made", path.display()))?;
        }
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        SecretKey::parse(&text).with_context(|| format!("{} does not hold a key", path.display()))
    }

    /// Makes the key, unless another process makes it just now. It has its name once it is complete, and is never
    /// replaced.
    fn make_key(&self) -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".secret.key-").tempfile_in(&self.0)?; // for its owner only
        writeln!(file, "{}", SecretKey::generate().to_base64().expose_secret())?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(self.key()) {
            Err(refused) if refused.error.kind() != io::ErrorKind::AlreadyExists => Err(refused.error),
            _ => File::open(&self.0)?.sync_all(),
        }
    }
}

/// Whether a file or folder is there. Fails if this user may not read it, and so can't tell.
pub(crate) fn is_there(path: &Path) -> anyhow::Result<bool> {
    match access(path, Access::READ_OK) {
        Ok(()) => Ok(true),
        Err(Errno::NOENT) => Ok(false),
        Err(error) => Err(unreadable(path, error.into())),
    }
}

/// The failure, and what to do where files are another user's.
pub(crate) fn unreadable(path: &Path, error: io::Error) -> anyhow::Error {
    let path = path.display();
    let advice = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            format!("this user may not use {path}; run the command as the user the service runs as (`sudo -u USER`)")
        }
        _ => format!("{path} can't be opened"),
    };
    anyhow::Error::from(error).context(advice)
}

/// Whether a file of this name is part of a backup.
pub(crate) fn is_part(name: &str) -> bool {
    name == PROCESS || store::is_copied(name)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn those_that_start_at_once_have_one_key() {
        const PROCESSES: usize = 16;
        let place = tempfile::tempdir().unwrap();
        let (folder, begin) = (DataFolder::at(place.path()), Barrier::new(PROCESSES));
        let start = || {
            begin.wait();
            folder.secret_key().expect("a key").id()
        };
        let keys: Vec<String> = std::thread::scope(|scope| {
            let started: Vec<_> = (0..PROCESSES).map(|_| scope.spawn(start)).collect();
            started.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        let names: Vec<_> = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["secret.key"], "nothing is left beside it");
        assert_eq!(fs::metadata(folder.key()).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn folder_that_can_not_be_read_is_not_taken_for_an_empty_one() {
        let place = tempfile::tempdir().unwrap();
        let (file, none) = (place.path().join("file"), place.path().join("none"));
        fs::write(&file, "").unwrap();
        assert!(is_there(&file).unwrap() && is_there(place.path()).unwrap() && !is_there(&none).unwrap());
        assert!(is_there(&file.join("within")).is_err(), "a file is no folder");
        assert!(DataFolder::at(&file).has_key().is_err() && DataFolder::at(&file).last_backup().is_err());
        assert!(DataFolder::at(&none).expect_whole().is_ok() && DataFolder::at(&none).last_backup().unwrap().is_none());
        let denied = unreadable(Path::new("/data"), io::ErrorKind::PermissionDenied.into()).to_string();
        assert!(denied.contains("may not use /data") && denied.contains("as the user the service runs as"), "{denied}");
    }

    #[test]
    fn key_that_is_there_is_not_replaced() {
        let place = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(place.path());
        fs::write(folder.key(), "another's").unwrap();
        folder.make_key().unwrap();
        assert_eq!(fs::read_to_string(folder.key()).unwrap(), "another's");
        let error = format!("{:#}", folder.secret_key().unwrap_err());
        assert!(error.contains("does not hold a key"), "{error}");
    }
}
