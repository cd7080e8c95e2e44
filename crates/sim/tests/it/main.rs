//! Tests the simulator with plain HTTP clients and a small receiving server.

mod addresses;
mod authorities;
mod control;
mod delivery;
mod events;
mod faults;
mod frames;
mod gate;
mod lifecycle;
mod lists;
mod live;
mod offline;
mod offline_strict;
mod payloads;
mod rest;
mod strict;
mod support;
mod system_user;
mod things;
mod tokens;
