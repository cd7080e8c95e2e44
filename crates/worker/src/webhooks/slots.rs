//! How many messages are in flight: for each endpoint, for endpoints that answer, and for those that only fail now.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::webhook::Endpoint;

/// For one endpoint, and for one that only fails.
const EACH: u64 = 16;
const EACH_FAILING: u64 = 2;
/// For all together. Those that only fail have a share of their own, and wait only for each other.
pub(super) const ALL: u64 = 256;
const ALL_FAILING: u64 = 64;

/// The slots of this process. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots(Arc<Mutex<InFlight>>);

#[derive(Debug, Default)]
struct InFlight {
    endpoints: HashMap<String, u64>,
    answering: u64,
    failing: u64,
}

/// The slot of one message in flight; free again when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    slots: Slots,
    endpoint: String,
    failing: bool,
}

impl Slots {
    fn in_flight(&self) -> MutexGuard<'_, InFlight> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many messages of the endpoint may begin now.
    pub(super) fn room(&self, endpoint: &Endpoint) -> u64 {
        let in_flight = self.in_flight();
        let own = in_flight.endpoints.get(&endpoint.id).copied().unwrap_or_default();
        let (each, all) = match endpoint.failing_since {
            Some(_) => (EACH_FAILING, ALL_FAILING.saturating_sub(in_flight.failing)),
            None => (EACH, ALL.saturating_sub(in_flight.answering)),
        };
        each.saturating_sub(own).min(all)
    }

    pub(super) fn take(&self, endpoint: &Endpoint) -> Slot {
        let failing = endpoint.failing_since.is_some();
        let mut in_flight = self.in_flight();
        *in_flight.endpoints.entry(endpoint.id.clone()).or_default() += 1;
        *in_flight.of(failing) += 1;
        drop(in_flight);
        Slot { slots: self.clone(), endpoint: endpoint.id.clone(), failing }
    }
}

impl Slot {
    /// Whether the endpoint only failed when the slot was taken.
    pub(super) fn is_failing(&self) -> bool {
        self.failing
    }
}

impl InFlight {
    fn of(&mut self, failing: bool) -> &mut u64 {
        if failing { &mut self.failing } else { &mut self.answering }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut in_flight = self.slots.in_flight();
        *in_flight.of(self.failing) -= 1;
        if let Some(own) = in_flight.endpoints.get_mut(&self.endpoint) {
            *own -= 1;
            if *own == 0 {
                in_flight.endpoints.remove(&self.endpoint);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::webhook::{EndpointStatus, Interest};
    use time::macros::datetime;

    use super::*;

    fn endpoint(id: usize, failing: bool) -> Endpoint {
        let noon = datetime!(2026-11-20 12:00 UTC);
        Endpoint {
            id: id.to_string(),
            portal: None,
            url: String::new(),
            description: String::new(),
            interest: Interest::default(),
            ordered: false,
            status: EndpointStatus::Enabled,
            created_at: noon,
            failing_since: failing.then_some(noon),
            disabled_at: None,
            disabled_why: None,
            last_delivered_at: None,
            version: 1,
        }
    }

    /// Takes every free slot of these endpoints.
    fn fill(slots: &Slots, ids: std::ops::Range<usize>, failing: bool) -> Vec<Slot> {
        let mut taken = Vec::new();
        for endpoint in ids.map(|id| endpoint(id, failing)) {
            for _ in 0..slots.room(&endpoint) {
                taken.push(slots.take(&endpoint));
            }
        }
        taken
    }

    #[test]
    fn endpoints_that_fail_take_nothing_from_those_that_answer() {
        let slots = Slots::default();
        let failing = fill(&slots, 0..1_000, true);
        assert_eq!(failing.len() as u64, ALL_FAILING);
        assert_eq!(slots.room(&endpoint(1_000, false)), EACH);
        let answering = fill(&slots, 1_000..2_000, false);
        assert_eq!(answering.len() as u64, ALL);
        assert_eq!((slots.room(&endpoint(3_000, false)), slots.room(&endpoint(3_000, true))), (0, 0));
        drop(failing);
        assert_eq!(slots.room(&endpoint(3_000, true)), EACH_FAILING);
        drop(answering);
        assert!(slots.in_flight().endpoints.is_empty());
    }

    #[test]
    fn one_endpoint_has_so_many_and_no_more() {
        let slots = Slots::default();
        let taken = fill(&slots, 7..8, false);
        assert_eq!((taken.len() as u64, slots.room(&endpoint(7, false))), (EACH, 0));
        assert_eq!(slots.room(&endpoint(7, true)), 0, "it began to fail meanwhile");
        assert_eq!(slots.room(&endpoint(8, false)), EACH);
    }
}
