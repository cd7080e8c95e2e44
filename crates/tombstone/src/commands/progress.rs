//! The progress of long work.

use std::io::{IsTerminal, Write};

/// Shows progress on a terminal, and nowhere else.
pub(crate) fn show_progress(what: &'static str) -> impl FnMut(u64, u64) {
    let is_seen = std::io::stderr().is_terminal();
    move |done, all| {
        if is_seen {
            let end = if done >= all { "\n" } else { "" };
            let _ = write!(std::io::stderr(), "\r{done} of {all} {what}{end}");
        }
    }
}

/// Shows progress in mebibytes on a terminal, and nowhere else.
pub(crate) struct Mebibytes {
    show: Box<dyn FnMut(u64, u64)>,
    shown: u64,
}

impl Mebibytes {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { show: Box::new(show_progress(what)), shown: 0 }
    }

    /// Both in bytes.
    pub(crate) fn note(&mut self, done: u64, all: u64) {
        let (done, all) = (done >> 20, all >> 20);
        if done > self.shown {
            self.shown = done;
            (self.show)(done, all.max(done + 1)); // dropping this shows the end
        }
    }
}

impl Drop for Mebibytes {
    fn drop(&mut self) {
        if self.shown > 0 {
            (self.show)(self.shown, self.shown);
        }
    }
}
