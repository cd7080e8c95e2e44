//! `tombstone openapi`: exactly what openapi/client.json and openapi/receiver.json hold.

use crate::cli::Openapi;
use crate::output::say;

pub(crate) fn run(document: Openapi) {
    let text = match document {
        Openapi::Client => api::document(),
        Openapi::Receiver => events::document(),
    };
    say(text.trim_end());
}
