//! Work that continues after its caller is gone.

use tokio::task::JoinError;

/// Runs the work to its end even if the caller is dropped: when a connection ends, its request is dropped at the
/// current await point. Fails if the work panics or the service stops.
pub async fn to_its_end<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Result<T, JoinError> {
    tokio::spawn(work).await
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn work_goes_on_though_nobody_waits() {
        let ((go, gone), (done, is_done)) = (oneshot::channel::<()>(), oneshot::channel());
        let waiting = tokio::time::timeout(
            std::time::Duration::ZERO,
            to_its_end(async move {
                let _ = gone.await;
                let _ = done.send(7);
            }),
        );
        assert!(waiting.await.is_err(), "whoever asked is gone");
        go.send(()).unwrap();
        assert_eq!(is_done.await, Ok(7));
    }
}
