//! Finds the commit that the program is built from, for `tombstone --version`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Names the commit where there is no repository: in an archive of the sources, or in a container.
const GIVEN: &str = "BUILD_COMMIT";
/// How many characters of a commit are enough.
const SHORT: usize = 12;

fn main() {
    println!("cargo::rerun-if-env-changed={GIVEN}");
    println!("cargo::rerun-if-changed=build.rs");
    let given = std::env::var(GIVEN).ok().filter(|given| !given.trim().is_empty());
    let commit = given.or_else(of_repository).unwrap_or_else(|| "unknown".to_owned());
    let commit: String = commit.trim().chars().take(SHORT).collect();
    println!("cargo::rustc-env=TOMBSTONE_COMMIT={commit}");
}

/// The commit of this workspace's own repository; one around the workspace is another project's.
fn of_repository() -> Option<String> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().ok()?;
    let root = PathBuf::from(git(&workspace, &["rev-parse", "--show-toplevel"])?);
    if root.canonicalize().ok()? != workspace {
        return None;
    }
    // Only what changes with the commit: a file that does not exist would trigger every build.
    let branch = git(&workspace, &["symbolic-ref", "--quiet", "HEAD"]);
    let names = ["HEAD", "logs/HEAD", "packed-refs"].map(str::to_owned).into_iter().chain(branch);
    for name in names {
        let path = workspace.join(git(&workspace, &["rev-parse", "--git-path", &name])?);
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    git(&workspace, &["rev-parse", "HEAD"])
}

/// Git's output; none if git fails or prints nothing.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
    let said = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(said.trim().to_owned()).filter(|said| !said.is_empty())
}
