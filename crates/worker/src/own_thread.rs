//! Runs work that computes for long at a time on a thread of its own.

use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// Runs `work` where it blocks no thread that answers requests. Dropping the future ends the work at its next await.
pub async fn on_own_thread(work: impl Future<Output = ()> + Send + 'static) {
    let (_wanted, unwanted) = oneshot::channel::<()>();
    let runtime = Handle::current();
    let thread = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            tokio::select! {
                () = work => {}
                _ = unwanted => {}
            }
        });
    });
    if let Err(error) = thread.await {
        tracing::error!(%error, "the work on a thread of its own ended");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Dropped(Option<oneshot::Sender<()>>);

    impl Drop for Dropped {
        fn drop(&mut self) {
            let _ = self.0.take().map(|ended| ended.send(()));
        }
    }

    #[tokio::test]
    async fn work_is_done_and_ends_with_whoever_wants_it() {
        let (done, is_done) = oneshot::channel();
        on_own_thread(async move { done.send(std::thread::current().id()).unwrap() }).await;
        assert_ne!(is_done.await.unwrap(), std::thread::current().id());

        let (ended, is_ended) = oneshot::channel();
        let dropped = Dropped(Some(ended));
        let endless = tokio::spawn(on_own_thread(async move {
            let _dropped = dropped;
            std::future::pending::<()>().await;
        }));
        tokio::task::yield_now().await; // let it begin
        endless.abort();
        is_ended.await.unwrap();
    }
}
