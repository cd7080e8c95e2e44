//! Room for admin.
