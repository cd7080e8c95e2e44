# States in a word or two; `.meaning` says what they mean, as a sentence.

token-ok = Working
    .meaning = They are kept alive long before their 180 days end.
token-failing = Failing, being retried
    .meaning = The portal’s events still arrive meanwhile.
token-dead = Refused
    .meaning = Only an administrator of the portal can bring new ones, by opening the app.
token-none = None
    .meaning = There are none while the app is not installed.

queue-confirmed = Can be used
    .meaning = What the portal could not deliver can be fetched afterwards, without loss.
queue-unconfirmed = Can be used, with a risk
    .meaning = What the portal could not deliver can be fetched afterwards. Its plan has no two steps for that, so the queue is listed and stored before it is emptied; only an update that comes between the two could be missed.
queue-unavailable = There is none
    .meaning = What the portal can’t deliver is lost: its plan keeps nothing for the app.
queue-unknown = Not known yet

# How a deletion came.
source-live = Live
    .meaning = Live: the portal’s event arrived.
source-recovered = Recovered
    .meaning = Recovered: fetched from the portal’s offline queue after a gap.
source-spooled = Spooled
    .meaning = Spooled: the event arrived while the database was away, and was kept on disk.

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
task-refused-removed = The app was removed there: the portal can't be called.
task-refused-tokens-dead = Its tokens are dead: the portal can't be called.
task-refused-no-token = There is no token of it: the portal can't be called.
task-refused-probe-unfinished = Its installation is not finished: Bitrix24 would send no test event.
task-refused-probe-unpaid = The paid period is over: Bitrix24 would send no test event.
task-refused-probe-gone = The portal is gone: it would send no test event.
task-refused-recover-unfinished = Its installation is not finished: it keeps nothing for the app yet.
task-refused-recover-unpaid = The paid period is over: the portal lets nothing be read.
task-refused-recover-gone = The portal is gone: there is nothing to be read.

# Why a portal's data was removed, as a part of a sentence.
purge-removal = the portal removed the app with its data
purge-operator = an operator requested a task
purge-administrator = an administrator of the portal asked for it
purge-uninstalled = { $days ->
    [one] the app was not installed there for { $days } day
   *[other] the app was not installed there for { $days } days
}

# How a requested task ended.
outcome-checked = { $found } of { $expected } events are bound.
outcome-probe-sent = The portal was asked for a test event.
outcome-queue-read = { $found ->
    [0] There was nothing in the offline queue.
    [one] { $found } deletion was in the offline queue.
   *[other] { $found } deletions were in the offline queue.
}
outcome-tokens-renewed = The portal has new tokens.
outcome-not-called = The portal can’t be called as it is now.
outcome-failed = { $task ->
    [check] The check failed.
    [probe] The portal could not be asked for a test event.
    [recover] The offline queue could not be read.
   *[renew] The tokens could not be renewed.
} { $reason }
