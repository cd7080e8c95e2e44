//! Room for events.
