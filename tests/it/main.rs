//! The roles together, on real databases.

mod admin;
mod events;
mod support;
