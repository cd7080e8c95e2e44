//! Which connections give way, and when.

use futures_util::FutureExt;

use super::*;

fn connections(limit: usize) -> Arc<Connections> {
    Arc::new(Connections::new(Limits { connections: limit }))
}

/// A connection whose request has begun to arrive.
fn begun(connections: &Arc<Connections>) -> Open {
    let open = connections.open();
    open.0.note_arrival();
    open
}

fn must_close(open: &Open) -> bool {
    open.0.must_close()
}

#[test]
fn idle_connection_gives_way_first_and_then_the_one_that_waits_longest() {
    let connections = connections(3);
    let (header, body, idle) = (connections.open(), connections.open(), connections.open());
    header.0.enter(Phase::Answering);
    body.0.enter(Phase::Body(Share::Events));
    header.0.enter(Phase::Header);
    idle.0.enter(Phase::Idle);
    let mut fresh = Vec::new();
    for expected in [[false, false, true], [false, true, true], [true, true, true]] {
        fresh.push(connections.open());
        assert!(!connections.have_room() && connections.make_room() && connections.make_room());
        assert_eq!([&header, &body, &idle].map(must_close), expected);
    }
    drop((header, body, idle));
    assert!(connections.have_room() && !fresh.iter().any(must_close));
}

#[test]
fn new_connection_may_be_silent_for_a_moment() {
    let (connections, now) = (connections(1), Instant::now());
    let (new, stalled) = (connections.open(), begun(&connections));
    assert!(connections.make_room() && connections.close_any());
    assert_eq!([&new, &stalled].map(must_close), [false, true]);
    drop(stalled);
    assert!(!connections.close_any() && connections.next_eviction().is_some_and(|eviction| eviction > now));
    new.0.enter_at(now.checked_sub(Duration::from_secs(1)).unwrap(), Phase::Silent);
    assert!(connections.close_any() && must_close(&new));
}

#[test]
fn request_that_is_worked_on_is_not_closed() {
    let connections = connections(1);
    let (answered, late) = (begun(&connections), begun(&connections));
    answered.0.enter(Phase::Answering);
    assert!(connections.make_room() && !must_close(&answered) && must_close(&late));
}

#[tokio::test]
async fn request_that_is_complete_before_its_connection_has_closed_is_answered_and_another_one_gives_way() {
    let connections = connections(2);
    let [complete, other, _third] = [(); 3].map(|()| begun(&connections));
    assert!(connections.make_room() && must_close(&complete));
    complete.0.enter(Phase::Answering);
    assert_eq!(complete.0.asked_to_close().now_or_never(), None);
    connections.one_closed().now_or_never().expect("the one who waits for room looks again");
    assert!(connections.make_room() && !must_close(&complete) && must_close(&other));
    drop((complete, other));
    assert!(connections.make_room() && connections.have_room());
}

#[test]
fn one_is_asked_to_close_and_no_other_before_it_has() {
    let connections = connections(8);
    let (first, second, answered) = (begun(&connections), begun(&connections), begun(&connections));
    answered.0.enter(Phase::Answering);
    assert!(connections.close_any() && connections.close_any());
    assert_eq!([&first, &second].map(must_close), [true, false]);
    drop(first);
    assert!(connections.close_any() && must_close(&second));
    drop(second);
    assert!(!connections.close_any() && !must_close(&answered));
}

#[test]
fn slowest_body_of_a_share_gives_way_to_others_and_no_second_one_before_it_has_closed() {
    let connections = connections(8);
    let [slow, event, next, own] = [(); 4].map(|()| connections.open());
    slow.0.enter(Phase::Body(Share::Other));
    event.0.enter(Phase::Body(Share::Events));
    next.0.enter(Phase::Body(Share::Other));
    own.0.enter(Phase::Body(Share::Other));
    for waiting in [&own, &next, &own] {
        waiting.0.close_slowest_body(Share::Other);
        assert_eq!([&slow, &event, &next, &own].map(must_close), [true, false, false, false]);
    }
    drop(slow);
    own.0.close_slowest_body(Share::Other);
    assert_eq!([&event, &next, &own].map(must_close), [false, true, false]);
    drop(next);
    own.0.close_slowest_body(Share::Other);
    assert!(!must_close(&own), "it does not give way to itself");
}

#[test]
fn each_phase_has_its_deadline() {
    let connections = connections(8);
    let open = connections.open();
    let why = || open.0.deadline().map(|(_, reason)| reason);
    assert_eq!(why(), Some(Reason::Header));
    open.0.enter(Phase::Answering);
    assert_eq!(why(), None, "an answer may take long");
    open.0.note_read(false);
    assert_eq!(why(), Some(Reason::Unread));
    open.0.note_read(true);
    open.0.note_answered();
    assert_eq!(why(), Some(Reason::Idle));
    open.0.note_arrival();
    assert_eq!(why(), Some(Reason::Header));
}
