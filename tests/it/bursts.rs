//! A burst, more deletions at once than a portal's usual activity explains, raises an alarm within seconds that names
//! who and what, and ends by itself.

use domain::burst::{Burst, BurstSettings};
use domain::deletion::Source;
use domain::event::Arrival;
use domain::health::{Alarm, AlarmKind, causes};
use domain::journal::JournalEntry;
use domain::portal::PortalSettings;
use domain::wire::decode_form;
use store::LoggedEvent;
use time::{Duration, OffsetDateTime};
use worker::{Job, Run, jobs};

use crate::support::{House, member_id};

const PORTAL: &str = "bac1cd5c8940947a75e0d71b1a84e348";
const OTHER: &str = "a223c6b3710f85df22e9377d6c4f7553";

/// Two portals, and the worker's job that detects bursts.
struct Scene {
    house: House,
    job: Vec<Job>,
    last_id: u64,
}

impl Scene {
    async fn new() -> Self {
        let house = House::new().await;
        for portal in [PORTAL, OTHER] {
            house.install(&member_id(portal), &format!("{}.bitrix24.com", &portal[..4]), "application-token").await;
        }
        let job = vec![jobs::bursts(&house.store, &house.clock)];
        Self { house, job, last_id: 0 }
    }

    /// A user deletes this many things of a kind, all in this second.
    async fn delete_at(&mut self, portal: &str, user: u64, event: &str, deletions: u64, at: OffsetDateTime) {
        for _ in 0..deletions {
            self.last_id += 1;
            let body = format!(
                "event={event}&ts={}&event_handler_id=7&data[FIELDS][ID]={}&auth[domain]=d&auth[member_id]={portal}\
                &auth[user_id]={user}",
                at.unix_timestamp(),
                self.last_id
            );
            let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
            let logged = LoggedEvent { generation: 1, source: Source::Live, event };
            self.house.log.append(&logged).await.unwrap();
        }
        self.house.indexed().await;
    }

    async fn delete(&mut self, user: u64, event: &str, deletions: u64) {
        self.delete_at(PORTAL, user, event, deletions, self.house.clock.now()).await;
    }

    /// Runs the job two seconds later.
    async fn look(&mut self) {
        self.house.advance(Duration::seconds(2)).await;
        self.job.run().await.unwrap();
    }

    async fn alarms(&self, portal: &str) -> Vec<Alarm> {
        self.house.store.tenant(&member_id(portal)).list_alarms().await.unwrap()
    }

    /// User, event and count.
    async fn burst(&self) -> Option<(Option<String>, Option<String>, u64)> {
        let alarms = self.alarms(PORTAL).await;
        let Burst { user_id, event, deletions, .. } = alarms.into_iter().next()?.burst?;
        Some((user_id, event, deletions))
    }

    /// The journal's entries about bursts and their alarms, oldest first.
    async fn journal(&self) -> Vec<JournalEntry> {
        let portal = member_id(PORTAL);
        let lines = self.house.store.tenant(&portal).list_journal(50).await.unwrap();
        let entries = lines.into_iter().rev().filter_map(|line| line.entry.known().cloned());
        let told = |entry: &JournalEntry| {
            matches!(entry, JournalEntry::BurstNoticed { .. } | JournalEntry::AlarmEnded { alarm: AlarmKind::Burst })
        };
        entries.filter(told).collect()
    }

    /// Runs the worker's alarm check.
    async fn watch(&self) {
        let (portal, now) = (member_id(PORTAL), self.house.clock.now());
        let tenant = self.house.store.tenant(&portal);
        let health = tenant.find_health(now).await.unwrap().unwrap();
        tenant.save_alarms(&causes(&health, now), now).await.unwrap();
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what is compared is optional")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test]
async fn burst_alarms_within_seconds_grows_and_ends_by_itself() {
    let mut scene = Scene::new().await;
    scene.delete(12, "ONCRMLEADDELETE", 99).await;
    scene.delete_at(OTHER, 12, "ONCRMLEADDELETE", 99, scene.house.clock.now()).await;
    scene.look().await;
    assert_eq!(scene.alarms(PORTAL).await, []);
    let begun = scene.house.clock.now() - Duration::seconds(2);
    scene.delete(12, "ONCRMLEADDELETE", 1).await;
    scene.look().await;
    assert_eq!(scene.burst().await, Some((some("12"), some("ONCRMLEADDELETE"), 100)));
    assert_eq!(scene.alarms(OTHER).await, [], "another portal's deletions are not its own");
    let since = scene.alarms(PORTAL).await[0].since;

    for _ in 0..3 {
        scene.house.advance(Duration::minutes(4)).await;
        scene.delete(12, "ONCRMLEADDELETE", 40).await;
        scene.look().await;
    }
    let alarm = scene.alarms(PORTAL).await.remove(0);
    let burst = alarm.burst.unwrap();
    assert_eq!((alarm.kind, alarm.since, burst.deletions, burst.from), (AlarmKind::Burst, since, 180, begun));
    let noticed = scene.journal().await;
    assert!(matches!(noticed[..], [JournalEntry::BurstNoticed { deletions: 100, .. }]), "{noticed:?}");

    scene.house.advance(Duration::hours(23)).await;
    scene.look().await;
    scene.watch().await;
    assert_eq!(scene.alarms(PORTAL).await.len(), 1);
    scene.house.advance(Duration::HOUR).await;
    scene.look().await;
    scene.watch().await;
    assert_eq!(scene.alarms(PORTAL).await, []);
    assert_eq!(scene.journal().await.last(), Some(&JournalEntry::AlarmEnded { alarm: AlarmKind::Burst }));

    scene.delete(13, "ONTASKDELETE", 150).await;
    scene.look().await;
    assert_eq!(scene.burst().await, Some((some("13"), some("ONTASKDELETE"), 150)));
}

#[tokio::test]
async fn later_burst_takes_the_place_of_the_one_before() {
    let mut scene = Scene::new().await;
    scene.delete(12, "ONCRMLEADDELETE", 120).await;
    scene.look().await;
    scene.house.advance(Duration::minutes(20)).await;
    for user in 1..=2 {
        scene.delete(user, "ONCRMDEALDELETE", 55).await;
    }
    scene.look().await;
    assert_eq!(scene.burst().await, Some((None, some("ONCRMDEALDELETE"), 110)));
    assert_eq!(scene.journal().await.len(), 2);
}

#[tokio::test]
async fn portal_has_its_own_threshold_and_switch() {
    let mut scene = Scene::new().await;
    let portal = member_id(PORTAL);
    let set = async |scene: &Scene, is_on, threshold| {
        let settings = PortalSettings { burst: BurstSettings { is_on, threshold }, ..PortalSettings::default() };
        let tenant = scene.house.store.tenant(&portal);
        assert!(tenant.save_settings(&settings, scene.house.clock.now()).await.unwrap());
        assert_eq!(tenant.find_portal().await.unwrap().unwrap().settings, settings);
    };
    set(&scene, true, 300).await;
    scene.delete(12, "ONCRMLEADDELETE", 299).await;
    scene.look().await;
    assert_eq!(scene.burst().await, None);
    scene.delete(12, "ONCRMLEADDELETE", 1).await;
    scene.look().await;
    assert_eq!(scene.burst().await.unwrap().2, 300);
    set(&scene, false, 300).await;
    scene.watch().await;
    assert_eq!(scene.burst().await, None, "it goes off with its switch");
    scene.house.advance(Duration::minutes(2)).await;
    scene.delete(12, "ONCRMLEADDELETE", 300).await;
    scene.look().await;
    assert_eq!(scene.burst().await, None);
    scene.house.advance(Duration::minutes(6)).await;
    set(&scene, true, 1).await;
    scene.delete(12, "ONCRMLEADDELETE", 9).await;
    scene.look().await;
    assert_eq!(scene.burst().await, None, "a handful is never a burst");
    scene.delete(12, "ONCRMLEADDELETE", 1).await;
    scene.look().await;
    assert_eq!(scene.burst().await.unwrap().2, 10);
}

#[tokio::test]
async fn what_happens_every_week_is_no_burst_and_much_more_is() {
    let mut scene = Scene::new().await;
    for week in 1..=4 {
        scene.delete(12, "ONCRMLEADDELETE", 110).await;
        scene.look().await;
        assert_eq!(scene.burst().await.is_some(), week < 4, "week {week}");
        scene.house.advance(Duration::WEEK).await;
        while scene.house.store.roll_up(scene.house.clock.now()).await.unwrap() {}
        scene.watch().await;
    }
    scene.delete(13, "ONCRMDEALDELETE", 110).await;
    scene.look().await;
    assert_eq!(scene.burst().await, Some((some("13"), some("ONCRMDEALDELETE"), 110)), "nobody deletes deals there");
    scene.delete(12, "ONCRMLEADDELETE", 170).await;
    scene.look().await;
    assert_eq!(scene.burst().await, Some((some("12"), some("ONCRMLEADDELETE"), 170)));
}

#[tokio::test]
async fn process_that_takes_over_knows_the_last_minutes() {
    let mut scene = Scene::new().await;
    scene.delete(12, "ONCRMLEADDELETE", 60).await;
    scene.look().await;
    scene.house.advance(Duration::MINUTE).await;
    scene.job = vec![jobs::bursts(&scene.house.store, &scene.house.clock)];
    scene.delete(12, "ONCRMLEADDELETE", 40).await;
    scene.look().await;
    assert_eq!(scene.burst().await.unwrap().2, 100);
    scene.house.advance(Duration::minutes(6)).await;
    scene.job = vec![jobs::bursts(&scene.house.store, &scene.house.clock)];
    let known = scene.alarms(PORTAL).await;
    scene.look().await;
    assert_eq!(scene.alarms(PORTAL).await, known, "what is over is not found anew");
}

/// A portal's offline queue reports an outage's deletions at once, though they happened over hours.
#[tokio::test]
async fn what_comes_late_counts_when_it_was_deleted() {
    let mut scene = Scene::new().await;
    let now = scene.house.clock.now();
    for hour in 1..=10 {
        scene.delete_at(PORTAL, 12, "ONCRMLEADDELETE", 30, now - Duration::hours(hour)).await;
    }
    scene.look().await;
    assert_eq!(scene.burst().await, None);
    scene.delete_at(PORTAL, 12, "ONCRMLEADDELETE", 110, now - Duration::hours(20)).await;
    scene.look().await;
    let alarm = scene.alarms(PORTAL).await.remove(0);
    let burst = alarm.burst.unwrap();
    assert_eq!((burst.deletions, burst.from), (110, now - Duration::hours(20)));
    assert!(burst.alarms(scene.house.clock.now() + Duration::hours(20)), "it is news now");
}

#[tokio::test]
async fn uninstalled_portal_has_no_alarm() {
    let mut scene = Scene::new().await;
    scene.delete(12, "ONCRMLEADDELETE", 120).await;
    let portal = member_id(PORTAL);
    scene.house.store.tenant(&portal).uninstall(false, scene.house.clock.now()).await.unwrap();
    scene.look().await;
    assert_eq!(scene.alarms(PORTAL).await, []);
}
