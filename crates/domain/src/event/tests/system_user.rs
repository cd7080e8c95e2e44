//! The arrival hands on the tokens that `ONAPPUSERREADY` brings, and the event keeps none of them.

use secrecy::{ExposeSecret, SecretString};

use super::{AUTH, logged, parse};
use crate::event::{Kind, LifeCycle, SystemUser};

const DATA: &str = "data[access_token]=sys-access-1&data[refresh_token]=sys-refresh-1&data[expires_in]=3600\
                    &data[scope]=crm,imbot&data[domain]=some-domain.bitrix24.com&data[status]=F&data[LANGUAGE_ID]=de\
                    &data[server_endpoint]=https://oauth.bitrix.info/rest/&data[date_finish]=2026-12-31T00:00:00%2B00:00";

fn shown(secret: Option<&SecretString>) -> Option<&str> {
    secret.map(SecretString::expose_secret)
}

#[test]
fn tokens_of_the_system_user_are_handed_on_and_not_kept() {
    let arrival = parse(&format!("event=OnAppUserReady&{DATA}&auth[domain]=oauth.bitrix.info&{AUTH}")).unwrap();
    assert_eq!(arrival.event.code.kind(), Kind::LifeCycle(LifeCycle::UserReady));
    let kept = logged(&arrival.event);
    assert!(!kept.contains("sys-") && kept.contains("LANGUAGE_ID"), "{kept}");
    assert!(!format!("{arrival:?}").contains("sys-"));
    assert_eq!(shown(arrival.credentials.application_token.as_ref()), Some("831c76b092f9f135"));

    let user: SystemUser = *arrival.system_user.unwrap();
    assert_eq!(shown(user.credentials.access_token.as_ref()), Some("sys-access-1"));
    assert_eq!(shown(user.credentials.refresh_token.as_ref()), Some("sys-refresh-1"));
    assert_eq!(user.credentials.expires_in, Some(time::Duration::HOUR));
    assert_eq!(user.domain.as_deref(), Some("some-domain.bitrix24.com"));
    assert_eq!(user.server_endpoint.as_deref(), Some("https://oauth.bitrix.info/rest/"));
    assert_eq!((user.scope.as_deref(), user.app_status.as_deref()), (Some("crm,imbot"), Some("F")));
    assert_eq!(user.date_finish.as_deref(), Some("2026-12-31T00:00:00+00:00"));
    assert_eq!((user.user_id, user.member_id, user.client_endpoint), (None, None, None));
}

#[test]
fn older_descriptions_name_the_portal_in_data_too() {
    let older = "data[access_token]=sys-access-1&data[member_id]=bac1cd5c&data[user_id]=1&data[application_token]=x\
                 &data[client_endpoint]=https://some-domain.bitrix24.com/rest/";
    let user = parse(&format!("event=ONAPPUSERREADY&{older}&{AUTH}")).unwrap().system_user.unwrap();
    assert_eq!(user.member_id.unwrap().as_str(), "bac1cd5c");
    assert_eq!(user.user_id.as_deref(), Some("1"));
    assert_eq!(user.client_endpoint.as_deref(), Some("https://some-domain.bitrix24.com/rest/"));
    assert!(user.credentials.application_token.is_none(), "only `auth` proves the event");
}

#[test]
fn other_events_bring_none() {
    for fields in [format!("event=ONCRMLEADDELETE&{DATA}"), "event=ONAPPUSERREADY&data=1".to_owned()] {
        assert!(parse(&format!("{fields}&{AUTH}")).unwrap().system_user.is_none(), "{fields}");
    }
    let confirmed =
        "event=ONAPPMETHODCONFIRM&data[TOKEN]=fkp963yuv1gg&data[METHOD]=voximplant.user.get&data[CONFIRMED]=1";
    let arrival = parse(&format!("{confirmed}&{AUTH}")).unwrap();
    assert_eq!(arrival.event.code.kind(), Kind::LifeCycle(LifeCycle::MethodConfirm));
    assert!(arrival.system_user.is_none() && !logged(&arrival.event).contains("fkp963yuv1gg"));
    assert_eq!(arrival.event.data_text("METHOD"), Some("voximplant.user.get"));
}
