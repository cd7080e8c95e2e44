# Dlaczego coś się nie udało.

failure-portal-refused = { $answer ->
    [access_denied] Portal pozwala na to tylko z tokenami administratora albo jego plan nie ma REST: poproś administratora o otwarcie aplikacji.
    [wrong_license] Plan portalu tego nie obejmuje.
    [insufficient_scope] Aplikacji brakuje uprawnienia w portalu.
    [invalid_token] Portal nie przyjmuje tokenu dostępu.
    [expired_token] Portal nie przyjmuje tokenu dostępu.
    [no_auth_found] Portal nie przyjmuje tokenu dostępu.
    [invalid_grant] Portal nie przyjmuje tokenu dostępu.
    [payment_required] Opłacony okres aplikacji w portalu się skończył.
    [not_installed] Aplikacja nie jest już zainstalowana w portalu.
    [application_not_found] Aplikacja nie jest już zainstalowana w portalu.
    [error_oauth] Aplikacja nie jest już zainstalowana w portalu.
    [authorization_error] Użytkownik, który dał tokeny, nie może już używać aplikacji.
    [user_access_error] Użytkownik, który dał tokeny, nie może już używać aplikacji.
    [portal_deleted] Portal jest zamknięty lub usunięty.
   *[other] Portal odmawia: { $answer }.
}
failure-server-refused = { $answer ->
    [invalid_grant] Serwer autoryzacji nie przyjmuje już tokenu odnawiania.
    [bad_verification_code] Serwer autoryzacji nie przyjmuje już tokenu odnawiania.
    [invalid_client] Serwer autoryzacji nie zna aplikacji w tym portalu albo sekret jest błędny.
    [wrong_client] Serwer autoryzacji nie zna TOMBSTONE_CLIENT_ID.
    [invalid_scope] Aplikacja prosi o więcej uprawnień, niż ma na swojej karcie.
    [insufficient_scope] Aplikacja prosi o więcej uprawnień, niż ma na swojej karcie.
    [payment_required] Opłacony okres aplikacji w portalu się skończył.
    [not_installed] Aplikacja nie jest już zainstalowana w portalu.
    [application_not_found] Aplikacja nie jest już zainstalowana w portalu.
    [error_oauth] Aplikacja nie jest już zainstalowana w portalu.
    [authorization_error] Użytkownik, który dał tokeny, nie może już używać aplikacji.
    [user_access_error] Użytkownik, który dał tokeny, nie może już używać aplikacji.
    [portal_deleted] Portal jest zamknięty lub usunięty.
   *[other] Serwer autoryzacji odmawia: { $answer }.
}
failure-portal-unknown = Serwer autoryzacji nie zna portalu ({ $answer }).
failure-unreachable = { $cause ->
    [no_answer] { $host } nie odpowiedział na czas.
    [no_connection] Tombstone nie mógł połączyć się z { $host }.
    [untrusted] Tombstone nie ufa certyfikatowi { $host }.
    [broke_off] Połączenie z { $host } zostało zerwane.
    [crowded] Tombstone pyta właśnie { $host } o zbyt wiele instalacji naraz.
   *[undecided] { $host } nie może teraz potwierdzić tożsamości.
}
failure-moved = { $host } przekierowuje pod inny adres.
failure-unexpected = { $host } odpowiedział { $status } czymś, co nie jest JSON-em albo jest za duże.
failure-address-forbidden = Tombstone nie może wywoływać adresu { $host }.
failure-unanswered = Portal nie odpowiedział na { $methods }.
failure-suspended = Tombstone nie wywołuje portalu, dopóki jest on { $standing }.
failure-limited = Limity portalu nie pozwalają teraz na więcej wywołań.
failure-licence-expired = Licencja portalu na własnym serwerze wygasła.
failure-no-tokens = Tombstone nie ma tokenów portalu.
failure-no-refresh-token = Tombstone nie ma tokenu odnawiania portalu.
failure-credentials-refused = Serwer autoryzacji odrzuca TOMBSTONE_CLIENT_ID lub TOMBSTONE_CLIENT_SECRET.
failure-no-credentials = Tę usługę uruchomiono bez TOMBSTONE_CLIENT_ID i TOMBSTONE_CLIENT_SECRET.
failure-other-portal = Serwer autoryzacji odpowiedział tokenami innego portalu.
failure-server-unreachable = Serwer autoryzacji nie odpowiada.
failure-server-trouble = Serwer autoryzacji ma problemy.
failure-renewal-paused = Odnawianie tokenów przed chwilą się nie udało; Tombstone wkrótce spróbuje ponownie.
failure-renewal-broke-off = Odnawianie tokenów zostało przerwane.
failure-renewal-stuck = Inny proces odnawia tokeny i nie kończy.
failure-no-queue = Portal nie prowadzi kolejki offline dla aplikacji.
failure-queue-unknown = Portal jeszcze nie powiedział, czy prowadzi kolejkę offline.
failure-endless-queue = Portal wciąż podaje te same wpisy swojej kolejki offline.
failure-unreadable-queue = Tombstone nie może odczytać odpowiedzi portalu o kolejce offline.
failure-app-removed = Portal usunął aplikację.
failure-log-unavailable = Dziennik zdarzeń Tombstone niczego teraz nie przyjmuje.
failure-database-unavailable = Baza danych Tombstone teraz nie odpowiada.
failure-not-paid = Aplikacja nie była opłacona, więc Bitrix24 niczego nie wysyłał.
failure-portal-closed = Portal był zamknięty.
failure-other = Inna wersja Tombstone zanotowała: { $other }.
