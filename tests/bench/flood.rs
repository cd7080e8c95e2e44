//! A flood of events with wrong tokens: what it costs, and what it leaves of the intake beside it.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tests::fleet;
use tests::load::{self, Mail, Outcome, Reins, Shape};
use tests::post::{Post, Sender};
use tests::service::Launch;

use crate::empty::Empty;
use crate::report::{Figures, line, target};
use crate::size::{Size, count};

/// Not counted.
const WARM_UP: Duration = Duration::from_secs(1);

pub(crate) async fn run(size: Size) -> ExitCode {
    let Size { seconds, rounds, connections, portals } = size;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let launch = Launch::in_folder(folder.path()).with_key();
    let store = launch.open_store().await;
    let senders = fleet::senders(count(portals));
    fleet::install(&store, &senders).await;
    store.close().await.expect("the database closes");
    let service = launch.start().await;
    let empty = Empty::start();
    let forged = Mail::new(senders.iter().cloned().map(forge).flat_map(Post::kinds_of).collect());
    let genuine = Mail::new(senders.into_iter().flat_map(Post::kinds_of).collect());

    let round = Duration::from_secs(seconds);
    let post = async |address: SocketAddr, mail: &Arc<Mail>, duration: Duration| -> Outcome {
        let shape = Shape { connections: count(connections), duration, rate: None };
        load::run(address, shape, Arc::clone(mail), Arc::<Reins>::default()).await
    };
    post(empty.address, &forged, WARM_UP).await;
    post(service.address(), &genuine, WARM_UP).await;
    let (mut idle, mut flood, mut alone, mut beside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        idle.push(Figures::of(&mut post(empty.address, &forged, round).await));
        let mut refused = post(service.address(), &forged, round).await;
        assert!(refused.acknowledged.is_empty(), "a wrong token was believed");
        flood.push(Figures::of(&mut refused));
        alone.push(Figures::of(&mut post(service.address(), &genuine, round).await));
        let (mut valid, _) =
            tokio::join!(post(service.address(), &genuine, round), post(service.address(), &forged, round));
        beside.push(Figures::of(&mut valid));
    }
    let rounds =
        [("empty handler", &idle), ("flood", &flood), ("genuine alone", &alone), ("genuine beside it", &beside)];
    line("medians");
    let [empty, flood, alone, beside] = rounds.map(|(name, rounds)| {
        let median = Figures::median(rounds);
        median.print(name);
        median.rate
    });
    line("targets");
    let (cost, rest) = (flood / empty, beside / alone);
    let reached = [
        target(cost >= 0.60, &format!("a flood is refused at {cost:.3} of the empty handler's rate, at least 0.60")),
        target(rest >= 0.40, &format!("genuine events keep {rest:.3} of their rate beside it, at least 0.40")),
    ];
    if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The same portal with a wrong token.
fn forge(sender: Sender) -> Sender {
    Sender { application_token: "0".repeat(32), ..sender }
}
