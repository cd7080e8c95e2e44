//! What a soak (`scripts/soak`) knows of the log.

use std::fs;
use std::path::Path;

const EXPLANATIONS: &str = include_str!("../bench/soak/explanations.rs");
/// The one line that is not ours but the database driver's.
const OF_THE_DRIVER: &str = "acquired connection, but time to acquire exceeded";

/// The text of all sources in a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(path).expect("a text"));
        }
    }
    text
}

#[test]
fn lines_that_a_soak_explains_are_logged() {
    let sources = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates")));
    let (_, lines) = EXPLANATIONS.split_once("const LINES").expect("the lines");
    let (lines, _) = lines.split_once("];").expect("their end");
    let beginnings: Vec<_> = lines.split('"').skip(1).step_by(2).filter(|line| *line != OF_THE_DRIVER).collect();
    assert!(beginnings.len() > 30, "they are found: {beginnings:?}");
    for beginning in beginnings {
        assert!(sources.contains(&format!("\"{beginning}")), "nothing logs what begins with: {beginning}");
    }
}
