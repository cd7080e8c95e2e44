# The health of one portal. The attributes of a fact are what can stand under it.

health-title = Health of { $domain }
health-wrong = Problems
health-known-since = Since { $when }
health-not-known = not known yet
health-none = None
health-codes = Show all { $count }
health-installation = Installation
health-tokens = Tokens
health-subscriptions = Subscriptions
health-payment = Plan and payment
health-deliveries = Deliveries
health-when = When
health-what = What
health-more = Details
health-calls = Calls
health-calls-note = of the last three days, without tokens
health-calls-empty = Tombstone did not call the portal in the last three days.
health-call-no-answer = no answer
health-call-millis = { $millis } ms
health-call-request = Request
health-call-answer = Answer

health-state = State
health-finished = Finished
    .yes = Yes
    .no = No
health-installed = Installed
health-app-version = App version
health-language = Language
health-scopes = Scopes

health-plan = Portal plan
    .own-server = on the customer’s own server
health-app = App type
health-paid = Paid period
    .over = Over
    .renew = Bitrix24 sends no events until it is renewed.
    .free = Free of charge
    .endless = No known end
health-days-left = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
health-asked = Checked

health-last-refusal = Last refusal
health-why = Why
health-renewed = Renewed
# `.ended` and `.ends` come before a relative time: "Ends in 30 minutes".
health-access = Access token
    .none = None valid
    .ended = Expired
    .ends = Expires
    .note = Tombstone fetches a new one when needed
health-next-renewal = Next renewal
    .none = None planned

health-bound = Bound
    .removed = None: the app was removed
    .complete = Complete
    .incomplete = Incomplete
health-bound-count = { $found } of { $expected } events that the portal offers
health-missing = Missing
health-checked = Checked
health-checks-fail = Checks failing since
health-next-check = Next check
    .none = None: the portal can’t be called
    .due = Due now

health-last-deletion = Last deletion
    .none = None yet
health-last-day = In the last 24 hours
health-usual-unknown = not enough data yet to tell what is usual
health-usual-little = usually less than one a day
health-usual = usually about { $count } a day
# The texts of test events come before a relative time: "asked for 2 minutes ago".
health-last-test = Last test event
    .none = None requested yet
health-arrived = Arrived
health-arrived-after = It took { $length }, requested
health-lost = Lost
    .text = It did not arrive within five minutes, requested
health-pending = Pending
    .text = It has not arrived yet, requested
health-queue = Offline queue
health-last-read = Last read
    .none = Not yet
health-last-gap = Last gap
health-gap-time = { $from } to { $to }
# Before a relative time.
health-refused = Refused
health-refused-count = { $count ->
    [1] Once, last
   *[other] { $count } times or more, last
}
health-refused-forged = the portal confirmed the known application_token { $time }, so these are forged
health-refused-asked = the worker asks the portal whether it has another application_token

# What became of what somebody asked for a moment ago.
asked-not-called = Tombstone can’t call the portal any more.
    .text = This page shows the last known state.
asked-checked = Checked.
    .plan = The portal reported its plan; see below.
asked-bound = { $found } of { $expected } events are bound.
asked-arrived = The test event arrived.
asked-arrived-after = It took { $length }.
asked-lost = The test event did not arrive.
    .text = It was due within five minutes.
asked-sent = Tombstone asked the portal to send a test event.
    .text = It has not arrived yet; this page shows it when it does.
asked-check = You requested a check.
asked-probe = You requested a test event.
asked-recover = You requested the missed events.
asked-in-flight = The worker is calling the portal; the calls below say what it answers.
asked-nobody = No worker has picked it up yet. Make sure that a process with the role worker is running.
asked-soon = The outcome appears here automatically, usually within seconds.
asked-renew = You requested new tokens.
asked-ended = Done.
asked-failed = That did not work.

purge-title = Remove all data
purge-lead = { $count ->
    [one] This permanently removes all data of the portal: { $count } deletion, its journal, gaps and calls.
   *[other] This permanently removes all data of the portal: { $count } deletions, its journal, gaps and calls.
}
purge-type = Type { $domain } to confirm
purge-wrong-domain = This is not the portal’s domain. Nothing was removed.
purge-button = Remove permanently
