//! What users are called whom the deletions of a page name: asked for once for all of them.

use std::collections::{BTreeSet, HashMap};

use domain::MemberId;
use domain::deletion::Deletion;
use store::{Store, StoreError};

/// The names of a page, by portal and id.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<(MemberId, String), String>);

impl Names {
    /// Those that are known of the users of these deletions, which are within reach already.
    pub(crate) async fn find(
        store: &Store,
        deletions: impl IntoIterator<Item = &Deletion>,
    ) -> Result<Self, StoreError> {
        let users: BTreeSet<_> = deletions.into_iter().flat_map(users).collect();
        let users: Vec<_> = users.into_iter().collect();
        Ok(Self(store.all_portals().user_names(&users).await?))
    }

    /// Who deleted it, by name: what the event said, since that is as of then, else what the portal said later.
    pub(crate) fn acting(&self, deletion: &Deletion) -> Option<String> {
        deletion.user_name().or_else(|| self.of(&deletion.member_id, deletion.user_id.as_deref()?))
    }

    /// What a user of the portal is called.
    pub(crate) fn of(&self, member_id: &MemberId, id: &str) -> Option<String> {
        self.0.get(&(member_id.clone(), id.to_owned())).cloned()
    }
}

/// Whom its reports name.
fn users(deletion: &Deletion) -> impl Iterator<Item = (&MemberId, &str)> {
    let users = deletion.user_id.iter().chain(&deletion.also_reported_by);
    users.map(|user| (&deletion.member_id, user.as_str()))
}
