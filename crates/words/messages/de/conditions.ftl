# Wie es einem Portal geht.

condition-well = Alles in Ordnung. Es gibt keinen Grund für einen Alarm, und Tombstone erfasst die Löschungen des Portals.
    .label = In Ordnung
    .frame = Alles, was hier gelöscht wird, wird erfasst.
condition-unknown = Es ist noch unbekannt, ob das Portal alle seine Löschungen meldet: Tombstone hat es nicht gefragt, oder es hat nicht geantwortet. Was ankommt, erfasst Tombstone.
    .label = Unbekannt
    .frame = Was von hier gemeldet wird, wird erfasst. Ob alles gemeldet wird, weiß Tombstone im Moment nicht.
condition-alarmed = Etwas stimmt nicht.
    .frame = Was von hier gemeldet wird, wird erfasst, aber:
condition-installing = Die Installation hat begonnen; schließt das Portal sie nicht innerhalb einer Stunde ab, gibt es einen Alarm.
condition-gone = Das Portal hat die App entfernt oder ist geschlossen: Tombstone erwartet nichts von ihm.

# Wo ein Portal steht.

status-installing = in Installation
    .label = Installation läuft
    .meaning = Die Installation ist nicht abgeschlossen, deshalb sendet Bitrix24 noch nichts.
    .advice = Einer seiner Administratoren öffnet die App in Bitrix24 und lässt die Installation zu Ende laufen.
    .frame = Die Installation ist noch nicht abgeschlossen; das dauert einen Moment.
status-active = aktiv
    .label = Aktiv
    .meaning = Tombstone erfasst, was es meldet.
    .frame = Was von hier gemeldet wird, wird erfasst.
status-payment-required = nicht bezahlt
    .label = Bezahlung abgelaufen
    .meaning = Der bezahlte Zeitraum ist abgelaufen, deshalb sendet Bitrix24 nichts.
    .advice = Der Kunde verlängert die App; dann geht es innerhalb eines Tages von selbst weiter.
    .frame = Der bezahlte Zeitraum der App ist abgelaufen, deshalb meldet Bitrix24 nichts. Verlängern Sie die App.
status-needs-reinstall = ohne gültigen Zugriff, bis ein Administrator die App öffnet oder neu installiert
    .label = Neuinstallation nötig
    .meaning = Seine Token gelten nicht mehr, deshalb kann Tombstone dort nichts abfragen und nichts reparieren.
    .advice = Einer seiner Administratoren öffnet die App in Bitrix24 erneut oder installiert sie neu.
    .frame = Bitrix24 nimmt den erteilten Zugriff nicht mehr an, deshalb kann Tombstone nichts reparieren.
status-uninstalled = deinstalliert
    .label = Deinstalliert
    .meaning = Die App wurde dort entfernt, deshalb kommt nichts mehr an.
    .advice = Das Erfasste bleibt hier { $days ->
        [0] für immer.
        [one] { $days } Tag lang.
       *[other] { $days } Tage lang.
    } Wird die App wieder installiert, geht es dort weiter, wo es aufgehört hat.
    .frame = Die App wurde hier entfernt, deshalb wird nichts gemeldet.
status-deleted = geschlossen oder gelöscht
    .label = Portal gelöscht
    .meaning = Das Portal selbst gibt es nicht mehr, oder es ist vorübergehend geschlossen.
    .advice = Das Erfasste bleibt hier. Kommt das Portal zurück, geht es innerhalb einer Woche von selbst weiter.
    .frame = Das Portal war eine Zeit lang geschlossen, deshalb wurde nichts gemeldet.
