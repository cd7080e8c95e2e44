//! What a service still needs from its operator.

use domain::setup::PublicAddress;
use fluent_bundle::FluentArgs;

use crate::Words;

const ADDRESS: &str = "setup-address";

impl Words {
    /// Whether the app's credentials are set, and what to do if they are not, as a sentence.
    pub fn credentials(&self, are_set: bool) -> String {
        self.plain("setup-credentials", if are_set { "set" } else { "missing" })
    }

    /// Whether the public address is right and what to do about it, as sentences; `url` is the one in use.
    pub fn public_address(&self, address: PublicAddress, url: &str) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("url", url.to_owned());
        self.say(ADDRESS, address.as_str(), &arguments)
    }
}
