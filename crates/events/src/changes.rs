//! Things that portals report as added or changed, so that the worker asks for their titles. Such reports far outnumber
//! those of deletions, so they are collected in memory and written together. What is lost with the process comes again
//! with the thing's next change.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::MemberId;
use domain::titles::Thing;
use tokio::sync::watch;

use crate::Receiver;

/// How many things to remember, of all portals and of one. Any more are dropped.
const MOST: usize = 20_000;
const MOST_OF_PORTAL: usize = 1_000;
/// How often they are written.
const PAUSE: Duration = Duration::from_secs(1);

/// Things that are not written yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes(Arc<Mutex<Remembered>>);

#[derive(Debug, Default)]
struct Remembered {
    things: HashMap<MemberId, BTreeSet<Thing>>,
    count: usize,
}

impl Changes {
    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a thing; false if there is no room.
    pub(crate) fn add(&self, member_id: &MemberId, thing: Thing) -> bool {
        let mut remembered = self.remembered();
        let Remembered { things, count } = &mut *remembered;
        if *count >= MOST {
            return false;
        }
        let own = things.entry(member_id.clone()).or_default();
        if own.len() >= MOST_OF_PORTAL {
            return own.contains(&thing);
        }
        *count += usize::from(own.insert(thing));
        true
    }

    fn take(&self) -> HashMap<MemberId, BTreeSet<Thing>> {
        std::mem::take(&mut *self.remembered()).things
    }
}

impl Receiver {
    /// Writes reported changes about every second, until `stop` is true.
    pub async fn follow_changes(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
            self.note_changes().await;
        }
    }

    /// Writes the changes reported since the last time. While the database is away, they wait.
    pub async fn note_changes(&self) {
        let now = self.clock.now();
        for (member_id, things) in self.changes.take() {
            let listed: Vec<Thing> = things.iter().copied().collect();
            match self.store.tenant(&member_id).note_changed(&listed, now).await {
                Ok(noted) if noted < listed.len() => {
                    let left = listed.len() - noted;
                    tracing::debug!(%member_id, left, "titles are not asked for: too many wait, or none are kept");
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%member_id, %error, "what was added or changed can't be noted yet");
                    for thing in listed {
                        self.changes.add(&member_id, thing);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::titles::ThingKind;

    use super::*;

    #[test]
    fn one_portal_takes_no_room_from_the_others() {
        let (changes, loud, calm) = (Changes::default(), MemberId::parse("a").unwrap(), MemberId::parse("b").unwrap());
        let lead = |id| Thing { kind: ThingKind::Lead, id };
        let taken = (1..=2_000).filter(|id| changes.add(&loud, lead(*id))).count();
        assert_eq!(taken, MOST_OF_PORTAL);
        assert!(changes.add(&loud, lead(7)), "it is remembered already");
        assert!(changes.add(&calm, lead(7)));
        let things = changes.take();
        assert_eq!((things[&loud].len(), things[&calm].len()), (MOST_OF_PORTAL, 1));
        assert!(changes.take().is_empty() && changes.add(&loud, lead(1)));
        let portals: Vec<_> = (0..30).map(|at| MemberId::parse(&format!("c{at}")).unwrap()).collect();
        let all = portals.iter().flat_map(|portal| (1..=1_000).map(move |id| (portal, lead(id))));
        assert_eq!(all.filter(|(portal, thing)| changes.add(portal, *thing)).count(), MOST - 1);
    }
}
