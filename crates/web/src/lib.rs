//! What the roles share about HTTP: problems, health, metrics, request logs and counts, client addresses, the addresses
//! of portals, and the server in front of all roles.

pub mod client;
mod compression;
pub mod export;
mod flow;
pub mod health;
mod lasting;
pub mod methods;
pub mod metrics;
pub mod news;
pub mod openapi;
pub mod portal_routes;
pub mod problem;
mod process;
mod public_routes;
pub mod query;
pub mod requests;
pub mod server;

pub use client::{TrustedProxies, client_ip};
pub use compression::compress;
pub use flow::Flow;
pub use health::{Check, Condition, health, health_without_details};
pub use lasting::to_its_end;
pub use problem::{Problem, problem};
pub use public_routes::public_routes;
pub use requests::Requests;
pub use server::{Limits, Server};
