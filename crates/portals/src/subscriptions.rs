//! Which events are bound to our handler: those that the portal offers, each deletion by one code only, and their
//! offline copies, which wait in the portal's own queue (docs/protocol.md 4).

use std::collections::BTreeSet;
use std::fmt;

use bitrix24::{RemoteError, text};
use domain::catalogue;
use domain::event::{EventCode, Kind};
use domain::titles::ThingKind;
use serde_json::Value;
use url::Url;

/// Events about the app itself.
const LIFE_CYCLE: [&str; 6] =
    ["ONAPPINSTALL", "ONAPPUNINSTALL", "ONAPPUPDATE", "ONAPPPAYMENT", "ONAPPTEST", "ONOFFLINEEVENT"];
/// Events that no portal keeps in its offline queue (`offline_capable` of events.csv, docs/protocol.md 2).
const ONLINE_ONLY: [&str; 1] = ["ONIMV2MESSAGEDELETE"];
/// How a portal refuses to bind what is bound already (docs/protocol.md 3.7).
const ALREADY_BOUND: (&str, &str) = ("error_core", "already bind");
/// How a portal refuses the offline queue to a plan or a user without the right to it.
const NOT_ALLOWED: [&str; 2] = ["access_denied", "wrong_license"];

/// An event that the portal sends to our handler, or keeps in its offline queue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Subscription {
    pub(crate) code: String,
    pub(crate) offline: bool,
}

impl fmt::Display for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        f.write_str(if self.offline { " (offline)" } else { "" })
    }
}

/// Our handlers in a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Bound as they should be.
    pub(crate) bound: BTreeSet<Subscription>,
    /// At other addresses.
    pub(crate) strays: Vec<Stray>,
}

/// A useless handler of ours: at an earlier public address, at an address below ours that once awaited a test event, or
/// of an event that nobody wants any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stray {
    pub(crate) code: String,
    pub(crate) handler: String,
}

impl Stray {
    /// The batch command that unbinds it.
    pub(crate) fn unbind(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("event", &self.code).append_pair("handler", &self.handler);
        format!("event.unbind?{}", query.finish())
    }
}

/// The codes that the portal offers; old portals and those without a module offer fewer (docs/protocol.md 5.2).
pub(crate) fn offered(answer: &Value) -> BTreeSet<String> {
    answer.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_uppercase).collect()
}

/// Reads our handlers from an answer to `event.get`.
pub(crate) fn found(answer: &Value, handler: &Url) -> Found {
    let mut found = Found::default();
    for row in answer.as_array().into_iter().flatten() {
        let field = |key| row.get(key).and_then(text).unwrap_or_default();
        let (code, at) = (field("event").to_uppercase(), field("handler"));
        let offline = matches!(field("offline").as_str(), "1" | "true" | "Y");
        if offline || at == handler.as_str() {
            found.bound.insert(Subscription { code, offline });
        } else if is_ours(&at, handler) {
            found.strays.push(Stray { code, handler: at });
        }
    }
    found
}

/// Whether a handler of the app is this service's, perhaps at an earlier public address: the app may have other
/// handlers, which are none of our business.
fn is_ours(at: &str, handler: &Url) -> bool {
    let Ok(at) = Url::parse(at) else { return false };
    let rest = at.path().strip_prefix(handler.path());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// If the portal does not say what it offers, the granted scopes decide.
pub(crate) fn wanted(offered: &BTreeSet<String>, scopes: &[String]) -> Vec<Subscription> {
    let of_scope = |code: &str| {
        let scope = catalogue::find(code).map(|entry| entry.scope);
        scope.is_none_or(|scope| scope == "basic" || scopes.iter().any(|granted| granted == scope))
    };
    let offers = |code: &str| if offered.is_empty() { of_scope(code) } else { offered.contains(code) };
    let about_us = |code: &&str| LIFE_CYCLE.contains(code);
    let deletions = catalogue::to_bind(offers).map(|entry| entry.code).filter(|code| !about_us(code));
    // Bind undocumented deletions too: nothing else reports them (docs/protocol.md 8.3).
    let undocumented =
        offered.iter().filter(|code| EventCode::parse(code).is_ok_and(|code| code.kind() == Kind::UnknownDeletion));
    let deletions: BTreeSet<&str> = deletions.chain(undocumented.map(String::as_str)).collect();
    let life_cycle = LIFE_CYCLE.into_iter().filter(|&code| offers(code));
    let of = |code: &str, offline| Subscription { code: code.to_owned(), offline };
    let online = deletions.iter().copied().chain(life_cycle).map(|code| of(code, false));
    let offline = deletions.iter().filter(|code| !ONLINE_ONLY.contains(code)).map(|code| of(code, true));
    online.chain(offline).collect()
}

/// The events to bind to keep titles: things added or changed. No offline copies: the thing's next change says the
/// same.
pub(crate) fn of_titles(offered: &BTreeSet<String>, scopes: &[String]) -> Vec<Subscription> {
    let granted = |kind: &ThingKind| scopes.iter().any(|scope| scope == kind.scope());
    let kinds = ThingKind::ALL.into_iter().filter(|kind| !offered.is_empty() || granted(kind));
    let codes = kinds.flat_map(ThingKind::codes).filter(|&code| offered.is_empty() || offered.contains(code));
    codes.map(|code| Subscription { code: code.to_owned(), offline: false }).collect()
}

/// Events bound to our handler only to keep titles.
pub(crate) fn bound_for_titles(found: &Found, handler: &Url) -> Vec<Stray> {
    let for_titles = found.bound.iter().filter(|bound| ThingKind::of_code(&bound.code).is_some() && !bound.offline);
    for_titles.map(|bound| Stray { code: bound.code.clone(), handler: handler.to_string() }).collect()
}

/// The batch command that binds a subscription.
pub(crate) fn bind(subscription: &Subscription, handler: &Url) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("event", &subscription.code);
    if subscription.offline {
        query.append_pair("event_type", "offline");
    } else {
        query.append_pair("handler", handler.as_str());
    }
    format!("event.bind?{}", query.finish())
}

/// Whether the portal refuses us the offline queue.
pub(crate) fn is_not_allowed(outcome: &Result<Value, RemoteError>) -> bool {
    outcome.as_ref().is_err_and(|error| NOT_ALLOWED.contains(&error.code.as_str()))
}

/// Whether `event.bind` left the subscription in place.
pub(crate) fn succeeded(outcome: &Result<Value, RemoteError>) -> bool {
    match outcome {
        Ok(bound) => *bound == Value::Bool(true),
        Err(error) => error.code == ALREADY_BOUND.0 && error.description.to_lowercase().contains(ALREADY_BOUND.1),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn codes(codes: &[&str]) -> BTreeSet<String> {
        codes.iter().map(|&code| code.to_owned()).collect()
    }

    #[test]
    fn what_no_portal_keeps_offline_is_asked_for_online_only() {
        let events = include_str!("../../domain/src/catalogue/events.csv").lines();
        let fields = events.map(|line| line.split(',').collect::<Vec<_>>());
        let no = fields.filter(|fields| fields[fields.len() - 2] == "no").map(|fields| fields[0]);
        assert_eq!(no.filter(|code| *code != "ONAPPUNINSTALL").collect::<Vec<_>>(), ONLINE_ONLY);
    }

    #[test]
    fn only_what_is_offered_is_bound_and_no_deletion_twice() {
        let offered = codes(&[
            "ONCRMLEADDELETE",
            "ONCRMLEADADD",
            "ONCRMPRODUCTDELETE",
            "CATALOG.PRODUCT.ON.DELETE",
            "ONAPPUNINSTALL",
            "ONCRMDYNAMICITEMDELETE",
            "ONCRMDYNAMICITEMDELETE_147",
        ]);
        let wanted: Vec<_> = wanted(&offered, &[]).iter().map(ToString::to_string).collect();
        assert_eq!(
            wanted,
            [
                "CATALOG.PRODUCT.ON.DELETE",
                "ONCRMDYNAMICITEMDELETE",
                "ONCRMLEADDELETE",
                "ONAPPUNINSTALL",
                "CATALOG.PRODUCT.ON.DELETE (offline)",
                "ONCRMDYNAMICITEMDELETE (offline)",
                "ONCRMLEADDELETE (offline)",
            ]
        );
    }

    #[test]
    fn scopes_decide_where_the_portal_does_not_say() {
        let wanted = wanted(&BTreeSet::new(), &["imbot".to_owned()]);
        let is_wanted = |code: &str| wanted.iter().any(|subscription| subscription.code == code);
        assert!(is_wanted("ONIMBOTDELETE") && is_wanted("ONAPPTEST") && !is_wanted("ONCRMLEADDELETE"));
    }

    #[test]
    fn changes_of_things_are_bound_where_titles_are_kept_and_nowhere_else() {
        let named = |offered: &[&str], scopes: &[&str]| -> Vec<String> {
            let scopes: Vec<String> = scopes.iter().map(|&scope| scope.to_owned()).collect();
            of_titles(&codes(offered), &scopes).iter().map(ToString::to_string).collect()
        };
        assert_eq!(named(&["ONCRMLEADADD", "ONCRMLEADDELETE", "ONCRMQUOTEADD"], &[]), ["ONCRMLEADADD"]);
        assert_eq!(named(&[], &["task", "imbot"]), ["ONTASKADD", "ONTASKUPDATE"]);
        let handler: Url = "https://t.example/e".parse().unwrap();
        let bound = json!([{"event": "ONCRMLEADADD", "handler": "https://t.example/e", "offline": 0},
            {"event": "ONCRMLEADDELETE", "handler": "https://t.example/e", "offline": 0}]);
        let strays = bound_for_titles(&found(&bound, &handler), &handler);
        let unbound: Vec<String> = strays.iter().map(Stray::unbind).collect();
        assert_eq!(unbound, ["event.unbind?event=ONCRMLEADADD&handler=https%3A%2F%2Ft.example%2Fe"]);
    }

    #[test]
    fn documented_answers_are_read() {
        let answer = include_str!("../../../tests/fixtures/payloads/event_get_response.json");
        let answer: Value = serde_json::from_str(answer).unwrap();
        let handler: Url = "https://www.my-domain.com/handler/".parse().unwrap();
        let lead = Subscription { code: "ONCRMLEADADD".to_owned(), offline: false };
        assert_eq!(found(&answer["result"], &handler).bound, [lead].into());
        assert!(found(&answer["result"], &"https://www.my-domain.com/other".parse().unwrap()).bound.is_empty());
        let moved = json!([{"event": "ONCRMLEADDELETE", "handler": "http://old.example:8080/e", "offline": 0},
            {"event": "ONCRMLEADDELETE", "handler": "https://other.example/hook", "offline": 0}]);
        let found = found(&moved, &"https://t.example/e".parse().unwrap());
        let stray = Stray { code: "ONCRMLEADDELETE".to_owned(), handler: "http://old.example:8080/e".to_owned() };
        assert_eq!(found, Found { bound: BTreeSet::new(), strays: vec![stray] });
        let copy = json!([{"event": "ONCRMLEADDELETE", "connector_id": "", "offline": 1},
            {"event": "ONAPPTEST", "handler": "https://t.example/e/0123", "auth_type": "0", "offline": 0}]);
        let found = super::found(&copy, &"https://t.example/e".parse().unwrap());
        assert!(found.bound.iter().all(|bound| bound.offline) && found.bound.len() == 1);
        assert_eq!(found.strays[0].unbind(), "event.unbind?event=ONAPPTEST&handler=https%3A%2F%2Ft.example%2Fe%2F0123");
    }

    #[test]
    fn bound_before_is_bound_and_false_is_not() {
        let refusal = |code: &str, description: &str| {
            Err(RemoteError { code: code.to_owned(), description: description.to_owned() })
        };
        assert!(succeeded(&Ok(json!(true))));
        assert!(succeeded(&refusal("error_core", "Unable to set event handler: Handler already binded")));
        assert!(!succeeded(&Ok(json!(false))));
        assert!(!succeeded(&refusal("error_event_not_found", "Event not found")));
    }
}
