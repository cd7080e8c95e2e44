//! Runs every subject, and ends with 1 if anything is not as it should be.

mod following;
mod operations;
mod problems;
mod reading;
mod scene;
mod webhooks;

/// What is generated.
mod client {
    #![expect(unused_imports, reason = "it has a prelude")]

    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use std::any::Any;
use std::panic;
use std::process::ExitCode;

use scene::Scene;

/// Runs a check, which holds if it does not panic, and prints its line. Counts those that fail.
macro_rules! check {
    ($failed:ident, $scene:ident, $check:path, $name:literal) => {
        match tokio::spawn($check($scene.clone())).await {
            Ok(()) => println!("ok   rust {}", $name),
            Err(error) => {
                $failed += 1;
                println!("FAIL rust {}: {}", $name, said(error.into_panic().as_ref()));
            }
        }
    };
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    panic::set_hook(Box::new(|_| {})); // the line of the check says it
    let (scene, mut failed) = (Scene::read(), 0);
    check!(failed, scene, operations::all_are_there, "it has every operation of the document");
    // What is read is counted before anything more is deleted.
    check!(failed, scene, reading::walk, "a walk with cursor shows each deletion once");
    check!(failed, scene, reading::filters, "filters take several values, and times");
    check!(failed, scene, reading::one, "one deletion is the one of the list, with its attributes and payload");
    check!(failed, scene, reading::over_all, "a list over all portals has those of each");
    check!(failed, scene, reading::counts, "counts add up");
    check!(failed, scene, reading::export, "an export has all, and says so in its last line and its headers");
    check!(failed, scene, reading::portals, "portals say how they are");
    check!(failed, scene, reading::at_once, "what a portal can do at once is scheduled");
    check!(failed, scene, reading::catalogue, "the catalogue has the events");
    check!(failed, scene, following::feed, "the feed has everything from 0, and waits for what is new");
    check!(failed, scene, following::feed_over_all, "the feed over all portals goes on from its positions");
    check!(failed, scene, following::stream, "a stream is resumed with Last-Event-ID, and shows what is new");
    check!(failed, scene, webhooks::once, "a request with the same Idempotency-Key makes one endpoint");
    check!(failed, scene, webhooks::changes, "an endpoint is changed only by whoever knows its version");
    check!(failed, scene, webhooks::attempts, "each attempt is kept");
    check!(failed, scene, webhooks::over_all, "endpoints of all portals are for keys of all portals");
    check!(failed, scene, problems::stranger, "a key that is none is 401");
    check!(failed, scene, problems::narrow, "a scope that the key lacks is 403");
    check!(failed, scene, problems::not_found, "what is not there, or not for the key, is 404");
    check!(failed, scene, problems::parameters, "a parameter that is wrong is named");
    check!(failed, scene, problems::fields, "a field that is wrong is named");
    check!(failed, scene, problems::limits, "answers say where the key stands");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}
