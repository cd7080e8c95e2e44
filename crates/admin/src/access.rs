//! Who makes a request, and what they may see: log-in, sessions, passwords, and the audit of refusals.

pub(crate) mod alone;
pub(crate) mod door;
pub(crate) mod first;
pub(crate) mod login;
pub(crate) mod new_password;
pub(crate) mod origin;
pub mod password;
pub(crate) mod refusals;
pub(crate) mod session;
pub(crate) mod sight;
pub(crate) mod stranger;
pub(crate) mod throttle;
