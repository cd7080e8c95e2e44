//! A disk that is soon full: a small one in memory, which only those see who are let in.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Puts the disk where it belongs, and keeps it until its input ends.
const HOLDER: &str = r#"mount -t tmpfs -o "size=$1m,mode=700" tmpfs "$2" && echo mounted && read -r _"#;
/// What may be mounted without being root: in a world of one's own.
const WAYS: [(&[&str], &[&str]); 2] =
    [(&["-m"], &["-m"]), (&["-U", "-r", "-m"], &["-U", "--preserve-credentials", "-m"])];

/// The disk, gone when it is dropped and whoever was let in has ended.
#[derive(Debug)]
pub struct SmallDisk {
    holder: Child,
    enter: &'static [&'static str],
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts an empty one of so many MiB at `folder`.
    ///
    /// It panics where nothing can be mounted: a test that needs it has not shown anything then.
    pub fn mount(folder: &Path, mib: u64) -> Self {
        fs::create_dir_all(folder).expect("a folder for the disk");
        let mut said = String::new();
        for (own, enter) in WAYS {
            match hold(own, folder, mib) {
                Ok(holder) => return Self { holder, enter, folder: folder.to_owned() },
                Err(why) => said.push_str(&why),
            }
        }
        panic!("a small disk has to be mounted for this test: run it as root, or allow user namespaces\n{said}");
    }

    /// The beginning of a command that is let in.
    pub(crate) fn entry(&self) -> Vec<String> {
        let holder = self.holder.id().to_string();
        let words = ["nsenter", "-t", &holder].into_iter().chain(self.enter.iter().copied()).chain(["--"]);
        words.map(str::to_owned).collect()
    }

    /// Fills it to the last byte.
    pub fn fill(&self) {
        let mut filler = File::create(self.filler()).expect("a file");
        for piece in [1 << 20, 4096, 1] {
            let piece = vec![b'x'; piece];
            loop {
                match filler.write(&piece) {
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => panic!("the disk can't be filled: {error}"),
                }
            }
        }
    }

    /// Makes room again.
    pub fn clear(&self) {
        fs::remove_file(self.filler()).expect("it was filled");
    }

    /// Where those outside find what fills it.
    fn filler(&self) -> PathBuf {
        let inside = self.folder.strip_prefix("/").expect("a whole path").join("filler");
        Path::new(&format!("/proc/{}/root", self.holder.id())).join(inside)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(self.holder.stdin.take());
        // It may be gone already.
        let _ = self.holder.wait();
    }
}

/// Somebody who has the disk; or what was said when it could not be mounted.
fn hold(own: &[&str], folder: &Path, mib: u64) -> Result<Child, String> {
    let mut command = Command::new("unshare");
    command.args(own).args(["sh", "-c", HOLDER, "sh", &mib.to_string()]).arg(folder);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut holder = command.spawn().map_err(|error| format!("unshare: {error}\n"))?;
    let mut line = String::new();
    let stdout = holder.stdout.take().expect("it is piped");
    BufReader::new(stdout).read_line(&mut line).expect("a line or an end");
    if line == "mounted\n" {
        return Ok(holder);
    }
    let said = holder.wait_with_output().expect("an end").stderr;
    Err(String::from_utf8_lossy(&said).into_owned())
}
