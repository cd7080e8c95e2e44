//! What attackers do with a connection that costs them little: each is held until it is closed, and opened again.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::visits;

/// How long an attacker rests before it connects again: the attack is bounded.
const REST: Duration = Duration::from_millis(20);
/// As long as a body may be.
const BODY: usize = 1 << 20;
/// How much of an HTTP/2 connection is sent.
const FRAMES: usize = 256 << 10;

/// A way to hold connections, memory or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// Nothing at all.
    Silent,
    /// A header that never ends.
    HalfHeader,
    /// An event whose body never ends.
    HalfBody,
    /// A body of 1 MiB for the installer, of which the last byte never comes.
    StalledInstall,
    /// The same for the address of events.
    StalledEvent,
    /// An HTTP/2 connection without TLS, with streams full of data.
    Http2,
    /// A request that is answered, and a connection that is then kept.
    Idle,
    /// A long answer that nobody reads.
    Unread,
    /// An install of a portal that is nobody's, while the authorization server does not answer.
    Install,
    /// A log-in with a wrong password.
    LogIn,
    /// An authorization in a browser that comes back with a code that nobody gave.
    Flow,
}

/// What attacks are after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Connections.
    Sockets,
    /// Memory.
    Bodies,
    /// The queue of installs, and places at the authorization server.
    Installs,
    /// The processor, and an operator's log-in.
    LogIns,
    /// States of authorizations, and places at the authorization server.
    Flows,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Sockets, Self::Bodies, Self::Installs, Self::LogIns, Self::Flows];

    /// The attacks.
    pub fn attacks(self) -> &'static [Attack] {
        match self {
            Self::Sockets => &[Attack::Silent, Attack::HalfHeader, Attack::Http2, Attack::Idle, Attack::Unread],
            Self::Bodies => &[Attack::HalfBody, Attack::StalledInstall, Attack::StalledEvent],
            Self::Installs => &[Attack::Install],
            Self::LogIns => &[Attack::LogIn],
            Self::Flows => &[Attack::Flow],
        }
    }

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sockets => "sockets",
            Self::Bodies => "bodies",
            Self::Installs => "installs",
            Self::LogIns => "log-ins",
            Self::Flows => "flows",
        }
    }
}

impl Attack {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Silent,
        Self::HalfHeader,
        Self::HalfBody,
        Self::StalledInstall,
        Self::StalledEvent,
        Self::Http2,
        Self::Idle,
        Self::Unread,
        Self::Install,
        Self::LogIn,
        Self::Flow,
    ];

    /// Opens one connection after the other until then, and returns how many.
    pub(super) async fn carry_out(self, address: SocketAddr, end: Instant) -> u64 {
        let (request, mut opened) = (self.request(), 0);
        let all = async {
            loop {
                opened += 1;
                let _ = self.hold(address, &request).await; // refused or closed: that is what the service is for
                tokio::time::sleep(REST).await;
            }
        };
        let _ = tokio::time::timeout_at(end.into(), all).await;
        opened
    }

    async fn hold(self, address: SocketAddr, request: &[u8]) -> io::Result<()> {
        match self {
            Self::Install => return visits::install(address).await,
            Self::LogIn => return visits::log_in(address).await,
            Self::Flow => return visits::flow(address).await,
            _ => {}
        }
        let socket = TcpSocket::new_v4()?;
        if self == Self::Unread {
            socket.set_recv_buffer_size(4096)?;
        }
        let mut stream = socket.connect(address).await?;
        stream.write_all(request).await?;
        if self == Self::Unread {
            return unread(&stream).await;
        }
        let mut answer = [0; 1024];
        while stream.read(&mut answer).await? > 0 {}
        Ok(())
    }

    fn request(self) -> Vec<u8> {
        let post = |path: &str, length: usize, sent: usize| {
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: app.example\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                 Content-Length: {length}\r\n\r\n"
            );
            let mut request = head.into_bytes();
            request.resize(request.len() + sent, b'a');
            request
        };
        match self {
            Self::HalfHeader => b"POST /bitrix24/events HTTP/1.1\r\nHost: app.example\r\nX-Half: ".to_vec(),
            Self::HalfBody => post("/bitrix24/events", 1000, 500),
            Self::StalledInstall => post("/bitrix24/install", BODY, BODY - 1),
            Self::StalledEvent => post("/bitrix24/events", BODY, BODY - 1),
            Self::Http2 => http2(),
            Self::Idle => b"GET /health/live HTTP/1.1\r\nHost: app.example\r\n\r\n".to_vec(),
            Self::Unread => b"GET /api/docs/swagger-ui.js HTTP/1.1\r\nHost: app.example\r\n\r\n".to_vec(),
            Self::Silent | Self::Install | Self::LogIn | Self::Flow => Vec::new(), // these are sent whole, each its own
        }
    }
}

/// Done when the other side has closed.
async fn unread(stream: &TcpStream) -> io::Result<()> {
    loop {
        tokio::time::sleep(REST).await;
        // An error is seen without reading what lies in the buffer.
        if let Some(error) = stream.take_error()? {
            return Err(error);
        }
    }
}

/// The preface, empty settings, and frames of data for one stream after the other.
fn http2() -> Vec<u8> {
    let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec();
    let mut stream: u32 = 1;
    while bytes.len() < FRAMES {
        // HEADERS with END_HEADERS: `:method: POST`, `:scheme: http`, `:path: /`, from the static table.
        bytes.extend_from_slice(&[0, 0, 3, 1, 4]);
        bytes.extend_from_slice(&stream.to_be_bytes());
        bytes.extend_from_slice(&[0x83, 0x86, 0x84]);
        bytes.extend_from_slice(&[0, 0x10, 0, 0, 0]); // 4096 bytes of DATA
        bytes.extend_from_slice(&stream.to_be_bytes());
        bytes.resize(bytes.len() + 4096, b'a');
        stream += 2;
    }
    bytes
}
