//! Plans the deletions of a past: sittings of people who tidy up, spread over the portal's working hours.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use time::{Duration, OffsetDateTime};

use super::persona::Persona;
use crate::events::deletions::Kind;
use crate::state::digest;

/// A planned deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) at: OffsetDateTime,
    /// Index of the portal in the demo.
    pub(crate) portal: usize,
    pub(crate) kind: Kind,
}

/// One portal's part of a past, in chronological order.
pub(crate) fn plan(
    persona: &Persona,
    portal: usize,
    bound: &[Kind],
    (from, to): (OffsetDateTime, OffsetDateTime),
    count: usize,
    seed: u64,
) -> Vec<Planned> {
    let mut rng = StdRng::seed_from_u64(seed ^ digest(&persona.spec.name));
    let mut planned: Vec<Planned> = Vec::with_capacity(count);
    while planned.len() < count && from < to {
        let Some(kind) = persona.pick(&mut rng, bound) else { break };
        let mut at = sitting(&mut rng, persona, from, to);
        let size = sitting_size(&mut rng);
        for _ in 0..size.min(count - planned.len()) {
            // People who tidy up mostly delete things of one kind.
            let other = if rng.random_bool(0.3) { persona.pick(&mut rng, bound) } else { None };
            planned.push(Planned { at: at.min(to), portal, kind: other.unwrap_or(kind) });
            at += Duration::milliseconds(rng.random_range(700..9_000));
        }
    }
    planned.sort_by_key(|deletion| deletion.at);
    planned
}

/// When a sitting starts: any time, more likely in busy hours.
fn sitting(rng: &mut StdRng, persona: &Persona, from: OffsetDateTime, to: OffsetDateTime) -> OffsetDateTime {
    let seconds = (to - from).whole_seconds().max(1);
    let mut at = from;
    for _ in 0..2_000 {
        at = from + Duration::seconds(rng.random_range(0..seconds));
        if rng.random_bool(persona.hours.at(at).clamp(0.0, 1.0)) {
            break;
        }
    }
    at
}

fn sitting_size(rng: &mut StdRng) -> usize {
    match rng.random_range(0..100) {
        0..50 => 1,
        50..82 => rng.random_range(2..6),
        82..97 => rng.random_range(6..15),
        _ => rng.random_range(20..45),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::persona::personas;
    use super::*;

    #[test]
    fn a_past_follows_from_its_seed_and_lies_within_its_time() {
        let span = (datetime!(2026-02-15 00:00 UTC), datetime!(2026-03-17 00:00 UTC));
        let persona = &personas()[1];
        let past = |seed| plan(persona, 1, &Kind::ALL, span, 300, seed);
        assert_eq!(past(5), past(5));
        assert_ne!(past(5), past(6));
        assert_eq!(past(5).len(), 300);
        assert!(past(5).iter().all(|deletion| deletion.at >= span.0 && deletion.at <= span.1));
    }

    #[test]
    fn nights_and_weekends_are_quiet_at_the_wholesaler() {
        let span = (datetime!(2026-02-15 00:00 UTC), datetime!(2026-03-17 00:00 UTC));
        let past = plan(&personas()[1], 1, &Kind::ALL, span, 2_000, 5);
        let at_night = past.iter().filter(|deletion| !(6..20).contains(&deletion.at.hour())).count();
        assert!(at_night * 12 < past.len(), "{at_night} of {}", past.len());
    }
}
