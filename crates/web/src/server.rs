//! The server in front of all roles: it accepts connections, limits what they take of the process, and passes requests
//! on (docs/adr/0016). Routes need no limits of their own on time, connections and memory.

mod accept;
mod admitted;
mod bodies;
mod connection;
mod connections;
mod limits;
mod reasons;
pub(crate) mod share;
mod shares;
mod stage;
mod stream;

use std::sync::Arc;
use std::time::Duration;

use poem::endpoint::ToDynEndpoint;
use poem::{EndpointExt, IntoEndpoint};
use tokio::net::TcpListener;
use tokio::sync::watch;

pub use accept::listen;
pub use admitted::{Admission, Verification, admission, count_as_install};
pub use bodies::Bounds;
pub use limits::Limits;
pub use shares::NoRoom;

use accept::Acceptor;
use connections::Connections;
use shares::Shares;
use stage::{Routes, Stage};

/// How long connections may take to close after we told them to close at once.
const ABORT: Duration = Duration::from_secs(1);

/// A listening socket and the limits of its connections.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    connections: Arc<Connections>,
    shares: Arc<Shares>,
}

impl Server {
    /// A server on this socket.
    pub fn new(listener: TcpListener, limits: Limits) -> Self {
        let connections = Arc::new(Connections::new(limits));
        Self { listener, connections, shares: Arc::new(Shares::new(limits)) }
    }

    /// Limits the bodies of requests. Wrap it around the routes given to [`Server::run`].
    pub fn bounds(&self) -> Bounds {
        Bounds::new(Arc::clone(&self.shares))
    }

    /// Serves until `stop` completes; requests in flight then have `finish` to end.
    pub async fn run<E>(self, routes: E, stop: impl Future<Output = ()>, finish: Duration)
    where
        E: IntoEndpoint<Endpoint: 'static>,
    {
        let Self { listener, connections, shares: _ } = self;
        let routes: Routes = Arc::new(ToDynEndpoint(routes.into_endpoint().map_to_response()));
        let stage = watch::Sender::new(Stage::Serving);
        let acceptor = Acceptor::new(listener, Arc::clone(&connections));
        tokio::select! {
            () = stop => {}
            () = accept_all(acceptor, &routes, &stage) => {}
        }
        stage.send_replace(Stage::Finishing);
        if tokio::time::timeout(finish, connections.all_closed()).await.is_err() {
            stage.send_replace(Stage::Aborting);
            // A handler that does not yield keeps its connection; the process ends without it.
            let _ = tokio::time::timeout(ABORT, connections.all_closed()).await;
        }
    }
}

async fn accept_all(mut acceptor: Acceptor, routes: &Routes, stage: &watch::Sender<Stage>) {
    loop {
        let accepted = acceptor.accept().await;
        tokio::spawn(connection::serve(accepted, Arc::clone(routes), stage.subscribe()));
    }
}
