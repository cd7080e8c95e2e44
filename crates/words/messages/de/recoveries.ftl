# Wie das Lesen der Offline-Warteschlange ausging.

recovery-complete = Tombstone hat die Offline-Warteschlange des Portals vollständig gelesen.
    .label = Vollständig gelesen
recovery-partial = Die Offline-Warteschlange des Portals ist lang; Tombstone liest weiter.
    .label = Wird gelesen
recovery-failed = Das Lesen der Offline-Warteschlange des Portals ist gescheitert; Tombstone versucht es von selbst wieder.
    .label = Gescheitert, neuer Versuch
recovery-refused = Das Portal lässt Tombstone seine Offline-Warteschlange nicht lesen.
    .label = Verweigert
recovery-unavailable = Das Portal führt keine Offline-Warteschlange für die App.
    .label = Nichts zu lesen
recovery-unknown = Das Portal hat noch nicht gesagt, ob es eine Offline-Warteschlange führt.
    .label = Noch unbekannt

recovery-found = { $count ->
    [0] Darin waren keine Löschungen.
    [one] Darin war { $count } Löschung.
   *[other] Darin waren { $count } Löschungen.
}
recovery-unreadable = { $count ->
    [one] Tombstone kann { $count } Eintrag nicht lesen und hat ihn dort gelassen.
   *[other] Tombstone kann { $count } Einträge nicht lesen und hat sie dort gelassen.
}

# Was aus einer Lücke wurde.

gap-closed = { $count ->
    [0] In der Offline-Warteschlange des Portals fand sich nichts aus dieser Zeit.
    [one] In der Offline-Warteschlange des Portals fand sich { $count } Löschung aus dieser Zeit.
   *[other] In der Offline-Warteschlange des Portals fanden sich { $count } Löschungen aus dieser Zeit.
}
    .label = Geschlossen
gap-lost = Was damals gelöscht wurde, kann Tombstone nicht mehr holen. { $reason }
    .label = Verloren
gap-open = { $count ->
    [0] { "" }
    [one] In der Offline-Warteschlange des Portals fand sich bisher { $count } Löschung aus dieser Zeit.
   *[other] In der Offline-Warteschlange des Portals fanden sich bisher { $count } Löschungen aus dieser Zeit.
} { $reason }
    .label = Offen
gap-waiting = Tombstone muss noch holen, was damals gelöscht wurde.
