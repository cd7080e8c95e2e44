//! Schema changes on the command line.

use std::process::Stdio;

use tests::postgres::TestDatabase;
use tests::service::Launch;

use super::{folder, refusal, result, text};

/// All columns and indexes, in an order independent of their creation.
const SCHEMA: &str = "
    SELECT table_name, column_name, data_type, is_nullable, collation_name FROM information_schema.columns
    WHERE table_schema = 'public'
    UNION ALL SELECT tablename, indexname, indexdef, NULL, NULL FROM pg_indexes WHERE schemaname = 'public'
    ORDER BY 1, 2, 3";

#[tokio::test]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn migrations_that_are_begun_at_once_take_each_step_once() {
    let folders = [folder(), folder(), folder()];
    let launch = Launch::in_folder(folders[0].path());
    let second = launch.neighbour(folders[1].path());
    let third = launch.neighbour(folders[2].path());
    let begin = |launch: &Launch| {
        let mut command = launch.command(&["migrate"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for migrating in [&launch, &second, &third].map(begin) {
        let output = migrating.wait_with_output().unwrap();
        let said = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(!said.is_empty() && said.lines().all(|line| line.starts_with("done ")), "{said}");
    }
    let (database, alone) = (launch.database().unwrap(), TestDatabase::migrated().await);
    assert_eq!(database.query(SCHEMA), alone.query(SCHEMA));
    let steps = "SELECT version FROM seaql_migrations ORDER BY 1";
    assert_eq!(database.query(steps), alone.query(steps), "each was taken once");
}

#[tokio::test]
async fn steps_are_listed_for_scripts_too() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    assert_eq!(launch.run(&["migrate", "--json"]).status.code(), Some(2), "it says nothing without --status");
    assert_eq!(launch.run(&["migrate"]).status.code(), Some(0));
    let listed = launch.run(&["migrate", "--status", "--json"]);
    let steps: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let steps = steps.as_array().unwrap();
    assert!(steps.len() > 3 && steps.iter().all(|step| step["state"] == "done" && step["name"].is_string()));
}

#[tokio::test]
async fn steps_are_taken_back_only_by_somebody_who_knows_what_is_lost() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    result(&launch.run(&["migrate"]));
    let steps = || result(&launch.run(&["migrate", "--status"]));
    let before = steps();
    let said = refusal(&launch.run(&["migrate", "--down", "2"]), 2);
    let last: Vec<_> = before.lines().rev().take(2).filter_map(|line| line.split_whitespace().last()).collect();
    assert!(last.iter().all(|step| said.contains(step)) && said.contains("--yes"), "{said}");
    for too_far in [&["migrate", "--down", "99"][..], &["migrate", "--down", "99", "--yes"][..]] {
        let said = refusal(&launch.run(too_far), 2);
        assert!(last.iter().all(|step| said.contains(step)) && said.contains("nothing was changed"), "{said}");
    }
    assert_eq!(steps(), before);
    result(&launch.run(&["migrate", "--down", "1", "--yes"]));
    assert_eq!(steps().lines().filter(|line| line.starts_with("pending")).count(), 1);
}

#[tokio::test]
async fn index_and_counts_are_built_anew_on_demand() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    refusal(&launch.run(&["migrate", "--reindex"]), 1); // there is no database yet
    result(&launch.run(&["migrate"]));
    assert!(result(&launch.run(&["migrate", "--reindex"])).contains("built anew"));
    refusal(&launch.run(&["migrate", "--reindex", "--status"]), 2);
}

#[tokio::test]
async fn commands_in_a_wrong_folder_say_so_and_make_nothing_there() {
    let folder = folder();
    let wrong = folder.path().join("wrong");
    let launch = Launch::in_folder(folder.path()).set("TOMBSTONE_DATA_DIR", &wrong.to_string_lossy());
    for command in [
        &["operator", "list"][..],
        &["api-key", "list"],
        &["portal", "list"],
        &["keys", "rotate"],
        &["quarantine", "list"],
        &["doctor"],
    ] {
        let output = launch.run(command);
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(said.contains(&*wrong.to_string_lossy()), "{command:?}: {said}");
        assert!(!wrong.exists(), "{command:?} made a folder");
    }
    std::fs::create_dir(&wrong).unwrap();
    refusal(&launch.run(&["operator", "list"]), 1);
    assert_eq!(std::fs::read_dir(&wrong).unwrap().count(), 0, "it stays empty");
}

#[tokio::test]
async fn commands_make_no_key_and_no_folder_beside_a_database_that_is_there() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path()).without("TOMBSTONE_SECRET_KEY");
    result(&launch.run(&["migrate"]));
    result(&launch.run(&["operator", "list"])); // with the migration's key
    let key = launch.data().join("secret.key");
    let text = std::fs::read_to_string(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    for command in [&["operator", "list"][..], &["keys", "rotate"], &["portal", "list"]] {
        assert!(refusal(&launch.run(command), 1).contains("secret.key"), "{command:?}");
        assert!(!key.exists(), "{command:?} made a key");
    }
    if launch.database().is_some() {
        let elsewhere = folder.path().join("elsewhere");
        std::fs::create_dir(&elsewhere).unwrap();
        let elsewhere = launch.neighbour(&elsewhere).set("TOMBSTONE_SECRET_KEY", text.trim());
        result(&elsewhere.run(&["operator", "list"]));
        assert!(!elsewhere.data().exists(), "it needs none");
    }
}
