//! Room for install.
