//! The simulator's own routes under `/_sim`.

use std::sync::Arc;

use crate::answer::Answer;
use crate::call::Call;
use crate::world::World;

pub(crate) async fn answer(_world: &Arc<World>, _call: &Call, _path: &str) -> Answer {
    Answer::not_found()
}
