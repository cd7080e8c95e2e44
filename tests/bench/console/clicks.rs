//! People who click through all pages, each at a pace of their own.

use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;
use tokio::time::Instant;

use super::operator::{Operator, Seen};
use super::pages::Page;

#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    pub(super) duration: Duration,
    /// From one click of a person to the next.
    pub(super) pause: Duration,
}

#[derive(Debug)]
pub(super) struct Click {
    /// Its index.
    pub(super) page: usize,
    pub(super) seen: Seen,
}

/// Opens one address of each page, so that none is cold afterwards. Panics if one is not there.
pub(super) async fn visit_each(operator: &Operator, pages: &[Page]) {
    for page in pages {
        let path = &page.paths[page.paths.len() / 2];
        let seen = operator.look(path, page.partial).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
    }
}

/// All operators click, each starting on another page.
pub(super) async fn click(operators: Vec<Operator>, pages: &Arc<Vec<Page>>, pace: Pace) -> Vec<Click> {
    let (people, begun) = (u32::try_from(operators.len()).expect("some people"), Instant::now());
    let through = |(number, operator)| {
        let pages = Arc::clone(pages);
        let first = begun + pace.pause * u32::try_from(number).expect("some people") / people;
        tokio::spawn(click_through(operator, number * pages.len() / people as usize, pages, (first, pace)))
    };
    let tasks: Vec<_> = operators.into_iter().enumerate().map(through).collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.expect("people don't panic"));
    }
    all
}

async fn click_through(
    operator: Operator,
    start: usize,
    pages: Arc<Vec<Page>>,
    (first, pace): (Instant, Pace),
) -> Vec<Click> {
    let (mut clicks, mut next, mut strewn) = (Vec::new(), first, start as u64 + 1);
    for number in 0.. {
        if next >= first + pace.duration {
            break;
        }
        tokio::time::sleep_until(next).await;
        next += pace.pause;
        let index = (start + number) % pages.len();
        // Another of its addresses each time, at random.
        strewn = strewn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let paths = &pages[index].paths;
        let path = &paths[usize::try_from((strewn >> 33) % paths.len() as u64).expect("an index")];
        clicks.push(Click { page: index, seen: operator.look(path, pages[index].partial).await });
    }
    clicks
}
