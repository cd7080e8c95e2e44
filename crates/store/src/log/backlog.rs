//! How far the indexer is behind the log, as far as the writer can tell, and what the writer does about it: it keeps the
//! indexer's pace. Evenly, since whoever waits for a commit notices each pause.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Nobody waits for the indexer until something waits for so long, and then until it is nearer than that: longer than it
/// takes while there is little to do.
const NEAR: Duration = Duration::from_millis(700);
/// So late it may be for as long as there is more than it can do: a deletion has to be seen within 2 s.
const AIM: Duration = Duration::from_millis(1_400);
/// In what time it is to be as late as that, if it is not.
const SOON: Duration = Duration::from_secs(1);
/// A block of fewer events says little of how many the indexer can do, and one that was sooner done may have been waited
/// for by it.
const TELLING: f64 = 1_000.0;
const BUSY: Duration = Duration::from_millis(400);
/// How much slower or faster than the indexer the writer may be for that.
const PACES: (f64, f64) = (0.5, 2.0);
/// If nothing is indexed for so long, no pause could help: nobody indexes this log at the moment. However old a backlog
/// is that somebody works on, it needs pauses, or it never ends while more comes than can be indexed.
const HOPELESS: Duration = Duration::from_secs(10);
/// What is even older need not be known any more.
const FORGOTTEN: Duration = Duration::from_secs(15);
/// The longest pause after a commit, for each of its events and in all: nobody waits for long, and few senders less than
/// many, of whom as many more wait for one commit. With a thousand at once more comes even so than some indexers can do.
const LONGEST_FOR_EACH: Duration = Duration::from_micros(320);
const LONGEST: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(80));
/// How exactly the age of the backlog is known.
const STEP: Duration = Duration::from_millis(20);

/// What was appended and not told to be indexed, by the time it was appended.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    waiting: VecDeque<(i64, Instant)>,
    appended: i64,
    /// Up to where it was told to be indexed, and when; or since when something waits.
    reached: Option<(i64, Instant)>,
    /// How many events a second are indexed, and how long a block takes.
    rate: Option<f64>,
    took: Duration,
    /// Whether the writer keeps the indexer's pace.
    keeps_pace: bool,
    /// When the next commit may begin.
    next: Option<Instant>,
}

impl Backlog {
    /// Of what is appended after this position.
    pub(super) fn after(position: i64) -> Self {
        Self { appended: position, ..Self::default() }
    }

    pub(super) fn appended(&mut self, position: i64, now: Instant) {
        let before = std::mem::replace(&mut self.appended, position);
        if self.waiting.is_empty() {
            self.reached = Some((before, now));
        }
        match self.waiting.back_mut() {
            Some((last, at)) if now.duration_since(*at) < STEP => *last = position,
            _ => self.waiting.push_back((position, now)),
        }
        while self.waiting.front().is_some_and(|(_, at)| now.duration_since(*at) > FORGOTTEN) {
            self.waiting.pop_front();
        }
        self.keeps_pace = self.is_late(now);
        self.next = self.pace(now).map(|pace| {
            let events = events(before, position);
            let longest = LONGEST_FOR_EACH.mul_f64(events).clamp(LONGEST.0, LONGEST.1);
            let due = self.next.unwrap_or(now).max(now.checked_sub(longest).unwrap_or(now));
            (due + Duration::from_secs_f64(events / pace)).min(now + longest)
        });
    }

    pub(super) fn indexed(&mut self, position: i64, now: Instant) {
        let Some((before, since)) = self.reached.filter(|(before, _)| position > *before) else { return };
        self.took = now.duration_since(since).max(Duration::from_millis(1));
        let block = events(before, position);
        let rate = block / self.took.as_secs_f64();
        self.rate = match self.rate {
            Some(known) if rate > known || (block >= TELLING && self.took >= BUSY) => Some(f64::midpoint(known, rate)),
            None if block >= TELLING => Some(rate),
            unchanged => unchanged,
        };
        self.reached = Some((position, now));
        while self.waiting.front().is_some_and(|(last, _)| *last <= position) {
            self.waiting.pop_front();
        }
        if self.waiting.is_empty() {
            *self = Self { appended: self.appended, rate: self.rate, ..Self::default() };
        }
    }

    /// How long the writer waits before it goes on. Under such a load a later commit only serves more.
    pub(super) fn pause(&self, now: Instant) -> Option<Duration> {
        let pause = self.next?.checked_duration_since(now)?;
        Some(pause).filter(|pause| !pause.is_zero())
    }

    /// How many events a second may come, if there is a limit: those that are indexed, and some more or fewer until the
    /// indexer is as late as it may be.
    fn pace(&self, now: Instant) -> Option<f64> {
        if !self.keeps_pace {
            return None;
        }
        let lag = self.age(now).max(self.expected_lag(now));
        let (least, most) = PACES;
        let faster = 1.0 + (AIM.as_secs_f64() - lag.as_secs_f64()) / SOON.as_secs_f64();
        Some(self.rate.or_else(|| self.half_of_what_came(now))? * faster.clamp(least, most))
    }

    /// The pace as long as no block has told one.
    fn half_of_what_came(&self, now: Instant) -> Option<f64> {
        let (before, since) = self.reached?;
        Some(events(before, self.appended) / now.duration_since(since).max(STEP).as_secs_f64() / 2.0)
    }

    fn is_late(&self, now: Instant) -> bool {
        let is_hopeless = self.reached.is_some_and(|(_, since)| now.duration_since(since) >= HOPELESS);
        !is_hopeless && (self.age(now) >= NEAR || (self.keeps_pace && self.expected_lag(now) >= NEAR))
    }

    /// For how long something waits.
    fn age(&self, now: Instant) -> Duration {
        self.waiting.front().map_or(Duration::ZERO, |(_, oldest)| now.duration_since(*oldest))
    }

    /// How late what is appended now will be seen: after what waits before it, and with the last of its block.
    fn expected_lag(&self, now: Instant) -> Duration {
        let Some(((reached, since), rate)) = self.reached.zip(self.rate) else { return Duration::ZERO };
        let under_way = now.duration_since(since).min(self.took);
        Duration::from_secs_f64(events(reached, self.appended) / rate).saturating_sub(under_way) + self.took
    }
}

/// How many events lie between two positions; at least one, so that a pace is one.
fn events(before: i64, position: i64) -> f64 {
    f64::from(u32::try_from(position - before).unwrap_or(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLISECOND: Duration = Duration::from_millis(1);

    /// Senders that each wait for their answer, and an indexer.
    #[derive(Debug)]
    struct Load {
        senders: u32,
        /// What a block takes, and each of its events.
        block: Duration,
        event: Duration,
        /// How often it is told what is indexed.
        tick: Duration,
        /// What the first block takes on top of that.
        stall: Duration,
    }

    /// What was seen in the last half of a run, and how late the indexer was in the first.
    #[derive(Debug)]
    struct Seen {
        largest_lag: Duration,
        first_lag: Duration,
        pauses: Vec<Duration>,
        events_per_second: f64,
    }

    impl Load {
        const MOST: i64 = 12_288;
        /// How many events a second come if nothing is waited for.
        const UNBOUND: u32 = 27_000;
        /// Blocks begin that far from each other, unless there is plenty.
        const GATHER: Duration = Duration::from_millis(300);
        const PLENTY: i64 = 10_000;

        fn run(&self, length: Duration) -> Seen {
            let start = Instant::now();
            let (mut backlog, mut now, mut position, mut indexed) = (Backlog::default(), start, 0, 0);
            let mut stall = Some(self.stall);
            let mut appended: VecDeque<(i64, Instant)> = VecDeque::new();
            let (mut block, mut begun, mut told, mut half) = (None::<(i64, Instant)>, start, None, None);
            let mut seen = Seen {
                largest_lag: Duration::ZERO,
                first_lag: Duration::ZERO,
                pauses: Vec::new(),
                events_per_second: 0.0,
            };
            while now < start + length {
                now += Duration::from_secs(1) * self.senders / Self::UNBOUND;
                if let Some((last, done)) = block.take_if(|(_, done)| *done <= now) {
                    let oldest = appended.front().expect("it has something").1;
                    let largest = if half.is_some() { &mut seen.largest_lag } else { &mut seen.first_lag };
                    *largest = (done - oldest).max(*largest);
                    appended.retain(|(position, _)| *position > last);
                    told = Some((last, now + self.tick));
                    indexed = last;
                }
                if let Some((last, _)) = told.take_if(|(_, at)| *at <= now) {
                    backlog.indexed(last, now);
                }
                position += i64::from(self.senders);
                appended.push_back((position, now));
                backlog.appended(position, now);
                let waiting = position - indexed;
                if block.is_none() && (waiting >= Self::PLENTY || now >= begun + Self::GATHER) {
                    let size = u32::try_from(waiting.min(Self::MOST)).unwrap();
                    block = Some((
                        indexed + i64::from(size),
                        now + self.block + self.event * size + stall.take().unwrap_or_default(),
                    ));
                    begun = now;
                }
                let pause = backlog.pause(now).unwrap_or_default();
                now += pause;
                if now >= start + length / 2 {
                    half.get_or_insert(position);
                    seen.pauses.push(pause);
                }
            }
            let events = f64::from(u32::try_from(position - half.unwrap()).unwrap());
            seen.events_per_second = events / (length / 2).as_secs_f64();
            seen
        }
    }

    #[test]
    fn intake_keeps_the_indexers_pace_evenly() {
        for (senders, event, block, tick) in [
            (64, 50, 20, 0),
            (64, 50, 100, 100),
            (64, 120, 200, 0),
            (256, 60, 100, 0),
            (256, 70, 100, 100),
            (512, 60, 20, 0),
        ] {
            let event = Duration::from_micros(event);
            let (block_takes, tick) = (MILLISECOND * block, MILLISECOND * tick);
            let load = Load { senders, block: block_takes, event, tick, stall: Duration::ZERO };
            let Seen { largest_lag, first_lag, mut pauses, events_per_second } = load.run(Duration::from_secs(30));
            pauses.sort_unstable();
            let (median, largest) = (pauses[pauses.len() / 2], pauses[pauses.len() * 99 / 100]);
            let most = 12_288.0 / (load.block + load.event * 12_288).as_secs_f64();
            let told =
                format!("{load:?}: {largest_lag:?} {first_lag:?} {median:?} {largest:?} {events_per_second} of {most}");
            assert!(largest_lag < Duration::from_millis(1_900), "{told}");
            let at_first = if block == 200 { 4_500 } else { 2_500 }; // what came before anything was known
            assert!(first_lag < MILLISECOND * at_first, "{told}");
            assert!(largest < median * 2, "{told}");
            assert!(events_per_second > most * 0.75, "{told}");
        }
    }

    #[test]
    fn nobody_waits_while_the_indexer_keeps_up() {
        for (block, tick) in [(20, 0), (100, 100)] {
            let event = Duration::from_micros(30);
            let (block, tick, stall) = (MILLISECOND * block, MILLISECOND * tick, Duration::ZERO);
            let load = Load { senders: 8, block, event, tick, stall };
            let seen = load.run(Duration::from_secs(10));
            assert!(seen.pauses.iter().all(Duration::is_zero), "{load:?}");
            assert!(seen.events_per_second > 26_000.0, "{load:?}");
        }
    }

    #[test]
    fn indexer_that_was_far_behind_catches_up() {
        let (block, event) = (MILLISECOND * 100, Duration::from_micros(120));
        let load = Load { senders: 64, block, event, tick: Duration::ZERO, stall: Duration::from_secs(14) };
        let seen = load.run(Duration::from_mins(6));
        assert!(seen.first_lag > Duration::from_secs(14), "{seen:?}");
        assert!(seen.largest_lag < Duration::from_millis(1_900), "{:?}", seen.largest_lag);
    }

    #[test]
    fn what_is_known_after_a_start_is_not_taken_for_what_the_indexer_can_do() {
        let start = Instant::now();
        let after = |millis| start + MILLISECOND * millis;
        let mut backlog = Backlog::after(1_000_000);
        backlog.appended(1_000_001, start);
        backlog.appended(1_000_900, after(100));
        backlog.indexed(1_000_001, after(200)); // five a second
        backlog.appended(1_005_000, after(900));
        backlog.appended(1_005_001, after(1_000));
        assert_eq!(backlog.pause(after(1_000)), None, "a single event says nothing");
        backlog.indexed(1_003_000, after(1_100));
        backlog.appended(1_005_500, after(1_150));
        assert!(backlog.pause(after(1_150)).is_some(), "{backlog:?}");
    }

    #[test]
    fn log_that_nobody_indexes_is_not_slowed_down_for_ever() {
        let start = Instant::now();
        let mut backlog = Backlog::default();
        for second in 0..60 {
            backlog.appended(second, start + Duration::from_secs(second.unsigned_abs()));
        }
        assert!(backlog.waiting.len() <= 16);
        assert_eq!(backlog.pause(start + Duration::from_mins(1)), None);
    }
}
