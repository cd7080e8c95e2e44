//! Endpoints of webhooks on loopback: some take what is posted at once, others are dead.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::lags::{Seen, ids};

const TAKEN: &[u8] = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";

/// An endpoint, gone when it is dropped.
#[derive(Debug)]
pub(crate) struct Sink {
    address: SocketAddr,
    taken: Arc<Taken>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Taken {
    count: AtomicU64,
    seen: Mutex<Seen>,
}

impl Sink {
    /// One that takes everything at once.
    pub(crate) async fn healthy() -> Self {
        let (listener, address) = listen().await;
        let taken = Arc::<Taken>::default();
        let serving = Arc::clone(&taken);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(take(stream, Arc::clone(&serving)));
            }
        });
        Self { address, taken, task }
    }

    /// One that accepts connections and never answers.
    pub(crate) async fn silent() -> Self {
        let (listener, address) = listen().await;
        let task = tokio::spawn(async move {
            let mut open = Vec::new();
            while let Ok((stream, _)) = listener.accept().await {
                open.push(stream);
            }
        });
        Self { address, taken: Arc::default(), task }
    }

    /// An address where nobody listens.
    pub(crate) async fn refusing() -> Self {
        let (_, address) = listen().await;
        Self { address, taken: Arc::default(), task: tokio::spawn(async {}) }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// How many messages it took so far.
    pub(crate) fn count(&self) -> u64 {
        self.taken.count.load(Ordering::Relaxed)
    }

    /// What it took, and when the request had arrived.
    pub(crate) fn seen(&self) -> Seen {
        self.taken.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

async fn take(mut stream: TcpStream, taken: Arc<Taken>) {
    let (mut request, mut piece) = (Vec::with_capacity(4096), vec![0; 16 << 10]);
    let _ = stream.set_nodelay(true); // it is slower without
    while let Ok(read) = stream.read(&mut piece).await
        && read > 0
    {
        request.extend_from_slice(&piece[..read]);
        while let Some(length) = whole(&request) {
            let at = Instant::now();
            let text = String::from_utf8_lossy(&request[..length]).into_owned();
            request.drain(..length);
            taken.count.fetch_add(1, Ordering::Relaxed);
            taken.seen.lock().unwrap_or_else(PoisonError::into_inner).extend(ids(&text).map(|id| (id, at)));
            if stream.write_all(TAKEN).await.is_err() {
                return;
            }
        }
    }
}

/// The request's length, once it is whole.
fn whole(request: &[u8]) -> Option<usize> {
    let head = request.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&request[..head]).ok()?;
    let mut lines = text.lines().filter_map(|line| line.split_once(": "));
    let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?.1;
    let length = head + length.parse::<usize>().ok()?;
    (request.len() >= length).then_some(length)
}
