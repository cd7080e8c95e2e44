//! What very many open streams cost: memory, and reads of the database. Each of them gets each deletion once.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tests::api::Client;
use tests::load::{self, Reins, Shape};
use tests::postgres::keep_everything;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::report::{grouped, line, target};
use crate::sampler;
use crate::size::{Store, count};
use crate::stock::Stock;

/// How long the service rests before its memory is measured.
const REST: Duration = Duration::from_secs(3);
/// How long all streams together may take to open, and to get what was recorded.
const PATIENCE: Duration = Duration::from_mins(3);
/// How many streams are opened at the same time.
const AT_ONCE: usize = 32;
/// In bytes.
const PIECE: usize = 2_048;
const MEBIBYTE: u64 = 1 << 20;
const MEMORY: u64 = 200 * MEBIBYTE;
/// How often the database may be read for all streams together per block: a block may be seen in parts.
const READS: f64 = 2.0;

/// How many streams there are, and what they get.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Size {
    /// How many streams are open, half of them over all portals and half of one portal each.
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u64).range(2..=20_000))]
    streams: u64,
    /// How many portals there are.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    portals: u64,
    /// How many events a second come.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    rate: u32,
    /// For how long.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
}

/// What one stream got.
#[derive(Debug, Default)]
struct Got {
    deletions: AtomicU64,
    /// How many came out of order, twice, or after a missing one.
    odd: AtomicU64,
}

pub(crate) async fn run(size: Size) -> ExitCode {
    keep_everything();
    allow_descriptors();
    let stock = Stock::open(size.portals, Store { rows: 0, store: None }).await;
    let service = stock.launch.start().await;
    let client = Client::new(&stock.launch, &service);
    let members: Vec<String> =
        client.portals().await.iter().map(|portal| portal["member_id"].as_str().expect("an id").to_owned()).collect();
    sleep(REST).await;
    let idle = service.memory();

    let started = Instant::now();
    let mut streams = Vec::with_capacity(count(size.streams));
    let numbers: Vec<usize> = (0..count(size.streams)).collect();
    for some in numbers.chunks(AT_ONCE) {
        let opened = some.iter().map(|number| {
            let member_id = (number % 2 == 1).then(|| members[number / 2 % members.len()].clone());
            Stream::open(&service, &client, member_id)
        });
        streams.extend(timeout(PATIENCE, futures_util::future::join_all(opened)).await.expect("streams open"));
    }
    line(&format!("{} streams opened in {:.1} s", grouped(size.streams), started.elapsed().as_secs_f64()));
    sleep(REST).await;
    let open = service.memory();

    let before = sampler::metrics(&client).await;
    let sending = Instant::now();
    let shape = Shape { connections: 4, duration: Duration::from_secs(size.seconds), rate: Some(size.rate) };
    let outcome = load::run(service.address(), shape, Arc::clone(&stock.mail), Arc::<Reins>::default()).await;
    assert_eq!((outcome.refused, outcome.broken), (0, 0), "all events are taken");
    let mut of_portals = std::collections::HashMap::<&str, u64>::new();
    for id in &outcome.acknowledged {
        *of_portals.entry(stock.mail.post(*id).member_id()).or_default() += 1;
    }
    let all = outcome.acknowledged.len() as u64;
    let wanted = |stream: &Stream| match &stream.member_id {
        Some(member_id) => of_portals.get(member_id.as_str()).copied().unwrap_or_default(),
        None => all,
    };
    let deadline = Instant::now() + PATIENCE;
    let has_all = |stream: &Stream| stream.got.deletions.load(Ordering::Relaxed) >= wanted(stream);
    while !streams.iter().all(has_all) && Instant::now() < deadline {
        sleep(Duration::from_millis(20)).await;
    }
    let took = sending.elapsed();
    sleep(REST).await; // duplicates come now
    let (after, busy) = (sampler::metrics(&client).await, service.peak_memory());

    let wrong = streams.iter().filter(|stream| {
        stream.got.deletions.load(Ordering::Relaxed) != wanted(stream) || stream.got.odd.load(Ordering::Relaxed) > 0
    });
    let wrong = wrong.count();
    let grown = |name: &str| after.sum(name) - before.sum(name);
    let reads = grown("tombstone_followed_reads_total");
    let blocks = grown("tombstone_index_block_events_count");
    let sent: u64 = streams.iter().map(|stream| stream.got.deletions.load(Ordering::Relaxed)).sum();
    line(&format!("memory {} MiB at rest, {} MiB with all open", idle / MEBIBYTE, open / MEBIBYTE));
    line(&format!(
        "{} deletions in {blocks:.0} blocks, {reads:.0} looks into the database; {} pieces sent after {:.1} s",
        grouped(all),
        grouped(sent),
        took.as_secs_f64()
    ));
    line(&format!("  {} MiB at most while they were sent", busy / MEBIBYTE));
    line("targets");
    let above = open.saturating_sub(idle);
    let each = reads / blocks.max(1.0);
    let reached = [
        target(above <= MEMORY, &format!("{} MiB above rest, at most {}", above / MEBIBYTE, MEMORY / MEBIBYTE)),
        target(each <= READS, &format!("{each:.2} looks a block for all streams together, at most {READS}")),
        target(wrong == 0, &format!("{wrong} streams did not get each deletion once and in order")),
    ];
    if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Raises the limit to the maximum, for this program and the service that it starts.
fn allow_descriptors() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).expect("up to its maximum a process may");
}

struct Stream {
    member_id: Option<String>,
    got: Arc<Got>,
}

impl Stream {
    /// Opens it and waits for its first event.
    async fn open(service: &tests::service::Service, client: &Client, member_id: Option<String>) -> Self {
        let path = match &member_id {
            Some(member_id) => format!("/api/v1/portals/{member_id}/deletions/stream"),
            None => "/api/v1/deletions/stream".to_owned(),
        };
        let socket = TcpStream::connect(service.address()).await.expect("the service takes connections");
        let mut reader = BufReader::with_capacity(PIECE, socket);
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\r\n",
            service.address(),
            client.key()
        );
        reader.get_mut().write_all(request.as_bytes()).await.expect("it is sent");
        let mut line = String::new();
        let id = loop {
            line.clear();
            assert!(reader.read_line(&mut line).await.expect("an answer") > 0, "the stream of {path} ended");
            assert!(!line.starts_with("HTTP/1.1") || line.starts_with("HTTP/1.1 200"), "{path}: {line}");
            if let Some(id) = line.strip_prefix("id: ") {
                break id.trim().parse().expect("a number");
            }
        };
        let got = Arc::<Got>::default();
        tokio::spawn(read(reader, id, Arc::clone(&got)));
        Self { member_id, got }
    }
}

/// Counts deletions; each `id` should be one more than the last.
async fn read(mut reader: BufReader<TcpStream>, mut last: u64, got: Arc<Got>) {
    let mut line = Vec::new();
    while let Ok(read) = reader.read_until(b'\n', &mut line).await
        && read > 0
    {
        if let Some(id) = line.strip_prefix(b"id: ") {
            let id = std::str::from_utf8(id).ok().and_then(|id| id.trim().parse().ok()).unwrap_or_default();
            got.odd.fetch_add(u64::from(id != last + 1), Ordering::Relaxed);
            got.deletions.fetch_add(1, Ordering::Relaxed);
            last = id;
        }
        line.clear();
    }
}
