//! `tombstone portal titles`: a running service follows the setting.

use std::time::Duration;

use sim::Kind;
use tests::api::Client;
use tests::eventually;
use tests::service::{Ending, Launch};
use tests::town::Town;

use super::{folder, refusal, result};

const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn names_of_things_are_kept_and_forgotten_as_the_command_says() {
    let (folder, town) = (folder(), Town::start(2).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    town.bound(&Client::new(&launch, &service)).await;
    let (portal, other) = (&town.portals[0], &town.portals[1]);
    let member_id = portal.member_id();
    let titles = |options: &[&str]| launch.run(&[&["portal", "titles", member_id.as_str()][..], options].concat());
    let says = |options: &[&str]| result(&titles(options)).replace(&portal.host(), "it");
    let is_bound = || portal.subscriptions().iter().any(|bound| bound.event == "ONCRMLEADADD");

    assert_eq!(says(&[]), "no names of things of it are kept\n");
    assert_eq!(says(&["--days", "30"]), "no names of things of it are kept\n");
    assert!(!is_bound());
    for on in [&["--keep", "on"][..], &[]] {
        assert_eq!(says(on), "names of things of it are kept for 30 days after their last change\n");
    }
    eventually("what is added to be bound", PATIENCE, async || is_bound().then_some(())).await;
    portal.create(Kind::Lead, "New roof").await;
    eventually("the name to be asked for", PATIENCE, async || (portal.calls("crm.lead.list") > 0).then_some(())).await;
    assert_eq!(says(&["--days", "0"]), "names of things of it are kept forever\n");
    assert_eq!(says(&["--keep", "off"]), "no names of things of it are kept\n");
    eventually("what is added to be unbound", PATIENCE, async || (!is_bound()).then_some(())).await;
    assert!(other.subscriptions().iter().all(|bound| bound.event != "ONCRMLEADADD"), "the command is about one portal");

    assert!(refusal(&launch.run(&["portal", "titles", "nope"]), 1).contains("no portal nope"));
    for wrong in [["--days", "36501"], ["--keep", "perhaps"]] {
        refusal(&titles(&wrong), 2);
    }
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}
