//! Faults for the next calls of a method: error bodies, and slow, broken or false answers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What goes wrong with a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A documented error, by its code.
    Error {
        /// The code, such as `expired_token`.
        code: String,
        /// Replaces the documented status.
        #[serde(default)]
        status: Option<u16>,
        /// Replaces the documented text.
        #[serde(default)]
        description: Option<String>,
    },
    /// This status with an HTML page, as from a proxy.
    Status(u16),
    /// This `result` with success, while nothing is done: `false` for a refused event.bind.
    Result(Value),
    /// The true answer with these members merged into it (RFC 7386).
    Patch(Value),
    /// A wait of this many milliseconds before the call is carried out and answered normally.
    Slow(u64),
    /// A wait of this many milliseconds after the call is carried out, then the normal answer.
    Late(u64),
    /// The call is carried out, but the connection is reset instead of an answer.
    LoseAnswer,
    /// No answer; the connection stays open.
    Hang,
    /// A reset connection.
    Reset,
    /// 200 with HTML.
    Html,
    /// 200 with a JSON text of this many bytes.
    Huge(usize),
    /// 200 with a body that never ends.
    Endless,
    /// The true answer, one byte at a time at this interval in milliseconds.
    Drip(u64),
    /// 302 to this host, with the same path.
    Redirect(String),
}

impl Fault {
    /// A documented error by its code.
    pub fn error(code: &str) -> Self {
        Self::Error { code: code.to_owned(), status: None, description: None }
    }

    /// `app.info` of the authorization server names another app.
    pub fn wrong_app() -> Self {
        Self::Patch(json!({"result": {"client_id": "local.5c8bb1b0123456.00000001"}}))
    }

    /// `app.info` of the authorization server names another portal.
    pub fn wrong_member() -> Self {
        Self::Patch(json!({"result": {"install": {"member_id": "0badc0de0badc0de0badc0de0badc0de"}}}))
    }

    /// `app.info` of the authorization server names another host.
    pub fn wrong_host() -> Self {
        Self::Patch(json!({"result": {"install": {
            "domain": "evil.localhost",
            "uri": "http://evil.localhost",
            "client_endpoint": "http://evil.localhost/rest/",
        }}}))
    }

    /// `app.info` of the authorization server names another user.
    pub fn wrong_user() -> Self {
        Self::Patch(json!({"result": {"user_id": "999999"}}))
    }

    /// Whether it only changes an answer's content, so that it can strike a command in a batch.
    pub(crate) fn is_content(&self) -> bool {
        matches!(self, Self::Error { .. } | Self::Result(_) | Self::Patch(_))
    }
}

/// A fault and the calls that it strikes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// The method, `*`, or a prefix with `*`. For the authorization server: `oauth/token` or `app.info`, after `NAME:`
    /// if the server has a name.
    pub on: String,
    /// What goes wrong.
    pub fault: Fault,
    /// How many calls it strikes; all if none.
    #[serde(default)]
    pub times: Option<u32>,
    /// How many calls pass first.
    #[serde(default)]
    pub after: u32,
}

/// The faults of one portal or of the authorization server, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<FaultRule>);

impl Faults {
    pub(crate) fn add(&mut self, rule: FaultRule) {
        if rule.times != Some(0) {
            self.0.push(rule);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn rules(&self) -> &[FaultRule] {
        &self.0
    }

    /// The fault that strikes this call, now counted.
    pub(crate) fn strike(&mut self, method: &str) -> Option<Fault> {
        self.strike_if(method, |_| true)
    }

    /// The fault that `fits` and strikes this call, now counted.
    pub(crate) fn strike_if(&mut self, method: &str, fits: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let index =
            self.0.iter_mut().position(|rule| matches(&rule.on, method) && fits(&rule.fault) && rule.is_due())?;
        let fault = self.0[index].fault.clone();
        if self.0[index].times == Some(0) {
            self.0.remove(index);
        }
        Some(fault)
    }
}

impl FaultRule {
    fn is_due(&mut self) -> bool {
        if self.after > 0 {
            self.after -= 1;
            return false;
        }
        if let Some(times) = &mut self.times {
            *times = times.saturating_sub(1);
        }
        true
    }
}

/// Portals take a method in any case, and so does a pattern.
fn matches(pattern: &str, method: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => method.get(..beginning.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(beginning)),
        None => pattern.eq_ignore_ascii_case(method),
    }
}

/// Merges `patch` over `target` (RFC 7386).
pub(crate) fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Value::Object(object) = target else { return };
    for (key, value) in members {
        if value.is_null() {
            object.remove(key);
        } else {
            merge(object.entry(key).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_as_often_as_it_was_set_for() {
        let mut faults = Faults::default();
        faults.add(FaultRule { on: "event.*".to_owned(), fault: Fault::Hang, times: Some(2), after: 1 });
        let struck: Vec<bool> = (0..4).map(|_| faults.strike("event.bind").is_some()).collect();
        assert_eq!(struck, [false, true, true, false]);
        assert_eq!(faults.strike("profile"), None);
    }

    #[test]
    fn a_fault_for_no_call_strikes_none() {
        let mut faults = Faults::default();
        faults.add(FaultRule { on: "*".to_owned(), fault: Fault::Hang, times: Some(0), after: 0 });
        assert_eq!(faults.strike("event.bind"), None);
    }

    #[test]
    fn a_pattern_takes_a_method_in_any_case() {
        for pattern in ["event.bind", "Event.Bind", "event.*", "Event.*", "*"] {
            assert!(matches(pattern, "event.bind"), "{pattern}");
        }
        for pattern in ["event.bin", "event.bind.*", "events.*", ""] {
            assert!(!matches(pattern, "event.bind"), "{pattern}");
        }
    }

    #[test]
    fn a_patch_changes_only_what_it_names() {
        let mut answer = json!({"result": {"client_id": "a", "user_id": "1"}});
        merge(&mut answer, &json!({"result": {"client_id": "b"}}));
        assert_eq!(answer, json!({"result": {"client_id": "b", "user_id": "1"}}));
    }
}
