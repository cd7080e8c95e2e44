//! The empty handler: the same framework and settings as the service, but it only reads the body and answers 200.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use poem::http::header;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::{Body, Response, Route, Server, handler, post};

/// The empty handler as a process of its own, since the service is one too. Dropping it ends it.
pub(crate) struct Empty {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Empty {
    pub(crate) fn start() -> Self {
        let program = std::env::current_exe().expect("this program has a path");
        let mut child = Command::new(program).arg("empty").stdout(Stdio::piped()).spawn().expect("a child");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout).read_line(&mut line).expect("the child says where it listens");
        Self { child, address: line.trim().parse().expect("an address") }
    }
}

impl Drop for Empty {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(clippy::print_stdout, reason = "its parent reads where it listens")]
pub(crate) async fn serve() -> ExitCode {
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("a free port");
    let address = acceptor.local_addr().remove(0);
    println!("{}", address.as_socket_addr().expect("a TCP address"));
    let routes = Route::new().at("/bitrix24/events", post(take));
    // As in the service.
    let server = Server::new_with_acceptor(acceptor).idle_timeout(Duration::from_secs(75));
    server.run(routes).await.expect("it serves until it is killed");
    ExitCode::SUCCESS
}

#[handler]
async fn take(body: Body) -> poem::Result<Response> {
    body.into_bytes_limit(1 << 20).await?;
    let answer = r#"{"result":"stored","deletions":1}"#;
    Ok(Response::builder().header(header::CONTENT_TYPE, "application/json; charset=utf-8").body(answer))
}
