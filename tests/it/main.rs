//! The roles together, on real databases.

mod events;
mod support;
