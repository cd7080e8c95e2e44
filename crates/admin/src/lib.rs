//! The dashboard of the vendor's operators: which portals are alive, what was deleted, in one portal or in all.

mod access;
mod account;
mod api_keys;
mod audit;
mod deletions;
mod operators;
mod overview;
mod page;
mod pages;
mod portals;
mod quarantine;
mod settings;
mod webhooks;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bitrix24::Endpoints;
use domain::Clock;
use domain::setup::Setup;
use poem::middleware::Csrf;
use poem::web::Redirect;
use poem::web::cookie::SameSite;
use poem::{Endpoint, EndpointExt, Response, Route, get, handler};
use store::Store;
use tokio::sync::watch;
use url::Url;
use web::news::News;
use words::Language;

use crate::access::door::Door;
use crate::access::sight::Whole;
use crate::access::{first, login, session};
use crate::deletions::live::Live;
use crate::page::language::Fallback;
use crate::page::site::Site;
use crate::page::{assets, error, headers, methods};
use crate::settings::process_settings::Settings;

pub use access::first::FirstLink;
pub use access::login::{SignInProvider, callback};
pub use access::password;
pub use pages::addresses;
pub use settings::process_settings::{Setting, SettingValue};

/// What the pages need.
#[derive(Clone)]
pub struct Admin {
    /// The store.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// The public address of the pages; https makes the cookies secure.
    pub public_url: Url,
    /// Random key that protects the forms. The same in every process that serves these pages.
    pub csrf_key: [u8; 32],
    /// True once the service stops: open lists then end.
    pub stop: watch::Receiver<bool>,
    /// The language for visitors who accept none of ours.
    pub language: Language,
    /// Where outgoing webhooks may go.
    pub endpoints: Endpoints,
    /// The settings that the settings page shows.
    pub settings: Arc<[Setting]>,
    /// The link that creates the first operator, if there is none.
    pub first: Option<FirstLink>,
    /// The OpenID provider at which operators may sign in, if there is one.
    pub sign_in: Option<SignInProvider>,
    /// What to set up before a portal can install the app.
    pub setup: Setup,
}

impl fmt::Debug for Admin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Admin").field("public_url", &self.public_url.as_str()).finish_non_exhaustive()
    }
}

/// The role `admin`: everything under `/admin`, and the redirect from `/`.
pub fn routes(admin: Admin) -> impl Endpoint<Output = Response> {
    let site = Site { public_url: admin.public_url };
    let csrf = Csrf::new()
        .cookie_name("tombstone_csrf")
        .key(admin.csrf_key)
        .secure(site.is_https())
        .same_site(SameSite::Lax)
        .path("/admin")
        .ttl(Duration::from_hours(24));
    let door = Door::new(&admin.clock);
    Route::new()
        .at("/", get(to_overview))
        .at("/admin/", get(to_overview))
        .at("/admin/assets/:name", get(assets::show))
        .at("/admin/first", get(first::show).post(first::make))
        .at("/admin/login", get(login::show).post(login::enter))
        .at(login::provider::PATH, get(login::provider::start))
        .at(login::provider::CALLBACK, get(login::provider::finish))
        .at("/admin/login/code", get(login::code::show).post(login::code::enter))
        .nest_no_strip("/admin", pages::routes().around(session::required))
        .with(csrf)
        .around(error::answered)
        .around(methods::named)
        .data(Fallback(admin.language))
        .data(Live { news: News::new(admin.store.clone()), stop: admin.stop })
        .data(admin.store.clone())
        .data(Whole(admin.store))
        .data(Settings(admin.settings))
        .data(admin.sign_in)
        .data(admin.setup)
        .data(admin.clock)
        .data(admin.endpoints)
        .data(site)
        .data(door)
        .data(first::Offered(admin.first))
        .around(headers::strict)
}

#[handler]
fn to_overview() -> Redirect {
    Redirect::see_other("/admin")
}
