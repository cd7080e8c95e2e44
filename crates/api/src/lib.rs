//! Room for api.
