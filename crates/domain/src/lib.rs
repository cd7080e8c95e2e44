//! Room for domain.
