//! Plays a past through real deliveries, in chronological order.

use std::collections::VecDeque;

use time::{Duration, OffsetDateTime};

use super::Demo;
use super::cast::{A_DAY, Member};
use super::plan::{Planned, plan};
use super::resident::Resident;

/// The most deletions of one sitting.
const AT_ONCE: usize = 24;
/// A sitting ends this long after its first deletion.
const TOGETHER: Duration = Duration::seconds(90);

/// The outcome of a past that was played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// Deletions made.
    pub deletions: usize,
    /// Events sent.
    pub sent: usize,
    /// Events answered with success.
    pub taken: usize,
}

impl Demo {
    /// Plays `deletions` between `from` and `to`, and the fates of the cast that fall in between. Calls `advance` with
    /// the time of each step, so that the shared clock shows it; deletions of one sitting are delivered together.
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

    /// The cast's fates, the next one first.
    fn fates(&self, from: OffsetDateTime, to: OffsetDateTime) -> VecDeque<(OffsetDateTime, &Member)> {
        let mut fates: Vec<_> = self.cast.iter().map(|member| ((to - member.before).max(from), member)).collect();
        fates.sort_by_key(|(at, _)| *at);
        fates.into()
    }

    /// Residents are numbered before the cast.
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

/// A few deletions each day, so that a day without any is a signal.
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

/// Cuts a past into runs of deletions close together.
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
