//! The simulator against plain HTTP clients and a small receiving server.

mod delivery;
mod support;
