//! Times when a portal reported nothing by its own doing are gaps that need no repair, and no silence.

use domain::failure::Failure;
use domain::gap::{Gap, GapState};
use domain::health::AlarmKind;
use domain::portal::PortalStatus;
use time::Duration;

use super::Scene;

impl Scene {
    async fn all_gaps(&self) -> Vec<Gap> {
        self.house.store.tenant(&self.member_id).list_gaps(9).await.unwrap()
    }
}

fn lost(gap: &Gap) -> (GapState, Option<&Failure>, Duration) {
    (gap.state, gap.reason.as_ref(), gap.to - gap.from)
}

#[tokio::test]
async fn time_that_was_not_paid_for_is_a_gap_once_it_is_over() {
    let scene = Scene::new().await;
    scene.portal.set_paid(false).await;
    scene.check_subscriptions().await;
    assert_eq!(scene.facts().await.status, PortalStatus::PaymentRequired);
    assert_eq!(scene.all_gaps().await, [], "it is not over");
    scene.house.hands.advance(Duration::days(3));
    scene.portal.set_paid(true).await;
    scene.check_subscriptions().await;
    assert_eq!(scene.facts().await.status, PortalStatus::Active);
    let gaps = scene.all_gaps().await;
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    assert_eq!(lost(&gaps[0]), (GapState::Lost, Some(&Failure::NotPaid), Duration::days(3)));
    scene.care().await;
    let alarms = scene.house.store.tenant(&scene.member_id).list_alarms().await.unwrap();
    assert!(alarms.iter().all(|alarm| alarm.kind != AlarmKind::GapOpen), "{alarms:?}");
}

#[tokio::test]
async fn time_without_the_app_is_a_gap_of_the_portal_that_kept_its_data() {
    for clean in [false, true] {
        let scene = Scene::new().await;
        let tenant = scene.house.store.tenant(&scene.member_id);
        tenant.uninstall(clean, scene.house.clock.now()).await.unwrap();
        scene.house.hands.advance(Duration::days(3));
        scene.install(1).await;
        let gaps = scene.all_gaps().await;
        let expected = (GapState::Lost, Some(&Failure::AppRemoved), Duration::days(3));
        let found: Vec<_> = gaps.iter().map(lost).collect();
        assert_eq!(found, if clean { vec![] } else { vec![expected] });
        let portal = scene.facts().await;
        assert_eq!(portal.listened_since(), portal.installed_at);
    }
}
