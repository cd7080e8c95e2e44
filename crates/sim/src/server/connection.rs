//! Connections that a fault can reset, as a crashed server or a firewall does.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use poem::http::uri::Scheme;
use poem::listener::Acceptor;
use poem::web::{LocalAddr, RemoteAddr};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// The open connections by remote address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connections(Arc<Mutex<HashMap<SocketAddr, Arc<AtomicBool>>>>);

impl Connections {
    /// The next write to this connection resets it instead.
    pub(crate) fn reset(&self, remote: SocketAddr) {
        if let Some(cut) = self.open().get(&remote) {
            cut.store(true, Ordering::SeqCst);
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<SocketAddr, Arc<AtomicBool>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) struct CuttingAcceptor {
    listener: TcpListener,
    local: SocketAddr,
    connections: Connections,
}

impl CuttingAcceptor {
    pub(crate) fn new(listener: TcpListener, connections: Connections) -> io::Result<Self> {
        Ok(Self { local: listener.local_addr()?, listener, connections })
    }
}

impl Acceptor for CuttingAcceptor {
    type Io = Connection;

    fn local_addr(&self) -> Vec<LocalAddr> {
        vec![LocalAddr(self.local.into())]
    }

    async fn accept(&mut self) -> io::Result<(Connection, LocalAddr, RemoteAddr, Scheme)> {
        let (stream, remote) = self.listener.accept().await?;
        stream.set_nodelay(true)?;
        let cut = Arc::new(AtomicBool::new(false));
        self.connections.open().insert(remote, Arc::clone(&cut));
        let connection = Connection { stream, remote, cut, connections: self.connections.clone() };
        Ok((connection, LocalAddr(self.local.into()), RemoteAddr(remote.into()), Scheme::HTTP))
    }
}

pub(crate) struct Connection {
    stream: TcpStream,
    remote: SocketAddr,
    cut: Arc<AtomicBool>,
    connections: Connections,
}

impl Connection {
    fn check(&self) -> io::Result<()> {
        if !self.cut.load(Ordering::SeqCst) {
            return Ok(());
        }
        self.stream.set_zero_linger()?;
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.connections.open().remove(&self.remote);
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
