//! A simulator of Bitrix24: authorization servers and any number of portals on one loopback listener. It refuses what a
//! portal refuses (docs/protocol.md 8).
//!
//! A portal is `http://NAME.localhost:PORT/`; every other host is the authorization server, and a portal's REST
//! methods there are routed by the token. Behind a proxy, names and scheme are those of [`Advertised`] in all that is
//! answered and sent; the proxy passes the Host header on as it is. All of it is driven in code through [`Simulator`]
//! and [`Portal`], or over HTTP:
//!
//! | route | does |
//! | --- | --- |
//! | `GET /_sim` | the app, what can be deleted, and all portals |
//! | `POST /_sim/portals` | adds a portal; body: a [`PortalSpec`], of which only `name` is needed |
//! | `GET, POST, DELETE /_sim/faults` | faults of the authorization servers; body: a [`FaultRule`] on `oauth/token`, `app.info` or `*` |
//! | `GET, PATCH /_sim/switches` | [`ServerSwitches`] |
//! | `GET /_sim/calls` | how often `oauth/token` and `app.info` were called (`NAME:oauth/token` at another server), and token requests by grant type |
//! | `GET /_sim/portals/NAME` | one portal; `refreshes` and `refreshes_granted` count its token requests, `system_user` is the id of the app's, `authority` the address of its authorization server |
//! | `POST …/install` | `{"how": "frame" \| "retry_frame" \| "callback" \| "silently"}` |
//! | `POST …/uninstall` | `{"clean": true}` |
//! | `POST …/update`, `…/open` | updates the app; opens its page |
//! | `POST …/paid` | `{"paid": false}` ends the paid period, `true` renews it |
//! | `POST …/delete` | `{"kind": "lead", "count": 3}`, see [`Kind`] |
//! | `POST …/burst` | `{"count": 100}`: things of all bound kinds, at full speed |
//! | `POST …/event` | `{"event": "ONAPPTEST", "data": {}, "user_id": 1, "to": "http://…"}`; without `to` to what is bound |
//! | `POST …/rename` | `{"to": "new-name"}` |
//! | `POST …/release-install-event`, `…/release-held-events` | sends what the switches `hold_…_event` kept back |
//! | `POST …/user-ready` | ONAPPUSERREADY with the tokens of a system user, to the installer's address |
//! | `POST …/confirm-method` | `{"method": "user.get", "confirmed": true}`: ONAPPMETHODCONFIRM, to the installer's address if it is not bound |
//! | `POST …/expire-access-tokens`, `…/kill-refresh-tokens` | what it says |
//! | `POST …/renew-application-token` | makes another application token; no event says so |
//! | `POST …/tokens`, `…/code` | hands out what the portal would give the user; `{"user_id": 1}` |
//! | `GET …/deliveries?limit=`, `…/subscriptions`, `…/offline`, `…/users`, `…/calls` | what the portal remembers, the latest delivery first |
//! | `DELETE …/subscriptions?event=` | loses all subscriptions, or those of one event |
//! | `PATCH …/users/ID` | `{"admin": false, "active": false, "signed_in": true}` |
//! | `GET, PATCH …/switches` | [`Switches`] |
//! | `GET, POST, DELETE …/faults` | faults of the portal's methods; body: a [`FaultRule`] |
//!
//! A fault is set for a method, `*`, or a beginning with `*`, for the next `times` calls or for all:
//!
//! ```json
//! {"on": "event.bind", "fault": {"error": {"code": "QUERY_LIMIT_EXCEEDED"}}, "times": 3}
//! {"on": "*", "fault": {"slow": 1500}}
//! {"on": "oauth/token", "fault": {"late": 1500}}
//! {"on": "app.info", "fault": {"patch": {"result": {"client_id": "local.other"}}}, "times": 1}
//! {"on": "profile", "fault": "hang", "after": 2}
//! ```
//!
//! A portal whose [`PortalSpec`] names an `authority` belongs to the authorization server `http://AUTHORITY.localhost:PORT/`
//! instead of the default one; neither knows what the other has issued. Its faults are set on `AUTHORITY:oauth/token` and
//! `AUTHORITY:app.info`.
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
