//! How people reach the pages.

use url::Url;

/// The public address, and what follows from it.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) public_url: Url,
}

impl Site {
    /// Whether browsers come by https.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// A page's full address.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}
