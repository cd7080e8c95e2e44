//! How people reach the pages.

use url::Url;

#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) public_url: Url,
}

impl Site {
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}
