# A portal's timeline.

timeline-title = Timeline of { $domain }
timeline-topics = What it is about
timeline-all = Everything
timeline-app = The app
timeline-tokens = Tokens
timeline-events = Events and gaps
timeline-acts = Actions
timeline-wrong-topic = There is no such topic. Choose one above.
timeline-caption = What happened to the portal, newest first
timeline-by = by { $actor }
timeline-folded = { $count } times since { $since }
timeline-empty = Nothing to show yet
    .text = What happens to the portal, and what somebody does for it, appears here by itself.
timeline-purged = The portal’s data is out of sight. The worker removes it from the disk now.
