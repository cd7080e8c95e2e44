//! When the last backup was made.

use domain::Clock;
use store::Database;
use time::Duration;

use crate::data_folder::DataFolder;
use crate::house::database;
use crate::output::counted;
use crate::settings::Settings;

/// An older one is worth a hint.
const OLD: Duration = Duration::days(7);

/// An error is advice here, not a fault.
pub(super) fn look(settings: &Settings, clock: &Clock) -> Result<String, String> {
    let folder = DataFolder::at(&settings.data_dir);
    let and = match database(settings, &folder) {
        Database::Sqlite(_) => "",
        Database::Postgres(_) => " of this process's event log; pg_dump copies the database itself",
    };
    let Some(last) = folder.last_backup().map_err(|error| format!("{error:#}"))? else {
        return Err(format!("none made yet{and}; `tombstone backup FILE` makes one while the service runs"));
    };
    let age = clock.now() - last;
    let text = format!("the last one was made {} ago{and}", in_words(age));
    if age > OLD { Err(format!("{text}; `tombstone backup FILE` makes one while the service runs")) } else { Ok(text) }
}

fn in_words(age: Duration) -> String {
    match (age.whole_days(), age.whole_hours()) {
        (2.., _) => format!("{} days", age.whole_days()),
        (_, 2..) => format!("{} hours", age.whole_hours()),
        _ => counted(age.whole_minutes().max(0), "minute"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_is_told_as_people_tell_it() {
        for (age, words) in [
            (Duration::seconds(-1), "0 minutes"),
            (Duration::seconds(61), "1 minute"),
            (Duration::minutes(119), "119 minutes"),
            (Duration::hours(47), "47 hours"),
            (Duration::hours(49), "2 days"),
        ] {
            assert_eq!(in_words(age), words);
        }
    }
}
