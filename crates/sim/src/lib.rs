//! A simulator of Bitrix24: authorization servers and any number of portals on one loopback listener. It refuses what a
//! portal refuses (docs/protocol.md 8).
//!
//! A portal is `http://NAME.localhost:PORT/`; every other host is the authorization server, and a portal's REST
//! methods there are routed by the token. Behind a proxy, names and scheme are those of [`Advertised`] in all that is
//! answered and sent; the proxy passes the Host header on as it is. All of it is driven in code through [`Simulator`]
//! and [`Portal`], or over HTTP, by the routes of docs/simulator.md.
//!
//! For a browser, `http://NAME.localhost:PORT/marketplace/app/` embeds the app's installer or page in a frame, and
//! `/api/v1/` on any host stands in for the library at `api.bitrix24.com`. The frame is named `DOMAIN|PROTOCOL|APP_SID`,
//! and the page answers `getInitData`, `refreshAuth`, `reloadWindow` and `setInstallFinish` by `postMessage`, to that
//! library as to any other. The root element says in `data-page` which of both it shows (`installer` or `app`), and in
//! `data-finish` whether the frame `called` `BX24.installFinish`; then the installation is finished and the page
//! reloads. Faults on `installFinish` strike that call.

mod activity;
mod addresses;
mod answer;
mod app;
mod authorities;
mod authority;
mod bucket;
mod call;
mod catalogue;
pub mod client;
mod connection;
mod control;
mod counts;
mod deletion_data;
mod deletions;
mod delivery;
mod endpoints;
mod envelope;
mod errors;
mod faults;
mod frame;
mod gate;
mod issued;
mod lifecycle;
pub mod live;
mod oauth;
mod offline;
mod operating;
mod pages;
mod party;
mod people;
pub mod php;
mod portal;
mod post;
mod record;
mod rest;
mod server;
mod simulator;
mod spec;
mod state;
mod switches;
mod system_user;
mod things;
mod titles;
mod tokens;
mod world;

pub use addresses::{Advertised, InvalidAddress, PortalDomain, ServerAddress};
pub use app::App;
pub use deletions::Kind;
pub use errors::RestError;
pub use faults::{Fault, FaultRule};
pub use frame::Answered;
pub use issued::Pair;
pub use people::User;
pub use portal::Portal;
pub use post::Delivery;
pub use record::Record;
pub use simulator::{Options, Simulator};
pub use spec::{Edition, PortalSpec, Size};
pub use state::Subscription;
pub use switches::{ExpiredLicence, Rotation, ServerSwitches, Switches, TokenExtras};
