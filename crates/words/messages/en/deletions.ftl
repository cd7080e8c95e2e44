# The lists of deletions, one deletion, and what stands over the lists.

deletions-title = Deletions
deletions-here = Breadcrumb

# The query bar, its form, and what is in use
deletions-find = Find deletions
deletions-form = All filters as a form
deletions-show = Apply
deletions-filters = Filters in use
deletions-remove = remove filter
deletions-remove-all = Remove all filters
deletions-field-entity = What
deletions-field-event = Event code
deletions-field-id = ID
deletions-field-user = By user
deletions-field-source = Source
deletions-field-portal = Portal
deletions-field-from = Received from
deletions-field-to = Received before
deletions-field-q = Text starts with
deletions-names-sealed = Names are encrypted and can’t be searched. Search for an ID, an attribute or a value.
deletions-unusable = This filter isn’t valid.
    .text = Correct the marked field to see the list.
deletions-wrong-long = Use at most { $count } characters.
deletions-wrong-invisible = Remove the invisible character.
deletions-wrong-text = This isn’t valid UTF-8.
deletions-wrong-twice = Enter one value only.
deletions-wrong-many = Enter at most { $count } values.
deletions-wrong-time = Enter a date such as 2026-03-17 or 2026-03-17T15:16, or an age such as -24h or -7d.
deletions-wrong-range = This is before the start time.
deletions-wrong-source = Choose live, recovered or spooled.
deletions-wrong-kind = Unknown kind “{ $kind }”.
    .like = Unknown kind “{ $kind }”. Did you mean { $like }?
deletions-wrong-order = Choose newest or oldest.
deletions-wrong-place = This is not a position in the list: the address was changed or cut off.
deletions-wrong-portal = No portal is called “{ $portal }”.
deletions-wrong-portals = Too many portals have “{ $portal }” in their name. Enter more of it.
deletions-wrong-word = “{ $word }” isn’t a filter. Use kind, event, id, user, source, portal, from or to; put text with a colon in quotes.
deletions-wrong-value = Enter a value right after “{ $word }:”, without a space.
deletions-wrong-quote = Close the quotation mark.

# Views
deletions-views = Saved views
deletions-view-all = All
deletions-view-shared = shared
deletions-view-save = Save this view
deletions-view-name = View name
deletions-view-share = Share with all operators
deletions-view-keep = Save
deletions-view-remove = Remove “{ $name }”

# The histogram
deletions-histogram = { $count ->
        [0] No deletions in this period
        [one] { $count } deletion
       *[other] { $count } deletions
    }
deletions-histogram-since = { $count ->
        [one] { $count } deletion since { $since }; older ones are not counted
       *[other] { $count } deletions since { $since }; older ones are not counted
    }
deletions-histogram-hours = Counts are per full UTC hour, so days begin at { $time } here.
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
deletions-fold-opens = expand to see each
deletions-gap = Tombstone received no events for { $length }.
    .closed = Tombstone received no events for { $length }, and has closed this gap.
deletions-gap-time = { $from } to { $to }
deletions-columns = Columns
deletions-columns-keep = Show selected
deletions-export = Export
    .text = Everything in this list, as a file:
deletions-export-call = Get the same from the API
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
deletions-new-far = Too many new deletions: reload the list
deletions-farther = No match so far
    .text = Tombstone searched many deletions, and none matches. The next page searches on.
deletions-end = No more deletions
    .text = You’ve reached the end of the list.
deletions-to-start = Back to the start
deletions-none-fits = No deletion matches these filters
    .text = Remove one of them, or show all deletions. New matches appear here automatically.
deletions-none = No deletions yet
    .text = As soon as someone deletes something in a portal that has the app, Bitrix24 reports it and it appears here, usually within seconds.
deletions-none-recorded = Tombstone records this portal’s deletions once its state is “Active” again.
    .installing = Tombstone records deletions once the installation is finished.

# Over a portal's list
deletions-more-alarms = There are more alarms.
deletions-alarm-advice = What to do
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
deletions-keys = Shortcuts
deletions-keys-close = Close
deletions-key-find = go to the search bar
deletions-key-move = next and previous row
deletions-key-open = open the row
deletions-key-close = close the panel
deletions-key-export = export
deletions-key-time = jump to a time
deletions-key-help = show shortcuts

# One deletion
deletions-pane = Deletion details
deletions-whole-page = Open page
deletions-close = Close
deletions-number = Deletion { $number }
deletions-user = user { $user }
deletions-sentence = { $kind } { $id } was deleted by { $who } on { $domain }, reported { $sent }, received { $delay } later.
deletions-sentence-nobody = { $kind } { $id } was deleted on { $domain }, reported { $sent }, received { $delay } later.
deletions-titled = { $id } “{ $title }”
deletions-called = Name
    .text = (from when it was last added or changed)
deletions-incomplete = The event does not name the deleted item.
    .text = It is genuine and stored as received; see the payload below.
deletions-known = Details
deletions-what = Kind
deletions-not-named = not named in the event
deletions-also = Also reported by
    .text = (the same deletion, sent again for another user)
deletions-later = { $delay } later
deletions-handler = Event handler
deletions-permalink = Permalink
deletions-chain = Chain
deletions-chain-fits = Verified
    .text = Unchanged since it was recorded: its digest matches the chain.
deletions-chain-changed = Mismatch
    .text = This deletion or the one before it was changed after recording. “tombstone portal verify” finds where the chain breaks.
deletions-chain-missing = Broken
    .text = The previous deletion is missing. “tombstone portal verify” finds where the chain breaks.
deletions-chain-older = Not in the chain
    .text = Tombstone recorded it before it chained deletions, so it can’t be verified.
deletions-sent-to = Sent to webhooks
    .none = None. Endpoints were added later, are disabled or filter it out, or it is more than 30 days old.
deletions-same-thing = More about this item
deletions-same-user = Deleted by the same user within five minutes
deletions-same-user-all = All deletions by this user
deletions-payload = Payload
    .text = as received, without its tokens
deletions-path = Copy path
deletions-copy-path = Copy path { $path }
deletions-neighbours = Previous and next
