//! Portals and servers in trouble: the installing user learns of it in bounded time.

use std::time::{Duration, Instant};

use sim::Fault;

use super::{Frame, Scene, steps};

/// A call may take ten seconds, a page little more.
const PATIENCE: Duration = Duration::from_secs(40);

fn troubles() -> [Fault; 6] {
    [Fault::Huge(30 << 20), Fault::Endless, Fault::Html, Fault::Drip(1_000), Fault::Hang, Fault::Reset]
}

#[tokio::test]
async fn server_in_trouble_is_said_in_bounded_time() {
    let tries = troubles().map(|fault| async {
        let scene = Scene::new().await;
        scene.portal.begin_installation();
        let what = format!("{fault:?}");
        scene.sim.fault("app.info", fault, None);
        let frame = Frame::of(&scene.portal, 1);
        for path in ["/bitrix24/install", "/bitrix24/app"] {
            let started = Instant::now();
            let page = scene.post(path, &frame).await;
            assert!(started.elapsed() < PATIENCE, "{what} {path}");
            assert!(page.body.contains("t verify the install") && !page.finishes(), "{what} {path}: {}", page.body);
        }
        assert_eq!(scene.kept().await, None, "{what}");
    });
    Box::pin(all(tries)).await;
}

#[tokio::test]
async fn portal_in_trouble_is_said_in_bounded_time() {
    let tries = troubles().map(|fault| async {
        let scene = Scene::new().await;
        scene.portal.begin_installation();
        let what = format!("{fault:?}");
        scene.portal.fault("batch", fault, None);
        let started = Instant::now();
        let page = scene.post("/bitrix24/install", &Frame::of(&scene.portal, 1)).await;
        assert!(started.elapsed() < PATIENCE, "{what}");
        assert_eq!(steps(&page.body), ["done", "done", "failed", "open"], "{what}: {}", page.body);
        assert!(page.body.contains("id=\"retry\"") && !page.finishes(), "{what}");

        scene.portal.clear_faults();
        let again = scene.portal.retry_frame().await;
        assert!(again.installed, "{what}: {}", again.body);
    });
    Box::pin(all(tries)).await;
}

/// Runs them concurrently, since they mostly wait.
async fn all<F: Future<Output = ()>>(tries: [F; 6]) {
    let [first, second, third, fourth, fifth, sixth] = tries.map(Box::pin);
    tokio::join!(first, second, third, fourth, fifth, sixth);
}
