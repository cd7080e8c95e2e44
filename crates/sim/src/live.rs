//! A demo: three portals of different size and language that install the app and delete things, and a cast of further
//! portals that show what can go wrong.
//!
//! ```no_run
//! # async fn demo(sim: &sim::Simulator, hands: domain::clock::ManualClock, now: time::OffsetDateTime)
//! # -> Result<(), sim::live::InstallFailed> {
//! let month = sim::live::Month { from: now - time::Duration::days(30), to: now, deletions: 1_200 };
//! let life = sim::live::start_demo(sim, month, async |time| hands.set(time), async |_named| ()).await?;
//! hands.release();
//! # drop(life);
//! # Ok(())
//! # }
//! ```

mod cast;
mod history;
mod life;
mod names;
mod persona;
mod plan;
mod resident;
mod stock;
mod working_hours;

use std::sync::Arc;
use std::time::Instant;

use time::{Duration, OffsetDateTime};

pub use history::Played;
pub use life::{Life, Pace};
pub use resident::InstallFailed;

use crate::portal::Portal;
use crate::simulator::Simulator;
use crate::world::World;
use cast::{Member, cast};
use persona::{Persona, Way, personas};
use resident::Resident;

/// How long to wait for the app's subscriptions, and how often to check.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
const LOOK: std::time::Duration = std::time::Duration::from_millis(5);
/// When named things are added, counted from the past's start; every portal has the app by then.
const STOCKED: Duration = Duration::minutes(130);
/// The shortest token lifetime while a past is played.
const LEAP_MILLISECONDS: u64 = 2_000;

/// The past that the demo plays first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// When the first portal installs.
    pub from: OffsetDateTime,
    /// When the past ends.
    pub to: OffsetDateTime,
    /// Deletions at the three portals; the cast adds a few a day.
    pub deletions: usize,
}

/// The portals of the demo.
#[derive(Clone, Debug)]
pub struct Demo {
    world: Arc<World>,
    residents: Vec<Resident>,
    cast: Vec<Member>,
}

/// Adds the three portals and the cast, installs the app, plays a past and starts their life. `advance` sets the clock
/// that simulator and app share; on return it stands at the past's end. `keep_names` is called for each portal whose
/// names the app shall keep, once the app is installed there.
pub async fn start_demo(
    sim: &Simulator,
    past: Month,
    advance: impl AsyncFn(OffsetDateTime),
    keep_names: impl AsyncFn(&Portal),
) -> Result<Life, InstallFailed> {
    let demo = Demo::with_cast(sim);
    // While the clock leaps from day to day, a token just renewed must not expire before the call that needs it.
    sim.switch(|switches| switches.token_milliseconds = LEAP_MILLISECONDS);
    demo.install(past.from, &advance).await?;
    for resident in demo.residents.iter().filter(|resident| !resident.persona.names.is_empty()) {
        keep_names(&resident.portal).await;
        until(|| resident.portal.subscriptions().iter().any(|bound| bound.event.ends_with("ADD"))).await;
    }
    let span = ((past.from + Duration::hours(3)).min(past.to), past.to);
    demo.stock(past.from + STOCKED, span, past.deletions, &advance).await;
    demo.history(span.0, span.1, past.deletions, &advance).await;
    advance(past.to).await;
    sim.switch(|switches| switches.token_milliseconds = 0);
    Ok(demo.live(Pace::default()))
}

/// Waits a while until the app has bound something.
async fn until(is_bound: impl Fn() -> bool) {
    let asked = Instant::now();
    while !is_bound() && asked.elapsed() < PATIENCE {
        tokio::time::sleep(LOOK).await;
    }
}

impl Demo {
    /// Adds the three portals to the simulator.
    pub fn new(sim: &Simulator) -> Self {
        let settle = |persona: Persona| Resident { portal: sim.add_portal(persona.spec.clone()), persona };
        let residents = personas().into_iter().map(settle).collect();
        Self { world: Arc::clone(sim.world()), residents, cast: Vec::new() }
    }

    /// Adds the three portals and the cast, where something goes wrong.
    pub fn with_cast(sim: &Simulator) -> Self {
        let demo = Self::new(sim);
        Self { cast: cast(sim), ..demo }
    }

    /// The three portals, smallest first.
    pub fn portals(&self) -> Vec<Portal> {
        self.residents.iter().map(|resident| resident.portal.clone()).collect()
    }

    /// The cast; empty without one.
    pub fn cast(&self) -> Vec<Portal> {
        self.cast.iter().map(|member| member.resident.portal.clone()).collect()
    }

    /// Installs the app in each portal, one every half hour from `from` on; the cast follows within the next hour.
    pub async fn install(
        &self,
        from: OffsetDateTime,
        advance: impl AsyncFn(OffsetDateTime),
    ) -> Result<(), InstallFailed> {
        let mut at = from;
        for resident in &self.residents {
            advance(at).await;
            resident.install().await?;
            // The app subscribes only after it has answered the callback; no event can be sent before.
            if matches!(resident.persona.way, Way::Callback) {
                until(|| !resident.portal.subscriptions().is_empty()).await;
            }
            at += Duration::minutes(30);
        }
        for member in self.cast.iter().filter(|member| member.installs()) {
            advance(at).await;
            member.resident.install().await?;
            at += Duration::minutes(4);
        }
        Ok(())
    }
}
