//! Every text that a page asks for exists, and every existing text is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::messages;
use crate::Language;

/// What stands before a key where templates and sources ask for its message.
const ASKED: [&str; 8] = [".t(", ".t1(", ".t2(", ".text(", ".text_with(", ".around(", "::timed(", "::since("];

/// The messages of a file, and their attributes as `message.attribute`, each with its arguments.
pub(super) fn read(file: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
    let mut message = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| key.starts_with(char::is_alphabetic)) {
            key.clone_into(&mut message);
            found.push((message.clone(), BTreeSet::new()));
        } else if let Some((attribute, _)) = line.trim_start().strip_prefix('.').and_then(|line| line.split_once(" ="))
        {
            found.push((format!("{message}.{attribute}"), BTreeSet::new()));
        }
        let names = line.split('$').skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
        if let Some((_, arguments)) = found.last_mut() {
            arguments.extend(names.flatten().map(str::to_owned));
        }
    }
    found
}

/// The templates and the sources that make pages, by their paths.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = BTreeMap::new();
    for folder in ["templates", "crates/admin/src", "crates/install/src", "crates/words/src"] {
        collect(&root.join(folder), &mut found);
    }
    found
}

fn collect(folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if !path.components().any(|part| part.as_os_str() == "tests") {
            found.insert(path.display().to_string(), fs::read_to_string(&path).expect("text"));
        }
    }
}

/// The literals of each call that asks for a message, up to the end of the call's first line.
fn calls(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let places = ASKED.iter().flat_map(|asked| text.match_indices(asked).map(|(place, asked)| place + asked.len()));
    places.filter_map(|place| {
        let rest = text[place..].trim_start();
        let line = rest.strip_prefix('"').map(|_| rest.split("}}").next().unwrap_or(rest))?;
        let literals: Vec<_> = line.lines().next()?.split('"').skip(1).step_by(2).collect();
        // Other methods `text` take no key: a key has its subject and a hyphen.
        literals[0].contains('-').then_some(literals)
    })
}

#[test]
fn every_text_that_pages_ask_for_is_there() {
    let known = messages(Language::English);
    for (path, text) in sources() {
        for call in calls(&text) {
            let arguments = known.get(call[0]);
            assert!(arguments.is_some(), "{path}: there is no message {}", call[0]);
            // A literal after the key is an argument's name, unless it is a value: the message knows only names.
            let named = |name: &&String| call.iter().any(|literal| literal == name) || !text.contains("{{");
            let missing = arguments.into_iter().flatten().find(|name| !named(name) && **name != "when");
            assert_eq!(missing, None, "{path}: the message {} takes it", call[0]);
        }
    }
}

#[test]
fn no_text_is_left_over() {
    let of_codes = super::of_codes();
    let sources = sources();
    let is_asked_for = |key: &str| {
        let whole = format!("\"{key}\"");
        let base = key.split_once('.').map(|(message, _)| format!("\"{message}\""));
        sources.values().any(|text| text.contains(&whole) || base.as_ref().is_some_and(|base| text.contains(base)))
    };
    let known = messages(Language::English);
    assert!(known.keys().all(|key| key.contains('-')), "a key begins with its subject and a hyphen");
    let mut keys = known.keys().filter(|key| !of_codes.contains(key.split('.').next().unwrap_or_default()));
    assert_eq!(keys.find(|key| !is_asked_for(key)), None, "nobody asks for it");
}
