//! Binding a portal's events to our handler: those that it offers, each deletion by one code only.

use std::collections::BTreeSet;

use domain::catalogue;
use serde_json::Value;
use url::Url;

use crate::answer::RemoteError;
use crate::portal::{MethodError, PortalClient};

/// What an app hears about itself.
const LIFE_CYCLE: [&str; 5] = ["ONAPPINSTALL", "ONAPPUNINSTALL", "ONAPPUPDATE", "ONAPPPAYMENT", "ONAPPTEST"];
/// How a portal refuses what is bound already (PROTOCOL.md 3.7).
const ALREADY_BOUND: (&str, &str) = ("error_core", "already bind");

/// What was bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// How many events should be bound.
    pub expected: usize,
    /// Codes that could not be.
    pub missing: Vec<String>,
}

impl PortalClient<'_> {
    /// Binds everything that the portal offers under `scopes` and that is for us, to `handler`.
    pub(crate) async fn bind_events(&self, handler: &Url, scopes: &[String]) -> Result<Bound, MethodError> {
        let offered = self.offered_events().await?;
        let wanted = wanted(&offered, scopes);
        let commands: Vec<_> = wanted.iter().map(|code| (code.to_lowercase(), bind(code, handler))).collect();
        let results = self.batch(&commands).await?;
        let is_bound = |code: &&String| results.get(&code.to_lowercase()).is_some_and(succeeded);
        let missing: Vec<String> = wanted.iter().filter(|code| !is_bound(code)).cloned().collect();
        for code in &missing {
            let refusal =
                results.get(&code.to_lowercase()).and_then(|outcome| outcome.as_ref().err()).map(ToString::to_string);
            tracing::warn!(event = code, refusal, "the portal does not bind an event");
        }
        Ok(Bound { expected: wanted.len(), missing })
    }

    /// The codes that the portal offers; old ones and those without a module offer fewer (PROTOCOL.md 5.2).
    async fn offered_events(&self) -> Result<BTreeSet<String>, MethodError> {
        let offered = self.call("events", serde_json::json!({})).await?;
        let codes = offered.as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(codes.map(str::to_uppercase).collect())
    }
}

/// Where a portal doesn't say what it offers, the granted scopes decide.
fn wanted(offered: &BTreeSet<String>, scopes: &[String]) -> Vec<String> {
    let of_scope = |code: &str| {
        let scope = catalogue::find(code).map(|entry| entry.scope);
        scope.is_none_or(|scope| scope == "basic" || scopes.iter().any(|granted| granted == scope))
    };
    let offers = |code: &str| if offered.is_empty() { of_scope(code) } else { offered.contains(code) };
    let deletions = catalogue::to_bind(offers).map(|entry| entry.code);
    let codes: BTreeSet<&str> = deletions.chain(LIFE_CYCLE.into_iter().filter(|&code| offers(code))).collect();
    codes.into_iter().map(str::to_owned).collect()
}

fn bind(code: &str, handler: &Url) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("event", code)
        .append_pair("handler", handler.as_str())
        .finish();
    format!("event.bind?{query}")
}

fn succeeded(outcome: &Result<Value, RemoteError>) -> bool {
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
        let wanted = wanted(&offered, &[]);
        assert_eq!(
            wanted,
            ["CATALOG.PRODUCT.ON.DELETE", "ONAPPUNINSTALL", "ONCRMDYNAMICITEMDELETE", "ONCRMLEADDELETE"]
        );
    }

    #[test]
    fn scopes_decide_where_the_portal_does_not_say() {
        let wanted = wanted(&BTreeSet::new(), &["imbot".to_owned()]);
        assert!(wanted.contains(&"ONIMBOTDELETE".to_owned()));
        assert!(wanted.contains(&"ONAPPTEST".to_owned()));
        assert!(!wanted.contains(&"ONCRMLEADDELETE".to_owned()));
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
