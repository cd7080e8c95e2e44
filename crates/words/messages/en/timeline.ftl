# A portal's timeline.

timeline-title = Timeline of { $domain }
timeline-topics = Topic
timeline-all = Everything
timeline-app = The app
timeline-tokens = Tokens
timeline-events = Events and gaps
timeline-acts = Actions
timeline-wrong-topic = Unknown topic. Choose one above.
timeline-caption = What happened to the portal, newest first
timeline-by = by { $actor }
timeline-folded = { $count } times since { $since }
timeline-empty = Nothing to show yet
    .text = Everything that happens to the portal, and every action on it, appears here automatically.
timeline-purged = The portal’s data is hidden. The worker is removing it from the disk.
