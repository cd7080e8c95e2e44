//! A lean source of load: keep-alive connections that post one event after the other.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::post::{FIRST_ID, Post};

/// What is posted, for the whole of a run: every event once.
#[derive(Debug)]
pub struct Mail {
    /// By portal and kind: that of an id is the one at its remainder.
    posts: Vec<Post>,
    next: AtomicU64,
}

impl Mail {
    /// These posts in turn, with ids counted up.
    pub fn new(posts: Vec<Post>) -> Arc<Self> {
        Arc::new(Self { posts, next: AtomicU64::new(FIRST_ID) })
    }

    /// The next id, which nothing else has.
    pub fn next_id(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// The post that carries this id.
    pub fn post(&self, id: u64) -> &Post {
        let kinds = self.posts.len() as u64;
        &self.posts[usize::try_from(id % kinds).expect("an index")]
    }

    /// How long the bodies are on average.
    pub fn mean_len(&self) -> usize {
        self.posts.iter().map(Post::body_len).sum::<usize>() / self.posts.len()
    }
}

/// How hard a load is.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// From how many connections it is posted.
    pub connections: usize,
    /// For how long.
    pub duration: Duration,
    /// How many events a second are due on all connections together, whether or not earlier ones are answered; without
    /// it each connection posts the next event as soon as the last one is answered.
    pub rate: Option<u32>,
}

/// How a load gets its orders, and reports how far it is.
#[derive(Debug, Default)]
pub struct Reins {
    /// Set to end it early.
    pub stop: AtomicBool,
    /// How many were answered 200 so far.
    pub acknowledged: AtomicU64,
}

/// What came of a load.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The ids that were answered 200.
    pub acknowledged: Vec<u64>,
    /// When each of them was.
    pub answered_at: Vec<Instant>,
    /// How long each answer took, in microseconds: from when the event was due if there is a rate.
    pub micros: Vec<u32>,
    /// How many were answered otherwise.
    pub refused: u64,
    /// How many connections broke.
    pub broken: u64,
    /// How long it lasted.
    pub elapsed: Duration,
}

impl Outcome {
    /// Answers a second.
    pub fn rate(&self) -> f64 {
        let answers = self.acknowledged.len() as u64 + self.refused;
        u32::try_from(answers).map_or(f64::MAX, f64::from) / self.elapsed.as_secs_f64()
    }
}

/// Posts on a thread of its own.
pub async fn run(address: SocketAddr, shape: Shape, mail: Arc<Mail>, reins: Arc<Reins>) -> Outcome {
    let load = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build();
        runtime.expect("a runtime").block_on(post_all(address, shape, &mail, &reins))
    };
    tokio::task::spawn_blocking(load).await.expect("the load does not panic")
}

async fn post_all(address: SocketAddr, shape: Shape, mail: &Arc<Mail>, reins: &Arc<Reins>) -> Outcome {
    let mut open = Vec::with_capacity(shape.connections);
    for _ in 0..shape.connections {
        open.push(Connection::open(address).await.expect("the service takes connections"));
    }
    let started = Instant::now();
    let tasks: Vec<_> = open
        .into_iter()
        .enumerate()
        .map(|(index, connection)| {
            let (mail, reins) = (Arc::clone(mail), Arc::clone(reins));
            tokio::spawn(post_on(connection, Times::of(index, shape, started), mail, reins))
        })
        .collect();
    let mut all = Outcome::default();
    for task in tasks {
        let one = task.await.expect("a connection does not panic");
        all.acknowledged.extend(one.acknowledged);
        all.answered_at.extend(one.answered_at);
        all.micros.extend(one.micros);
        all.refused += one.refused;
        all.broken += one.broken;
    }
    all.elapsed = started.elapsed();
    all
}

/// When one connection posts.
struct Times {
    /// When the next event is due, and how long after it the one that follows; none if that is when it can be sent.
    next: Option<(Instant, Duration)>,
    end: Instant,
}

impl Times {
    /// The connections take turns.
    fn of(index: usize, shape: Shape, started: Instant) -> Self {
        let next = shape.rate.map(|rate| {
            let step = Duration::from_secs(1) / rate;
            let count = |number: usize| u32::try_from(number).expect("some connections");
            (started + step * count(index), step * count(shape.connections))
        });
        Self { next, end: started + shape.duration }
    }

    /// Waits until the next event is due, and returns when that was; none if it is over.
    async fn due(&mut self) -> Option<Instant> {
        let due = match &mut self.next {
            None => Instant::now(),
            Some((next, step)) => {
                let due = *next;
                *next += *step;
                tokio::time::sleep_until(due.into()).await;
                due
            }
        };
        (due < self.end).then_some(due)
    }
}

async fn post_on(mut connection: Connection, mut times: Times, mail: Arc<Mail>, reins: Arc<Reins>) -> Outcome {
    let mut outcome = Outcome {
        acknowledged: Vec::with_capacity(1 << 14),
        answered_at: Vec::with_capacity(1 << 14),
        micros: Vec::with_capacity(1 << 14),
        ..Outcome::default()
    };
    while !reins.stop.load(Ordering::Relaxed)
        && let Some(due) = times.due().await
    {
        let id = mail.next_id();
        match connection.send(mail.post(id), id).await {
            Ok(200) => {
                outcome.acknowledged.push(id);
                outcome.answered_at.push(Instant::now());
                reins.acknowledged.fetch_add(1, Ordering::Relaxed);
            }
            Ok(_) => outcome.refused += 1,
            Err(_) => {
                outcome.broken += 1;
                break;
            }
        }
        outcome.micros.push(u32::try_from(due.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    outcome
}

/// A keep-alive connection.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Box<[u8; 4096]>,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, request: Vec::with_capacity(2048), answer: Box::new([0; 4096]) })
    }

    /// Posts the event with this id and returns the status of the answer, all of which was read.
    pub async fn send(&mut self, post: &Post, id: u64) -> io::Result<u16> {
        self.send_as_of(post, id, Clock::system().now().unix_timestamp().cast_unsigned()).await
    }

    /// The same, as the portal sent it in this second: twice the same event, if that is asked twice.
    pub async fn send_as_of(&mut self, post: &Post, id: u64, second: u64) -> io::Result<u16> {
        self.stream.write_all(post.render(id, second, &mut self.request)).await?;
        let mut filled = 0;
        loop {
            let more = self.stream.read(&mut self.answer[filled..]).await?;
            if more == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            filled += more;
            if let Some((status, _)) = parse(&self.answer[..filled])?.filter(|&(_, length)| filled >= length) {
                return Ok(status);
            }
        }
    }
}

/// The status and the whole length of an answer, once its head is complete.
fn parse(answer: &[u8]) -> io::Result<Option<(u16, usize)>> {
    let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else { return Ok(None) };
    let odd = || io::Error::new(io::ErrorKind::InvalidData, "the answer has no status or length");
    let text = std::str::from_utf8(&answer[..head]).map_err(|_| odd())?;
    let status = text.get(9..12).and_then(|status| status.parse().ok()).ok_or_else(odd)?;
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.and_then(|(_, length)| length.trim().parse().ok()).ok_or_else(odd)?;
    if head + 4 + length > 4096 {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the answer is longer than any should be"));
    }
    Ok(Some((status, head + 4 + length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answer_is_complete_when_its_length_says_so() {
        assert_eq!(parse(b"HTTP/1.1 200 OK\r\nContent-Len").unwrap(), None);
        let answer = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\ndate: x\r\n\r\n{}";
        assert_eq!(parse(answer).unwrap(), Some((403, answer.len())));
        assert!(parse(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }
}
