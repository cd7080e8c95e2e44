//! The service stops working for clients that disconnect.

use std::time::Duration;

use tests::api::Client;
use tests::eventually;
use tests::metrics::Metrics;
use tests::service::Launch;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::folder;

/// Less than a feed's wait and a stream's keep-alive.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn waiting_ends_when_the_client_goes() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    let waiting = async |some: bool| {
        let followers = Metrics::new(client.text("/metrics").await.1).sum("tombstone_followers");
        ((followers > 0.5) == some).then_some(())
    };
    for path in ["/api/v1/deletions/feed?wait=30", "/api/v1/deletions/stream"] {
        let mut socket = TcpStream::connect(service.address()).await.unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\r\n",
            service.address(),
            client.key()
        );
        socket.write_all(request.as_bytes()).await.unwrap();
        eventually(&format!("{path} to wait"), PATIENCE, async || waiting(true).await).await;
        drop(socket);
        eventually(&format!("{path} to give up"), PATIENCE, async || waiting(false).await).await;
    }
}
