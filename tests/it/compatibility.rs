//! The committed document of the client API breaks no client of the last one, unless CHANGELOG.md says so.

mod cases;
mod operations;
mod schemas;

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

const PRESENT: &str = include_str!("../../openapi/client.json");
const CHANGELOG: &str = include_str!("../../CHANGELOG.md");
/// The document that counts as published until the first release.
const BASELINE: &str = include_str!("../fixtures/openapi/client.json");

/// The direction of a value: requests that were enough must stay enough, answers must keep all they had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Sent,
    Answered,
}

/// A change that breaks clients.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Break {
    /// The operation, its parameter, or the schema field, as CHANGELOG.md must name it: `listDeletions.q`.
    what: String,
    /// What changed.
    how: String,
}

/// All breaking changes between two documents.
fn breaks(before: &Value, after: &Value) -> BTreeSet<Break> {
    operations::compare(before, after)
}

/// The document at the last release tag; the baseline without a tag or repository.
fn published() -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
        output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
    };
    let tag = git(&["describe", "--tags", "--abbrev=0"]);
    let document = tag.and_then(|tag| git(&["show", &format!("{}:openapi/client.json", tag.trim())]));
    document.unwrap_or_else(|| BASELINE.to_owned())
}

/// Whether the changelog's newest section announces this break.
fn is_announced(changelog: &str, what: &str) -> bool {
    let newest = changelog.split("\n## ").nth(1).unwrap_or_default();
    let mut lines = newest.lines().filter(|line| line.starts_with("- **Breaking:**"));
    lines.any(|line| line.contains(&format!("`{what}`")))
}

#[test]
fn committed_document_breaks_no_client_unless_the_changelog_says_so() {
    let [before, after] = [&published(), PRESENT].map(|text| serde_json::from_str::<Value>(text).unwrap());
    let silent: Vec<_> = breaks(&before, &after).into_iter().filter(|it| !is_announced(CHANGELOG, &it.what)).collect();
    let lines: Vec<_> = silent.iter().map(|Break { what, how }| format!("  `{what}` {how}")).collect();
    assert!(
        silent.is_empty(),
        "clients break at these changes (docs/api.md, \"What may change\"):\n{}\n\
         Take them back, or name each in a line `- **Breaking:** … `NAME` …` of the newest section of CHANGELOG.md.",
        lines.join("\n")
    );
}
