//! Requested tasks: the worker runs them and records the outcome in the audit.

use domain::audit::{AuditEntry, AuditKind};
use domain::failure::Failure;
use domain::requested_task::{RequestedTask, TaskOutcome};
use domain::schedule::Task;
use sim::Fault;
use store::AuditFilter;

use super::Scene;

impl Scene {
    async fn ask(&self, task: RequestedTask) -> Option<TaskOutcome> {
        self.let_only(task.task()).await;
        let (tenant, now) = (self.house.store.tenant(&self.member_id), self.house.clock.now());
        tenant.request(task, now).await.unwrap();
        assert_eq!(tenant.find_request(task).await.unwrap().unwrap().outcome, None);
        self.care().await;
        tenant.find_request(task).await.unwrap().unwrap().outcome
    }

    /// The audit's entries of ended tasks, newest first.
    async fn ended(&self) -> Vec<AuditEntry> {
        let filter = AuditFilter { kinds: vec![AuditKind::TaskEnded], ..AuditFilter::default() };
        let lines = self.house.store.list_audit_page(&filter, None, 20).await.unwrap().items;
        lines.into_iter().map(|line| line.entry.known().cloned().unwrap()).collect()
    }
}

#[tokio::test]
async fn each_task_that_was_asked_for_says_how_it_ended() {
    use RequestedTask::{Check, Probe, Recover, Renew};
    let scene = Scene::new().await;
    let checked = scene.ask(RequestedTask::Check).await.unwrap();
    let TaskOutcome::Checked { found, expected } = checked else { panic!("{checked:?}") };
    assert!(found == expected && found > 50);
    assert_eq!(scene.ask(RequestedTask::Probe).await, Some(TaskOutcome::ProbeSent));
    assert_eq!(scene.ask(RequestedTask::Recover).await, Some(TaskOutcome::QueueRead { found: 0 }));
    let before = scene.portal.refreshes();
    assert_eq!(scene.ask(RequestedTask::Renew).await, Some(TaskOutcome::TokensRenewed));
    assert_eq!(scene.portal.refreshes(), before + 1, "long before they end");
    let tasks: Vec<_> = scene
        .ended()
        .await
        .into_iter()
        .map(|entry| if let AuditEntry::TaskEnded { task, .. } = entry { task } else { panic!("{entry:?}") })
        .collect();
    assert_eq!(tasks, [Renew, Recover, Probe, Check]);
}

#[tokio::test]
async fn what_fails_says_why_and_what_nobody_asked_for_says_nothing() {
    let scene = Scene::new().await;
    scene.check_subscriptions().await;
    assert_eq!(scene.ended().await, [], "it was due anyway");
    scene.sim.fault("oauth/token", Fault::Status(503), None);
    let failed = Some(TaskOutcome::Failed { reason: Failure::ServerTrouble });
    assert_eq!(scene.ask(RequestedTask::Renew).await, failed);
    scene.house.hands.advance(time::Duration::days(1));
    scene.care().await;
    assert_eq!(scene.ended().await.len(), 1, "what is tried again is not asked for again");
    scene.portal.fault("batch", Fault::error("ACCESS_DENIED"), None);
    scene.let_only(Task::SubscriptionCheck).await;
    let denied = scene.ask(RequestedTask::Check).await;
    assert!(matches!(denied, Some(TaskOutcome::Failed { .. })), "{denied:?}");
}
