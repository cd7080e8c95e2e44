//! What can be found in the files of a data folder, byte by byte.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The files below a folder in which a text stands anywhere, however a database or a log may see it.
pub fn files_with(folder: &Path, text: &str) -> BTreeSet<String> {
    let has_it = |path: &PathBuf| {
        // One may be gone meanwhile.
        fs::read(path).is_ok_and(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    };
    let name = |path: PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    files_below(folder).into_iter().filter(has_it).map(name).collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}
