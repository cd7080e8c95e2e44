//! What an endpoint answered to one attempt.

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrokenOff {
    /// The address may not be called: its scheme, its form, or what its name resolves to.
    Forbidden,
    /// No connection, or no trusted one.
    NoConnection,
    /// No answer in time.
    NoAnswer,
    /// The connection ended in the middle.
    Ended,
}

/// The answer to an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status, or why there is none.
    pub status: Result<u16, BrokenOff>,
    /// The beginning of its body: a kibibyte at most.
    pub beginning: String,
    /// How long it took, in milliseconds.
    pub millis: u32,
}

impl Answer {
    /// Whether the endpoint accepted the message: any 2xx, whatever the body says.
    pub fn is_taken(&self) -> bool {
        self.status.is_ok_and(|status| (200..300).contains(&status))
    }

    /// Whether the endpoint says that it is gone for good.
    pub fn is_gone(&self) -> bool {
        self.status == Ok(410)
    }

    /// Why it failed, if it did.
    pub fn error(&self) -> Option<String> {
        let why = match self.status {
            Ok(200..300) => return None,
            Ok(status @ 300..400) => format!("It answered {status}; redirects are not followed."),
            Ok(410) => "It answered 410: the endpoint is gone.".to_owned(),
            Ok(status) => format!("It answered {status}."),
            Err(BrokenOff::Forbidden) => "The address may not be called: https and public addresses only.".to_owned(),
            Err(BrokenOff::NoConnection) => "No connection.".to_owned(),
            Err(BrokenOff::NoAnswer) => "No answer within 15 seconds.".to_owned(),
            Err(BrokenOff::Ended) => "The connection ended before the answer.".to_owned(),
        };
        Some(why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_2xx_is_taken_and_all_else_has_a_reason() {
        let answer = |status| Answer { status, beginning: String::new(), millis: 1 };
        for status in [200, 202, 204, 299] {
            assert!(answer(Ok(status)).is_taken() && answer(Ok(status)).error().is_none(), "{status}");
        }
        for status in [199, 300, 301, 307, 400, 404, 410, 429, 500, 503] {
            assert!(!answer(Ok(status)).is_taken() && answer(Ok(status)).error().is_some(), "{status}");
            assert_eq!(answer(Ok(status)).is_gone(), status == 410);
        }
        for broken in [BrokenOff::Forbidden, BrokenOff::NoConnection, BrokenOff::NoAnswer, BrokenOff::Ended] {
            assert!(!answer(Err(broken)).is_taken() && answer(Err(broken)).error().is_some());
        }
    }
}
