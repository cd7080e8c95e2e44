//! The routes of the service's roles, each behind what all of them share.

use std::collections::BTreeSet;
use std::sync::Arc;

use poem::endpoint::BoxEndpoint;
use poem::{EndpointExt, PathPattern, Route};
use tokio::sync::watch;
use web::Check;
use web::server::Bounds;

use super::Service;
use crate::commands::roles::Role;

impl Service {
    /// Health and metrics.
    pub(super) fn own_routes(&self, checks: Vec<Check>) -> Route {
        Route::new().nest("/health", web::health(checks)).nest("/metrics", web::metrics::routes(self.metrics.clone()))
    }

    /// The public routes, without metrics and health details if those have an address of their own.
    pub(super) fn routes(
        &self,
        roles: &BTreeSet<Role>,
        receiver: Option<events::Receiver>,
        checks: Vec<Check>,
        stop: &watch::Receiver<bool>,
        bounds: Bounds,
    ) -> BoxEndpoint<'static> {
        let mut routes = if self.inside.is_some() {
            Route::new().nest("/health", web::health_without_details(checks))
        } else {
            self.own_routes(checks)
        };
        if roles.contains(&Role::Install) {
            routes = self.with_install(routes);
        }
        if roles.contains(&Role::Admin) {
            routes = self.with_admin(routes, stop);
        }
        if roles.contains(&Role::Api) {
            routes = self.with_api(routes, stop);
        }
        // Answers to events are short, and are not compressed.
        let others = routes.catch_all_error(web::problem).around(web::compress).boxed();
        web::public_routes(receiver.map(events::routes), others, self.proxies.clone(), bounds)
    }

    fn with_install(&self, routes: Route) -> Route {
        let install = install::Install {
            installer: self.installer.clone(),
            store: self.house.store.clone(),
            clock: self.house.clock.clone(),
            public_url: self.public_url.clone(),
            retention: self.kept_for.deletions,
        };
        let install = Arc::new(install::routes(install));
        let routes = at(routes, "/bitrix24/install", install.clone());
        routes.nest_no_strip("/bitrix24/app", install.clone()).nest_no_strip("/oauth", install)
    }

    fn with_admin(&self, routes: Route, stop: &watch::Receiver<bool>) -> Route {
        let store = self.house.store.clone();
        let admin = admin::Admin {
            csrf_key: store.hash_key().hash("csrf", None, "").to_bytes(),
            store,
            clock: self.house.clock.clone(),
            public_url: self.public_url.clone(),
            stop: stop.clone(),
            language: self.language,
            endpoints: self.endpoints,
            settings: self.settings.clone(),
            first: self.first,
            sign_in: self.sign_in.clone(),
            setup: self.setup.clone(),
        };
        let admin = Arc::new(admin::routes(admin));
        at(routes, "/", admin.clone()).nest_no_strip("/admin", admin)
    }

    fn with_api(&self, routes: Route, stop: &watch::Receiver<bool>) -> Route {
        let api = api::Api {
            store: self.house.store.clone(),
            clock: self.house.clock.clone(),
            stop: stop.clone(),
            endpoints: self.endpoints,
            keep_alive: api::KEEP_ALIVE,
            rate: self.api_rate,
        };
        let operations = Arc::new(api::routes(api.clone()));
        let routes = at(routes, "/mcp", api::mcp(&api, operations.clone().boxed(), &self.public_url));
        routes.nest_no_strip("/api", operations)
    }
}

/// Mounts a role's routes at exactly this path. They name the whole path themselves, so the pattern matched so far is
/// dropped: otherwise requests would be counted on a route that has it twice.
fn at(routes: Route, path: &str, role: impl poem::Endpoint + 'static) -> Route {
    let anew = |mut request: poem::Request| async move {
        request.extensions_mut().remove::<PathPattern>();
        Ok(request)
    };
    routes.at(path, role.before(anew))
}
