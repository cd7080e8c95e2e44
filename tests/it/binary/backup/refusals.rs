//! Refused backups and restores change nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use tests::api::Client;
use tests::service::{Ending, Launch};
use tests::town::Town;

use super::super::{folder, json, refusal, result};
use super::back_up;

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(files) = fs::read_dir(folder) else { return BTreeMap::new() };
    let file =
        |path: &Path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap_or_default());
    files.map(|entry| file(&entry.unwrap().path())).collect()
}

/// The members of a backup.
fn members(file: &Path) -> Vec<(String, Vec<u8>)> {
    let mut tar = tar::Archive::new(zstd::Decoder::new(fs::File::open(file).unwrap()).unwrap());
    let read = |entry: std::io::Result<tar::Entry<'_, _>>| {
        let mut entry = entry.unwrap();
        let mut bytes = Vec::new();
        std::io::copy(&mut entry, &mut bytes).unwrap();
        (String::from_utf8(entry.path_bytes().into_owned()).unwrap(), bytes)
    };
    tar.entries().unwrap().map(read).collect()
}

/// Writes a backup of these members, under any names.
fn write(file: &Path, members: &[(String, Vec<u8>)]) {
    let mut tar = tar::Builder::new(zstd::Encoder::new(fs::File::create(file).unwrap(), 1).unwrap());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_cksum();
        tar.append(&header, bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
}

/// The same members with one changed.
fn with(members: &[(String, Vec<u8>)], name: &str, change: impl Fn(&str) -> String) -> Vec<(String, Vec<u8>)> {
    let changed = |(own, bytes): &(String, Vec<u8>)| {
        let bytes = if own == name { change(&String::from_utf8_lossy(bytes)).into_bytes() } else { bytes.clone() };
        (own.clone(), bytes)
    };
    members.iter().map(changed).collect()
}

#[tokio::test]
async fn backup_replaces_no_file_and_needs_the_folder_of_a_service() {
    let folder = folder();
    let launch = Launch::embedded(folder.path());
    let file = folder.path().join("backup");
    let back_up = ["backup", file.to_str().unwrap()];
    assert!(refusal(&launch.run(&back_up), 1).contains("--data-dir"));
    assert!(!launch.data().exists() && !file.exists());
    assert_eq!(launch.run(&["backup"]).status.code(), Some(2));

    result(&launch.run(&["migrate"]));
    fs::write(&file, "mine").unwrap();
    assert!(refusal(&launch.run(&back_up), 1).contains("exists already"));
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    let nowhere = folder.path().join("none/backup");
    refusal(&launch.run(&["backup", nowhere.to_str().unwrap()]), 1);
    let left: Vec<_> = contents(folder.path()).into_keys().collect();
    assert_eq!(left, ["backup", "data"]);

    fs::remove_file(&file).unwrap();
    result(&launch.run(&back_up));
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let names: Vec<_> = members(&file).into_iter().map(|(name, _)| name).collect();
    assert!(!names.iter().any(|name| name.contains("secret")), "{names:?}");
}

#[tokio::test]
async fn what_is_not_as_it_was_made_is_not_restored() {
    let folder = folder();
    let launch = Launch::embedded(folder.path());
    let service = launch.start().await;
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let good = folder.path().join("good");
    back_up(&launch, &good).await;
    let (bytes, parts) = (fs::read(&good).unwrap(), members(&good));
    assert!(
        parts.iter().any(|(name, _)| name.starts_with("events-")) && parts.iter().any(|(name, _)| name == "process")
    );

    let bad = folder.path().join("bad");
    let elsewhere = launch.beside(&folder.path().join("elsewhere"));
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    let refused = |why: &str| {
        for (launch, arguments) in [
            (&elsewhere, &["restore", bad.to_str().unwrap()][..]),
            (&launch, &["restore", bad.to_str().unwrap(), "--yes"]),
        ] {
            let before = contents(&launch.data());
            let said = refusal(&launch.run(arguments), 1);
            assert!(said.contains(why) && said.contains("bad"), "{said}");
            assert!(before == contents(&launch.data()), "{why}: something was changed");
        }
    };
    for length in [0, 100, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&bad, &bytes[..length]).unwrap();
        refused("damaged");
    }
    for place in [bytes.len() / 3, bytes.len() / 2, bytes.len() - 20] {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        fs::write(&bad, changed).unwrap();
        refused("damaged");
    }
    write(&bad, &with(&parts, "process", |text| text.replace(char::is_numeric, "0")));
    refused("process is not as it was");
    write(&bad, &parts[..parts.len() - 1]);
    refused("the file is truncated");
    for name in ["../escaped", "/tmp/escaped", "data/../../escaped", "secret.key", "events-1.log/x", "lock"] {
        let mut more = parts.clone();
        more.insert(1, (name.to_owned(), b"x".to_vec()));
        write(&bad, &more);
        refused("no backup has a file");
        assert!(!folder.path().join("escaped").exists() && !Path::new("/tmp/escaped").exists());
    }
    let twice = [&parts[..2], &parts[1..]].concat();
    write(&bad, &twice);
    refused("no backup has a file");
    write(&bad, &with(&parts, "manifest.json", |text| text.replace("\"format\": 1", "\"format\": 2")));
    refused("a format that this version does not know");
    write(&bad, &with(&parts, "manifest.json", |text| text.replace("\"schema\": \"m2026", "\"schema\": \"m2036")));
    refused("newer than this program");
    let mut file = fs::File::create(&bad).unwrap();
    file.write_all(b"PK\x03\x04 something else").unwrap();
    refused("damaged");
    fs::remove_file(&bad).unwrap();
    refused("can't be opened");
    assert!(!elsewhere.data().exists());

    write(&bad, &parts);
    result(&elsewhere.run(&["restore", bad.to_str().unwrap()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_is_set_aside_only_if_nobody_serves_it_and_somebody_said_yes() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::embedded(folder.path()).with_simulator(&town.sim);
    let file = folder.path().join("backup");
    let (restore, over) = (["restore", file.to_str().unwrap()], ["restore", file.to_str().unwrap(), "--yes"]);
    let service = launch.start().await;
    back_up(&launch, &file).await;
    town.install(&service).await;
    assert_eq!(Client::new(&launch, &service).portals().await.len(), 1);
    for arguments in [&restore[..], &over[..]] {
        let said = refusal(&launch.run(arguments), 1);
        assert!(said.contains("stop it first"), "{said}");
    }
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let before = contents(&launch.data());
    assert!(refusal(&launch.run(&restore), 1).contains("--yes"));
    assert!(before == contents(&launch.data()));

    let said = result(&launch.run(&over));
    let aside = launch.data().join("before-restore-1");
    assert!(said.contains(aside.to_str().unwrap()), "{said}");
    assert_eq!(json(&launch.run(&["portal", "list", "--json"])).as_array().map(Vec::len), Some(0));
    let kept = contents(&aside);
    assert!(kept["tombstone.db"] == before["tombstone.db"] && kept.contains_key("events.mark"));
    assert!(!kept.contains_key("secret.key"), "the key opens both");

    // As if the restore had been interrupted.
    fs::write(launch.data().join("restore-unfinished"), "").unwrap();
    for arguments in [&["serve"][..], &["migrate"], &["portal", "list"], &["backup", "another"], &restore] {
        let said = refusal(&launch.run(arguments), 1);
        assert!(said.contains("--yes"), "{arguments:?}: {said}");
    }
    result(&launch.run(&over));
    let service = launch.start().await;
    town.install(&service).await;
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

#[test]
fn backup_belongs_to_one_kind_of_database() {
    let folder = folder();
    let launch = Launch::embedded(folder.path());
    result(&launch.run(&["migrate"]));
    let file = folder.path().join("backup");
    result(&launch.run(&["backup", file.to_str().unwrap()]));
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    let elsewhere = launch.beside(&folder.path().join("elsewhere"));
    for url in ["postgres://ada:hush-hush@127.0.0.1:9/x", "sqlite:///var/lib/elsewhere.db"] {
        let settings = elsewhere.clone().set("TOMBSTONE_DATABASE_URL", url);
        let said = refusal(&settings.run(&["restore", file.to_str().unwrap()]), 1);
        assert!(said.contains("TOMBSTONE_DATABASE_URL") && !said.contains("hush-hush"), "{said}");
    }
    assert!(!elsewhere.data().exists());
}
