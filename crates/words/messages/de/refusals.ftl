# Warum etwas abgewiesen wurde.

refusal-no-credentials = Dieser Dienst wurde ohne TOMBSTONE_CLIENT_ID und TOMBSTONE_CLIENT_SECRET gestartet, deshalb kann er keine Installation prüfen.
refusal-server-forbidden = Tombstone darf den Autorisierungsserver nicht aufrufen, den die Installation nennt.
refusal-grant-refused = Der Autorisierungsserver gab für den Code keine Token: { $answer }.
refusal-no-portal-named = Die Antwort des Autorisierungsservers nennt kein Portal.
refusal-token-unknown = Der Autorisierungsserver kennt den Zugriffstoken nicht ({ $answer }).
refusal-token-ended = Der Zugriffstoken ist abgelaufen.
refusal-payment-ended = Der bezahlte Zeitraum der App ist in diesem Portal abgelaufen.
refusal-not-installed = Die App ist in diesem Portal nicht installiert.
refusal-other-app = Der Token gehört zu einer anderen App.
refusal-other-portal = Der Token gehört zu einem anderen Portal.
refusal-other-user = Der Token gehört zu einem anderen Benutzer.
refusal-other-address = Der Autorisierungsserver kennt das Portal unter einer anderen Adresse.
refusal-unsafe-address = Die Adresse des Portals ist nicht https oder führt in ein privates Netz.
refusal-incomplete = Die Installation brachte keinen Zugriffstoken oder keine Adresse ihres Portals mit.
refusal-implausible = Bitrix24 kann diese Token nicht ausgestellt haben.
refusal-not-administrator = Nur ein Administrator darf den application_token einer aktiven Installation ersetzen.
refusal-visitor-unknown = Das Portal sagt nicht, wer die App geöffnet hat ({ $answer }).
refusal-no-page-token = Die Seite brachte keinen Token, der hier vergeben wurde.
refusal-other-portals-page = Die Seite gehört einem anderen Portal.
refusal-other-purpose = Der Token der Seite gilt nicht für das, was verlangt wurde.
refusal-page-ended = Die Seite wurde vor zu langer Zeit geöffnet.
refusal-page-of-removed-app = Die App ist in dem Portal, dem die Seite gehört, nicht mehr installiert.
refusal-domain-mistyped = Eingegeben wurde nicht die Adresse des Portals.
refusal-no-system-user = Das Ereignis brachte keine Token eines Systembenutzers seines Portals mit.
refusal-other-application-token = Der application_token ist nicht der dieses Portals.
refusal-no-state = Der Browser brachte keinen `state` zurück.
refusal-unknown-state = Tombstone kennt den `state` nicht: Er wurde schon benutzt oder ist älter als zehn Minuten.
refusal-other-browser = Tombstone gab den `state` einem anderen Browser.
refusal-no-code = Das Portal gab keinen Code.
refusal-other-code = Der Code gehört zu einem anderen Portal als dem, von dem der Browser zurückkam.
refusal-invalid-member-id = Der Browser brachte eine `member_id`, die keine sein kann.
refusal-invalid-domain = Der Browser brachte eine `domain`, die keine sein kann.
refusal-other-return = Ein anderes Portal hat den Browser zurückgeschickt.
refusal-wrong-token = { $event } kam mit einem falschen application_token.
refusal-wrong-token-later = { $event } kam mit einem falschen application_token, während die Datenbank weg war.
refusal-unexpected-test = Ein Testereignis kam an eine Adresse, die keines erwartet.
refusal-wrong-password = Die Adresse oder das Passwort war falsch.
refusal-wrong-code = Das Passwort stimmte, der Code des zweiten Faktors war falsch oder schon benutzt.
refusal-not-allowed = Die Rolle des Operators erlaubt das nicht: { $act }.
refusal-out-of-reach = Der Operator sieht das Portal nicht: { $act }.
refusal-foreign-form = { $act } kam von einer fremden Website oder von einer Seite, die zu lange offen war.
refusal-session-ended = Die Sitzung war beendet: { $act }.
refusal-still-installed = Der Autorisierungsserver bestätigt die Installation weiterhin: Jemand hat ONAPPUNINSTALL gefälscht.
refusal-counted = { $count } weitere dieser Art kamen in der Minute ab { $since }{ $known ->
    [true] {"."}
   *[false] , von Absendern, die hier unbekannt sind.
}
