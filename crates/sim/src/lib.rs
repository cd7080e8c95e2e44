//! Room for sim.
