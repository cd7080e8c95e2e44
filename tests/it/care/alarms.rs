//! The worker notices causes for alarm by itself, and ends the alarm with its cause.

use domain::health::AlarmKind;
use domain::schedule::Task;
use time::Duration;

use super::Scene;

impl Scene {
    async fn alarms(&self) -> Vec<AlarmKind> {
        let alarms = self.house.store.tenant(&self.member_id).list_alarms().await.unwrap();
        alarms.into_iter().map(|alarm| alarm.kind).collect()
    }
}

#[tokio::test]
async fn missing_subscriptions_alarm_until_they_are_there() {
    let scene = Scene::new().await;
    scene.portal.switch(|switches| switches.refused_events = vec!["ONCRMLEADDELETE".into()]);
    scene.check_subscriptions().await;
    assert_eq!(scene.alarms().await, [AlarmKind::SubscriptionsMissing]);
    scene.portal.switch(|switches| switches.refused_events.clear());
    scene.check_subscriptions().await;
    assert_eq!(scene.alarms().await, []);
    assert!(scene.journal().await.contains(&"alarm_ended".to_owned()));
}

#[tokio::test]
async fn dead_tokens_and_ended_payment_alarm() {
    let scene = Scene::new().await;
    scene.portal.set_paid(false).await;
    scene.check_subscriptions().await;
    assert_eq!(scene.alarms().await, [AlarmKind::PaymentEnded]);
    scene.portal.set_paid(true).await;
    scene.portal.kill_refresh_tokens();
    scene.let_token_end();
    scene.check_subscriptions().await;
    scene.care().await;
    let looked = scene.alarms().await;
    assert_eq!(looked, [AlarmKind::NeedsReinstall]);
}

#[tokio::test]
async fn test_event_that_does_not_arrive_alarms_after_a_while() {
    let scene = Scene::new().await; // nothing listens at its handler
    scene.check_subscriptions().await;
    scene.house.hands.advance(Duration::seconds(6));
    scene.care().await;
    assert_eq!(scene.portal.calls("event.test"), 1);
    assert!(scene.facts().await.probe.is_some());
    assert_eq!(scene.alarms().await, []);
    scene.house.hands.advance(Duration::minutes(11));
    scene.care().await;
    assert_eq!(scene.alarms().await, [AlarmKind::ProbeLost]);
    let tenant = scene.house.store.tenant(&scene.member_id);
    tenant.record_probe_sent(scene.house.clock.now()).await.unwrap();
    scene.house.hands.advance(Duration::seconds(2));
    let seconds = tenant.record_probe_received(scene.house.clock.now()).await.unwrap();
    assert_eq!(seconds, Some(2.0));
    scene.care().await;
    assert_eq!(scene.alarms().await, []);
}

#[tokio::test]
async fn failing_tokens_alarm() {
    let scene = Scene::new().await;
    scene.let_only(Task::AlarmCheck).await;
    scene.let_token_end();
    scene.sim.fault("oauth/token", sim::Fault::Status(503), None);
    assert!(scene.call().await.is_err());
    scene.let_only(Task::AlarmCheck).await;
    scene.care().await;
    assert_eq!(scene.alarms().await, [AlarmKind::TokenFailing]);
}
