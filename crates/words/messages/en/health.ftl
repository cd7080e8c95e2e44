# The health of one portal. The attributes of a fact are what can stand under it.

health-title = Health of { $domain }
health-wrong = What is wrong
health-known-since = { $label }, known since { $when }
health-not-known = not known yet
health-none = None
health-codes = { $count } of them
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
health-calls-empty = The portal was not called in the last three days.
health-call-no-answer = no answer
health-call-millis = { $millis } ms
health-call-request = Request
health-call-answer = Answer

health-state = State
health-finished = Finished
    .yes = Yes
    .no = No: Bitrix24 sends nothing before it is
health-installed = Installed
health-app-version = App version
health-language = Language
health-scopes = Scopes

health-plan = The portal’s plan
    .own-server = on the customer’s own server
health-app = The app there
health-paid = Paid period
    .over = Over
    .renew = Bitrix24 sends no events until it is renewed.
    .free = Nothing is to be paid
    .endless = No end is known
health-days-left = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
health-asked = Asked

health-last-refusal = Last refusal
health-why = Why
health-renewed = Renewed
# `.ended` and `.ends` come before a relative time: "Ends in 30 minutes".
health-access = Access token
    .none = None that works
    .ended = Ended
    .ends = Ends
    .note = Tombstone fetches a new one when it needs one
health-next-renewal = Next renewal
    .none = None is planned

health-bound = Bound
    .removed = None: they went with the app
    .complete = Complete
    .incomplete = Incomplete
health-bound-count = { $found } of { $expected } events that the portal offers
health-missing = Missing
health-checked = Checked
health-checks-fail = Checks fail since
health-next-check = Next check
    .none = None: the portal can’t be called
    .due = Due now

health-last-deletion = Last deletion
    .none = None yet
health-last-day = In the last 24 hours
health-usual-unknown = too little is known to say what is usual
health-usual-little = usually less than one a day
health-usual = usually about { $count } a day
# The texts of test events come before a relative time: "asked for 2 minutes ago".
health-last-test = Last test event
    .none = None was asked for yet
health-arrived = Arrived
health-arrived-after = It came after { $length }, asked for
health-lost = Lost
    .text = It did not arrive within five minutes, asked for
health-pending = Pending
    .text = It has not arrived yet, asked for
health-queue = Offline queue
health-last-read = Last read
    .none = Not yet
health-last-gap = Last gap
health-gap-time = from { $from } to { $to }
# Before a relative time.
health-refused = Refused
health-refused-count = { $count ->
    [1] Once, last
   *[other] { $count } times or more, last
}
health-refused-forged = the portal confirmed the known application_token { $time }, so these are forged
health-refused-asked = the worker asks the portal whether it has another application_token

# What became of what somebody asked for a moment ago.
asked-not-called = The portal can’t be called any more.
    .text = What is known is above and below.
asked-checked = Checked.
    .plan = The portal said what it pays for; see below.
asked-bound = { $found } of { $expected } events are bound.
asked-arrived = The test event arrived.
asked-arrived-after = It came after { $length }.
asked-lost = The test event did not arrive.
    .text = Five minutes are over.
asked-sent = Tombstone asked the portal to send a test event.
    .text = It has not arrived yet; this page shows it when it does.
asked-check = You asked for a check.
asked-probe = You asked for a test event.
asked-recover = You asked to read the offline queue.
asked-in-flight = The worker is calling the portal; the calls below say what it answers.
asked-nobody = No worker has taken it up yet. See that a process with the role worker is running.
asked-soon = The outcome appears here by itself, usually within seconds.
asked-renew = You asked for new tokens.
asked-ended = Done.
asked-failed = That did not work.

purge-title = Remove all its data
purge-lead = { $count ->
    [one] This removes all that is kept of the portal for ever: { $count } deletion, its journal, gaps and calls.
   *[other] This removes all that is kept of the portal for ever: { $count } deletions, its journal, gaps and calls.
}
purge-type = Type { $domain } to confirm
purge-wrong-domain = This is not the domain of the portal. Nothing was removed.
purge-button = Remove for ever
