//! Events that the portal both sends, through a real receiver, and queues offline.

use domain::deletion::Source;
use domain::schedule::Task;
use events::Receiver;
use poem::test::TestClient;
use sim::Kind;
use time::Duration;

use super::Scene;

pub(super) const LEAD: &str = "ONCRMLEADDELETE";
const PUSH: &str = "ONOFFLINEEVENT";

impl Scene {
    /// Deletes this many leads. What the portal sends is in flight until [`Scene::deliver`] is called.
    pub(super) async fn delete_leads(&self, leads: usize) {
        self.portal.delete_many(Kind::Lead, leads).await;
        self.sim.settled().await;
        assert_eq!((self.sent(LEAD).len(), self.portal.offline_queue().len()), (leads, leads));
    }

    /// The bodies that the portal sent for this event.
    fn sent(&self, event: &str) -> Vec<String> {
        self.portal.deliveries().into_iter().filter(|one| one.event == event).map(|one| one.sent).collect()
    }

    /// Delivers them to the receiver and returns its answers.
    pub(super) async fn deliver(&self, event: &str) -> Vec<String> {
        let house = &self.house;
        let installer = self.outward.installer.clone();
        let receiver = Receiver::new(house.store.clone(), house.log.clone(), installer, house.clock.clone());
        let client = TestClient::new(events::routes(receiver));
        let mut answers = Vec::new();
        for body in self.sent(event) {
            let request = client.post("/bitrix24/events").content_type("application/x-www-form-urlencoded").body(body);
            let answer = request.send().await;
            answer.assert_status_is_ok();
            answers.push(answer.0.into_body().into_string().await.unwrap());
        }
        answers
    }

    /// The source shown for each stored deletion, and all its sources.
    async fn ways(&self) -> Vec<(Source, Vec<Source>)> {
        self.kept().await.iter().map(|deletion| (deletion.source, deletion.sources.iter().collect())).collect()
    }
}

fn all(leads: usize, first: Source, ways: &[Source]) -> Vec<(Source, Vec<Source>)> {
    vec![(first, ways.to_vec()); leads]
}

const BOTH: [Source; 2] = [Source::Live, Source::Recovered];

#[tokio::test]
async fn what_came_live_and_is_in_the_queue_is_one_deletion() {
    let scene = Box::pin(Scene::queueing()).await;
    scene.delete_leads(3).await;
    assert_eq!(scene.deliver(LEAD).await, [r#"{"result":"stored","deletions":1}"#; 3]);
    assert_eq!(scene.ways().await, all(3, Source::Live, &BOTH[..1]));
    scene.house.hands.advance(Duration::MINUTE);
    assert_eq!(scene.recover().await.found, 3);
    assert_eq!(scene.ways().await, all(3, Source::Live, &BOTH));
    assert_eq!(scene.facts().await.deletions, 3);
    assert_eq!(scene.portal.offline_queue(), []);
}

#[tokio::test]
async fn what_was_in_the_queue_and_comes_late_is_one_deletion() {
    let scene = Box::pin(Scene::queueing()).await;
    scene.delete_leads(3).await;
    assert_eq!(scene.recover().await.found, 3);
    assert_eq!(scene.ways().await, all(3, Source::Recovered, &BOTH[1..]));
    scene.house.hands.advance(Duration::hours(2));
    scene.deliver(LEAD).await;
    assert_eq!(scene.ways().await, all(3, Source::Live, &BOTH));
    assert_eq!(scene.facts().await.deletions, 3);
}

#[tokio::test]
async fn portal_that_says_that_its_queue_is_not_empty_is_read() {
    let scene = Box::pin(Scene::queueing()).await;
    scene.house.store.tenant(&scene.member_id).schedule(Task::Recover, None).await.unwrap();
    scene.delete_leads(3).await;
    scene.house.hands.advance(Duration::seconds(2));
    scene.care().await;
    assert_eq!(scene.portal.calls("event.offline.get"), 0, "nothing is due by itself");
    let answers = scene.deliver(PUSH).await;
    assert!(!answers.is_empty() && answers.iter().all(|answer| answer == r#"{"result":"accepted"}"#), "{answers:?}");
    scene.house.hands.advance(Duration::seconds(2));
    scene.care().await;
    assert_eq!(scene.ways().await, all(3, Source::Recovered, &BOTH[1..]));
    assert_eq!(scene.portal.offline_queue(), []);
}
