//! Plays a past through real deliveries, in the order of time.

use std::collections::VecDeque;

use time::{Duration, OffsetDateTime};

use super::Demo;
use super::cast::{A_DAY, Member};
use super::plan::{Planned, plan};
use super::resident::Resident;

/// Deliveries in flight at once while a past is played.
const AT_ONCE: usize = 24;
/// Deletions with more time between them than this are not delivered at once.
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
    /// Plays `deletions` of the time from `from` to `to`, and what happens to the cast in it. Before each step
    /// `advance` is called with its time, so that the shared clock shows it; deletions of one sitting are delivered
    /// together.
    pub async fn history(
        &self,
        from: OffsetDateTime,
        to: OffsetDateTime,
        deletions: usize,
        advance: impl AsyncFn(OffsetDateTime),
    ) -> Played {
        let past = self.plan(from, to, deletions);
        let mut fates = self.fates(from, to);
        let mut played = Played { deletions: past.len(), ..Played::default() };
        for sitting in sittings(&past) {
            meet_fates(&mut fates, sitting[0].at, &advance).await;
            let mut outgoing = Vec::new();
            for deletion in sitting {
                advance(deletion.at).await;
                outgoing.extend(self.resident(deletion.portal).portal.prepare(deletion.kind));
            }
            let deliveries = self.world.deliver_all(outgoing).await;
            played.sent += deliveries.len();
            played.taken += deliveries.iter().filter(|delivery| delivery.is_success()).count();
        }
        meet_fates(&mut fates, to, &advance).await;
        tracing::info!(deletions = played.deletions, taken = played.taken, "history played");
        played
    }

    pub(super) fn plan(&self, from: OffsetDateTime, to: OffsetDateTime, deletions: usize) -> Vec<Planned> {
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
        for (index, member) in (self.residents.len()..).zip(&self.cast) {
            let end = if member.lives_on() { to } else { (to - member.before).max(from) };
            past.extend(daily(member, index, (from, end), self.world.seed));
        }
        past.sort_by_key(|deletion| deletion.at);
        past
    }

    /// When the cast's fates come, the next one first.
    fn fates(&self, from: OffsetDateTime, to: OffsetDateTime) -> VecDeque<(OffsetDateTime, &Member)> {
        let mut fates: Vec<_> = self.cast.iter().map(|member| ((to - member.before).max(from), member)).collect();
        fates.sort_by_key(|(at, _)| *at);
        fates.into()
    }

    /// The residents are numbered before the cast.
    fn resident(&self, index: usize) -> &Resident {
        self.residents.get(index).unwrap_or_else(|| &self.cast[index - self.residents.len()].resident)
    }
}

async fn meet_fates(
    fates: &mut VecDeque<(OffsetDateTime, &Member)>,
    until: OffsetDateTime,
    advance: &impl AsyncFn(OffsetDateTime),
) {
    while let Some((at, member)) = fates.pop_front_if(|(at, _)| *at <= until) {
        advance(at).await;
        member.meet_fate().await;
    }
}

/// A few deletions on each day, so that a day without any says something.
fn daily(
    member: &Member,
    index: usize,
    (from, to): (OffsetDateTime, OffsetDateTime),
    seed: u64,
) -> impl Iterator<Item = Planned> {
    let persona = &member.resident.persona;
    let bound = member.resident.portal.bound_kinds();
    let days = (0..).map(move |day| from + Duration::days(day)).take_while(move |day| *day < to);
    days.flat_map(move |day| {
        let span = (day, (day + Duration::DAY).min(to));
        plan(persona, index, &bound, span, A_DAY, seed ^ day.unix_timestamp().unsigned_abs())
    })
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
