//! Accepting connections: no more than there is room for, and not in a hurry while the system refuses them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::Instant;

use super::connections::{Connections, Open};

/// How many connections wait to be accepted, as far as the system allows (`net.core.somaxconn`): whoever finds no place
/// there is not refused but tries again after a second, so attackers must not fill it.
const WAITING: u32 = 4_096;
/// How long a connection may take to close that gives its descriptor to another one.
const PAUSE: Duration = Duration::from_millis(100);
/// How soon it is looked again for a connection that can be closed.
const LOOK: Duration = Duration::from_millis(20);
/// After how long without it the same trouble is news again.
const NEWS: Duration = Duration::from_mins(1);

/// Listens at an address.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// A connection that was accepted.
#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) socket: TcpStream,
    pub(super) local: SocketAddr,
    pub(super) peer: SocketAddr,
    pub(super) open: Open,
}

/// A listening socket.
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

    /// The next connection, once there is room for it.
    pub(super) async fn accept(&mut self) -> Accepted {
        loop {
            match self.listener.accept().await.and_then(|(socket, peer)| Ok((socket.local_addr()?, socket, peer))) {
                Ok((local, socket, peer)) => {
                    let open = self.connections.open();
                    self.make_room().await;
                    // Answers are small, and written whole.
                    let _ = socket.set_nodelay(true);
                    return Accepted { socket, local, peer, open };
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => self.pause(&error).await,
            }
        }
    }

    /// Waits until another connection has closed if there are too many.
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

    /// Mostly no descriptor is left: a connection that waits gives its own to the one that could not be accepted.
    async fn pause(&mut self, error: &io::Error) {
        // The system takes a descriptor before it looks whether anybody wants to connect: that alone costs nobody anything.
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

    /// Waits until a connection has closed: as long as one may take to close if one does, and else until one may be asked.
    async fn wait(&self, is_closing: bool, closing: Duration) {
        let now = Instant::now();
        let until = if is_closing {
            now + closing
        } else {
            // One that was answered meanwhile can be closed too.
            self.connections.next_eviction().map_or(now + LOOK, |eviction| eviction.min(now + LOOK))
        };
        let _ = tokio::time::timeout_at(until, self.connections.one_closed()).await;
    }
}

/// Whether somebody waits to be accepted, as far as the system says.
fn wants_in(listener: &TcpListener) -> bool {
    let mut listener = [PollFd::new(listener, PollFlags::IN)];
    poll(&mut listener, Some(&Timespec::default())) != Ok(0)
}

/// Whether the peer was gone before its connection was accepted.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, NotConnected};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | NotConnected)
}

/// Something that may go on for long, and that the log has one line about, at its beginning.
#[derive(Debug, Default)]
struct Trouble(Option<Instant>);

impl Trouble {
    fn is_news(&mut self, now: Instant) -> bool {
        self.0.replace(now).is_none_or(|last| now - last >= NEWS)
    }
}

#[cfg(test)]
mod tests;
