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
live-reading = Wartet, während Sie lesen
live-lost = Keine Verbindung, neuer Versuch läuft
live-pause = Anhalten
live-resume = Fortsetzen
copy-copy = Kopieren
copy-copied = Kopiert
copy-failed = Nicht kopiert
wrong-long = { $max ->
    [one] Das ist länger als { $max } Zeichen.
   *[other] Das ist länger als { $max } Zeichen.
}
wrong-invisible = Darin steht ein unsichtbares Zeichen.
wrong-filter = Dieser Filter lässt sich so nicht anwenden.
    .advice = Korrigieren Sie das markierte Feld, dann erscheint die Liste.
list-show = Anwenden
list-pages = Seiten
list-first = Erste Seite
list-next = Nächste Seite
list-end = Hier endet die Liste.
crumbs-label = Sie sind hier
bars-none = In den letzten { $days } Tagen wurde nichts gelöscht.
bars-each = Löschungen an jedem der letzten { $days } Tage; { $most } am stärksten Tag.
bars-last = letzte 24 Stunden
