//! The caretaker's job: begins what is due in each round.

use domain::schedule::Task;
use store::StoreError;
use tokio::task::JoinSet;

use super::Caretaker;
use crate::job::{Progress, Run};

/// Begins what is due, each portal in a task of its own, and does not wait for them before the next round.
#[derive(Debug)]
pub(crate) struct Care {
    caretaker: Caretaker,
    in_flight: JoinSet<()>,
    knows_missed: bool,
    knows_address: bool,
}

impl Care {
    pub(crate) fn new(caretaker: Caretaker) -> Self {
        Self { caretaker, in_flight: JoinSet::new(), knows_missed: false, knows_address: false }
    }
}

impl Run for Care {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        let Self { caretaker, in_flight, .. } = self;
        let now = caretaker.clock.now();
        while in_flight.try_join_next().is_some() {}
        let address = if self.knows_address { Ok(()) } else { caretaker.note_address().await };
        self.knows_address = address.is_ok();
        // Makes the portals due whose events came while nobody listened.
        let missed = caretaker.store.note_missed_periods(now).await;
        self.knows_missed |= missed.is_ok() && now >= caretaker.knows_missed_at;
        let too_early = (!self.knows_missed).then_some(Task::Recover);
        caretaker.begin_due(in_flight, too_early).await?;
        address.and(missed.map(|_| Progress::Done))
    }

    /// Drops tasks in flight, which are due again later, but finishes the keeper's token renewals.
    async fn stop(&mut self) {
        self.in_flight.shutdown().await;
        self.caretaker.portals.keeper().finish().await;
    }
}
