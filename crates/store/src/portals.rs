//! Data about portals other than their deletions: installs, tokens, the journal, gaps, calls and names.

pub(crate) mod administrators;
pub(crate) mod cache;
pub(crate) mod calls;
pub(crate) mod change;
pub(crate) mod due;
pub(crate) mod gaps;
pub(crate) mod handlers;
pub(crate) mod installs;
pub(crate) mod journal;
pub(crate) mod learning;
pub(crate) mod listening;
pub(crate) mod looks;
pub(crate) mod oauth_flows;
pub(crate) mod pending;
pub(crate) mod queue_budget;
pub(crate) mod recoveries;
pub(crate) mod refusals;
pub(crate) mod removals;
pub(crate) mod requests;
pub(crate) mod rows;
pub(crate) mod settings;
pub(crate) mod spare_tokens;
pub(crate) mod timeline;
pub(crate) mod titles;
pub(crate) mod tokens;
pub(crate) mod user_names;
