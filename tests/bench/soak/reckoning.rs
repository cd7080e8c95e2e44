//! What is there at the end, against what was sent.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::ledger::{Answer, Key, Sent};
use super::scene::{KEPT_DAYS, Scene};

/// How many examples of a fault are named.
const EXAMPLES: usize = 5;
/// How long old deletions may stay after they were kept long enough, and how long that may take after a start.
const LATE: time::Duration = time::Duration::hours(1);
const REMOVED: Duration = Duration::from_mins(2);
/// How much clocks of portals and of the service differ at most, as in `domain::gap`.
const SLACK: time::Duration = time::Duration::MINUTE;

/// A time in which a portal's events could not be received.
#[derive(Clone, Debug)]
struct Gap {
    from: OffsetDateTime,
    to: OffsetDateTime,
    state: String,
}

/// Counts, and what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Reckoning {
    pub(crate) sent: usize,
    /// Answered 200, and how many of them were seen once.
    pub(crate) kept: usize,
    pub(crate) once: usize,
    /// Answered 200 to a portal that gave the app up before it was seen.
    pub(crate) withdrawn: usize,
    /// Not answered 200, and what became of them.
    pub(crate) missed: usize,
    pub(crate) missed_seen: usize,
    pub(crate) missed_in_gap: usize,
    pub(crate) missed_held: usize,
    pub(crate) missed_withdrawn: usize,
    /// What the feed said came from an offline queue.
    pub(crate) recovered: u64,
    /// Gaps by their state.
    pub(crate) gaps: HashMap<String, usize>,
    /// What lists show at the end, after retention.
    pub(crate) listed: usize,
    pub(crate) verified: usize,
    /// Each is a fault.
    pub(crate) wrong: Vec<String>,
}

impl Reckoning {
    /// Compares what was sent with what the feed has shown and what lists show now.
    pub(crate) async fn of(scene: &Arc<Scene>) -> Self {
        let mut all = Self::default();
        let mut gaps = HashMap::new();
        for (number, portal) in scene.portals.iter().enumerate() {
            gaps.insert(number, all.gaps_of(scene, &portal.member_id()).await);
        }
        all.compare(scene, &gaps);
        all.look_into_lists(scene).await;
        all.verify(scene).await;
        all
    }

    fn fault(&mut self, what: &str, keys: &[String]) {
        if !keys.is_empty() {
            let examples = keys.iter().take(EXAMPLES).cloned().collect::<Vec<_>>().join("; ");
            self.wrong.push(format!("{} {what}, such as {examples}", keys.len()));
        }
    }

    async fn gaps_of(&mut self, scene: &Scene, member_id: &str) -> Vec<Gap> {
        let (status, body) = scene.client.ask(&format!("/api/v1/portals/{member_id}/gaps")).await;
        if !status.is_success() {
            return Vec::new();
        }
        let gaps: Vec<Gap> = body["items"].as_array().into_iter().flatten().filter_map(Gap::read).collect();
        for gap in &gaps {
            *self.gaps.entry(gap.state.clone()).or_default() += 1;
        }
        gaps
    }

    fn compare(&mut self, scene: &Scene, gaps: &HashMap<usize, Vec<Gap>>) {
        let books = scene.ledger.books();
        let (mut lost, mut doubled, mut unexplained, mut unfetched) = (vec![], vec![], vec![], vec![]);
        for (key, sent) in &books.sent {
            self.sent += 1;
            let times = books.seen.get(key).copied().unwrap_or(0);
            if times > 1 {
                doubled.push(key.named(sent));
            }
            if sent.answer == Answer::Kept {
                self.kept += 1;
                self.once += usize::from(times == 1);
                match (times, sent.withdrawn) {
                    (0, true) => self.withdrawn += 1,
                    (0, false) => lost.push(key.named(sent)),
                    _ => {}
                }
                continue;
            }
            self.missed += 1;
            let gap = gaps[&key.portal].iter().find(|gap| gap.covers(sent.at));
            match (times, sent.withdrawn || sent.looks_removed, sent.answer, gap) {
                (1.., ..) => self.missed_seen += 1,
                (_, true, ..) => self.missed_withdrawn += 1,
                (.., Some(gap)) if gap.state == "closed" => unfetched.push(key.named(sent)),
                (.., Some(_)) => self.missed_in_gap += 1,
                (_, _, Answer::Held, _) => self.missed_held += 1,
                _ => unexplained.push(key.named(sent)),
            }
        }
        let invented = books.seen.keys().filter(|key| !books.sent.contains_key(key));
        let invented: Vec<_> = invented.map(|key| format!("{key:?}")).collect();
        self.recovered = books.recovered;
        drop(books);
        self.fault("answered 200 and lost", &lost);
        self.fault("doubled", &doubled);
        self.fault("not received, and in no gap", &unexplained);
        self.fault("not received, and not fetched though their gap is closed", &unfetched);
        self.fault("that nobody sent", &invented);
    }

    /// Checks that lists show each deletion to be kept once, and nothing older.
    async fn look_into_lists(&mut self, scene: &Scene) {
        let kept_since = scene.clock.now() - time::Duration::days(KEPT_DAYS);
        let numbers = scene.numbers();
        let mut times: HashMap<Key, (u32, OffsetDateTime)> = HashMap::new();
        for item in scene.client.all("/api/v1/deletions?limit=500").await {
            let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
            let Some(&portal) = numbers.get(&text("member_id")) else { continue };
            let received = read_time(&item["received_at"]).unwrap_or(OffsetDateTime::UNIX_EPOCH);
            let key = Key { portal, event: text("event"), id: text("entity_id") };
            times.entry(key).or_insert((0, received)).0 += 1;
            self.listed += 1;
        }
        let name = |(key, (times, at)): (&Key, &(u32, OffsetDateTime))| format!("{key:?} {times} times at {at}");
        let doubled: Vec<_> = times.iter().filter(|(_, (times, _))| *times > 1).map(name).collect();
        let old: Vec<_> = times.iter().filter(|(_, (_, at))| *at < kept_since - LATE).map(name).collect();
        let books = scene.ledger.books();
        let young = books.sent.iter().filter(|(_, sent)| sent.at > kept_since + LATE);
        let missing =
            young.filter(|(key, sent)| sent.answer == Answer::Kept && !sent.withdrawn && !times.contains_key(key));
        let missing: Vec<_> = missing.map(|(key, sent)| key.named(sent)).collect();
        drop(books);
        self.fault("twice in lists", &doubled);
        self.fault("kept longer than retention says", &old);
        self.fault("seen in the feed and missing in lists", &missing);
    }

    /// Checks all portals' chains.
    async fn verify(&mut self, scene: &Arc<Scene>) {
        let mut broken = Vec::new();
        for portal in &scene.portals {
            let (scene, member_id) = (Arc::clone(scene), portal.member_id());
            let verify = move || (scene.launch.run(&["portal", "verify", &member_id]), member_id);
            let (output, member_id) = tokio::task::spawn_blocking(verify).await.expect("the command runs");
            if output.status.success() {
                self.verified += 1;
            } else {
                broken.push(format!("{member_id}: {}", String::from_utf8_lossy(&output.stderr).trim()));
            }
        }
        self.fault("portals whose chain does not hold", &broken);
    }
}

impl Key {
    fn named(&self, sent: &Sent) -> String {
        format!("{} {} of portal {}, sent {} and answered {:?}", self.event, self.id, self.portal, sent.at, sent.answer)
    }
}

impl Gap {
    fn read(gap: &Value) -> Option<Self> {
        let state = gap["state"].as_str()?.to_owned();
        Some(Self { from: read_time(&gap["from"])?, to: read_time(&gap["to"])?, state })
    }

    fn covers(&self, at: OffsetDateTime) -> bool {
        (self.from - SLACK..=self.to + SLACK).contains(&at)
    }
}

fn read_time(text: &Value) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text.as_str()?, &Rfc3339).ok()
}

/// Waits until nothing past its retention is listed any more.
pub(crate) async fn old_ones_removed(scene: &Scene) {
    let started = Instant::now();
    while started.elapsed() < REMOVED {
        let before = (scene.clock.now() - time::Duration::days(KEPT_DAYS)).format(&Rfc3339).unwrap_or_default();
        let page = scene.client.ask(&format!("/api/v1/deletions?limit=1&to={before}")).await.1;
        if page["items"].as_array().is_some_and(Vec::is_empty) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
