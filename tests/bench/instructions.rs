//! How many instructions an event costs from the socket to the index, by valgrind's callgrind: a figure that other
//! work on the machine does not change. It runs with few events and with many, so that the start does not count.

pub(crate) mod service;

use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};

use futures_util::future::join_all;
use tests::load::{Connection, Mail};

use crate::report::{grouped, line};
use crate::size::{Instructions, Steps, Store};
use crate::stock::Stock;

/// As many events as a commit serves under load, and as a block has.
const LOAD: Steps = Steps { at_once: 16, block: 2_048, blocks: 2 };
/// Events that come one by one.
const SINGLE: Steps = Steps { at_once: 1, block: 1, blocks: 200 };
/// How many times as many blocks the longer run has.
const LONGER: u64 = 3;

pub(crate) async fn run(Instructions { portals, functions }: Instructions) -> ExitCode {
    for steps in [LOAD, SINGLE] {
        let few = measure(portals, steps, 0).await;
        let many = measure(portals, Steps { blocks: steps.blocks * LONGER, ..steps }, functions).await;
        let each = (many - few) / (steps.events() * (LONGER - 1));
        let Steps { at_once, block, .. } = steps;
        line(&format!("{at_once} at once, {} in a block: {} instructions an event", grouped(block), grouped(each)));
    }
    ExitCode::SUCCESS
}

/// Counts all instructions of a run in a store of its own. Prints the `functions` that cost the most.
async fn measure(portals: u64, steps: Steps, functions: usize) -> u64 {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let stock = Stock::open(portals, Store { rows: 0, store: Some(folder.path().to_owned()) }).await;
    let counts = folder.path().join("callgrind.out");
    let mut service = Counted::start(folder.path(), &counts, steps);
    service.post(&stock.mail, steps).await;
    service.end();
    if functions > 0 {
        print_functions(&counts, functions);
    }
    let counts = fs::read_to_string(&counts).expect("callgrind has written its counts");
    let total = counts.lines().find_map(|line| line.strip_prefix("totals: "));
    total.and_then(|total| total.trim().parse().ok()).expect("a total")
}

/// The service under callgrind.
struct Counted {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Counted {
    fn start(folder: &Path, counts: &Path, steps: Steps) -> Self {
        let mut command = Command::new("valgrind");
        command.args(["--quiet", "--tool=callgrind"]).arg(format!("--callgrind-out-file={}", counts.display()));
        command.arg(std::env::current_exe().expect("this program has a path")).arg("counted").arg(folder);
        command.args([steps.at_once, steps.block, steps.blocks].map(|number| number.to_string()));
        let mut child = command.stdout(Stdio::piped()).spawn().expect("valgrind is installed");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        Self { child, lines }
    }

    fn line(&mut self) -> String {
        self.lines.next().expect("the service goes on").expect("a line")
    }

    /// Posts all events, and waits until each block of them is indexed.
    async fn post(&mut self, mail: &Mail, steps: Steps) {
        let address = self.line().parse().expect("an address");
        let open = (0..steps.at_once).map(async |_| Connection::open(address).await.expect("it listens"));
        let mut connections = join_all(open).await;
        for _ in 0..steps.blocks {
            for _ in 0..steps.block / steps.at_once {
                let sent = connections.iter_mut().map(async |connection| {
                    let id = mail.next_id();
                    assert_eq!(connection.send(mail.post(id), id).await.expect("an answer"), 200);
                });
                join_all(sent).await;
            }
            assert_eq!(self.line(), service::INDEXED);
        }
    }

    fn end(mut self) {
        assert!(self.child.wait().expect("it can be waited for").success());
    }
}

fn print_functions(counts: &Path, functions: usize) {
    let annotated = Command::new("callgrind_annotate").arg(counts).output().expect("it comes with valgrind");
    let annotated = String::from_utf8_lossy(&annotated.stdout);
    let costs = annotated.lines().skip_while(|line| !line.contains("PROGRAM TOTALS"));
    costs.take(functions + 4).for_each(line);
}

impl Steps {
    fn events(self) -> u64 {
        self.block * self.blocks
    }
}
