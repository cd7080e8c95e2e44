//! The groups of operations in the OpenAPI document.

#[derive(poem_openapi::Tags)]
pub(crate) enum Tags {
    /// What was deleted.
    Deletions,
    /// Where the app is installed.
    Portals,
    /// Which events there are.
    Catalogue,
    /// Where deletions are sent.
    Webhooks,
}
