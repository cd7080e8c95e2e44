//! Behaviour while the system accepts no connections.

use super::*;
use crate::server::Limits;

async fn acceptor() -> Acceptor {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    Acceptor::new(listener, Arc::new(Connections::new(Limits { connections: 8 })))
}

/// A connection whose request has begun to arrive.
fn begun(acceptor: &Acceptor) -> Open {
    let open = acceptor.connections.open();
    open.0.note_arrival();
    open
}

fn no_descriptor() -> io::Error {
    rustix::io::Errno::MFILE.into()
}

#[tokio::test]
async fn connection_gives_way_only_if_somebody_wants_in() {
    let mut acceptor = acceptor().await;
    let open = begun(&acceptor);
    acceptor.pause(&no_descriptor()).await;
    assert!(!open.0.must_close());
    let _client = TcpStream::connect(acceptor.listener.local_addr().unwrap()).await.unwrap();
    acceptor.pause(&no_descriptor()).await;
    assert!(open.0.must_close());
}

#[tokio::test]
async fn it_goes_on_as_soon_as_one_has_closed() {
    let mut acceptor = acceptor().await;
    let _client = TcpStream::connect(acceptor.listener.local_addr().unwrap()).await.unwrap();
    let (first, second) = (begun(&acceptor), begun(&acceptor));
    let closes = async {
        first.0.asked_to_close().await;
        drop(first);
    };
    let error = no_descriptor();
    tokio::join!(acceptor.pause(&error), closes);
    assert!(!second.0.must_close(), "one has closed, which is enough");
}

#[tokio::test]
async fn many_connections_can_wait_to_be_accepted() {
    let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let all = futures_util::future::try_join_all((0..300).map(|_| TcpStream::connect(address)));
    let all = tokio::time::timeout(Duration::from_secs(30), all).await;
    assert!(all.is_ok_and(|all| all.is_ok()), "nobody is left out");
}

#[test]
fn trouble_is_news_once_however_long_it_goes_on() {
    let (mut trouble, mut now) = (Trouble::default(), Instant::now());
    assert!(trouble.is_news(now));
    for _ in 0..600 {
        now += Duration::from_secs(1);
        assert!(!trouble.is_news(now));
    }
    assert!(trouble.is_news(now + NEWS));
}
