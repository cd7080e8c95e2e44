//! The portals that clients ask about, clients with several keys, and what answers are looked at for.

use std::env;
use std::fmt::Debug;
use std::ops::Deref;
use std::sync::Arc;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde::Deserialize;

use crate::client::types::Problem;
use crate::client::{Client, Error, ResponseValue};

/// What an operation answers.
pub type Answer<T> = Result<T, Error<Problem>>;

/// What `scene.py` prints.
#[derive(Deserialize)]
pub struct Facts {
    service: String,
    delete: String,
    pub member_id: String,
    pub other_id: String,
    all_portals_key: String,
    key: String,
    narrow_key: String,
    pub leads: usize,
    pub messages: usize,
    pub deletions: usize,
}

/// The facts, and a client for each key.
#[derive(Clone)]
pub struct Scene {
    facts: Arc<Facts>,
    pub client: Client,
    pub all_portals: Client,
    pub narrow: Client,
}

impl Deref for Scene {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

impl Scene {
    pub fn read() -> Self {
        let text = env::var("SCENE").expect("scripts/clients sets it");
        let facts: Facts = serde_json::from_str(&text).expect("scene.py prints it");
        let [client, all_portals, narrow] =
            [&facts.key, &facts.all_portals_key, &facts.narrow_key].map(|key| with_key(&facts.service, key));
        Self { facts: facts.into(), client, all_portals, narrow }
    }

    pub fn stranger(&self) -> Client {
        with_key(&self.service, "no-such-key")
    }

    /// Lets the portal delete things.
    pub async fn delete(&self, kind: &str, count: u32) {
        let body = serde_json::json!({"kind": kind, "count": count});
        let answer = reqwest::Client::new().post(&self.delete).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "the simulator gave {}", answer.status());
    }
}

/// A client without a time limit: streams have no end.
fn with_key(service: &str, key: &str) -> Client {
    let key = HeaderValue::try_from(format!("Bearer {key}")).unwrap();
    let headers = HeaderMap::from_iter([(AUTHORIZATION, key)]);
    Client::new_with_client(service, reqwest::Client::builder().default_headers(headers).build().unwrap())
}

/// The problem of an answer with this status.
pub fn refused<T: Debug>(answer: Answer<T>, status: u16, code: &str, parameter: Option<&str>) -> Problem {
    let Err(Error::ErrorResponse(response)) = answer else { panic!("{answer:?} is no problem of the document") };
    assert_eq!(response.status(), status);
    let problem = response.into_inner();
    assert_eq!((problem.status, problem.code.as_str()), (i32::from(status), code));
    assert_eq!(problem.parameter.as_deref(), parameter);
    problem
}

/// A header of an answer, as a text.
pub fn header<T>(answer: &ResponseValue<T>, name: &str) -> String {
    answer.headers()[name].to_str().unwrap().to_owned()
}
