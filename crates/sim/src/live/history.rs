//! Plays a past through real deliveries, in the order of time.

use time::{Duration, OffsetDateTime};

use super::Demo;
use super::plan::{Planned, plan};

/// Deliveries under way at once while a past is played.
const AT_ONCE: usize = 24;
/// Deletions further apart than this are not delivered at once.
const TOGETHER: Duration = Duration::seconds(90);

/// What became of a past that was played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// How many things were deleted.
    pub deletions: usize,
    /// How many events were sent.
    pub sent: usize,
    /// How many of them were answered with success.
    pub taken: usize,
}

impl Demo {
    /// Plays `deletions` of the time from `from` to `to`. Before each one `advance` is called with its time, so that
    /// the shared clock shows it; those of one sitting are delivered together.
    pub async fn history(
        &self,
        from: OffsetDateTime,
        to: OffsetDateTime,
        deletions: usize,
        advance: impl Fn(OffsetDateTime),
    ) -> Played {
        let past = self.plan(from, to, deletions);
        let mut played = Played { deletions: past.len(), ..Played::default() };
        for sitting in sittings(&past) {
            let mut outgoing = Vec::new();
            for deletion in sitting {
                advance(deletion.at);
                outgoing.extend(self.residents[deletion.portal].portal.prepare(deletion.kind));
            }
            let deliveries = self.world.deliver_all(outgoing).await;
            played.sent += deliveries.len();
            played.taken += deliveries.iter().filter(|delivery| delivery.is_success()).count();
        }
        tracing::info!(deletions = played.deletions, taken = played.taken, "history played");
        played
    }

    fn plan(&self, from: OffsetDateTime, to: OffsetDateTime, deletions: usize) -> Vec<Planned> {
        let mut past = Vec::with_capacity(deletions);
        for (index, resident) in self.residents.iter().enumerate() {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of some thousands"
            )]
            let count = (deletions as f64 * resident.persona.share).round() as usize;
            let bound = resident.portal.bound_kinds();
            past.extend(plan(&resident.persona, index, &bound, (from, to), count, self.world.seed));
        }
        past.sort_by_key(|deletion| deletion.at);
        past
    }
}

/// Cuts a past into runs that lie close together.
fn sittings(past: &[Planned]) -> impl Iterator<Item = &[Planned]> {
    let mut rest = past;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let close = rest.iter().take(AT_ONCE).take_while(|deletion| deletion.at - first.at <= TOGETHER).count();
        let (sitting, after) = rest.split_at(close);
        rest = after;
        Some(sitting)
    })
}
