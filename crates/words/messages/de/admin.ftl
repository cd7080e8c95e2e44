# Was um jede Seite der Konsole steht.

nav-label = Hauptnavigation
nav-overview = Übersicht
nav-portals = Portale
nav-deletions = Löschungen
nav-audit = Audit
frame-skip = Zum Inhalt springen
frame-zone = Zeiten in { $zone }.
    .change = Ändern
frame-log-out = Abmelden
live-on = Live
live-paused = Angehalten
live-reading = Angehalten, während Sie lesen
live-lost = Keine Verbindung, neuer Versuch läuft
live-pause = Anhalten
live-resume = Fortsetzen
copy-copy = Kopieren
copy-copied = Kopiert
copy-failed = Kopieren fehlgeschlagen
wrong-long = { $max ->
    [one] Höchstens { $max } Zeichen ist möglich.
   *[other] Höchstens { $max } Zeichen sind möglich.
}
wrong-invisible = Entfernen Sie das unsichtbare Zeichen.
wrong-filter = Dieser Filter ist ungültig.
    .advice = Korrigieren Sie das markierte Feld, dann erscheint die Liste.
ignored-names = Diese Seite übergeht unbekannte Filter: { $names }.
list-show = Anwenden
list-pages = Seiten
list-first = Erste Seite
list-next = Nächste Seite
list-end = Hier endet die Liste.
crumbs-label = Sie sind hier
bars-none = Keine Löschungen in den letzten { $days } Tagen.
bars-each = Löschungen an jedem der letzten { $days } Tage; { $most } am stärksten Tag.
bars-last = letzte 24 Stunden
