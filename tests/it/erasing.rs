//! Removed data is in no file any more: after a purge, after retention, or long after an uninstall.

mod aside;
mod kept;
mod service;
mod tables;

use std::collections::BTreeSet;

use domain::MemberId;
use domain::audit::AuditEntry;
use domain::deletion::{Filter, Source};
use domain::event::{Arrival, Event};
use domain::portal::{PurgeReason, Receipt};
use domain::wire::decode_form;
use store::{LoggedEvent, PendingEvent, ToPark};
use tests::eventually;
use tests::traces::files_with;
use time::Duration;
use worker::jobs::housekeeping;
use worker::{KeptFor, Run, Scrubber};

use crate::outward::{NOWHERE, Outward};
use crate::support::{House, Place, member_id};

/// In everything that one portal sends; the other word is in everything from the other portal.
const GONE: &str = "vanishing";
const STAYS: &str = "remaining";
/// Deletions of each portal by each process; enough for some segments.
const EACH: usize = 150;
/// Some rounds of the jobs that run every few seconds.
const SOON: std::time::Duration = std::time::Duration::from_secs(20);

fn portal(word: &str) -> MemberId {
    member_id(if word == GONE { "bac1cd5c8940947a75e0d71b1a84e348" } else { "a223c6b3710f85df22e9377d6c4f7553" })
}

/// The deletion of a message, with the portal's word in every part.
fn event(word: &str, id: &str) -> Event {
    let message =
        format!("data[MESSAGES][0][im][message_id]={word}-{id}&data[MESSAGES][0][message][id][0]={word}-ext-{id}");
    let body = format!(
        "event=ONIMCONNECTORMESSAGEDELETE&ts=1742807199&event_handler_id=7&data[CONNECTOR]={word}-connector\
        &data[LINE]=107&{message}&data[MESSAGES][0][chat][id]={word}-chat&data[note]={word}-note\
        &auth[domain]={word}.bitrix24.com&auth[member_id]={}&auth[user_id]={word}-user",
        portal(word)
    );
    Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event
}

/// Two processes on one database, and two portals.
struct Scene {
    house: House,
    neighbour: House,
}

impl Scene {
    /// Both portals have deletions from each source, some not indexed yet.
    async fn filled() -> Self {
        let house = House::new().await;
        for word in [GONE, STAYS] {
            house.install(&portal(word), &format!("{word}.bitrix24.com"), &format!("{word}-token")).await;
        }
        let neighbour = house.neighbour().await;
        let scene = Self { house, neighbour };
        for (number, house) in [&scene.house, &scene.neighbour].into_iter().enumerate() {
            for id in 0..EACH {
                for word in [STAYS, GONE] {
                    let source = [Source::Live, Source::Recovered, Source::Spooled][id % 3];
                    let event = event(word, &format!("{number}-{id}"));
                    house.log.append(&LoggedEvent { generation: 1, source, event }).await.unwrap();
                }
            }
            house.indexed().await;
            scene.release_late(house, number).await;
        }
        scene
    }

    /// A released event passes through the process's own file, on any database, and is not indexed yet.
    async fn release_late(&self, house: &House, number: usize) {
        for word in [GONE, STAYS] {
            let (portal, token) = (portal(word), house.token(&portal(word), &format!("{word}-token")));
            assert!(
                house
                    .log
                    .park(ToPark::not_installed(&event(word, &format!("{number}-late")), token, None))
                    .await
                    .unwrap()
            );
            assert_eq!(house.log.release(&portal, token, 1).await.unwrap(), 1);
        }
    }

    /// Each process parks events of both portals, for every reason.
    async fn park_all(&self) {
        for house in self.houses() {
            for word in [GONE, STAYS] {
                let token = house.token(&portal(word), "another-token");
                assert!(
                    house.log.park(ToPark::not_installed(&event(word, "not-installed"), token, None)).await.unwrap()
                );
                assert!(house.log.park(ToPark::unverified(&event(word, "unverified"), token, None)).await.unwrap());
                let body = format!("event=ONAPPINSTALL&data[x]={word}").into();
                let (member_id, received_at) = (portal(word), house.clock.now());
                let digest = [word.as_bytes()[0]; 32];
                let install = PendingEvent { member_id, digest, body, received_at, source: None, known: true };
                assert!(house.log.park(ToPark::install(&house.store, &install)).await.unwrap());
            }
        }
    }

    fn houses(&self) -> [&House; 2] {
        [&self.house, &self.neighbour]
    }

    /// The places of a word: files of any process, or the database.
    fn places(&self, word: &str) -> BTreeSet<String> {
        let mut places = BTreeSet::new();
        for folder in self.houses().iter().flat_map(|house| house.folders()) {
            places.extend(files_with(folder, word));
        }
        if let Place::Postgres(database) = self.house.place()
            && database.dump().windows(word.len()).any(|window| window == word.as_bytes())
        {
            places.insert("the dump".to_owned());
        }
        places
    }

    /// One round of every process's own jobs.
    async fn rounds(&self, removers: &mut [Scrubber]) {
        for (house, remover) in self.houses().into_iter().zip(removers) {
            house.indexed().await;
            drop(remover.run().await); // a failure is retried in the next round
        }
    }

    /// Runs rounds until a word is gone: a short-lived reader makes another round necessary.
    async fn forget(&self, removers: &mut [Scrubber], word: &str) {
        let nowhere = async || {
            self.rounds(removers).await;
            self.places(word).is_empty().then_some(())
        };
        eventually(&format!("{word} to be nowhere"), SOON, nowhere).await;
    }

    fn removers(&self) -> Vec<Scrubber> {
        self.houses().map(|house| Scrubber::new(house.store.clone(), house.log.clone(), house.clock.clone())).into()
    }

    /// One round of housekeeping for the database.
    async fn keep_house(&self, kept_for: KeptFor) {
        let installer = Outward::new(&self.house, &NOWHERE.parse().unwrap(), "app.test", NOWHERE).installer;
        let mut jobs = housekeeping(&self.house.store, &installer, &self.house.clock, kept_for);
        Box::pin(jobs.run()).await.unwrap();
    }

    /// Reports and confirms that the portal removed the app with its data.
    async fn remove_app(&self) {
        let (gone, now) = (portal(GONE), self.house.clock.now());
        let tenant = self.house.store.tenant(&gone);
        tenant.begin_removal(true, now).await.unwrap();
        let removal = tenant.find_removal().await.unwrap().unwrap();
        assert!(tenant.finish_removal(removal.version, now).await.unwrap());
    }

    async fn ids(&self, word: &str) -> BTreeSet<String> {
        let page = self
            .house
            .store
            .tenant(&portal(word))
            .deletions()
            .list_deletions(&Filter::default(), None, 500)
            .await
            .unwrap();
        page.items.into_iter().map(|one| one.entity_id).collect()
    }

    async fn receipt(&self) -> Receipt {
        self.house.store.tenant(&portal(GONE)).list_receipts().await.unwrap().remove(0)
    }

    /// The remaining portal has every deletion, in its place.
    async fn other_is_whole(&self) {
        let stays = portal(STAYS);
        let tenant = self.house.store.tenant(&stays);
        assert_eq!(self.ids(STAYS).await.len(), 2 * (EACH + 1));
        let checked = tenant.verify(|_, _| {}).await.unwrap();
        assert_eq!((checked.linked, checked.fault), (2 * (EACH as u64 + 1), None));
        assert_eq!(self.house.store.recount(|_, _| {}).await.unwrap(), [""; 0]);
    }
}

const FOR_EVER: KeptFor = KeptFor { deletions: 0, audit: 0, uninstalled: 0 };

#[tokio::test(flavor = "multi_thread")]
async fn purged_portal_is_in_no_file_of_any_process() {
    let scene = Box::pin(Scene::filled()).await;
    scene.park_all().await;
    let before = scene.places(GONE);
    assert!(
        before.iter().any(|name| name.starts_with("events-")) && before.len() >= 3,
        "it is found at all: {before:?}"
    );
    scene.house.hands.advance(Duration::MINUTE);

    scene.remove_app().await;
    scene.keep_house(FOR_EVER).await;
    scene.forget(&mut scene.removers(), GONE).await;
    scene.other_is_whole().await;
    for house in scene.houses() {
        assert_eq!(house.log.list_awaited().await.unwrap().len(), 1, "the other's");
        assert_eq!(house.log.list_unverified(0).await.unwrap().len(), 1);
        assert_eq!(house.log.move_installs(&house.store, &std::collections::HashSet::new()).await.unwrap(), 1);
    }
    let receipt = scene.receipt().await;
    assert!(receipt.deletions >= 2 * EACH as u64 && receipt.finished_at.is_some(), "{receipt:?}");

    // None of it comes back, and a new installation continues the numbers.
    let Scene { house, neighbour } = scene;
    let scene =
        Scene { house: Box::pin(house.start_again()).await, neighbour: Box::pin(neighbour.start_again()).await };
    scene.forget(&mut scene.removers(), GONE).await;
    scene.other_is_whole().await;
    let gone = portal(GONE);
    scene.house.install(&gone, "again.bitrix24.com", "token").await;
    let again = LoggedEvent { generation: 2, source: Source::Live, event: event(GONE, "again") };
    scene.house.log.append(&again).await.unwrap();
    scene.house.indexed().await;
    let page = scene.house.store.tenant(&gone).deletions().list_deletions(&Filter::default(), None, 9).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert!(page.items[0].number > receipt.deletions, "no number is used again");
    scene.rounds(&mut scene.removers()).await;
    assert_eq!(scene.ids(GONE).await.len(), 1, "what is new stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn portal_that_was_uninstalled_long_ago_is_in_no_file() {
    let scene = Box::pin(Scene::filled()).await;
    let (gone, mut removers) = (portal(GONE), scene.removers());
    scene.house.store.tenant(&gone).uninstall(false, scene.house.clock.now()).await.unwrap();
    let kept_for = KeptFor { uninstalled: 90, ..FOR_EVER };
    for days in [89, 0] {
        scene.house.advance(Duration::days(days)).await;
        scene.keep_house(kept_for).await;
        scene.rounds(&mut removers).await;
        assert_eq!(scene.ids(GONE).await.len(), 2 * (EACH + 1), "its days are not over");
    }
    scene.house.advance(Duration::DAY + Duration::SECOND).await;
    scene.keep_house(FOR_EVER).await;
    assert_eq!(scene.ids(GONE).await.len(), 2 * (EACH + 1), "0 keeps it forever");
    scene.house.advance(Duration::HOUR).await; // the job runs once an hour
    scene.keep_house(kept_for).await;
    scene.forget(&mut removers, GONE).await;
    scene.other_is_whole().await;
    let receipt = scene.receipt().await;
    assert_eq!((receipt.reason.days(), receipt.deletions), (Some(90), 2 * (EACH as u64 + 1)));
    let audit = scene.house.store.list_audit(9).await.unwrap();
    let purged = AuditEntry::PortalPurged { deletions: 302, reason: PurgeReason::Uninstalled(90) };
    let line = audit.iter().find(|line| line.entry.known() == Some(&purged)).unwrap();
    assert_eq!((line.actor.as_str(), line.member_id.as_deref()), ("worker", Some(gone.as_str())));
}
