//! What happens to the service itself, and to everything that it depends on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use sim::Fault;
use tests::service::Ending;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::causes::Cause;
use super::scene::Scene;

/// The part of a run in which the service may be ended; then one process lives on, for its memory.
pub(crate) const ENDINGS: f64 = 0.4;
/// How far the clock jumps ahead in a run: longer than deletions are kept.
const AHEAD: time::Duration = time::Duration::hours(84);
/// In how many jumps.
const JUMPS: u32 = 6;
/// How many incidents there are in a run, and how long two of them are apart at least and at most.
const INCIDENTS: f64 = 40.0;
const APART: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(45));

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Incident {
    /// `kill -9`, and started again at once, or after some seconds.
    Kill { away: u64 },
    /// `SIGTERM`, and started again.
    Terminate,
    /// Held still, as by a disk that does not answer.
    Stall,
    /// A fault of the authorization server.
    Authority(u8),
    /// The clock goes back by a minute and a half, as after a correction.
    Back,
    /// Connections that end in the middle of an event.
    Halves,
}

const ENDING: [Incident; 4] =
    [Incident::Kill { away: 0 }, Incident::Kill { away: 3 }, Incident::Kill { away: 9 }, Incident::Terminate];
const OTHERS: [Incident; 7] = [
    Incident::Stall,
    Incident::Authority(0),
    Incident::Authority(1),
    Incident::Authority(2),
    Incident::Authority(3),
    Incident::Back,
    Incident::Halves,
];

/// Lets things happen for `length`.
pub(crate) async fn conduct(scene: &Arc<Scene>, length: Duration) {
    let (started, mut rng) = (Instant::now(), StdRng::seed_from_u64(18));
    let mut jumps = (1..=JUMPS).map(|jump| length.mul_f64(f64::from(jump) / f64::from(JUMPS + 1)));
    let mut next_jump = jumps.next();
    let mut deck: Vec<Incident> = Vec::new();
    let apart = length.div_f64(INCIDENTS).clamp(APART.0, APART.1);
    while started.elapsed() < length {
        let ends = started.elapsed() < length.mul_f64(ENDINGS);
        if next_jump.is_some_and(|due| started.elapsed() >= due) {
            next_jump = jumps.next();
            scene.causes.note(Cause::Clock, None);
            scene.clock.jump(AHEAD / JUMPS.cast_signed());
        }
        deck.retain(|incident| ends || !ENDING.contains(incident));
        if deck.is_empty() {
            deck.extend(OTHERS);
            deck.extend(ENDING.into_iter().filter(|_| ends));
            deck.shuffle(&mut rng);
        }
        let incident = deck.pop().expect("it was filled");
        happen(scene, incident).await;
        let rest = length.saturating_sub(started.elapsed());
        sleep(apart.mul_f64(rng.random_range(0.5..1.5)).min(rest)).await;
    }
}

async fn happen(scene: &Arc<Scene>, incident: Incident) {
    match incident {
        Incident::Kill { away } => end(scene, Ending::Kill, Duration::from_secs(away)).await,
        Incident::Terminate => end(scene, Ending::Terminate, Duration::from_secs(1)).await,
        Incident::Stall => stall(scene).await,
        Incident::Authority(which) => break_authority(scene, which).await,
        Incident::Back => {
            scene.causes.note(Cause::Clock, None);
            scene.clock.jump(time::Duration::seconds(-90));
        }
        Incident::Halves => send_halves(scene).await,
    }
}

/// Ends the service and starts it again after a while.
pub(crate) async fn end(scene: &Arc<Scene>, how: Ending, away: Duration) {
    let mut place = scene.service.lock().await;
    let under = scene.causes.begin(Cause::Ended, None);
    let service = place.take().expect("it runs");
    service.end(how).await;
    sleep(away).await;
    scene.start_service(&mut place).await;
    scene.causes.end(&under);
}

async fn stall(scene: &Arc<Scene>) {
    let place = scene.service.lock().await;
    let service = place.as_ref().expect("it runs");
    let under = scene.causes.begin(Cause::Stalled, None);
    service.signal("STOP");
    sleep(Duration::from_millis(2_500)).await;
    service.signal("CONT");
    scene.causes.end(&under);
}

async fn break_authority(scene: &Arc<Scene>, which: u8) {
    let faults = [Fault::Reset, Fault::Status(502), Fault::Html, Fault::Late(2_000)];
    let under = scene.causes.begin(Cause::Authority, None);
    scene.sim.fault("*", faults[usize::from(which)].clone(), None);
    sleep(Duration::from_secs(6)).await;
    scene.sim.clear_faults();
    scene.causes.end(&under);
}

async fn send_halves(scene: &Arc<Scene>) {
    scene.causes.note(Cause::Connections, None);
    for _ in 0..40 {
        let Ok(mut stream) = TcpStream::connect(scene.address).await else { return };
        let half = "POST /bitrix24/events HTTP/1.1\r\nHost: app.example\r\nContent-Type: \
                    application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nevent=ONCRMLEADDELETE&data%5B";
        if stream.write_all(half.as_bytes()).await.is_err() {
            return;
        }
    }
}
