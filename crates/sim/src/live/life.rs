//! The demo's live phase: each portal deletes at a human pace, with bursts and quiet times.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;

use super::Demo;
use super::resident::Resident;
use crate::state::digest;

/// How fast the demo deletes.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Deletions a minute of all portals together at their busiest.
    pub per_minute: f64,
    /// The least activity of a portal, from 0 to 1, so that nights show some too.
    pub at_least: f64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { per_minute: 20.0, at_least: 0.3 }
    }
}

/// The running demo. Dropping it stops it.
#[derive(Debug)]
pub struct Life {
    _tasks: JoinSet<()>,
}

impl Demo {
    /// Starts deleting at all portals.
    pub fn live(&self, pace: Pace) -> Life {
        let mut tasks = JoinSet::new();
        let living = self.cast.iter().filter(|member| member.lives_on()).map(|member| &member.resident);
        for resident in self.residents.iter().chain(living).cloned() {
            let rng = StdRng::seed_from_u64(self.world.seed ^ digest(&resident.persona.spec.name).rotate_left(7));
            tasks.spawn(live(resident, pace, rng));
        }
        Life { _tasks: tasks }
    }
}

async fn live(resident: Resident, pace: Pace, mut rng: StdRng) {
    let mut turn: usize = rng.random_range(0..1_000);
    loop {
        tokio::time::sleep(pause(&resident, pace, &mut rng)).await;
        let bound = resident.portal.bound_kinds();
        let Some(kind) = resident.persona.pick(&mut rng, &bound) else { continue };
        let burst = if rng.random_bool(0.06) { rng.random_range(3..14) } else { 1 };
        for one in 0..burst {
            if one > 0 {
                tokio::time::sleep(Duration::from_millis(rng.random_range(150..900))).await;
            }
            resident.portal.delete(kind).await;
            resident.add(kind, turn).await;
            turn += 1;
        }
    }
}

/// The pause before the next deletion: random around the mean for the hour, now and then much longer.
fn pause(resident: &Resident, pace: Pace, rng: &mut StdRng) -> Duration {
    let busy = resident.persona.hours.at(resident.portal.now()).max(pace.at_least);
    let mean = 60.0 / (pace.per_minute * resident.persona.share * busy).max(0.01);
    let chance: f64 = rng.random_range(0.01..1.0);
    let quiet = if rng.random_bool(0.04) { 4.0 } else { 1.0 };
    Duration::from_secs_f64((-chance.ln() * mean * quiet).clamp(0.05, 600.0))
}
