//! A folder that keeps a filled store from one run to the next.

use std::fs;
use std::path::{Path, PathBuf};

use domain::vault::SecretKey;
use secrecy::ExposeSecret;

/// The data folder of a service whose store is kept here.
pub(crate) fn data_of(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// Its key, the same in each run.
pub(crate) fn key_of(folder: &Path) -> String {
    fs::create_dir_all(folder).expect("a folder for the store");
    let file = folder.join("key");
    if !file.exists() {
        fs::write(&file, SecretKey::generate().to_base64().expose_secret()).expect("the key is written");
    }
    fs::read_to_string(&file).expect("the key is read")
}
