//! Appended rows can be read, also after a crash, and are removed once indexed.

use std::fs::OpenOptions;

use tempfile::TempDir;

use super::*;

fn folder() -> TempDir {
    TempDir::new().unwrap()
}

fn open(folder: &TempDir) -> Wal {
    let (wal, damage) = Wal::open(folder.path(), |_| {}).unwrap();
    assert_eq!(damage, []);
    wal
}

fn record(number: i64) -> Vec<u8> {
    format!("record {number} {}", "x".repeat(200)).into_bytes()
}

/// Appends so many rows, a few at once, each with its position in it.
fn fill(wal: &mut Wal, rows: i64) {
    let first = wal.last_position() + 1;
    let records: Vec<_> = (first..first + rows).map(record).collect();
    for group in records.chunks(Ord::max(7, records.len() / 100)) {
        wal.append(wal.last_received_at() + 1, group).unwrap();
    }
}

fn positions(wal: &Wal, after: i64) -> Vec<i64> {
    let reader = wal.reader();
    let mut positions = Vec::new();
    let mut reached = after;
    loop {
        let mut room = 10;
        let rows = reader.read_after(reached, wal.last_position(), |_| {
            room -= 1;
            room >= 0
        });
        let rows = rows.unwrap().rows;
        let Some(last) = rows.last() else { return positions };
        reached = last.position;
        assert!(rows.iter().all(|row| row.record == record(row.position)));
        positions.extend(rows.iter().map(|row| row.position));
    }
}

fn segment(folder: &TempDir, place: usize) -> PathBuf {
    segment::path(folder.path(), segments_in(folder.path()).unwrap()[place])
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    OpenOptions::new().write(true).open(path).unwrap().write_all_at(bytes, at).unwrap();
}

#[test]
fn rows_are_read_as_they_were_appended_also_after_a_restart() {
    let folder = folder();
    let mut wal = open(&folder);
    let source = wal.source();
    fill(&mut wal, 100);
    assert_eq!(positions(&wal, 0), (1..=100).collect::<Vec<_>>());
    assert_eq!(positions(&wal, 93), (94..=100).collect::<Vec<_>>());
    let earlier = wal.last_received_at();
    drop(wal);
    let mut wal = open(&folder);
    assert_eq!((wal.source(), wal.last_position(), wal.last_received_at()), (source, 100, earlier));
    fill(&mut wal, 1);
    assert_eq!(positions(&wal, 98), [99, 100, 101]);
}

#[test]
fn times_never_go_back() {
    let folder = folder();
    let mut wal = open(&folder);
    wal.append(500, &[record(1)]).unwrap();
    wal.append(400, &[record(2)]).unwrap();
    let rows = wal.reader().read_after(0, 2, |_| true).unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.received_at).collect::<Vec<_>>(), [500, 500]);
}

#[test]
fn what_is_done_with_is_removed_and_its_positions_are_not_used_again() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 10_000); // more than `WORN`, less than `FULL`
    assert!(!wal.trim(9_999).unwrap());
    assert!(wal.trim(10_000).unwrap());
    assert!(!wal.trim(10_000).unwrap());
    assert_eq!(segments_in(folder.path()).unwrap(), [10_001]);
    let time = wal.last_received_at();
    drop(wal);
    let mut wal = open(&folder);
    assert_eq!((wal.last_position(), wal.last_received_at()), (10_000, time));
    fill(&mut wal, 3);
    assert_eq!(positions(&wal, 10_000), [10_001, 10_002, 10_003]);
}

#[test]
fn reader_goes_on_from_segment_to_segment() {
    let folder = folder();
    let mut wal = open(&folder);
    for _ in 0..3 {
        fill(&mut wal, 20);
        wal.begin_segment().unwrap();
    }
    fill(&mut wal, 5);
    assert_eq!(positions(&wal, 0), (1..=65).collect::<Vec<_>>());
    assert!(wal.trim(40).unwrap());
    assert_eq!(positions(&wal, 40), (41..=65).collect::<Vec<_>>());
}

#[test]
fn rows_of_an_append_that_failed_are_void_and_their_positions_used_again() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 10);
    let reader = wal.reader();
    let (_, length) = wal.open.take().unwrap();
    // Reached the disk before the failure, and could not be truncated.
    let mut torn = Vec::new();
    segment::encode(11, 99, b"void", &mut torn);
    overwrite(&segment(&folder, 0), length, &torn);
    wal.open = Some((File::open(segment(&folder, 0)).unwrap(), length));
    assert!(wal.append(100, &[record(11)]).is_err());
    assert_eq!(wal.last_position(), 10);
    fill(&mut wal, 2);
    assert_eq!(positions(&wal, 0), (1..=12).collect::<Vec<_>>());
    assert_eq!(reader.read_after(10, 12, |_| true).unwrap().rows[0].record, record(11));
    drop(wal);
    assert_eq!(positions(&open(&folder), 0), (1..=12).collect::<Vec<_>>());
}

#[test]
fn torn_end_is_cut_off() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 10);
    let length = wal.open.as_ref().unwrap().1;
    drop(wal);
    for torn in [&b"x"[..], &[0; 500], &[7; 300]] {
        overwrite(&segment(&folder, 0), length, torn);
        let wal = open(&folder);
        assert_eq!(wal.last_position(), 10);
        assert_eq!(std::fs::metadata(segment(&folder, 0)).unwrap().len(), length);
    }
}

/// Simulates a full disk for the segment of this path.
fn fill_disk(path: &Path) {
    std::os::unix::fs::symlink("/dev/full", path).unwrap();
}

/// There is room again, and the file begun without it remains.
fn empty_disk(path: &Path) {
    std::fs::remove_file(path).unwrap();
    std::fs::write(path, b"").unwrap();
}

#[test]
fn rows_after_a_segment_that_could_not_be_begun_are_not_void() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 10_000);
    let next = segment::path(folder.path(), 10_001);
    fill_disk(&next);
    assert!(wal.trim(10_000).is_err());
    assert!(wal.append(1, &[record(10_001)]).is_err());
    assert_eq!(wal.last_position(), 10_000);
    empty_disk(&next);
    fill(&mut wal, 3);
    assert_eq!(positions(&wal, 10_000), [10_001, 10_002, 10_003]);
    drop(wal);
    let mut wal = open(&folder);
    assert_eq!(positions(&wal, 10_000), [10_001, 10_002, 10_003]);
    assert!(wal.trim(10_003).unwrap(), "what could not be removed then is removed now");
}

#[test]
fn segment_that_was_never_begun_is_no_damage() {
    for torn in [&b""[..], b"TSTLOG\0", &[0; 30]] {
        let folder = folder();
        let mut wal = open(&folder);
        let source = wal.source();
        fill(&mut wal, 10);
        drop(wal);
        let next = segment::path(folder.path(), 11);
        std::fs::write(&next, torn).unwrap();
        let mut wal = open(&folder);
        assert!(!next.exists());
        fill(&mut wal, 2);
        drop(wal);
        let wal = open(&folder);
        assert_eq!((wal.source(), positions(&wal, 0)), (source, (1..=12).collect::<Vec<_>>()));
    }
}

#[test]
fn start_on_a_full_disk_is_not_refused() {
    let folder = folder();
    let path = segment::path(folder.path(), 1);
    fill_disk(&path);
    let mut wal = open(&folder);
    assert!(wal.append(1, &[record(1)]).is_err());
    empty_disk(&path);
    fill(&mut wal, 2);
    drop(wal);
    let mut wal = open(&folder);
    assert_eq!(positions(&wal, 0), [1, 2]);
    // A segment without rows is begun again: its header stays.
    fill(&mut wal, 9_998);
    assert!(wal.trim(10_000).unwrap());
    let source = wal.source();
    wal.open = None;
    fill(&mut wal, 1);
    drop(wal);
    let wal = open(&folder);
    assert_eq!((wal.source(), positions(&wal, 10_000)), (source, vec![10_001]));
}

#[test]
fn log_that_is_begun_anew_has_another_name() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 5);
    let before = wal.source();
    wal.rename().unwrap();
    assert_ne!(wal.source(), before);
    let after = wal.source();
    drop(wal);
    assert_eq!(open(&folder).source(), after);
}

mod damage;

/// A restored backup: the database is ahead of the log.
#[test]
fn what_comes_after_the_end_is_not_done_with() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 5);
    wal.trim(100).unwrap();
    fill(&mut wal, 5);
    wal.turn_over(i64::MAX).unwrap();
    assert_eq!(positions(&wal, 5), [6, 7, 8, 9, 10]);
}

#[test]
fn segment_that_has_become_old_goes_once_all_of_it_is_done_with() {
    let folder = folder();
    let mut wal = open(&folder);
    let segments = || segments_in(folder.path()).unwrap();
    fill(&mut wal, 10);
    let (first, last) = (1, wal.last_received_at());
    wal.trim(10).unwrap();
    wal.turn_over(first).unwrap();
    assert_eq!(segments(), [1], "no row is that old");
    wal.turn_over(last).unwrap();
    assert_eq!(segments(), [11]);
    wal.turn_over(i64::MAX).unwrap();
    assert_eq!(segments(), [11], "there is nothing to go on from");

    fill(&mut wal, 10);
    wal.trim(19).unwrap();
    wal.turn_over(i64::MAX).unwrap();
    assert_eq!((segments(), positions(&wal, 10)), (vec![11, 21], (11..=20).collect()), "one is not done with");
    fill(&mut wal, 1);
    assert_eq!(positions(&wal, 19), [20, 21]);
    wal.trim(20).unwrap();
    assert_eq!(segments(), [21]);

    // After a restart, the rows count as old as the segment's earliest possible time.
    drop(wal);
    let mut wal = open(&folder);
    wal.trim(21).unwrap();
    assert_eq!(segments(), [21]);
    wal.turn_over(i64::MAX).unwrap();
    assert_eq!((segments(), wal.last_position()), (vec![22], 21));
    drop(wal);
    assert_eq!(open(&folder).last_position(), 21);
}

/// As in a backup: an opened segment stays readable even if it is removed meanwhile.
#[test]
fn segments_that_were_opened_follow_each_other_and_stay_readable() {
    let folder = folder();
    let mut wal = open(&folder);
    for _ in 0..3 {
        fill(&mut wal, 20);
        wal.turn_over(i64::MAX).unwrap();
    }
    fill(&mut wal, 5);
    let opened = open_segments(folder.path()).unwrap();
    assert_eq!(opened.len(), 4);
    wal.trim(40).unwrap();
    assert_eq!(open_segments(folder.path()).unwrap().len(), 2, "the others are done with");

    let copy = self::folder();
    for (path, mut file) in opened {
        let mut to = File::create(copy.path().join(path.file_name().unwrap())).unwrap();
        std::io::copy(&mut file, &mut to).unwrap();
    }
    let copied = open(&copy);
    assert_eq!(copied.source(), wal.source());
    assert_eq!(positions(&copied, 0), (1..=65).collect::<Vec<_>>());
}

#[test]
fn files_of_a_log_are_known_by_their_names() {
    for name in ["events-0000000000000000001.log", "events-0000000000000000042.log.corrupt-1"] {
        assert!(is_log_file(name), "{name}");
    }
    for name in [
        "events.db",
        "events.mark",
        "events-1.log.corrupt-x",
        "events-1.log.repaired",
        "events-.log",
        "../events-1.log",
    ] {
        assert!(!is_log_file(name), "{name}");
    }
}

/// As when a restored copy of the log is behind the database.
#[test]
fn log_with_a_new_name_has_nothing_left_of_what_was_done_with() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 20);
    wal.turn_over(i64::MAX).unwrap();
    wal.trim(20).unwrap();
    drop(wal);
    let mut wal = open(&folder);
    assert_eq!(wal.last_position(), 20);
    wal.rename().unwrap();
    let run = wal.reader().read_after(0, 20, |_| true).unwrap();
    assert_eq!((run.rows.len(), run.last, run.damage), (0, 20, Vec::new()));
    fill(&mut wal, 1);
    assert_eq!(positions(&wal, 0), [21]);
}
