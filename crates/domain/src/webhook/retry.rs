//! When to retry a message, when to give it up, and when to disable its endpoint.

use time::{Duration, OffsetDateTime};

use super::answer::Answer;
use super::endpoint::DisabledWhy;

/// The most that chance adds to a pause: a fifth of it.
const JITTER: f64 = 0.2;

/// How long to try a message and an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The pauses between attempts; there is one more attempt than pauses.
    pub pauses: Vec<Duration>,
    /// How long an endpoint may fail without success before it is disabled.
    pub disable_after: Duration,
}

/// An attempt, as far as it decides what follows.
#[derive(Clone, Copy, Debug)]
pub struct Try<'a> {
    /// Its answer.
    pub answer: &'a Answer,
    /// How many attempts came before it since the message was queued, or queued again.
    pub before: u32,
    /// Since when the endpoint has only failed, if it had before this attempt.
    pub failing_since: Option<OffsetDateTime>,
}

/// What follows an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// The endpoint accepted it.
    Done,
    /// Retry it at this time.
    Again(OffsetDateTime),
    /// Give it up; the endpoint gets other messages.
    GivenUp,
    /// Disable the endpoint, and give up all its messages.
    Disable(DisabledWhy),
}

impl RetryPolicy {
    /// What follows; `chance`, from 0 to 1, picks the pause within its jitter.
    pub fn next(&self, tried: Try<'_>, now: OffsetDateTime, chance: f64) -> Next {
        if tried.answer.is_taken() {
            return Next::Done;
        }
        if tried.answer.is_gone() {
            return Next::Disable(DisabledWhy::Gone);
        }
        if tried.failing_since.is_some_and(|since| now - since >= self.disable_after) {
            return Next::Disable(DisabledWhy::Failing);
        }
        let pause = usize::try_from(tried.before).ok().and_then(|before| self.pauses.get(before));
        pause.map_or(Next::GivenUp, |pause| Next::Again(now + *pause * (1.0 + JITTER * chance.clamp(0.0, 1.0))))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn policy() -> RetryPolicy {
        RetryPolicy { pauses: vec![Duration::seconds(5), Duration::minutes(5)], disable_after: Duration::hours(120) }
    }

    fn next(status: u16, before: u32, failing_since: Option<OffsetDateTime>, chance: f64) -> Next {
        let answer = Answer { status: Ok(status), beginning: String::new(), millis: 1 };
        policy().next(Try { answer: &answer, before, failing_since }, NOON, chance)
    }

    #[test]
    fn so_many_retries_are_one_more_attempts() {
        assert_eq!(next(500, 0, None, 0.0), Next::Again(NOON + Duration::seconds(5)));
        assert_eq!(next(500, 1, None, 0.0), Next::Again(NOON + Duration::minutes(5)));
        assert_eq!(next(500, 2, None, 0.0), Next::GivenUp);
        assert_eq!(next(302, 0, None, 0.0), Next::Again(NOON + Duration::seconds(5)), "redirects are failures");
        assert_eq!(next(204, 2, Some(NOON - Duration::days(9)), 0.0), Next::Done);
    }

    #[test]
    fn pauses_grow_by_up_to_a_fifth() {
        let pause = |chance| match next(500, 1, None, chance) {
            Next::Again(at) => at - NOON,
            other => panic!("{other:?}"),
        };
        assert_eq!([0.0, 0.5, 1.0, 7.0].map(|chance| pause(chance).whole_seconds()), [300, 330, 360, 360]);
    }

    #[test]
    fn endpoint_that_is_gone_or_fails_for_long_is_disabled() {
        assert_eq!(next(410, 0, None, 0.0), Next::Disable(DisabledWhy::Gone));
        let since = |hours| Some(NOON - Duration::hours(hours));
        assert_eq!(next(500, 0, since(120), 0.0), Next::Disable(DisabledWhy::Failing));
        assert_eq!(next(500, 0, since(119), 0.0), Next::Again(NOON + Duration::seconds(5)));
        assert_eq!(next(500, 2, since(120), 0.0), Next::Disable(DisabledWhy::Failing));
    }
}
