# How a reading of a portal's offline queue ended.

recovery-complete = The worker read the portal's whole offline queue.
    .label = Fully read
recovery-partial = The portal's offline queue is long; the worker is still reading.
    .label = Still reading
recovery-failed = Reading the portal's offline queue failed; the worker retries.
    .label = Failed, retrying
recovery-refused = The portal does not let Tombstone read its offline queue.
    .label = Refused
recovery-unavailable = The portal keeps no offline queue for the app.
    .label = Nothing to read
recovery-unknown = The portal has not said yet whether it keeps an offline queue.
    .label = Not known yet

# What a reading found, and what it could not read.

recovery-found = { $count ->
    [0] It contained no deletions.
    [one] It contained { $count } deletion.
   *[other] It contained { $count } deletions.
}
recovery-unreadable = { $count ->
    [one] Tombstone can't read { $count } record and left it there.
   *[other] Tombstone can't read { $count } records and left them there.
}

# What became of a gap.

gap-closed = { $count ->
    [0] The worker found nothing from that time in the portal's offline queue.
    [one] The worker found { $count } deletion from that time in the portal's offline queue.
   *[other] The worker found { $count } deletions from that time in the portal's offline queue.
}
    .label = Closed
gap-lost = Tombstone can’t recover what was deleted then. { $reason }
    .label = Lost
gap-open = { $count ->
    [0] { "" }
    [one] The worker found { $count } deletion from that time in the portal's offline queue so far.
   *[other] The worker found { $count } deletions from that time in the portal's offline queue so far.
} { $reason }
    .label = Open
gap-waiting = The worker still has to fetch what was deleted then.
