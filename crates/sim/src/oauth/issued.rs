//! Issued tokens and codes, and their holders.

use std::collections::{HashMap, VecDeque};
use std::time::Instant;

use time::OffsetDateTime;

/// Everything issued, by token or code.
#[derive(Debug, Default)]
pub(crate) struct Issued {
    pub(crate) access: HashMap<String, Access>,
    pub(crate) refresh: HashMap<String, Refresh>,
    pub(crate) codes: HashMap<String, Code>,
    pub(crate) of_events: VecDeque<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) portal: usize,
    pub(crate) user: u64,
    pub(crate) generation: u32,
}

#[derive(Debug)]
pub(crate) struct Access {
    pub(crate) holder: Holder,
    pub(crate) expires: OffsetDateTime,
    /// The issue time by the machine's clock; none if it was expired on purpose.
    pub(crate) issued: Option<Instant>,
}

impl Access {
    pub(crate) fn new(holder: Holder, expires: OffsetDateTime) -> Self {
        Self { holder, expires, issued: Some(Instant::now()) }
    }
}

#[derive(Debug)]
pub(crate) struct Refresh {
    pub(crate) holder: Holder,
    pub(crate) expires: OffsetDateTime,
    pub(crate) used: Option<OffsetDateTime>,
    pub(crate) dead: bool,
}

#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) holder: Holder,
    pub(crate) expires: OffsetDateTime,
}

/// A pair of tokens from a portal or the authorization server.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Pair {
    /// The access token.
    pub access: String,
    /// The refresh token.
    pub refresh: String,
    /// Lifetime of the access token in seconds.
    pub expires_in: i64,
    /// When the access token expires.
    #[serde(with = "time::serde::rfc3339")]
    pub expires: OffsetDateTime,
}
