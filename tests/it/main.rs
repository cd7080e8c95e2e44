//! The roles together, on real databases.

mod admin;
mod api;
mod events;
mod openapi;
mod support;
