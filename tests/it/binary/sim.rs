//! `tombstone sim`: the addresses that it prints, and those that it refuses.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use tests::service::Launch;

use super::{folder, refusal};

/// The lines that it prints at its start with these arguments.
fn printed(arguments: &[&str]) -> Vec<String> {
    let folder = folder();
    let launch = Launch::embedded(folder.path());
    let mut command = launch.command(&[&["sim"], arguments].concat());
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the binary can be started");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut lines = Vec::new();
    for line in output.lines() {
        lines.push(line.expect("text"));
        if lines.last().is_some_and(|line| line.starts_with("portals are added")) {
            break;
        }
    }
    child.kill().expect("a child can be killed");
    child.wait().expect("it ends");
    lines
}

fn has(lines: &[String], wanted: &str) -> bool {
    lines.iter().any(|line| line.trim() == wanted)
}

#[test]
fn sim_prints_how_portals_are_addressed_behind_a_proxy() {
    let lines = printed(&["--portal-domain", "bitrix24.test", "--advertise", "https://oauth.bitrix24.test:8443"]);
    assert!(has(&lines, "the authorization server is https://oauth.bitrix24.test:8443/"), "{lines:?}");
    assert!(has(&lines, "the portal NAME is https://NAME.bitrix24.test:8443/"), "{lines:?}");
    assert!(has(&lines, "TOMBSTONE_OAUTH_URL=https://oauth.bitrix24.test:8443/"), "{lines:?}");
    let listener = lines[0].strip_prefix("listening on ").expect("its own address comes first");
    assert!(has(&lines, &format!("portals are added and made to delete things under {listener}/_sim")), "{lines:?}");
}

#[test]
fn sim_prints_its_own_addresses_without_a_proxy() {
    let lines = printed(&[]);
    let listener = lines[0].strip_prefix("listening on ").expect("its own address comes first");
    let port = listener.rsplit(':').next().expect("a port");
    assert!(has(&lines, &format!("the authorization server is {listener}/")), "{lines:?}");
    assert!(has(&lines, &format!("the portal NAME is http://NAME.localhost:{port}/")), "{lines:?}");
}

#[test]
fn sim_refuses_addresses_that_can_not_be_used() {
    let folder = folder();
    let launch = Launch::embedded(folder.path());
    let refused = |flag: &str, value: &str| refusal(&launch.run(&["sim", flag, value]), 2);
    assert!(refused("--portal-domain", "https://bitrix24.test").contains("a domain is meant"));
    assert!(refused("--advertise", "oauth.bitrix24.test").contains("scheme and host are meant"));
    assert!(refused("--advertise", "https://oauth.bitrix24.test/rest/").contains("scheme and host are meant"));
}
