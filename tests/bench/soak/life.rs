//! How a portal lives: people delete things, and now and then something happens to the portal itself.

use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sim::{Delivery, Fault, Portal};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::causes::Cause;
use super::named::KINDS;
use super::scene::Scene;

/// How long until all that a portal sent must be seen.
const SEEN: Duration = Duration::from_mins(1);
/// How long a portal is without the app, or does not pay, at most.
const AWAY: std::ops::Range<u64> = 3..25;

pub(crate) struct Life {
    scene: Arc<Scene>,
    number: usize,
    portal: Portal,
    rng: StdRng,
    /// How often its address has changed.
    renamed: u32,
    /// The app missed something that opening its page will bring.
    open_soon: bool,
}

impl Life {
    pub(crate) fn new(scene: &Arc<Scene>, number: usize) -> Self {
        let portal = scene.portals[number].clone();
        let rng = StdRng::seed_from_u64(0x50a4 + number as u64);
        Self { scene: Arc::clone(scene), number, portal, rng, renamed: 0, open_soon: false }
    }

    /// Lives until `stop`: one thing happens after the other, `pause` apart on average.
    pub(crate) async fn live(mut self, pause: Duration, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let chance: f64 = self.rng.random_range(0.01..1.0);
            let pause = pause.mul_f64(-chance.ln());
            tokio::select! {
                () = sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            self.step().await;
        }
    }

    async fn step(&mut self) {
        if self.open_soon {
            self.open().await;
        }
        match self.rng.random_range(0..1_000) {
            0..12 => self.open().await,
            12..22 => self.rename(),
            22..32 => self.update().await,
            32..40 => self.stop_paying().await,
            40..50 => self.remove().await,
            50..62 => self.lose_tokens(),
            62..80 => self.change_habits(),
            80..100 => self.break_methods(),
            100..115 => self.delete(30..90).await,
            115..250 => self.delete(2..9).await,
            _ => self.delete(1..2).await,
        }
    }

    fn note(&self, cause: Cause) {
        self.scene.causes.note(cause, Some(self.portal.member_id()));
    }

    fn record(&self, deliveries: &[Delivery]) {
        self.scene.ledger.record(self.number, deliveries);
    }

    async fn delete(&mut self, many: std::ops::Range<usize>) {
        let kind = KINDS[self.rng.random_range(0..KINDS.len())];
        let many = self.rng.random_range(many);
        if many > 20 {
            self.note(Cause::Burst);
        }
        let deliveries = self.portal.delete_many(kind, many).await;
        self.record(&deliveries);
    }

    /// An administrator opens the app's page.
    async fn open(&mut self) {
        let answered = self.portal.open_app().await;
        self.open_soon &= answered.status != Some(200);
    }

    fn rename(&mut self) {
        self.note(Cause::Renamed);
        self.renamed += 1;
        self.portal.rename(&format!("soak-{}-{}", self.number, self.renamed));
    }

    async fn update(&mut self) {
        self.note(Cause::Updated);
        let deliveries = self.portal.update().await;
        self.open_soon |= !deliveries.iter().all(|delivery| delivery.status == Some(200));
    }

    async fn stop_paying(&mut self) {
        let under = self.scene.causes.begin(Cause::Paid, Some(self.portal.member_id()));
        self.portal.set_paid(false).await;
        sleep(Duration::from_secs(self.rng.random_range(AWAY))).await;
        self.portal.set_paid(true).await;
        self.scene.causes.end(&under);
    }

    /// Gives the app up, with or without its data, and installs it again later.
    async fn remove(&mut self) {
        // Hidden deletions can't be looked for.
        let all_seen = async {
            while self.scene.ledger.awaited(Some(self.number)) > 0 {
                sleep(Duration::from_millis(500)).await;
            }
        };
        if timeout(SEEN, all_seen).await.is_err() {
            return;
        }
        let under = self.scene.causes.begin(Cause::Removed, Some(self.portal.member_id()));
        self.scene.ledger.withdraw(self.number);
        let clean = self.rng.random_bool(0.5);
        self.portal.uninstall(clean).await;
        sleep(Duration::from_secs(self.rng.random_range(AWAY))).await;
        if clean && self.rng.random_bool(0.5) {
            self.purge().await;
        }
        self.note(Cause::Installed);
        loop {
            let frame = self.rng.random_bool(0.5);
            let answered =
                if frame { self.portal.install_by_frame().await } else { self.portal.install_by_callback().await };
            let accepted = answered.status.is_some_and(|status| (200..300).contains(&status));
            if answered.installed && accepted {
                break;
            }
            sleep(Duration::from_secs(2)).await;
        }
        self.note(Cause::Installed);
        self.scene.causes.end(&under);
    }

    /// The operator has the portal's data removed, on the command line.
    async fn purge(&self) {
        self.note(Cause::Purged);
        let launch = self.scene.launch.clone();
        let member_id = self.portal.member_id();
        let purge = move || launch.run(&["portal", "purge", &member_id, "--yes"]);
        // It may fail: the service is killed now and then.
        let _ = tokio::task::spawn_blocking(purge).await;
    }

    fn lose_tokens(&self) {
        self.note(Cause::Tokens);
        self.portal.expire_access_tokens();
    }

    /// Events look different from now on.
    fn change_habits(&mut self) {
        let (doubled, json, plain, bare) = (
            self.rng.random_bool(0.3),
            self.rng.random_bool(0.3),
            self.rng.random_bool(0.3),
            self.rng.random_bool(0.3),
        );
        let slow = self.rng.random_range(0..400);
        self.portal.switch(|switches| {
            switches.duplicates = u32::from(doubled);
            switches.json_bodies = json;
            switches.plain_brackets = plain;
            switches.without_tokens = bare;
            switches.queue_milliseconds = slow;
        });
    }

    /// The next calls to the portal go wrong.
    fn break_methods(&mut self) {
        self.note(Cause::Methods);
        let faults = [
            Fault::Reset,
            Fault::Status(503),
            Fault::error("QUERY_LIMIT_EXCEEDED"),
            Fault::Html,
            Fault::LoseAnswer,
            Fault::Late(1_500),
            Fault::Hang,
        ];
        let fault = faults[self.rng.random_range(0..faults.len())].clone();
        self.portal.fault("*", fault, Some(self.rng.random_range(1..4)));
    }
}
