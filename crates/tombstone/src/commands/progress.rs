//! How far long work is, for a person who waits.

use std::io::{IsTerminal, Write};

/// Shows a person who waits how far it is; nobody else.
pub(crate) fn show_progress(what: &'static str) -> impl FnMut(u64, u64) {
    let is_seen = std::io::stderr().is_terminal();
    move |done, all| {
        if is_seen {
            let end = if done >= all { "\n" } else { "" };
            let _ = write!(std::io::stderr(), "\r{done} of {all} {what}{end}");
        }
    }
}

/// Shows a person who waits how many mebibytes are done; nobody else.
pub(crate) struct Mebibytes {
    show: Box<dyn FnMut(u64, u64)>,
    shown: u64,
}

impl Mebibytes {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { show: Box::new(show_progress(what)), shown: 0 }
    }

    /// So many bytes are done, of so many.
    pub(crate) fn note(&mut self, done: u64, all: u64) {
        let (done, all) = (done >> 20, all >> 20);
        if done > self.shown {
            self.shown = done;
            (self.show)(done, all.max(done + 1)); // the end comes when this is dropped
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
