//! Room for worker.
