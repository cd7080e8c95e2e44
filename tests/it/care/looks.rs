//! A portal that can't be checked is not well: it gets an alarm, which ends by itself.

use domain::failure::Failure;
use domain::health::{AlarmKind, Condition};
use domain::portal::PortalStatus;
use domain::schedule::Task;
use sim::{ExpiredLicence, Fault};
use time::Duration;

use super::Scene;

impl Scene {
    async fn condition(&self) -> Condition {
        let health = self.house.store.tenant(&self.member_id).find_health(self.house.clock.now()).await.unwrap();
        let health = health.expect("an installed portal");
        Condition::of(&health.portal, &health.alarms)
    }

    /// Advances to the next scheduled check.
    async fn look_again(&self) {
        self.house.hands.advance(Duration::hours(7));
        let tenant = self.house.store.tenant(&self.member_id);
        assert!(tenant.find_due(Task::SubscriptionCheck).await.unwrap().is_some_and(|at| at <= self.house.clock.now()));
        for other in Task::ALL.into_iter().filter(|task| !matches!(task, Task::SubscriptionCheck | Task::AlarmCheck)) {
            tenant.schedule(other, None).await.unwrap();
        }
        Box::pin(self.care()).await;
    }
}

#[tokio::test]
async fn portal_that_answers_nothing_is_unreachable_and_never_well() {
    let scene = Box::pin(Scene::new()).await;
    scene.portal.switch(|switches| switches.rest_closed = true);
    assert_eq!(scene.condition().await, Condition::Unknown, "nobody has asked yet");
    scene.check_subscriptions().await;
    assert_eq!(scene.condition().await, Condition::Unknown, "it may be bad luck");
    scene.look_again().await;
    assert_eq!(scene.condition().await, Condition::Alarmed(AlarmKind::Unreachable));
    let facts = scene.facts().await;
    assert_eq!((facts.status, facts.subscriptions), (PortalStatus::Active, None));
    let reason = facts.look.reason;
    assert!(matches!(reason, Some(Failure::Unexpected { status: 403, .. })), "{reason:?}");
    assert_eq!(facts.look.failures, 2);

    scene.portal.switch(|switches| switches.rest_closed = false);
    scene.look_again().await;
    assert_eq!(scene.condition().await, Condition::Well);
    assert_eq!(scene.facts().await.look, domain::portal::Look::default());
    let tenant = scene.house.store.tenant(&scene.member_id);
    let health = tenant.find_health(scene.house.clock.now()).await.unwrap().unwrap();
    assert!(health.recovery.is_some(), "its queue may have something");
}

#[tokio::test]
async fn portal_that_leaves_questions_open_is_not_well() {
    for method in ["event.get", "app.info"] {
        let scene = Box::pin(Scene::new()).await;
        scene.check_subscriptions().await;
        assert_eq!(scene.condition().await, Condition::Well);
        scene.portal.fault(method, Fault::error("ACCESS_DENIED"), None);
        scene.check_subscriptions().await;
        assert_eq!(scene.condition().await, Condition::Unknown, "{method}");
        scene.look_again().await;
        assert_eq!(scene.condition().await, Condition::Alarmed(AlarmKind::Unreachable), "{method}");
        let unanswered = Failure::Unanswered { methods: vec![method.to_owned()] };
        assert_eq!(scene.facts().await.look.reason, Some(unanswered));
    }
}

#[tokio::test]
async fn failing_recovery_makes_the_portal_be_looked_at() {
    let scene = Box::pin(Scene::new()).await;
    scene.check_subscriptions().await;
    assert_eq!(scene.condition().await, Condition::Well);
    scene.portal.switch(|switches| switches.rest_closed = true);
    scene.let_only(Task::Recover).await;
    let tenant = scene.house.store.tenant(&scene.member_id);
    tenant.schedule(Task::Recover, Some(scene.house.clock.now())).await.unwrap();
    scene.care().await;
    assert_eq!(scene.condition().await, Condition::Unknown);
}

#[tokio::test]
async fn expired_licence_is_no_new_address() {
    for kind in [ExpiredLicence::ToItself, ExpiredLicence::ToLicencePage] {
        let scene = Box::pin(Scene::new()).await;
        scene.check_subscriptions().await;
        let asked = scene.sim.calls("app.info");
        scene.portal.switch(|switches| switches.licence_expired = Some(kind));
        scene.check_subscriptions().await;
        assert_eq!(scene.condition().await, Condition::Alarmed(AlarmKind::LicenceExpired), "{kind:?}");
        scene.look_again().await;
        let journal = scene.journal().await;
        assert!(!journal.contains(&"address_changed".to_owned()), "{kind:?}: {journal:?}");
        assert_eq!(journal.iter().filter(|line| *line == "alarm_raised").count(), 1, "{kind:?}: {journal:?}");
        assert_eq!(scene.sim.calls("app.info"), asked, "{kind:?}: nobody has to confirm an address");
        scene.portal.switch(|switches| switches.licence_expired = None);
        scene.look_again().await;
        assert_eq!(scene.condition().await, Condition::Well, "{kind:?}");
    }
}

#[tokio::test]
async fn redirect_to_a_page_of_the_same_host_is_no_new_address() {
    let scene = Box::pin(Scene::new()).await;
    scene.portal.fault("*", Fault::Redirect(format!("{}/login", scene.portal.host())), None);
    for _ in 0..3 {
        scene.check_subscriptions().await;
    }
    assert_eq!(scene.condition().await, Condition::Alarmed(AlarmKind::Unreachable));
    assert!(!scene.journal().await.contains(&"address_changed".to_owned()));
}
