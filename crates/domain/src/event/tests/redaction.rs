//! No token stays, and nothing else goes.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{AUTH, event, logged, parse};
use crate::event::MalformedEvent;

const CASES: u32 = 2_000;

fn data(fields: &str) -> String {
    serde_json::to_string(&event(&format!("event=X&{fields}")).data).unwrap()
}

#[test]
fn second_credential_sets_go_and_their_neighbours_stay() {
    let v2 = "data[bot][id]=456&data[bot][auth][access_token]=aaaaaaaaaa&data[bot][auth][refresh_token]=bbbbbbbbbb\
              &data[bot][auth][application_token]=cccccccccc&data[bot][auth][scope]=imbot&data[bot][auth][domain]=d";
    assert_eq!(data(v2), r#"{"bot":{"id":"456","auth":{"scope":"imbot","domain":"d"}}}"#);

    let old = "data[BOT][571][AUTH][access_token]=aaaaaaaaaa&data[BOT][571][AUTH][domain]=d\
               &data[BOT][571][access_token]=aaaaaaaaaa&data[BOT][571][BOT_ID]=571&data[BOT][571][client_id]=app.1";
    assert_eq!(data(old), r#"{"BOT":{"571":{"AUTH":{"domain":"d"},"BOT_ID":"571","client_id":"app.1"}}}"#);
}

#[test]
fn names_of_secrets_are_known_in_any_spelling() {
    let names =
        ["access_token", "ACCESS_TOKEN", "accessToken", "TOKEN", "client_secret", "AUTH_ID", "REFRESH_ID", "auth"];
    let names = names.into_iter().chain(["access%00token", "token%00", "+token", "access+token", "api.key"]);
    for name in names {
        assert_eq!(data(&format!("data[{name}]=x&data[ID]=1")), r#"{"ID":"1"}"#, "{name}");
        assert_eq!(data(&format!("data[a][b][{name}]=x&data[ID]=1")), r#"{"ID":"1"}"#, "{name}");
    }
    assert_eq!(data("data[TOKEN][0]=x&data[TOKEN][a][b]=y"), "null");
}

#[test]
fn names_that_only_look_like_it_stay() {
    let names = ["ID", "MESSAGE_ID", "TOKEN_COUNT", "AUTHOR_ID", "client_id", "USER_ID", "CODE", "tokens", "expires"];
    for name in names {
        assert_eq!(data(&format!("data[{name}]=x")), format!(r#"{{"{name}":"x"}}"#));
    }
}

#[test]
fn known_tokens_go_wherever_they_stand() {
    let token = "831c76b092f9f135";
    let hidden = format!(
        "event=X&data[note]=see+{token}&data[url]=https://d/?auth={token}%26x=1&data[{token}]=1&data[x{token}y][z]=1\
         &data[list][0]={token}&data[ID]=1&ts=1{token}&event_handler_id={token}&auth[scope]={token}&auth[user_id]={token}"
    );
    let event = event(&hidden);
    assert_eq!(logged(&event), r#"{"e":"X","m":"bac1cd5c","d":{"ID":"1"},"a":{"member_id":"bac1cd5c"}}"#);
    let code = format!("event=ON{}DELETE&{AUTH}", token.to_uppercase());
    assert!(parse(&code).is_ok(), "a token in another case is not that token");
    let code = format!("event=ON{token}DELETE&{AUTH}");
    assert_eq!(parse(&code).map(|arrival| arrival.event), Err(MalformedEvent::Invalid("event")));
}

#[test]
fn short_values_do_not_take_others_with_them() {
    assert_eq!(data("data[TOKEN]=1&data[ID]=1&data[LINE]=107"), r#"{"ID":"1","LINE":"107"}"#);
}

#[test]
fn tokens_of_auth_are_sought_however_many_others_there_are() {
    let other = |number: i32| format!("data[{number}][token]=other-token-{number}&");
    let others = (0..100).map(other).collect::<Vec<_>>().concat();
    assert_eq!(data(&format!("{others}data[note]=831c76b092f9f135&data[ID]=1")), r#"{"ID":"1"}"#);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn no_token_is_ever_kept(
        token in "[a-zA-Z0-9]{8,40}",
        places in vec(("[a-z]{1,3}", "[a-z]{0,3}", "[a-z]{0,3}", any::<bool>()), 1..8),
        secret in prop::sample::select(vec!["auth[access_token]", "auth[refresh_token]", "data[BOT][5][AUTH][access_token]", "data[TOKEN]"]),
    ) {
        let field = |(key, before, after, in_key): &(String, String, String, bool)| match in_key {
            true => format!("data[{key}][{before}{token}{after}]=1"),
            false => format!("data[{key}][0]={before}{token}{after}"),
        };
        let fields: Vec<_> = places.iter().map(field).collect();
        let event = parse(&format!("event=!&{}&{secret}={token}&{AUTH}", fields.join("&"))).unwrap().event;
        let kept = logged(&event);
        prop_assert!(!kept.contains(&token), "{kept}");
        prop_assert_eq!(event.data, None);
    }
}
