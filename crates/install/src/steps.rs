//! The steps of an install and their outcomes, the same whichever way a person comes in.

use std::time::Duration;

use domain::MemberId;
use poem::http::StatusCode;
use portals::{CodeReturn, InstallRequest, InstallResult, PortalError, Proof, SetUp};
use secrecy::SecretString;
use store::StoreError;
use tokio::time::timeout;
use words::Words;

use crate::context::Install;
use crate::said;

/// How long a page waits for the portal; work in progress then goes on without it.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Done,
    /// It failed, and the steps after it were not tried.
    Failed,
    /// It was not tried.
    Open,
}

/// Receives each step as soon as it has succeeded or failed; after a failure also the steps that are not tried.
pub(crate) type Watcher = Box<dyn Fn(&Step) + Send + Sync>;

#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) words: &'static Words,
    /// Its name for programs.
    pub(crate) name: &'static str,
    /// A sentence that is true once it is done.
    pub(crate) what: String,
    pub(crate) state: State,
    /// How it went.
    pub(crate) note: String,
    /// Events that could not be bound.
    pub(crate) missing: Vec<String>,
}

pub(crate) struct Steps {
    words: &'static Words,
    all: [Step; 4],
    watcher: Option<Watcher>,
    /// The status of a page that shows them outside of a frame.
    pub(crate) status: StatusCode,
}

const VERIFIED: usize = 0;
const KEPT: usize = 1;
const BOUND: usize = 2;
const CHECKED: usize = 3;

impl Step {
    /// The outcome's word for programs.
    pub(crate) fn outcome(&self) -> &'static str {
        match self.state {
            State::Done => "done",
            State::Failed => "failed",
            State::Open => "open",
        }
    }

    /// The message about the outcome for people.
    pub(crate) fn outcome_key(&self) -> &'static str {
        match self.state {
            State::Done => "install-outcome-done",
            State::Failed => "install-outcome-failed",
            State::Open => "install-outcome-open",
        }
    }
}

impl Steps {
    pub(crate) fn new(words: &'static Words) -> Self {
        let step = |name, key| {
            let what = words.text(key);
            Step { words, name, what, state: State::Open, note: String::new(), missing: Vec::new() }
        };
        let all = [
            step("verified", "install-step-verified"),
            step("kept", "install-step-kept"),
            step("bound", "install-step-bound"),
            step("checked", "install-step-checked"),
        ];
        Self { words, all, watcher: None, status: StatusCode::OK }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Step> {
        self.all.iter()
    }

    pub(crate) fn are_done(&self) -> bool {
        self.all.iter().all(|step| step.state == State::Done)
    }

    /// Whether every kind of event is bound.
    pub(crate) fn are_complete(&self) -> bool {
        self.all.iter().all(|step| step.missing.is_empty())
    }

    /// Whether the request was verified.
    pub(crate) fn have_begun(&self) -> bool {
        self.all[VERIFIED].state == State::Done
    }

    /// Why a step failed, if one did.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.all.iter().find(|step| step.state == State::Failed).map(|step| step.note.as_str())
    }

    fn done(&mut self, step: usize, note: impl Into<String>) {
        self.all[step].state = State::Done;
        self.all[step].note = note.into();
        self.tell(&self.all[step]);
    }

    fn failed(mut self, step: usize, note: impl Into<String>, status: StatusCode) -> Self {
        self.all[step].state = State::Failed;
        self.all[step].note = note.into();
        self.status = status;
        // The steps after it are not tried.
        self.all[step..].iter().for_each(|step| self.tell(step));
        self
    }

    fn tell(&self, step: &Step) {
        if let Some(watcher) = &self.watcher {
            watcher(step);
        }
    }
}

/// Installs what a portal's frame posted.
pub(crate) async fn by_request(install: &Install, request: &InstallRequest, words: &'static Words) -> Steps {
    watched(install, request, words, None).await
}

/// The same, reporting each step to `watcher`.
pub(crate) async fn watched(
    install: &Install,
    request: &InstallRequest,
    words: &'static Words,
    watcher: Option<Watcher>,
) -> Steps {
    let result = install.installer.install(request).await;
    follow(install, Some(&request.member_id), result, words, watcher).await
}

/// Installs with the code that a browser brought back.
pub(crate) async fn by_code(
    install: &Install,
    code: &SecretString,
    returned: &CodeReturn,
    words: &'static Words,
) -> Steps {
    let claimed = returned.member_id.as_ref();
    match install.installer.install_code(code, returned).await {
        Ok((confirmed, result)) => follow(install, confirmed.as_ref().or(claimed), Ok(result), words, None).await,
        Err(error) => follow(install, claimed, Err(error), words, None).await,
    }
}

async fn follow(
    install: &Install,
    member_id: Option<&MemberId>,
    result: Result<InstallResult, StoreError>,
    words: &'static Words,
    watcher: Option<Watcher>,
) -> Steps {
    let mut steps = Steps { watcher, ..Steps::new(words) };
    match (result, member_id) {
        (Ok(InstallResult::Installed(installed)), Some(member_id)) => {
            steps.done(VERIFIED, "");
            steps.done(KEPT, if installed.has_tokens { String::new() } else { words.text("install-kept-as-it-was") });
            set_up(install, member_id, steps).await
        }
        (Ok(InstallResult::Refused(why)), _) => {
            if let Err(error) = install.installer.record_refusal(member_id, why.clone()).await {
                tracing::error!(%error, "a refusal can't be audited");
            }
            steps.failed(VERIFIED, said::refused(words, &why), StatusCode::FORBIDDEN)
        }
        (Ok(InstallResult::Unreachable(error)), _) => {
            tracing::warn!(?member_id, %error, "an install could not be verified");
            steps.failed(VERIFIED, said::unreachable(words, &error), StatusCode::BAD_GATEWAY)
        }
        (Ok(InstallResult::Installed(_)), None) => broken(steps, KEPT),
        (Err(error), _) => {
            tracing::error!(?member_id, %error, "an install could not be kept");
            broken(steps, KEPT)
        }
    }
}

fn broken(steps: Steps, step: usize) -> Steps {
    let note = steps.words.text("install-our-side");
    steps.failed(step, note, StatusCode::SERVICE_UNAVAILABLE)
}

/// Goes on even if the person leaves or the page stops waiting.
async fn set_up(install: &Install, member_id: &MemberId, steps: Steps) -> Steps {
    let (installer, owned) = (install.installer.clone(), member_id.clone());
    let under_way = tokio::spawn(async move { installer.set_up(&owned).await });
    match timeout(PATIENCE, under_way).await {
        Ok(Ok(Ok(done))) => set_up_done(steps, done),
        Ok(Ok(Err(PortalError::Store(error)))) => {
            tracing::error!(%member_id, %error, "events could not be bound");
            broken(steps, BOUND)
        }
        Ok(Ok(Err(error))) => {
            tracing::warn!(%member_id, %error, "events could not be bound");
            let note = said::portal(steps.words, &error);
            steps.failed(BOUND, note, StatusCode::BAD_GATEWAY)
        }
        Ok(Err(error)) => {
            tracing::error!(%member_id, %error, "binding events broke off");
            broken(steps, BOUND)
        }
        Err(_) => {
            let note = steps.words.text("install-too-slow");
            steps.failed(BOUND, note, StatusCode::BAD_GATEWAY)
        }
    }
}

fn set_up_done(mut steps: Steps, done: SetUp) -> Steps {
    let words = steps.words;
    let SetUp { inspection, proof } = done;
    let lacking = inspection.missing.iter().filter(|code| !code.ends_with("(offline)")).count();
    let found = inspection.expected.saturating_sub(lacking);
    steps.all[BOUND].missing = inspection.missing;
    if inspection.payment_expired {
        return steps.failed(BOUND, words.text("install-payment-ended"), StatusCode::BAD_GATEWAY);
    }
    if found == 0 {
        let note = said::nothing_bound(words, inspection.refusal.as_deref());
        return steps.failed(BOUND, note, StatusCode::BAD_GATEWAY);
    }
    steps.done(BOUND, said::bound(words, found, inspection.expected));
    match proof {
        Proof::Later(error) => steps.failed(CHECKED, said::not_proven(words, &error), StatusCode::BAD_GATEWAY),
        proof => {
            steps.done(CHECKED, said::checked(words, found, inspection.finished, &proof));
            steps
        }
    }
}
