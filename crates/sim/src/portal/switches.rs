//! Switches for standing faults and behaviour of a portal and of the authorization server.

use serde::{Deserialize, Serialize};

/// A portal's switches. A key missing from a JSON body has its default.
#[expect(clippy::struct_excessive_bools, reason = "each one is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    /// The paid period is over: no events; every call gets `PAYMENT_REQUIRED`.
    pub payment_expired: bool,
    /// The portal is gone: no events; every call gets `PORTAL_DELETED`.
    pub deleted: bool,
    /// The status of `PORTAL_DELETED`: 410, 403 or 500 on real portals.
    pub deleted_status: u16,
    /// REST is closed to the outside: every call gets 403 with HTML.
    pub rest_closed: bool,
    /// A self-hosted portal's licence has expired: every call gets 302, but no new address.
    pub licence_expired: Option<ExpiredLicence>,
    /// The owner blocks the cloud queue: the portal raises events but sends none.
    pub muted: bool,
    /// Extra deliveries of each event.
    pub duplicates: u32,
    /// Event codes that `event.bind` answers with `false`, upper-case; `*` for all.
    pub refused_events: Vec<String>,
    /// Milliseconds that an event waits in the cloud queue.
    pub queue_milliseconds: u64,
    /// Holds ONAPPINSTALL until [`Portal::release_held_events`](crate::Portal::release_held_events).
    pub hold_install_event: bool,
    /// Holds ONAPPUPDATE as well.
    pub hold_update_event: bool,
    /// Holds ONAPPUNINSTALL as well, so that it can arrive after the next installation.
    pub hold_uninstall_event: bool,
    /// Events carry no tokens, as if no user raised them.
    pub without_tokens: bool,
    /// ONAPPINSTALL carries no tokens.
    pub install_without_tokens: bool,
    /// Each further handler of an event gets a `ts` one second later.
    pub ts_per_handler: bool,
    /// Ordinary events carry a refresh token, as most documented samples do.
    pub refresh_token_in_events: bool,
    /// Events are sent as JSON.
    pub json_bodies: bool,
    /// Form keys have literal brackets.
    pub plain_brackets: bool,
    /// The port in a frame's DOMAIN, such as 443; the real one if none.
    pub frame_port: Option<u16>,
    /// `client_endpoint` has no final slash.
    pub endpoint_without_slash: bool,
    /// Reinstalling makes a new application token.
    pub new_token_on_reinstall: bool,
    /// Deleting a bot drops the app's bot subscriptions.
    pub drop_bot_subscriptions: bool,
    /// Calls a second that drain from the bucket; 2 on most real plans.
    pub drain_per_second: f64,
    /// Calls that fit into the bucket before `QUERY_LIMIT_EXCEEDED`; 50 on most real plans, 0 for no limit.
    pub ceiling: f64,
    /// Seconds that each call adds to its method's sum over ten minutes.
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

/// Where an expired licence redirects every call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpiredLicence {
    /// To the same address again.
    ToItself,
    /// To the page where a licence can be entered.
    ToLicencePage,
}

/// How long a used refresh token still works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// Not at all.
    #[default]
    Strict,
    /// For this many seconds.
    Grace(i64),
    /// Until it expires.
    Lenient,
}

/// Which token answers have `expires` and `user_id`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenExtras {
    /// As in the documented samples: answers to a refresh, not to a code.
    Documented,
    /// All, as from real servers (docs/protocol.md 8.2).
    #[default]
    Always,
    /// None.
    Never,
}

/// The authorization server's switches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSwitches {
    /// How long a used refresh token still works.
    pub rotation: Rotation,
    /// Which answers have `expires` and `user_id`.
    pub token_extras: TokenExtras,
    /// A POST to the token address gets `invalid_request`.
    pub only_get: bool,
    /// The least lifetime of an access token in real milliseconds, for a clock that leaps over its hour.
    pub token_milliseconds: u64,
    /// The `server_endpoint` that events, frames and answers name instead of the real one.
    pub server_endpoint: Option<String>,
}
