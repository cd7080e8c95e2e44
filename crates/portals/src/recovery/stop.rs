//! Why a reading of a queue stops before its end.

use domain::failure::Failure;
use store::{LogError, StoreError};

use crate::calls::PortalError;

#[derive(Debug, thiserror::Error)]
pub(super) enum Stop {
    #[error(transparent)]
    Portal(#[from] PortalError),
    #[error(transparent)]
    Log(#[from] LogError),
    #[error("the portal gives the same records again and again")]
    Endless,
    #[error("the portal's answer about its offline queue can't be read")]
    Unreadable,
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Portal(error.into())
    }
}

impl From<&Stop> for Failure {
    fn from(stop: &Stop) -> Self {
        match stop {
            Stop::Portal(error) => error.into(),
            Stop::Log(_) => Self::LogUnavailable,
            Stop::Endless => Self::EndlessQueue,
            Stop::Unreadable => Self::UnreadableQueue,
        }
    }
}
