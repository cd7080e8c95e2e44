//! The names of the users and things on a page, looked up once for all of its deletions.

use std::collections::{BTreeSet, HashMap};

use domain::MemberId;
use domain::deletion::Deletion;
use domain::titles::Thing;
use store::{Store, StoreError};

/// The names on a page: of users by portal and id, and of things.
#[derive(Debug, Default)]
pub(crate) struct Names {
    users: HashMap<(MemberId, String), String>,
    things: HashMap<(MemberId, Thing), String>,
}

impl Names {
    /// Looks up the known names of the users and things of these deletions, which are within reach already.
    pub(crate) async fn find<'a>(
        store: &Store,
        deletions: impl IntoIterator<Item = &'a Deletion>,
    ) -> Result<Self, StoreError> {
        let (mut named, mut titled) = (BTreeSet::new(), BTreeSet::new());
        for deletion in deletions {
            named.extend(users(deletion));
            titled.extend(Thing::deleted(deletion).map(|thing| (&deletion.member_id, thing)));
        }
        let (named, titled): (Vec<_>, Vec<_>) = (named.into_iter().collect(), titled.into_iter().collect());
        let all = store.all_portals();
        Ok(Self { users: all.user_names(&named).await?, things: all.titles(&titled).await? })
    }

    /// Who deleted it, by name: the event's own, since that is as of then, else the one that the portal gave later.
    pub(crate) fn acting(&self, deletion: &Deletion) -> Option<String> {
        deletion.user_name().or_else(|| self.of(&deletion.member_id, deletion.user_id.as_deref()?))
    }

    /// The name of a portal's user.
    pub(crate) fn of(&self, member_id: &MemberId, id: &str) -> Option<String> {
        self.users.get(&(member_id.clone(), id.to_owned())).cloned()
    }

    /// The title of the deleted thing.
    pub(crate) fn title(&self, deletion: &Deletion) -> Option<String> {
        self.things.get(&(deletion.member_id.clone(), Thing::deleted(deletion)?)).cloned()
    }
}

/// The users that its reports name.
fn users(deletion: &Deletion) -> impl Iterator<Item = (&MemberId, &str)> {
    let users = deletion.user_id.iter().chain(&deletion.also_reported_by);
    users.map(|user| (&deletion.member_id, user.as_str()))
}
