# Wie es einem Portal geht.

condition-well = Alles in Ordnung. Das Portal hat keine Alarme, und Tombstone erfasst seine Löschungen.
    .label = In Ordnung
    .frame = Tombstone erfasst alles, was hier gelöscht wird.
condition-unknown = Es ist noch unbekannt, ob das Portal alle seine Löschungen meldet: Tombstone hat es nicht gefragt, oder es hat nicht geantwortet. Was ankommt, erfasst Tombstone.
    .label = Unbekannt
    .frame = Tombstone erfasst, was dieses Portal meldet. Ob es alles meldet, ist im Moment unbekannt.
condition-alarmed = Etwas stimmt nicht.
    .frame = Tombstone erfasst, was dieses Portal meldet, aber:
condition-installing = Das Portal installiert die App; dauert das länger als eine Stunde, löst Tombstone einen Alarm aus.
condition-gone = Das Portal hat die App entfernt oder ist geschlossen: Tombstone erwartet nichts von ihm.

# Wo ein Portal steht.

status-installing = in Installation
    .label = Installation läuft
    .meaning = Die Installation ist nicht abgeschlossen, deshalb sendet Bitrix24 noch nichts.
    .advice = Ein Administrator des Portals muss die App in Bitrix24 öffnen und die Installation zu Ende laufen lassen.
    .frame = Die Installation ist noch nicht abgeschlossen; das dauert einen Moment.
status-active = aktiv
    .label = Aktiv
    .frame = Tombstone erfasst, was dieses Portal meldet.
status-payment-required = nicht bezahlt
    .label = Bezahlung abgelaufen
    .frame = Der bezahlte Zeitraum der App ist abgelaufen, deshalb meldet Bitrix24 nichts. Verlängern Sie die App.
status-needs-reinstall = ohne gültigen Zugriff, bis ein Administrator die App öffnet oder neu installiert
    .label = Neuinstallation nötig
    .frame = Bitrix24 nimmt den erteilten Zugriff nicht mehr an, deshalb kann Tombstone nichts reparieren.
status-uninstalled = deinstalliert
    .label = Deinstalliert
    .meaning = Das Portal hat die App entfernt, deshalb kommt nichts mehr an.
    .advice = Das Erfasste bleibt hier { $days ->
        [0] für immer.
        [one] { $days } Tag lang.
       *[other] { $days } Tage lang.
    } Wird die App wieder installiert, geht es dort weiter, wo es aufgehört hat.
    .frame = Dieses Portal hat die App entfernt, deshalb meldet es nichts.
status-deleted = geschlossen oder gelöscht
    .label = Portal gelöscht
    .meaning = Das Portal selbst gibt es nicht mehr, oder es ist vorübergehend geschlossen.
    .advice = Das Erfasste bleibt hier. Kommt das Portal zurück, geht es innerhalb einer Woche von selbst weiter.
    .frame = Das Portal war eine Zeit lang geschlossen, deshalb wurde nichts gemeldet.
