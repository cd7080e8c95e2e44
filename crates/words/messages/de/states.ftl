# Zustände in wenigen Worten.

token-ok = Gültig
    .meaning = Tombstone erneuert sie lange vor dem Ende ihrer 180 Tage.
token-failing = Gestört, neuer Versuch läuft
    .meaning = Die Ereignisse des Portals kommen in der Zwischenzeit weiter an.
token-dead = Abgelehnt
    .meaning = Nur ein Administrator des Portals kann neue bringen, indem er die App öffnet.
token-none = Keine
    .meaning = Solange die App nicht installiert ist, gibt es keine.

queue-confirmed = Verfügbar
    .meaning = Was das Portal nicht zustellen konnte, holt Tombstone später ohne Verlust.
queue-unconfirmed = Verfügbar, mit einem Risiko
    .meaning = Was das Portal nicht zustellen konnte, holt Tombstone später. Sein Tarif kennt dafür keine zwei Schritte, deshalb liest und speichert Tombstone die Warteschlange, bevor es sie leert; nur eine Änderung genau dazwischen könnte verloren gehen.
queue-unavailable = Keine
    .meaning = Was das Portal nicht zustellen kann, ist verloren: Sein Tarif bewahrt nichts für die App auf.
queue-unknown = Noch unbekannt

source-live = Live
    .meaning = Live: Das Ereignis des Portals kam an.
source-recovered = Nachgeholt
    .meaning = Nachgeholt: nach einer Lücke aus der Offline-Warteschlange des Portals geholt.
source-spooled = Gepuffert
    .meaning = Gepuffert: Das Ereignis kam an, während die Datenbank nicht erreichbar war, und lag so lange auf der Festplatte.

app-status-f = Kostenlose App
app-status-l = Lokale App
app-status-d = Demo
app-status-t = Testphase
app-status-p = Bezahl-App
app-status-s = Abonnement

task-check = Abonnements prüfen
task-probe = Testereignis senden
task-recover = Verpasstes nachholen
task-renew = Token erneuern
task-refused-removed = Die App wurde dort entfernt: Das Portal lässt sich nicht aufrufen.
task-refused-tokens-dead = Seine Token gelten nicht mehr: Das Portal lässt sich nicht aufrufen.
task-refused-no-token = Es gibt keinen Token des Portals: Es lässt sich nicht aufrufen.
task-refused-probe-unfinished = Die Installation ist nicht abgeschlossen: Bitrix24 würde kein Testereignis senden.
task-refused-probe-unpaid = Der bezahlte Zeitraum ist abgelaufen: Bitrix24 würde kein Testereignis senden.
task-refused-probe-gone = Das Portal gibt es nicht mehr: Es würde kein Testereignis senden.
task-refused-recover-unfinished = Die Installation ist nicht abgeschlossen: Das Portal bewahrt noch nichts für die App auf.
task-refused-recover-unpaid = Der bezahlte Zeitraum ist abgelaufen: Das Portal lässt nichts lesen.
task-refused-recover-gone = Das Portal gibt es nicht mehr: Es ist nichts zu lesen.

purge-removal = das Portal hat die App samt Daten entfernt
purge-operator = ein Operator hat darum gebeten
purge-administrator = ein Administrator des Portals hat darum gebeten
purge-uninstalled = { $days ->
    [one] die App war dort { $days } Tag nicht installiert
   *[other] die App war dort { $days } Tage nicht installiert
}

# How a requested task ended.
outcome-checked = { $found } von { $expected } Ereignissen sind abonniert.
outcome-probe-sent = Das Portal wurde um ein Testereignis gebeten.
outcome-queue-read = { $found ->
    [0] In der Offline-Warteschlange war nichts.
    [one] In der Offline-Warteschlange war { $found } Löschung.
   *[other] In der Offline-Warteschlange waren { $found } Löschungen.
}
outcome-tokens-renewed = Das Portal hat neue Token.
outcome-not-called = Das Portal lässt sich in seinem jetzigen Zustand nicht aufrufen.
outcome-failed = { $task ->
    [check] Die Prüfung ist gescheitert.
    [probe] Das Portal ließ sich nicht um ein Testereignis bitten.
    [recover] Die Offline-Warteschlange ließ sich nicht lesen.
   *[renew] Die Token ließen sich nicht erneuern.
} { $reason }
