//! A portal's health.

use domain::activity_baseline::DAYS;
use domain::health as known;
use poem_openapi::Object;
use poem_openapi::types::Example;
use time::OffsetDateTime;
use time::macros::datetime;

use super::Facts;
use super::alarm::AdvisedAlarm;
use super::condition::Condition;

/// Everything known about a portal's health.
#[derive(Debug, Object)]
#[oai(example)]
pub(crate) struct Health {
    #[oai(flatten)]
    facts: Facts,
    /// The version of the app installed there; null while unknown.
    #[oai(nullable)]
    app_version: Option<String>,
    /// Deletions received in the last 24 hours.
    events_last_day: u64,
    /// The usual number per day; null while too little is known.
    #[oai(nullable)]
    usual_per_day: Option<f64>,
    /// Deletions on each of the last 28 days, newest first; the first day is the last 24 hours.
    days: Vec<u64>,
    /// When its subscriptions and plan are checked again; null if they are not.
    #[oai(nullable)]
    subscription_check_at: Option<OffsetDateTime>,
    /// How it is, in one word.
    condition: Condition,
    /// What is wrong with it and what to do, most urgent first.
    alarms: Vec<AdvisedAlarm>,
}

impl From<known::Health> for Health {
    fn from(health: known::Health) -> Self {
        let known::Health { portal, baseline, alarms, subscription_check_at, .. } = health;
        let mut days = baseline.days().to_vec();
        days.resize(DAYS, 0);
        Self {
            condition: known::Condition::of(&portal, &alarms).into(),
            app_version: portal.plan.as_ref().and_then(|plan| plan.app_version.clone()),
            facts: portal.into(),
            events_last_day: baseline.last_day(),
            usual_per_day: baseline.usual_day().map(|usual| (usual * 10.0).round() / 10.0),
            days,
            subscription_check_at,
            alarms: alarms.into_iter().map(AdvisedAlarm::from).collect(),
        }
    }
}

impl Example for Health {
    fn example() -> Self {
        let mut days = vec![31, 38, 35, 41, 0, 0, 29];
        days.resize(DAYS, 30);
        Self {
            facts: Facts::example(),
            app_version: Some("3".into()),
            events_last_day: 31,
            usual_per_day: Some(28.7),
            days,
            subscription_check_at: Some(datetime!(2026-03-18 05:41:30 UTC)),
            condition: Condition::Well,
            alarms: Vec::new(),
        }
    }
}
