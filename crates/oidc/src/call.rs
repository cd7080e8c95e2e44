//! Calls to a provider, and why a sign-in there fails.

use std::pin::Pin;

use bitrix24::{CallError, HttpClient};
use domain::refusal::RefusalReason;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// The longest error code: the specifications have none that is longer.
const CODE: usize = 40;

/// Why nobody is signed in. Holds no token, code or secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}: {cause}")]
pub struct Unusable {
    /// The reason, as the audit has it.
    pub reason: RefusalReason,
    /// The exact cause, for the operator.
    pub cause: String,
}

impl Unusable {
    pub(crate) fn new(reason: RefusalReason, cause: impl Into<String>) -> Self {
        Self { reason, cause: cause.into() }
    }

    /// The provider could not be asked, or does not answer as a provider does.
    pub(crate) fn unreachable(cause: impl Into<String>) -> Self {
        Self::new(RefusalReason::ProviderUnreachable, cause)
    }

    /// The provider refused, with an error code (RFC 6749, sections 4.1.2.1 and 5.2). Anybody can make one up, so a
    /// text that is no code is not repeated.
    pub fn refused(code: &str) -> Self {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_code = !code.is_empty() && code.len() <= CODE && code.bytes().all(plain);
        let answer = if is_code { code } else { "unknown_error" }.to_owned();
        Self::new(RefusalReason::ProviderRefused { answer: answer.clone() }, answer)
    }
}

/// The client for providers: no redirects, small answers, short time-outs.
#[derive(Clone, Debug)]
pub(crate) struct ProviderClient(pub(crate) HttpClient);

impl<'c> AsyncHttpClient<'c> for ProviderClient {
    type Error = CallError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CallError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.0.exchange(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_code_of_an_error_is_not_repeated() {
        let answer = |code: &str| Unusable::refused(code).cause;
        assert_eq!(answer("access_denied"), "access_denied");
        for made_up in ["", "Call 555-1234", "<script>", &"a".repeat(41), "déjà"] {
            assert_eq!(answer(made_up), "unknown_error", "{made_up}");
        }
    }
}
