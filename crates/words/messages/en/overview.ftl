# The overview.

overview-title = Overview
overview-attention = Needs attention
overview-well = All is well. Nothing gives cause for alarm in any portal.
overview-alarmed = { $count ->
    [one] { $count } portal
   *[other] { $count } portals
}
overview-more = and { $count } more
overview-since = since { $when }
overview-unknown = { $count ->
    [one] Of { $count } portal nobody knows yet whether it reports all its deletions; the worker asks again.
   *[other] Of { $count } portals nobody knows yet whether they report all their deletions; the worker asks again.
}
overview-unknown-link = Show portals
overview-refused = { $count ->
    [one] { $count } install was refused in the last 24 hours. Nothing was changed by it.
   *[other] { $count } installs were refused in the last 24 hours. Nothing was changed by them.
}
overview-refused-many = Very many installs were refused in the last 24 hours. Nothing was changed by them.
overview-refused-link = See why in the audit
overview-today = Deletions today
overview-usual = usually { $count } a day
overview-month = Last 30 days
overview-deletions = Deletions kept
overview-last-event = Last event
overview-none-yet = none yet
overview-portals = Portals
overview-no-portals = Waiting for the first portal
    .text = When an administrator of a Bitrix24 portal installs the app, the portal appears here by itself, and whatever is deleted in it from then on.
overview-newest = Newest deletions
overview-all = All deletions
# Events that were answered and are in no database yet.
overview-oldest = the oldest came { $when }
overview-last-seen = last seen { $when }
spool-gone = { $count ->
    [one] { $count } event waits in a process that does not run
   *[other] { $count } events wait in a process that does not run
}
    .advice = They were answered and are nowhere but in its data folder. Start it again on the same folder, and it moves them to the database by itself; keep the folder until then. Its file `process` holds the name below.
spool-waiting = { $count ->
    [one] { $count } event waits for the database
   *[other] { $count } events wait for the database
}
    .advice = They were answered and are nowhere but in the data folder of a process that runs. It moves them there as soon as the database takes events; if it lasts, `tombstone doctor` with its settings says why.

# How the service is.
overview-care = { $count ->
    [one] { $count } needs care
   *[other] { $count } need care
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
