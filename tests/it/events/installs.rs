//! Installs count only once the simulator's authorization server confirms them.

use domain::Clock;
use domain::portal::PortalStatus;
use poem::http::StatusCode;
use secrecy::ExposeSecret;
use sim::{App, Fault, Options, PortalSpec, Simulator};
use url::Url;

use super::{Gate, installer};
use crate::support::{House, member_id};

const CLIENT_ID: &str = "app.tombstone-test";

/// A simulated portal with the app, and the events its queue would send.
struct Town {
    simulator: Simulator,
    portal: sim::Portal,
}

impl Town {
    async fn new(clock: Clock) -> Self {
        let nowhere: Url = "http://127.0.0.1:9/".parse().unwrap();
        let app = App::at(&nowhere, CLIENT_ID, "secret");
        let options = Options { listen: ([127, 0, 0, 1], 0).into(), clock, seed: 7, app };
        let simulator = Simulator::start(options).await.unwrap();
        let portal = simulator.add_portal(PortalSpec::new("north"));
        portal.install_silently();
        Self { simulator, portal }
    }

    fn gate(&self, house: &House) -> Gate {
        Gate::with_server(house, &self.simulator.url(), CLIENT_ID)
    }

    /// `ONAPPINSTALL` as this portal would send it, with its first administrator's tokens.
    fn install(&self, application_token: &str) -> String {
        let user = self.portal.users().into_iter().find(|user| user.admin).expect("an administrator").id;
        self.install_by(user, application_token)
    }

    fn install_by(&self, user: u64, application_token: &str) -> String {
        let pair = self.portal.tokens(user);
        let host = self.portal.host();
        let fields = [
            ("event", "ONAPPINSTALL".to_owned()),
            ("data[VERSION]", "1".to_owned()),
            ("data[INSTALLED]", "Y".to_owned()),
            ("data[LANGUAGE_ID]", "en".to_owned()),
            ("ts", "1763640000".to_owned()),
            ("auth[access_token]", pair.access),
            ("auth[refresh_token]", pair.refresh),
            ("auth[expires_in]", "3600".to_owned()),
            ("auth[domain]", host.clone()),
            ("auth[client_endpoint]", format!("http://{host}/rest/")),
            ("auth[server_endpoint]", self.simulator.url().join("rest/").unwrap().to_string()),
            ("auth[member_id]", self.portal.member_id()),
            ("auth[application_token]", application_token.to_owned()),
        ];
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
    }

    fn lead(&self, application_token: &str) -> String {
        let member_id = self.portal.member_id();
        format!(
            "event=ONCRMLEADDELETE&data[FIELDS][ID]=5&ts=1&auth[member_id]={member_id}&auth[application_token]={application_token}"
        )
    }
}

#[tokio::test]
async fn verified_install_opens_the_portal_and_seals_its_tokens() {
    let house = House::new().await;
    let town = Town::new(house.clock.clone()).await;
    let gate = town.gate(&house);
    let answer = gate.form(&town.install("token-1")).await;
    assert_eq!((answer.status, answer.result()), (StatusCode::OK, "accepted"), "{}", answer.body);
    gate.form(&town.lead("token-1")).await.assert_stored(1);
    let member_id = member_id(&town.portal.member_id());
    let portal = house.store.tenant(&member_id).find_portal().await.unwrap().unwrap();
    assert_eq!((portal.status, portal.domain), (PortalStatus::Active, town.portal.host()));
}

#[tokio::test]
async fn forged_installs_are_refused_and_change_nothing() {
    let house = House::new().await;
    let town = Town::new(house.clock.clone()).await;
    let gate = town.gate(&house);
    let genuine = town.install("token-1");
    let member_id = town.portal.member_id();
    let forged = [
        town.install("token-1").replace("access_token%5D=", "access_token%5D=x"),
        genuine.replace(&member_id, "0123456789abcdef0123456789abcdef"),
        genuine.replace("north.localhost", "south.localhost"),
        format!("{genuine}&auth[user_id]=999999"),
        genuine.replace("auth%5Baccess_token%5D", "auth%5Bx%5D"),
    ];
    for body in forged {
        gate.form(&body).await.assert_problem(403, "install_not_verified");
    }
    town.simulator.add_fault(sim::FaultRule {
        on: "app.info".into(),
        fault: Fault::wrong_app(),
        times: Some(1),
        after: 0,
    });
    gate.form(&genuine).await.assert_problem(403, "install_not_verified");
    assert!(house.store.tenant(&crate::support::member_id(&member_id)).find_portal().await.unwrap().is_none());
    assert!(house.store.list_audit(50).await.unwrap().iter().all(|line| line.entry.code() == "install_refused"));
    assert_eq!(gate.form(&town.lead("token-1")).await.result(), "held");
}

#[tokio::test]
async fn ordinary_user_does_not_change_what_proves_an_active_portals_events() {
    let house = House::new().await;
    let town = Town::new(house.clock.clone()).await;
    let gate = town.gate(&house);
    assert_eq!(gate.form(&town.install("token-1")).await.result(), "accepted");
    let user = town.portal.users().into_iter().find(|user| !user.admin).expect("an ordinary user").id;
    gate.form(&town.install_by(user, "token-of-the-attacker")).await.assert_problem(403, "install_not_verified");
    gate.form(&town.lead("token-1")).await.assert_stored(1);
    assert_eq!(gate.form(&town.install("token-2")).await.result(), "accepted");
    gate.form(&town.lead("token-2")).await.assert_stored(1);
    gate.form(&town.lead("token-1")).await.assert_problem(403, "application_token_mismatch");
}

#[tokio::test]
async fn install_waits_for_the_authorization_server_and_releases_what_was_held() {
    let house = House::new().await;
    let town = Town::new(house.clock.clone()).await;
    let gate = town.gate(&house);
    town.simulator.fault("app.info", Fault::Status(502), Some(2));
    assert_eq!(gate.form(&town.lead("token-1")).await.result(), "held");
    let answer = gate.form(&town.install("token-1")).await;
    assert_eq!((answer.status, answer.result()), (StatusCode::ACCEPTED, "pending"));
    assert_eq!(gate.form(&town.lead("token-1")).await.result(), "held");

    let installer = installer(&house, &town.simulator.url(), CLIENT_ID);
    let waiting = house.store.list_pending(10).await.unwrap();
    let [event] = waiting.as_slice() else { panic!("one waits: {waiting:?}") };
    assert!(installer.install_pending(event).await.unwrap(), "the server still fails");
    assert!(!installer.install_pending(event).await.unwrap());
    assert!(house.store.list_pending(10).await.unwrap().is_empty());
    house.indexed().await;
    let member_id = member_id(&town.portal.member_id());
    let portal = house.store.tenant(&member_id).find_portal().await.unwrap().unwrap();
    assert_eq!((portal.status, portal.deletions), (PortalStatus::Active, 1), "both were the same event");
}

#[tokio::test]
async fn ordinary_user_does_not_replace_the_tokens_of_an_active_portal() {
    let house = House::new().await;
    let town = Town::new(house.clock.clone()).await;
    let gate = town.gate(&house);
    assert_eq!(gate.form(&town.install("token-1")).await.result(), "accepted");
    let member_id = member_id(&town.portal.member_id());
    let before = house.store.tenant(&member_id).find_access().await.unwrap().unwrap();
    let user = town.portal.users().into_iter().find(|user| !user.admin).expect("an ordinary user").id;
    assert_eq!(gate.form(&town.install_by(user, "token-1")).await.result(), "accepted");
    let after = house.store.tenant(&member_id).find_access().await.unwrap().unwrap();
    assert_eq!(after.access_token.expose_secret(), before.access_token.expose_secret());
    assert_eq!(after.user_id, before.user_id);
}

#[tokio::test]
async fn token_that_can_be_none_is_refused_and_does_not_wait() {
    let house = House::new().await;
    let town = Town::new(house.clock.clone()).await;
    let gate = town.gate(&house);
    let long = town.install("token-1").replace("access_token%5D=", &format!("access_token%5D={}", "x".repeat(70_000)));
    gate.form(&long).await.assert_problem(403, "install_not_verified");
    assert!(house.store.list_pending(10).await.unwrap().is_empty());
}
