//! Portals that are installed straight into the database: ten thousand in seconds, where the way in does not matter.

use domain::schedule::Task;
use domain::{Clock, MemberId};
use store::{Installation, PortalTokens, Store};
use time::Duration;

use crate::post::Sender;

/// So many portals, the same in every run.
pub fn senders(portals: usize) -> Vec<Sender> {
    (0..portals).map(sender).collect()
}

/// Installs them; what is due for them by itself is years away, so that they are left in peace.
pub async fn install(store: &Store, portals: &[Sender]) {
    for portal in portals {
        install_one(store, portal).await;
    }
}

/// The portal with this number. Their order is not that of their numbers, as in life.
fn sender(number: usize) -> Sender {
    let strewn = (number as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    Sender {
        member_id: format!("{strewn:032x}"),
        host: format!("portal-{number}.bitrix24.example"),
        application_token: format!("{:032x}", !strewn),
    }
}

async fn install_one(store: &Store, sender: &Sender) {
    let now = Clock::system().now();
    let years = now + Duration::days(3_650);
    let endpoint = |host: &str| format!("https://{host}/rest/");
    let tokens = PortalTokens {
        access_token: "access".into(),
        refresh_token: Some("refresh".into()),
        expires_at: years,
        renew_at: years,
        user_id: Some("1".into()),
    };
    let installation = Installation {
        domain: sender.host.clone(),
        app_status: Some("F".into()),
        finished: true,
        scopes: vec!["crm".into()],
        language: None,
        client_endpoint: endpoint(&sender.host),
        server_endpoint: endpoint("oauth.bitrix.info"),
        application_token: Some(sender.application_token.clone().into()),
        sent_at: None,
        tokens: Some(tokens),
    };
    let member_id = MemberId::parse(&sender.member_id).expect("a member_id");
    let tenant = store.tenant(&member_id);
    tenant.save_installation(&installation, None, now).await.expect("a portal is installed");
    for task in Task::ALL {
        tenant.schedule(task, Some(years)).await.expect("a time is set");
    }
}
