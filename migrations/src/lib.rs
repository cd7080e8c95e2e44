//! Room for migrations.
