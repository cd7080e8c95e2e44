//! A simulator of Bitrix24: authorization servers and any number of portals on one loopback listener. It refuses what a
//! portal refuses (docs/protocol.md 8).
//!
//! A portal is `http://NAME.localhost:PORT/`; every other host is the authorization server, which routes REST calls to
//! portals by their token. Behind a proxy, all answers and events carry the names and the scheme of [`Advertised`]; the
//! proxy must pass the Host header on unchanged. Drive it in code through [`Simulator`] and [`Portal`], or over HTTP by
//! the routes of docs/simulator.md.
//!
//! For a browser, `http://NAME.localhost:PORT/marketplace/app/` embeds the app's installer or page in a frame, and
//! `/api/v1/` on any host replaces the library at `api.bitrix24.com`. The frame is named `DOMAIN|PROTOCOL|APP_SID`; the
//! page answers `getInitData`, `refreshAuth`, `reloadWindow` and `setInstallFinish` by `postMessage`, whichever library
//! asks. On the root element, `data-page` says which page is shown (`installer` or `app`), and `data-finish` is
//! `called` once the frame called `BX24.installFinish`; then the installation is finished and the page reloads. Faults
//! on `installFinish` strike that call.

mod control;
mod counts;
mod events;
pub mod live;
mod oauth;
pub mod php;
mod portal;
mod rest;
mod server;
mod simulator;
mod state;
mod world;

pub use events::deletions::Kind;
pub use events::post::Delivery;
pub use events::record::Record;
pub use oauth::issued::Pair;
pub use portal::Portal;
pub use portal::app::App;
pub use portal::people::User;
pub use portal::spec::{Edition, PortalSpec, Size};
pub use portal::switches::{ExpiredLicence, Rotation, ServerSwitches, Switches, TokenExtras};
pub use server::addresses::{Advertised, InvalidAddress, PortalDomain, ServerAddress};
pub use server::client;
pub use server::errors::RestError;
pub use server::faults::{Fault, FaultRule};
pub use server::frame::Answered;
pub use simulator::{Options, Simulator};
pub use state::Subscription;
