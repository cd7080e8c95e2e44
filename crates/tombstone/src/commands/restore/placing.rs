//! Unpacks a backup beside what a data folder has, and puts it in its place.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use time::OffsetDateTime;

use crate::archive;
use crate::commands::progress::Mebibytes;
use crate::data_folder::{DataFolder, is_part};

/// Unpacks the backup into a folder of its own within the data folder, checks it there and makes it durable. A
/// failure leaves nothing behind.
pub(super) async fn unpack(backup: &Path, folder: &DataFolder) -> anyhow::Result<()> {
    let unpacked = folder.unpacked();
    remove(&unpacked)?; // of a restore that was cut short
    let ready = async {
        make_folder(&unpacked)?;
        let mut shown = Mebibytes::new("MiB unpacked");
        let create = |name: &str| -> io::Result<Box<dyn io::Write>> {
            let path = unpacked.join(name);
            Ok(Box::new(OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?))
        };
        archive::read(backup, is_part, create, |done, all| shown.note(done, all))?;
        store::settle_copy(&unpacked).await?;
        sync_all(&unpacked)
    };
    let ready: anyhow::Result<()> = ready.await;
    if ready.is_err() {
        let _ = remove(&unpacked); // the error that is returned says what is wrong
    }
    ready
}

/// Sets aside what is there and puts the unpacked files in its place. Returns where the old files are, if any.
///
/// If this is cut short, every command refuses the folder until a new restore.
pub(super) fn place(folder: &DataFolder, complete_to: OffsetDateTime) -> anyhow::Result<Option<PathBuf>> {
    let (unpacked, unfinished) = (folder.unpacked(), folder.unfinished());
    File::create(&unfinished)?.sync_all()?;
    sync_names(folder.path())?;
    let mut aside = None;
    let before = folder.data()?;
    if !before.is_empty() {
        let to = make_aside(folder.path())?;
        move_all(before, &to)?;
        aside = Some(to);
    }
    let files = fs::read_dir(&unpacked)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    move_all(files, folder.path())?;
    folder.note_backup(complete_to)?;
    sync_names(folder.path())?;
    fs::remove_dir(&unpacked)?;
    fs::remove_file(&unfinished)?;
    sync_names(folder.path())?;
    Ok(aside)
}

fn move_all(files: Vec<PathBuf>, folder: &Path) -> io::Result<()> {
    for file in files {
        fs::rename(&file, folder.join(file.file_name().unwrap_or_default()))?;
    }
    sync_names(folder)
}

/// A new folder for what was there before.
fn make_aside(folder: &Path) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let aside = folder.join(format!("before-restore-{number}"));
        match make_folder(&aside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|()| aside),
        }
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().mode(0o700).create(path)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn sync_all(folder: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        File::open(entry?.path())?.sync_all()?;
    }
    Ok(sync_names(folder)?)
}

/// Makes the entries of a folder durable.
fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
