//! Stop signals.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Resolves at the first stop signal from this call on; a second one ends the process at once.
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
