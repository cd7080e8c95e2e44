//! Whose deletions a list shows: those of one portal or of several.

use domain::MemberId;
use domain::deletion::{Deletion, Filter, Order, Page};
use domain::operator::Session;
use domain::reach::Reach;
use poem::Request;
use store::{Deletions, Fitting, Reached, Span, Store};
use time::OffsetDateTime;

use crate::deletions::filter::{ALL, Asked};
use crate::deletions::views::session;
use crate::page::error::PageError;
use crate::page::frame::Frame;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Portal(MemberId),
    /// The portals within this reach.
    Across(Reach),
}

impl Subject {
    /// The portal with this `member_id`; unknown to operators who do not reach it.
    pub(crate) fn portal(member_id: &str, session: &Session) -> Result<Self, PageError> {
        reached(member_id, session).map(Self::Portal)
    }

    /// The portals that the filter means, as far as they are within reach.
    pub(crate) fn across(asked: &Asked, session: &Session) -> Self {
        Self::Across(asked_for(asked, session))
    }

    /// Deletions with their positions, after a position in this order.
    pub(crate) async fn list(
        &self,
        store: &Store,
        filter: &Filter,
        order: Order,
        after: Option<u64>,
        limit: u64,
    ) -> Result<Page<(u64, Deletion), u64>, PageError> {
        Ok(self.deletions(store).list(filter, order, after, limit).await?)
    }

    fn deletions<'a>(&'a self, store: &'a Store) -> Deletions<'a> {
        match self {
            Self::Portal(member_id) => store.tenant(member_id).deletions(),
            Self::Across(reach) => store.within(reach).deletions(),
        }
    }

    /// The position of the first deletion received at this time or later.
    pub(crate) async fn place_at(&self, store: &Store, at: OffsetDateTime) -> Result<u64, PageError> {
        Ok(self.deletions(store).find_position_at(at).await?)
    }

    /// The last position.
    pub(crate) async fn last(&self, store: &Store) -> Result<u64, PageError> {
        Ok(self.deletions(store).find_last_position().await?)
    }

    /// Counts matching deletions by bucket and event.
    pub(crate) async fn count(&self, store: &Store, filter: &Filter, span: &Span) -> Result<Fitting, PageError> {
        Ok(self.deletions(store).count_fitting(filter, span).await?)
    }

    /// Deletions recorded after one position and up to another, oldest first, and how far the query looked.
    pub(crate) async fn follow(
        &self,
        store: &Store,
        filter: &Filter,
        from: &Reached,
        last: u64,
        limit: u64,
    ) -> Result<(Vec<Deletion>, Reached), PageError> {
        Ok(match self {
            Self::Portal(member_id) => {
                let (found, reached) = store.tenant(member_id).follow(filter, from.place, last, limit).await?;
                (found, reached.into())
            }
            Self::Across(reach) => {
                let (found, reached) = store.within(reach).follow(filter, from, last, limit).await?;
                (found.into_iter().map(|(_, deletion)| deletion).collect(), reached)
            }
        })
    }
}

/// The portal with this `member_id`; unknown to operators who do not reach it.
pub(crate) fn reached(member_id: &str, session: &Session) -> Result<MemberId, PageError> {
    let member_id = MemberId::parse(member_id).ok().filter(|member_id| session.reach.covers(member_id));
    member_id.ok_or(PageError::UnknownPortal)
}

/// What a stream or a file over several portals is asked for, and which portals. Where a page would point out what it
/// can't read, these fail: they would give something else than the operator means.
pub(crate) async fn asked_across(req: &Request, store: &Store, frame: &Frame) -> poem::Result<(Asked, Reach)> {
    let mut asked = Asked::read(ALL, req.uri().query(), frame.now, &frame.zone);
    let session = session(req)?;
    asked.find_portals(store, session).await?;
    let reach = asked_for(&asked, session);
    Ok((clear(asked)?, reach))
}

/// The same of one portal, which the operator reaches.
pub(crate) fn asked_of(req: &Request, member_id: &str, frame: &Frame) -> poem::Result<(Asked, MemberId)> {
    let member_id = reached(member_id, session(req)?)?;
    let path = format!("/admin/portals/{member_id}");
    Ok((clear(Asked::read(&path, req.uri().query(), frame.now, &frame.zone))?, member_id))
}

fn clear(asked: Asked) -> Result<Asked, PageError> {
    if asked.is_sound() && asked.is_known() { Ok(asked) } else { Err(PageError::UnreadableFilter) }
}

/// The portals that the filter means, as far as they are within reach.
fn asked_for(asked: &Asked, session: &Session) -> Reach {
    let Some(portals) = asked.portals() else { return session.reach.clone() };
    let within = portals.iter().filter(|portal| session.reach.covers(portal));
    Reach::Portals(within.cloned().collect())
}
