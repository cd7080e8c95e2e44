//! The data folder: the embedded database, the event log, the generated key, one service at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use domain::vault::SecretKey;
use secrecy::ExposeSecret;

/// How long the name of a process is.
const PROCESS_ID: usize = 32;

/// The folder; only its owner can look into it.
#[derive(Clone, Debug)]
pub(crate) struct DataFolder(PathBuf);

impl DataFolder {
    /// As it is, also if it is not there.
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Made if it was not there.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let make = || fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
        make().with_context(|| {
            format!("the data folder {} can't be made; name another with --data-dir", path.display())
        })?;
        Ok(Self(path.to_owned()))
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("tombstone.db")
    }

    pub(crate) fn event_log(&self) -> PathBuf {
        self.0.join("events.db")
    }

    /// Keeps a second service out as long as what is returned lives.
    pub(crate) fn lock(&self) -> anyhow::Result<File> {
        let path = self.0.join("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.with_context(|| format!("{} can't be opened", path.display()))?;
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

    /// Names the process that serves from this folder, made at the first start.
    pub(crate) fn process_id(&self) -> anyhow::Result<String> {
        let path = self.0.join("process");
        if let Ok(id) = fs::read_to_string(&path)
            && id.trim().len() == PROCESS_ID
        {
            return Ok(id.trim().to_owned());
        }
        let id = format!("{:032x}", rand::random::<u128>());
        fs::write(&path, format!("{id}\n")).with_context(|| format!("{} can't be written", path.display()))?;
        Ok(id)
    }

    /// Whether it has a key.
    pub(crate) fn has_key(&self) -> bool {
        self.key().exists()
    }

    fn key(&self) -> PathBuf {
        self.0.join("secret.key")
    }

    /// The key of this folder, made at the first start.
    pub(crate) fn secret_key(&self) -> anyhow::Result<SecretKey> {
        let path = self.key();
        let made = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&path);
        match made {
            Ok(mut file) => {
                let key = SecretKey::generate();
                writeln!(file, "{}", key.to_base64().expose_secret())?;
                file.sync_all()?;
                Ok(key)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let text = fs::read_to_string(&path).with_context(|| format!("{} can't be read", path.display()))?;
                SecretKey::parse(&text).with_context(|| format!("{} does not hold a key", path.display()))
            }
            Err(error) => Err(error).with_context(|| format!("{} can't be made", path.display())),
        }
    }
}
