//! The simulator against plain HTTP clients and a small receiving server.

mod control;
mod delivery;
mod faults;
mod lifecycle;
mod live;
mod offline;
mod offline_strict;
mod payloads;
mod rest;
mod support;
mod tokens;
