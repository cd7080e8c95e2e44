//! The standing faults and habits of a portal and of the authorization server, as switches.

use serde::{Deserialize, Serialize};

/// A portal's switches. What is left out of a JSON body keeps its default.
#[expect(clippy::struct_excessive_bools, reason = "each one is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    /// The paid period is over: no events, and `PAYMENT_REQUIRED` to every call.
    pub payment_expired: bool,
    /// The portal is gone: `PORTAL_DELETED` to every call, no events.
    pub deleted: bool,
    /// The status that comes with `PORTAL_DELETED`: 410, 403 or 500 on real portals.
    pub deleted_status: u16,
    /// REST is closed to the outside: 403 with HTML to every call.
    pub rest_closed: bool,
    /// The licence of an own server has expired: 302 to every call, and no new address.
    pub licence_expired: Option<ExpiredLicence>,
    /// The owner blocks the cloud queue: events are raised, but none is sent.
    pub muted: bool,
    /// How many more times each event is delivered.
    pub duplicates: u32,
    /// Event codes that `event.bind` answers with `false`, upper-case; `*` for all.
    pub refused_events: Vec<String>,
    /// How many milliseconds the cloud queue takes before it delivers an event.
    pub queue_milliseconds: u64,
    /// ONAPPINSTALL is kept back until [`Portal::release_held_events`](crate::Portal::release_held_events).
    pub hold_install_event: bool,
    /// ONAPPUPDATE is kept back as well.
    pub hold_update_event: bool,
    /// ONAPPUNINSTALL is kept back as well, so that it can come after the next installation.
    pub hold_uninstall_event: bool,
    /// Events bring no tokens, as when nobody's action raised them.
    pub without_tokens: bool,
    /// ONAPPINSTALL brings no tokens.
    pub install_without_tokens: bool,
    /// Each further handler of an event gets a `ts` one second later.
    pub ts_per_handler: bool,
    /// Ordinary events bring a refresh token, as most documented samples do.
    pub refresh_token_in_events: bool,
    /// Events are sent as JSON.
    pub json_bodies: bool,
    /// Brackets of form keys are sent as they are.
    pub plain_brackets: bool,
    /// The port that DOMAIN of the frame names, such as 443; the real one if none.
    pub frame_port: Option<u16>,
    /// `client_endpoint` is named without its final slash.
    pub endpoint_without_slash: bool,
    /// Reinstalling brings a new application token.
    pub new_token_on_reinstall: bool,
    /// An ONIMBOTDELETE takes the app's bot subscriptions with it.
    pub drop_bot_subscriptions: bool,
    /// Calls a second that the bucket forgets; 2 on most real plans.
    pub drain_per_second: f64,
    /// Calls that the bucket holds before `QUERY_LIMIT_EXCEEDED`; 50 on most real plans, 0 for no limit.
    pub ceiling: f64,
    /// How many seconds each call counts for in the sum of its method's last ten minutes.
    pub operating_seconds: f64,
    /// The sum at which the method answers `OPERATION_TIME_LIMIT`; 480 on real plans, 0 for no limit.
    pub operating_limit: f64,
    /// Lifetime of an access token in seconds.
    pub token_seconds: i64,
    /// Lifetime of a refresh token in days.
    pub refresh_days: i64,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            payment_expired: false,
            deleted: false,
            deleted_status: 410,
            rest_closed: false,
            licence_expired: None,
            muted: false,
            duplicates: 0,
            refused_events: Vec::new(),
            queue_milliseconds: 0,
            hold_install_event: false,
            hold_update_event: false,
            hold_uninstall_event: false,
            without_tokens: false,
            install_without_tokens: false,
            ts_per_handler: false,
            refresh_token_in_events: false,
            json_bodies: false,
            plain_brackets: false,
            frame_port: None,
            endpoint_without_slash: false,
            new_token_on_reinstall: false,
            drop_bot_subscriptions: false,
            drain_per_second: 50.0,
            ceiling: 2_000.0,
            operating_seconds: 0.003,
            operating_limit: 480.0,
            token_seconds: 3_600,
            refresh_days: 180,
        }
    }
}

/// Where an expired licence sends every call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpiredLicence {
    /// To the same address again.
    ToItself,
    /// To the page where a licence can be entered.
    ToLicencePage,
}

/// How long a refresh token works after its first use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// It is dead at once.
    #[default]
    Strict,
    /// It works for so many seconds more.
    Grace(i64),
    /// It works until it expires.
    Lenient,
}

/// When a token answer has `expires` and `user_id`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenExtras {
    /// As in the documented samples: with a refresh, not with a code.
    Documented,
    /// Always, as real servers do (docs/protocol.md 8.2).
    #[default]
    Always,
    /// Never.
    Never,
}

/// The authorization server's switches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSwitches {
    /// What becomes of a used refresh token.
    pub rotation: Rotation,
    /// When answers have `expires` and `user_id`.
    pub token_extras: TokenExtras,
    /// A POST to the token address is answered `invalid_request`.
    pub only_get: bool,
    /// How many milliseconds of real time an access token lives at least, for a clock that leaps over its hour.
    pub token_milliseconds: u64,
    /// What requests and answers name as `server_endpoint`, instead of the real one.
    pub server_endpoint: Option<String>,
}
