//! The roles together, on real databases.

#![allow(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod admin;
mod api;
mod binary;
mod browser;
mod bursts;
mod care;
mod chain;
mod chaos;
mod compatibility;
mod copies;
mod copying;
mod counts;
mod crash;
mod disk;
mod erasing;
mod events;
mod following;
mod install;
mod jobs;
mod journal;
mod junk;
mod openapi;
mod outward;
mod processes;
mod quarantine;
mod refusal;
mod retention;
mod schema;
mod secrets;
mod siege;
mod soak;
mod spool;
mod support;
mod together;
mod two_reports;
mod upgrade;
mod webhooks;
