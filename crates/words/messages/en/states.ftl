# States in a word or two; `.meaning` says what they mean, as a sentence.

token-ok = Working
    .meaning = Tombstone renews them long before their 180 days end.
token-failing = Failing, retrying
    .meaning = The portal’s events still arrive.
token-dead = Refused
    .meaning = Only a portal administrator can bring new ones, by opening the app.
token-none = None
    .meaning = There are none while the app is not installed.

queue-confirmed = Available
    .meaning = Tombstone can later fetch what the portal could not deliver, without loss.
queue-unconfirmed = Available, with a risk
    .meaning = Tombstone can later fetch what the portal could not deliver. The portal’s plan has no two steps for that, so Tombstone lists and stores the queue before emptying it; only an update between the two could get lost.
queue-unavailable = None
    .meaning = What the portal can’t deliver is lost: its plan keeps no queue for the app.
queue-unknown = Not known yet

# How a deletion came.
source-live = Live
    .meaning = Live: the portal’s event arrived.
source-recovered = Recovered
    .meaning = Recovered: Tombstone fetched it from the portal’s offline queue after a gap.
source-spooled = Spooled
    .meaning = Spooled: the event arrived while the database was away, so Tombstone kept it on disk.

# What the app is in a portal, by Bitrix24's status letter.
app-status-f = Free app
app-status-l = Local app
app-status-d = Demo
app-status-t = Trial
app-status-p = Paid app
app-status-s = Subscription

# What can be asked for, as buttons, and why it can't be now. Advice on alarms names the buttons in backticks.
task-check = Check subscriptions
task-probe = Send test event
task-recover = Fetch missed events
task-renew = Renew tokens
task-refused-removed = The portal removed the app: Tombstone can't call it.
task-refused-tokens-dead = Bitrix24 refuses the portal's tokens: Tombstone can't call it.
task-refused-no-token = Tombstone has no token of the portal: it can't call it.
task-refused-probe-unfinished = Its installation is not finished: Bitrix24 would send no test event.
task-refused-probe-unpaid = The paid period has ended: Bitrix24 would send no test event.
task-refused-probe-gone = The portal is gone: it would send no test event.
task-refused-recover-unfinished = Its installation is not finished: it keeps nothing for the app yet.
task-refused-recover-unpaid = The paid period has ended: the portal lets Tombstone read nothing.
task-refused-recover-gone = The portal is gone: Tombstone can't read anything there.

# Why a portal's data was removed, as a part of a sentence.
purge-removal = the portal removed the app with its data
purge-operator = an operator requested it
purge-administrator = a portal administrator requested it
purge-uninstalled = { $days ->
    [one] the app was not installed there for { $days } day
   *[other] the app was not installed there for { $days } days
}

# How a requested task ended.
outcome-checked = { $found } of { $expected } events are bound.
outcome-probe-sent = Tombstone asked the portal for a test event.
outcome-queue-read = { $found ->
    [0] The offline queue was empty.
    [one] The offline queue contained { $found } deletion.
   *[other] The offline queue contained { $found } deletions.
}
outcome-tokens-renewed = The portal has new tokens.
outcome-not-called = Tombstone can’t call the portal in its present state.
outcome-failed = { $task ->
    [check] The check failed.
    [probe] Tombstone could not ask the portal for a test event.
    [recover] Tombstone could not read the offline queue.
   *[renew] Tombstone could not renew the tokens.
} { $reason }
