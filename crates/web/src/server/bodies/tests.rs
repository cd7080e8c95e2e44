//! What happens to requests while bodies have no room.

use metrics_exporter_prometheus::PrometheusBuilder;
use poem::{EndpointExt, Request, endpoint};

use super::*;
use crate::server::Limits;
use crate::server::connections::Connections;
use crate::server::shares::{EVENTS, INSTALLS, OTHER};

fn shares() -> Arc<Shares> {
    Arc::new(Shares::new(Limits { connections: 16 }))
}

/// Takes this much of a share, until it is dropped.
fn taken(shares: &Arc<Shares>, share: Share, size: u32) -> Admitted {
    let taken = Admitted::new(shares, share, None);
    assert!(taken.try_grow(size));
    taken
}

/// The response to a body of this size.
async fn post(shares: &Arc<Shares>, path: &'static str, size: usize) -> Response {
    let routes = endpoint::make_sync(|_| "answered").with(Bounds::new(Arc::clone(shares)));
    routes.get_response(Request::builder().method(poem::http::Method::POST).uri_str(path).body(vec![b'a'; size])).await
}

#[tokio::test]
async fn install_of_usual_size_has_room_while_other_bodies_have_none() {
    let shares = shares();
    let all = taken(&shares, Share::Other, OTHER);
    assert_eq!(post(&shares, "/bitrix24/install", INSTALL).await.status(), StatusCode::OK);
    let (page, larger) =
        tokio::join!(post(&shares, "/admin/login", 1), post(&shares, "/bitrix24/install", INSTALL + 1));
    for refused in [page, larger] {
        assert_eq!((refused.status(), refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, Some("5")));
    }
    drop(all);
    let _installs = taken(&shares, Share::Installs, INSTALLS - 1);
    assert_eq!(post(&shares, "/bitrix24/install", 2).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(post(&shares, "/admin/login", 1).await.status(), StatusCode::OK);
}

#[test]
fn event_without_room_is_counted_among_those_that_are_refused() {
    let (shares, recorder) = (shares(), PrometheusBuilder::new().build_recorder());
    let _events = taken(&shares, Share::Events, EVENTS);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let paths = ["/bitrix24/events", "/bitrix24/events/address", "/health/ready"];
    let answers = metrics::with_local_recorder(&recorder, || {
        runtime.block_on(futures_util::future::join_all(paths.map(|path| post(&shares, path, 1))))
    });
    for refused in answers {
        assert_eq!((refused.status(), refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, Some("5")));
    }
    let text = recorder.handle().render();
    assert!(text.contains(r#"tombstone_events_refused_total{why="overload"} 2"#), "{text}");
}

#[tokio::test]
async fn event_that_is_there_whole_is_not_closed_while_it_waits_for_room() {
    let shares = shares();
    let _all = [(Share::Events, EVENTS), (Share::Other, OTHER)].map(|(share, size)| taken(&shares, share, size));
    for (path, is_closed) in [("/bitrix24/events", false), ("/admin/login", true)] {
        let connections = Arc::new(Connections::new(Limits { connections: 8 }));
        let open = connections.open();
        open.0.enter(Phase::Answering);
        let routes = endpoint::make_sync(|_| "answered").with(Bounds::new(Arc::clone(&shares)));
        let request = Request::builder().method(poem::http::Method::POST).uri_str(path).header("content-length", "1");
        let mut request = request.body("a");
        request.extensions_mut().insert(Arc::clone(&open.0));
        let mut answer = std::pin::pin!(routes.get_response(request));
        assert!(answer.as_mut().now_or_never().is_none(), "{path} has no room");
        assert_eq!(connections.close_any(), is_closed, "{path}");
    }
}
