//! Why a call, a renewal of tokens, a check or a reading of an offline queue failed.

use domain::Zone;
use domain::coded::Coded;
use domain::failure::Failure;

use crate::Words;

pub(crate) const FAILURE: &str = "failure";

impl Words {
    /// The failure as a sentence.
    pub fn failure(&self, failure: &Failure) -> String {
        let mut arguments = self.arguments(failure, &Zone::default());
        if let Failure::Suspended { status } = failure {
            arguments.set("standing", self.standing(*status));
        }
        self.say(FAILURE, &Coded::of(failure).code, &arguments)
    }
}
