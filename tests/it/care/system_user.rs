//! The system user's tokens take over when the installer's are refused; the keeper renews them until then.

use domain::portal::{PortalStatus, TokenHealth};
use secrecy::SecretString;
use store::PortalTokens;
use time::Duration;

use super::Scene;

impl Scene {
    /// Stores tokens of the portal's system user, as from `ONAPPUSERREADY`.
    async fn keep_spare(&self) -> u64 {
        let user = self.portal.users().into_iter().find(|user| user.id != 1).expect("another user").id;
        self.portal.set_admin(user, true);
        let pair = self.portal.tokens(user);
        let now = self.house.clock.now();
        let tokens = PortalTokens {
            access_token: SecretString::from(pair.access),
            refresh_token: Some(SecretString::from(pair.refresh)),
            expires_at: now + Duration::HOUR,
            renew_at: now + Duration::days(120),
            user_id: Some(user.to_string()),
        };
        assert!(self.house.store.tenant(&self.member_id).save_spare_tokens(&tokens, now).await.unwrap());
        user
    }
}

#[tokio::test]
async fn dismissed_installer_is_followed_by_the_system_user() {
    let scene = Box::pin(Scene::new()).await;
    let user = scene.keep_spare().await;
    scene.portal.set_active(1, false);
    scene.call().await.expect("an answer to the system user");
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Ok));
    let access = scene.house.store.tenant(&scene.member_id).find_access().await.unwrap().unwrap();
    assert_eq!(access.user_id, Some(user.to_string()));
    assert!(scene.journal().await.contains(&"spare_tokens_used".to_owned()));
    scene.portal.set_active(user, false);
    assert!(scene.call().await.is_err());
    assert_eq!(scene.facts().await.status, PortalStatus::NeedsReinstall, "there is no third pair");
}

#[tokio::test]
async fn system_user_that_comes_after_the_tokens_died_heals_the_portal() {
    let scene = Box::pin(Scene::new()).await;
    scene.portal.set_active(1, false);
    assert!(scene.call().await.is_err());
    assert_eq!(scene.facts().await.status, PortalStatus::NeedsReinstall);
    scene.keep_spare().await;
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Ok));
    scene.call().await.expect("an answer to the system user");
}

#[tokio::test]
async fn refused_refresh_token_is_followed_by_the_system_users() {
    let scene = Box::pin(Scene::new()).await;
    scene.portal.kill_refresh_tokens();
    scene.keep_spare().await;
    scene.let_token_end();
    scene.call().await.expect("an answer to the system user");
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Ok));
}

#[tokio::test]
async fn spare_pair_is_renewed_long_before_it_ends() {
    let scene = Box::pin(Scene::new()).await;
    scene.keep_spare().await;
    let before = scene.sim.calls("oauth/token");
    scene.check_subscriptions().await;
    assert_eq!(scene.sim.calls("oauth/token"), before, "its time has not come");
    scene.house.hands.advance(Duration::days(121));
    scene.check_subscriptions().await;
    let tenant = scene.house.store.tenant(&scene.member_id);
    assert!(tenant.find_due_spare(scene.house.clock.now()).await.unwrap().is_none());
    scene.house.hands.advance(Duration::days(100));
    scene.portal.set_active(1, false);
    scene.call().await.expect("the pair is alive after 221 days");
}

#[tokio::test]
async fn uninstalled_portal_keeps_no_spare_pair() {
    let scene = Box::pin(Scene::new()).await;
    scene.keep_spare().await;
    let tenant = scene.house.store.tenant(&scene.member_id);
    tenant.uninstall(false, scene.house.clock.now()).await.unwrap();
    let later = scene.house.clock.now() + Duration::days(365);
    assert!(tenant.find_due_spare(later).await.unwrap().is_none());
}
