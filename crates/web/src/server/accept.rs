//! Accepts connections while there is room, and slows down while the system refuses them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::Instant;

use super::connections::{Connections, Open};

/// How many connections may wait for accept, as far as the system allows (`net.core.somaxconn`). A client that finds no
/// place is not refused but retries after a second, so attackers must not fill the queue.
const WAITING: u32 = 4_096;
/// How long a connection may take to close when another one needs its descriptor.
const PAUSE: Duration = Duration::from_millis(100);
/// How soon to look again for a connection that can be closed.
const LOOK: Duration = Duration::from_millis(20);
/// After this long without trouble, the same trouble is logged again.
const NEWS: Duration = Duration::from_mins(1);

/// Binds this address and listens.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) socket: TcpStream,
    pub(super) local: SocketAddr,
    pub(super) peer: SocketAddr,
    pub(super) open: Open,
}

#[derive(Debug)]
pub(super) struct Acceptor {
    listener: TcpListener,
    connections: Arc<Connections>,
    refused: Trouble,
    full: Trouble,
}

impl Acceptor {
    pub(super) fn new(listener: TcpListener, connections: Arc<Connections>) -> Self {
        Self { listener, connections, refused: Trouble::default(), full: Trouble::default() }
    }

    /// Accepts the next connection and waits until there is room for it.
    pub(super) async fn accept(&mut self) -> Accepted {
        loop {
            match self.listener.accept().await.and_then(|(socket, peer)| Ok((socket.local_addr()?, socket, peer))) {
                Ok((local, socket, peer)) => {
                    let open = self.connections.open();
                    self.make_room().await;
                    // Responses are small and written whole.
                    let _ = socket.set_nodelay(true);
                    return Accepted { socket, local, peer, open };
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => self.pause(&error).await,
            }
        }
    }

    /// Waits for another connection to close while there are too many.
    async fn make_room(&mut self) {
        if self.connections.have_room() {
            return;
        }
        metrics::counter!("tombstone_connections_full_total").increment(1);
        while !self.connections.have_room() {
            let soon = self.connections.make_room();
            if self.full.is_news(Instant::now()) {
                tracing::warn!(
                    none_gives_way = !soon,
                    "all connections are in use; those that wait for a request give way to new ones"
                );
            }
            self.wait(soon, LOOK).await;
        }
    }

    /// Usually no descriptor is left: a waiting connection gives its own to the one that we could not accept.
    async fn pause(&mut self, error: &io::Error) {
        // The system takes a descriptor before it looks for a client; without a client that does no harm.
        let is_closing = wants_in(&self.listener)
            && {
                metrics::counter!("tombstone_accept_failures_total").increment(1);
                if self.refused.is_news(Instant::now()) {
                    tracing::error!(%error, "connections can't be accepted; those that wait for a request give way to new ones");
                }
                self.connections.close_any()
            };
        self.wait(is_closing, PAUSE).await;
    }

    /// Waits until a connection has closed: at most `closing` if one is closing, else until one may be asked to close.
    async fn wait(&self, is_closing: bool, closing: Duration) {
        let now = Instant::now();
        let until = if is_closing {
            now + closing
        } else {
            // A connection that was answered meanwhile can be closed too.
            self.connections.next_eviction().map_or(now + LOOK, |eviction| eviction.min(now + LOOK))
        };
        let _ = tokio::time::timeout_at(until, self.connections.one_closed()).await;
    }
}

/// Whether the system reports a client waiting for accept.
fn wants_in(listener: &TcpListener) -> bool {
    let mut listener = [PollFd::new(listener, PollFlags::IN)];
    poll(&mut listener, Some(&Timespec::default())) != Ok(0)
}

/// Whether the peer left before we accepted its connection.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, NotConnected};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | NotConnected)
}

/// A problem that may last long; the log has one line about it, at its beginning.
#[derive(Debug, Default)]
struct Trouble(Option<Instant>);

impl Trouble {
    fn is_news(&mut self, now: Instant) -> bool {
        self.0.replace(now).is_none_or(|last| now - last >= NEWS)
    }
}

#[cfg(test)]
mod tests;
