//! Being asked to stop.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Done when the process is asked to stop, from this call on. Asked a second time, it ends at once.
pub(crate) fn until_asked_to_stop() -> impl Future<Output = ()> {
    let signals = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
    async move {
        let [Ok(terminate), Ok(interrupt)] = signals else { return std::future::pending().await };
        let mut signals = [terminate, interrupt];
        any(&mut signals).await;
        tracing::info!("asked to stop; finishing what is in flight");
        tokio::spawn(async move {
            any(&mut signals).await;
            std::process::exit(1);
        });
    }
}

async fn any([one, other]: &mut [Signal; 2]) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}
