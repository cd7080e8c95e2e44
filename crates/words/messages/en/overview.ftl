# The overview.

overview-title = Overview
overview-attention = Needs attention
overview-well = All is well. No portal has an alarm.
overview-alarmed = { $count ->
    [one] { $count } portal
   *[other] { $count } portals
}
overview-more = and { $count } more
overview-since = since { $when }
overview-unknown = { $count ->
    [one] Tombstone can’t tell yet whether { $count } portal reports all its deletions; the worker asks again.
   *[other] Tombstone can’t tell yet whether { $count } portals report all their deletions; the worker asks again.
}
overview-unknown-link = Show portals
overview-refused = { $count ->
    [one] Tombstone refused { $count } install in the last 24 hours. It changed nothing.
   *[other] Tombstone refused { $count } installs in the last 24 hours. They changed nothing.
}
overview-refused-many = Tombstone refused very many installs in the last 24 hours. They changed nothing.
overview-refused-link = See why in the audit log
overview-today = Deletions today
overview-usual = usually { $count } a day
overview-month = Last 30 days
overview-deletions = Deletions kept
overview-last-event = Last event
overview-none-yet = none yet
overview-portals = Portals
overview-no-portals = Waiting for the first portal
    .text = When an administrator of a Bitrix24 portal installs the app, the portal and its deletions appear here automatically.
overview-newest = Newest deletions
overview-all = All deletions
# Events that were answered and are in no database yet.
overview-oldest = oldest received { $when }
overview-last-seen = last seen { $when }
spool-gone = { $count ->
    [one] { $count } event is stuck in a process that is not running
   *[other] { $count } events are stuck in a process that is not running
}
    .advice = Tombstone answered them, but they exist only in that process’s data folder. Start it again on the same folder, and it moves them to the database; keep the folder until then. Its file `process` holds the name below.
spool-waiting = { $count ->
    [one] { $count } event is waiting for the database
   *[other] { $count } events are waiting for the database
}
    .advice = Tombstone answered them, but they exist only in the data folder of a running process. It moves them as soon as the database accepts events; if this lasts, run `tombstone doctor` with its settings to see why.

# How the service is.
overview-care = { $count ->
    [one] { $count } needs attention
   *[other] { $count } need attention
}
overview-tokens = Tokens
    .well = All work
overview-tokens-failing = { $count } failing
overview-tokens-dead = { $count } refused
overview-tokens-due = { $count } due for renewal
overview-quarantine = Quarantine
    .none = Empty
overview-quarantined = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
overview-lag = Indexing
    .none = Up to date
overview-lag-behind = { $length } behind
