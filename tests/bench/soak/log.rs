//! Reads the service's log while it is written, and looks for a cause of each warning and error.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

use super::causes::Cause;
use super::explanations::causes_of;
use super::scene::Scene;

/// How often to read it.
const LOOK: Duration = Duration::from_millis(300);
/// How many lines that nothing explains are kept.
const KEPT: usize = 50;

#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Explained warnings and errors, each with its count.
    pub(crate) explained: BTreeMap<String, usize>,
    /// How many lines nothing explains.
    pub(crate) unexplained: usize,
    /// The first of those.
    pub(crate) first: Vec<String>,
}

impl Lines {
    fn judge(&mut self, line: &str, scene: &Scene) {
        let read: Value = serde_json::from_str(line).unwrap_or_default();
        if matches!(read["level"].as_str(), Some("INFO" | "DEBUG" | "TRACE")) {
            return;
        }
        let fields = &read["fields"];
        let message = fields["message"].as_str().unwrap_or_default();
        let named = fields["member_id"].as_str().map(|name| name.trim_matches('"'));
        let causes: &[Cause] = causes_of(message);
        if !message.is_empty() && scene.causes.explain(causes, named) {
            *self.explained.entry(message.to_owned()).or_default() += 1;
        } else {
            self.unexplained += 1;
            if self.first.len() < KEPT {
                self.first.push(line.to_owned());
            }
        }
    }
}

/// Reads until `stop` and then to the end.
pub(crate) async fn read(scene: Arc<Scene>, file: PathBuf, mut stop: watch::Receiver<bool>) -> Lines {
    let mut file = File::open(file).expect("the service has written something");
    let (mut lines, mut rest) = (Lines::default(), Vec::new());
    loop {
        let last = *stop.borrow_and_update();
        file.read_to_end(&mut rest).expect("the file can be read");
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = rest.drain(..=end).collect();
            lines.judge(String::from_utf8_lossy(&line).trim_end(), &scene);
        }
        if last {
            return lines;
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.changed() => {}
        }
    }
}
