# A portal's timeline.

timeline-title = Historia { $domain }
timeline-topics = Czego dotyczy
timeline-all = Wszystko
timeline-app = Aplikacja
timeline-tokens = Tokeny
timeline-events = Zdarzenia i luki
timeline-acts = Działania
timeline-wrong-topic = Nie ma takiego tematu. Wybierz jeden powyżej.
timeline-caption = Co działo się z portalem, od najnowszych
timeline-by = { $actor }
timeline-folded = { $count } razy od { $since }
timeline-empty = Na razie nie ma czego pokazać
    .text = To, co dzieje się z portalem, i to, co ktoś dla niego robi, pojawi się tu samo.
timeline-purged = Danych portalu już nie widać. Tombstone usuwa je teraz z dysku.
