# A portal's timeline.

timeline-title = Verlauf von { $domain }
timeline-topics = Thema
timeline-all = Alles
timeline-app = Die App
timeline-tokens = Token
timeline-events = Ereignisse und Lücken
timeline-acts = Aktionen
timeline-wrong-topic = Ein solches Thema gibt es nicht. Wählen Sie oben eines aus.
timeline-caption = Was mit dem Portal geschah, das Neueste zuerst
timeline-by = von { $actor }
timeline-folded = { $count }-mal seit { $since }
timeline-empty = Noch nichts zu zeigen
    .text = Alles, was mit dem Portal geschieht, und jede Aktion daran erscheint hier von selbst.
timeline-purged = Die Daten des Portals sind ausgeblendet. Tombstone entfernt sie jetzt vom Datenträger.
