# The lists of deletions, one deletion, and what stands over the lists.

deletions-title = Deletions
deletions-here = You are here

# The query bar, its form, and what is in use
deletions-find = Find deletions
deletions-form = All filters as a form
deletions-show = Apply
deletions-filters = Filters in use
deletions-remove = remove this filter
deletions-remove-all = Remove all filters
deletions-field-entity = What
deletions-field-event = Event code
deletions-field-id = ID
deletions-field-user = By user
deletions-field-source = Source
deletions-field-portal = Portal
deletions-field-from = Received from
deletions-field-to = Received before
deletions-field-q = A text begins with
deletions-names-sealed = Names are kept encrypted and are not searched: look for an id, an attribute or a value.
deletions-unknown = “{ $name }” isn’t a filter
    .text = The list is shown without it.
deletions-unusable = This filter can’t be used as it is.
    .text = Correct the marked field, and the list is shown.
deletions-wrong-long = This is longer than { $count } characters.
deletions-wrong-invisible = There is an invisible character in this.
deletions-wrong-text = This is not UTF-8.
deletions-wrong-twice = This takes one value.
deletions-wrong-many = This takes { $count } values at most.
deletions-wrong-time = This isn’t a date. Write it like 2026-03-17 or 2026-03-17T15:16, or how long ago it was: -24h, -7d.
deletions-wrong-range = This is before the time in the field before.
deletions-wrong-source = It is one of live, recovered and spooled.
deletions-wrong-kind = Unknown kind “{ $kind }”.
    .like = Unknown kind “{ $kind }”. Did you mean { $like }?
deletions-wrong-order = It is newest or oldest.
deletions-wrong-place = This is no place of the list: the address was changed or cut off.
deletions-wrong-portal = No portal is called “{ $portal }”.
deletions-wrong-portals = Very many portals have “{ $portal }” in their name. Write more of it.
deletions-wrong-word = “{ $word }” isn’t a filter. The filters are kind, event, id, user, source, portal, from and to; put a text with a colon in it into quotes.
deletions-wrong-value = After “{ $word }:” the value is missing, without a blank between.
deletions-wrong-quote = A quote is not closed.

# Views
deletions-views = Saved views
deletions-view-all = All
deletions-view-shared = shared
deletions-view-save = Save this view
deletions-view-name = Its name
deletions-view-share = Show it to all operators
deletions-view-keep = Save
deletions-view-remove = Remove “{ $name }”

# The histogram
deletions-histogram = { $count ->
        [0] Nothing in this time
        [one] { $count } deletion
       *[other] { $count } deletions
    }
deletions-histogram-since = { $count ->
        [one] { $count } deletion since { $since }; what is older was not counted
       *[other] { $count } deletions since { $since }; what is older was not counted
    }
deletions-histogram-hours = Counts are kept by full hours of UTC, so days begin at { $time } here.
deletions-bar = { $when }: { $count }
deletions-others = Others

# The list
deletions-caption = Deletions, newest first
deletions-caption-oldest = Deletions, oldest first
deletions-column-thing = Deleted
deletions-column-portal = Portal
deletions-column-belongs = Belongs to
deletions-column-user = By user
deletions-column-source = Source
deletions-column-event = Event
deletions-column-sent = Sent by Bitrix24
deletions-column-received = Received
deletions-id-not-named = (id not named)
deletions-fold = { $kind } × { $count }, deleted within { $seconds } s
deletions-fold-more = { $kind } × { $count } and more, deleted within { $seconds } s
deletions-fold-opens = shows each of them
deletions-gap = Nobody listened for { $length }.
    .closed = Nobody listened for { $length }, and it was made up for.
deletions-gap-time = { $from } to { $to }
deletions-columns = Columns
deletions-columns-keep = Show these
deletions-export = Export
    .text = All that this list has, as a file:
deletions-export-call = The same from the API
deletions-turn-oldest = Oldest first
deletions-turn-newest = Newest first
deletions-jump = Jump to
deletions-jump-go = Go
deletions-pages = Pages
deletions-newest = Newest
deletions-oldest = Oldest
deletions-newer = Newer
deletions-older = Older
deletions-new = { $count } new
deletions-new-many = { "{count}" } new
deletions-new-far = Very many are new: load the list
deletions-farther = Nothing fits so far
    .text = Many deletions were looked at, and none of them fits. The next page looks farther.
deletions-end = Nothing further
    .text = The list ends here.
deletions-to-start = Back to the beginning
deletions-none-fits = No deletion fits these filters
    .text = Remove one of them, or look at all deletions. New ones that fit appear here by themselves.
deletions-none = Nothing was deleted yet
    .text = As soon as something is deleted in a portal that has the app, Bitrix24 says so and it appears here by itself, usually within seconds.
deletions-none-recorded = What is deleted in this portal is recorded once its state is “Active” again.
    .installing = Deletions are recorded once the installation is finished.

# Over a portal's list
deletions-more-alarms = That is not all that is wrong.
deletions-alarm-advice = What to do about it
deletions-plan = Plan
deletions-kept = Deletions kept
deletions-last-event = Last event
deletions-none-yet = none yet
deletions-installed = Installed
deletions-not-yet = not yet
deletions-tokens = Tokens
deletions-bound = Events bound
deletions-renewed = renewed { $when }
deletions-missing = missing: { $events }
deletions-not-checked = not checked yet

# Keys
deletions-keys = Keys
deletions-keys-close = Close
deletions-key-find = go to the query bar
deletions-key-move = next and previous row
deletions-key-open = open the row
deletions-key-close = close what is open
deletions-key-export = export
deletions-key-time = jump to a time
deletions-key-help = this list

# One deletion
deletions-pane = One deletion
deletions-whole-page = Open page
deletions-close = Close
deletions-number = Deletion { $number }
deletions-user = user { $user }
deletions-sentence = { $kind } { $id } was deleted by { $who } on { $domain }, reported { $sent }, received { $delay } later.
deletions-sentence-nobody = { $kind } { $id } was deleted on { $domain }, reported { $sent }, received { $delay } later.
deletions-titled = { $id } “{ $title }”
deletions-called = Name
    .text = (as the portal gave it when it was last added or changed)
deletions-incomplete = The event did not say which one was deleted.
    .text = It is genuine and kept as it came; what it said is in the payload below.
deletions-known = Details
deletions-what = What
deletions-not-named = not named by the event
deletions-also = Also reported by
    .text = (the same deletion, sent again in another user’s name)
deletions-later = { $delay } later
deletions-handler = Event handler
deletions-permalink = Permanent address
deletions-chain = Chain
deletions-chain-fits = Verified
    .text = Unchanged since it was recorded: its digest matches the chain.
deletions-chain-changed = Does not fit
    .text = It, or the deletion before it, was changed after it was recorded. “tombstone portal verify” finds where the chain breaks.
deletions-chain-missing = Broken
    .text = The deletion before it is missing. “tombstone portal verify” finds where the chain breaks.
deletions-chain-older = Not in the chain
    .text = It came before deletions were chained, so that nothing can be said.
deletions-sent-to = Webhooks that got it
    .none = None. Existing endpoints were added later, are disabled, or filter this out; or it is more than 30 days ago.
deletions-same-thing = What else happened to it
deletions-same-user = What the same user deleted within five minutes
deletions-same-user-all = All deletions by this user
deletions-payload = Payload
    .text = as it came, without its tokens
deletions-path = Copy path
deletions-copy-path = Copy path { $path }
deletions-neighbours = Neighbours
