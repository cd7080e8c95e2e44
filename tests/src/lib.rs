//! Room for tests.
