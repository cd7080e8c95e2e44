//! `tombstone health`, as a container's health check calls it, and `--version`.

use tests::service::{Ending, Launch};

use super::{folder, refusal, result};

#[tokio::test]
async fn health_is_one_line_and_an_exit_code() {
    let folder = folder();
    let launch = Launch::embedded(folder.path());
    let service = launch.start().await;
    let url = service.url().as_str();
    assert_eq!(result(&launch.run(&["health", "--url", url])), "ready\n");
    let named = format!("http://tombstone.localhost:{}", service.address().port());
    assert_eq!(result(&launch.run(&["health", "--url", &named])), "ready\n");
    // As in a container: the same settings as the service, which has its own port there.
    let address = service.address().to_string();
    let same = launch.clone().set("TOMBSTONE_LISTEN", &address);
    assert_eq!(result(&same.run(&["health"])), "ready\n");
    let everywhere = launch.clone().set("TOMBSTONE_LISTEN", &format!("0.0.0.0:{}", service.address().port()));
    assert_eq!(result(&everywhere.run(&["health"])), "ready\n");
    let inside = launch.clone().set("TOMBSTONE_METRICS_LISTEN", &address).set("TOMBSTONE_LISTEN", "127.0.0.1:9");
    assert_eq!(result(&inside.run(&["health"])), "ready\n");
    assert!(refusal(&launch.run(&["health"]), 1).contains("--url"), "any free port");
    assert_eq!(launch.run(&["health", "--url", "nowhere"]).status.code(), Some(2));

    // A degraded service is reported in one line, with the reason.
    std::fs::write(launch.data().join("events.db.corrupt-1"), "x").unwrap();
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let said = refusal(&same.run(&["health"]), 1);
    assert!(said.contains("does not answer (") && said.contains("refused"), "{said}");
    let service = launch.start().await;
    let said = result(&launch.run(&["health", "--url", service.url().as_str()]));
    assert!(said.starts_with("degraded: event log: ") && said.lines().count() == 1, "{said}");
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

#[test]
fn version_names_the_commit() {
    let folder = folder();
    let said = result(&Launch::embedded(folder.path()).run(&["--version"]));
    let commit = said.trim_end().strip_prefix(concat!("tombstone ", env!("CARGO_PKG_VERSION"), " (")).unwrap();
    let commit = commit.strip_suffix(')').unwrap();
    let names_one = commit.len() == 12 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(names_one || commit == "unknown", "{said}");
}
