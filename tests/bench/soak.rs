//! A long life: two hundred portals, everything that happens to portals and to services, and a reckoning at the end.

mod causes;
mod clock;
mod conductor;
mod explanations;
mod follower;
mod ledger;
mod life;
mod log;
mod named;
mod reckoning;
mod report;
mod samples;
mod scene;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use tests::service::Ending;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::report::line;
use crate::sampler::metrics;
use crate::size::count;
use reckoning::Reckoning;
use report::Report;
use scene::Scene;

/// How long fetching and seeing everything may take, once nothing goes wrong any more.
const SETTLED: Duration = Duration::from_mins(4);

/// How long idle connections may stay open when nothing happens any more.
const QUIET: Duration = Duration::from_mins(4);
/// How many descriptors more than at the beginning a service at rest may have at the end.
const FURTHER: usize = 30;

/// How long to wait for what was missed: what is in no queue never comes.
const FETCHED: Duration = Duration::from_secs(100);
/// How long until each portal's queue is read again in any case.
const QUEUES_DUE: time::Duration = time::Duration::hours(7);

/// How long portals live, and how.
#[derive(Clone, Debug, Args)]
pub(crate) struct Lifetime {
    /// For how many hours, such as 1 or 0.05.
    #[arg(value_parser = hours)]
    hours: f64,
    /// How many portals.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(2..=2_000))]
    portals: u64,
    /// How many seconds pass on average between two things that happen in a portal.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=600))]
    pause: u64,
    /// A binary other than this build's.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Where the report goes, as JSON.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/soak.json"))]
    report: PathBuf,
}

fn hours(text: &str) -> Result<f64, String> {
    let hours: f64 = text.parse().map_err(|_| "not a number")?;
    if (0.01..=10_000.0).contains(&hours) { Ok(hours) } else { Err("between 0.01 and 10,000".to_owned()) }
}

pub(crate) async fn run(lifetime: Lifetime) -> ExitCode {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let begun = Instant::now();
    let scene = Box::pin(Scene::start(folder.path(), lifetime.binary, count(lifetime.portals))).await;
    line(&format!("{} portals have installed the app after {:.0} s", lifetime.portals, begun.elapsed().as_secs_f64()));
    let (length, pause) = (Duration::from_secs_f64(lifetime.hours * 3_600.0), Duration::from_secs(lifetime.pause));

    let (stop, stopped) = watch::channel(false);
    let follower = tokio::spawn(follower::follow(Arc::clone(&scene), stopped.clone()));
    let log = tokio::spawn(log::read(Arc::clone(&scene), folder.path().join("stderr.log"), stopped.clone()));
    let samples = live(&scene, length, pause).await;
    let seconds_to_settle = settle(&scene).await;
    let descriptors = descriptors_in_quiet(&scene).await;
    // The last start lets retention remove what is old.
    conductor::end(&scene, Ending::Terminate, Duration::ZERO).await;
    reckoning::old_ones_removed(&scene).await;
    let reckoning = Reckoning::of(&scene).await;
    let disk = samples::size_of(&scene.launch.data());
    stop.send_replace(true);
    follower.await.expect("the follower does not panic");
    let log = log.await.expect("the reader does not panic");

    let report = Report {
        hours: lifetime.hours,
        portals: scene.portals.len(),
        counts: scene.causes.counts(),
        samples: &samples,
        reckoning: &reckoning,
        log: &log,
        disk,
        seconds_to_settle,
        descriptors: [scene.descriptors_at_rest, descriptors],
    };
    let well = report.print();
    report.save(&lifetime.report, well);
    if !well {
        // The log and the data help to find the reason.
        line(&format!("all of it is kept in {}", folder.keep().display()));
    }
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Lets portals live, and everything happen, for this long.
async fn live(scene: &Arc<Scene>, length: Duration, pause: Duration) -> samples::Samples {
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn(samples::watch(Arc::clone(scene), stopped.clone()));
    let mut lives = JoinSet::new();
    for number in 0..scene.portals.len() {
        lives.spawn(life::Life::new(scene, number).live(pause, stopped.clone()));
    }
    conductor::conduct(scene, length).await;
    stop.send_replace(true);
    while let Some(life) = lives.join_next().await {
        life.expect("a portal does not panic");
    }
    watching.await.expect("watching does not panic")
}

/// Waits until all answered events are seen and all gaps closed that can be. Returns how many seconds that took.
async fn settle(scene: &Scene) -> f64 {
    scene.sim.clear_faults();
    scene.portals.iter().for_each(sim::Portal::clear_faults);
    // All queues are due by then, even of portals that do not know of a failed delivery.
    scene.causes.note(causes::Cause::Clock, None);
    scene.clock.jump(QUEUES_DUE);
    let started = Instant::now();
    while started.elapsed() < SETTLED {
        let open = metrics(&scene.client).await.sum("tombstone_gaps_open");
        let fetched = scene.ledger.missed() == 0 || started.elapsed() > FETCHED;
        if scene.ledger.awaited(None) == 0 && open < 1.0 && fetched {
            break;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    started.elapsed().as_secs_f64()
}

/// How many descriptors the service has when its connections are closed: those of portals and to them stay open for a
/// while when they are idle, and come and go by hundreds before.
async fn descriptors_in_quiet(scene: &Scene) -> usize {
    let (started, mut fewest) = (Instant::now(), usize::MAX);
    while fewest > scene.descriptors_at_rest + FURTHER && started.elapsed() < QUIET {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let place = scene.service.lock().await;
        fewest = fewest.min(place.as_ref().expect("it runs").descriptors());
    }
    fewest
}
