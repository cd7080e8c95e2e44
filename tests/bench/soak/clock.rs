//! One wall clock for the service and the simulator, which can be moved while both run.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::Clock;
use domain::clock::ManualClock;
use tests::service::Launch;
use time::OffsetDateTime;

/// Preloaded by the service.
const SOURCE: &str = include_str!("clock.c");
/// The simulator clock's resolution.
const TICK: Duration = Duration::from_millis(10);

/// The machine's clock plus an offset.
#[derive(Debug)]
pub(crate) struct SharedClock {
    ahead: Arc<AtomicI64>,
    system: Clock,
    shown: Clock,
    hands: ManualClock,
    file: File,
    path: PathBuf,
    library: PathBuf,
}

impl SharedClock {
    /// Starts at the machine's time, and compiles what the service needs into `folder` with a C compiler.
    pub(crate) fn start(folder: &Path) -> Self {
        let (source, library, path) = (folder.join("clock.c"), folder.join("clock.so"), folder.join("clock"));
        fs::write(&source, SOURCE).expect("a file");
        let mut compiler = Command::new("cc");
        compiler.args(["-O2", "-shared", "-fPIC", "-o"]).arg(&library).arg(&source);
        assert!(compiler.status().expect("cc is there").success(), "clock.c can't be compiled");
        let file = OpenOptions::new().write(true).create(true).truncate(true).open(&path).expect("a file");
        file.write_all_at(&0_i64.to_ne_bytes(), 0).expect("a file");
        let system = Clock::system();
        let (shown, hands) = Clock::manual(system.now());
        let clock = Self { ahead: Arc::default(), system, shown, hands, file, path, library };
        clock.tick();
        clock
    }

    /// Lets the simulator's clock follow.
    fn tick(&self) {
        let (ahead, system, hands) = (Arc::clone(&self.ahead), self.system.clone(), self.hands.clone());
        tokio::spawn(async move {
            loop {
                hands.set(system.now() + time::Duration::seconds(ahead.load(Ordering::SeqCst)));
                tokio::time::sleep(TICK).await;
            }
        });
    }

    /// For the simulator.
    pub(crate) fn clock(&self) -> Clock {
        self.shown.clone()
    }

    /// For the service and its commands.
    pub(crate) fn shown_to(&self, launch: Launch) -> Launch {
        let [library, path] = [&self.library, &self.path].map(|path| path.display().to_string());
        launch.set("LD_PRELOAD", &library).set("SOAK_CLOCK", &path)
    }

    /// The time that all have.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.system.now() + time::Duration::seconds(self.ahead.load(Ordering::SeqCst))
    }

    /// Moves it on or back, for all at once.
    pub(crate) fn jump(&self, by: time::Duration) {
        let ahead = self.ahead.fetch_add(by.whole_seconds(), Ordering::SeqCst) + by.whole_seconds();
        self.file.write_all_at(&ahead.to_ne_bytes(), 0).expect("the file is there");
        self.hands.set(self.now());
    }
}
