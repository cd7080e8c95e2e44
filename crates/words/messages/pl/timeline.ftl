# A portal's timeline.

timeline-title = Historia { $domain }
timeline-topics = Temat
timeline-all = Wszystko
timeline-app = Aplikacja
timeline-tokens = Tokeny
timeline-events = Zdarzenia i luki
timeline-acts = Działania
timeline-wrong-topic = Nie ma takiego tematu. Wybierz jeden powyżej.
timeline-caption = Co działo się z portalem, najpierw najnowsze
timeline-by = { $actor }
timeline-folded = { $count } razy od { $since }
timeline-empty = Na razie nie ma czego pokazać
    .text = Wszystko, co dzieje się z portalem, i każde działanie na nim pojawi się tu samo.
timeline-purged = Dane portalu są ukryte. Tombstone usuwa je z dysku.
