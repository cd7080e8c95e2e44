# Dlaczego coś odrzucono.

refusal-no-credentials = Ten serwis uruchomiono bez TOMBSTONE_CLIENT_ID i TOMBSTONE_CLIENT_SECRET, więc nie może zweryfikować żadnej instalacji.
refusal-server-forbidden = Tombstone nie może wywołać serwera autoryzacji, który podaje instalacja.
refusal-grant-refused = Serwer autoryzacji nie dał tokenów za kod: { $answer }.
refusal-no-portal-named = Odpowiedź serwera autoryzacji nie podaje portalu.
refusal-token-unknown = Serwer autoryzacji nie zna tokenu dostępu ({ $answer }).
refusal-token-ended = Token dostępu wygasł.
refusal-payment-ended = Opłacony okres aplikacji w tym portalu się skończył.
refusal-not-installed = Aplikacja nie jest zainstalowana w tym portalu.
refusal-other-app = Token należy do innej aplikacji.
refusal-other-portal = Token należy do innego portalu.
refusal-other-user = Token należy do innego użytkownika.
refusal-other-address = Serwer autoryzacji zna portal pod innym adresem.
refusal-unsafe-address = Adres portalu nie jest https albo prowadzi do sieci prywatnej.
refusal-incomplete = Instalacja nie przyniosła tokenu dostępu albo adresu portalu.
refusal-implausible = Bitrix24 nie mógł wydać tych tokenów.
refusal-not-administrator = Tylko administrator może zastąpić application_token aktywnej instalacji.
refusal-visitor-unknown = Portal nie mówi, kto otworzył aplikację ({ $answer }).
refusal-no-page-token = Strona nie przyniosła tokenu wydanego tutaj.
refusal-other-portals-page = Strona należy do innego portalu.
refusal-other-purpose = Token strony nie nadaje się do tego, o co poproszono.
refusal-page-ended = Stronę otwarto zbyt dawno temu.
refusal-page-of-removed-app = W portalu, do którego należy strona, aplikacja nie jest już zainstalowana.
refusal-domain-mistyped = Wpisano coś innego niż adres portalu.
refusal-no-system-user = Zdarzenie nie przyniosło tokenów użytkownika systemowego swojego portalu.
refusal-other-application-token = To nie jest application_token tego portalu.
refusal-no-state = Przeglądarka nie przyniosła z powrotem `state`.
refusal-unknown-state = Tombstone nie zna tego `state`: został już użyty albo ma ponad dziesięć minut.
refusal-other-browser = Tombstone dał ten `state` innej przeglądarce.
refusal-no-code = Portal nie dał kodu.
refusal-other-code = Kod należy do innego portalu niż ten, z którego wróciła przeglądarka.
refusal-invalid-member-id = Przeglądarka przyniosła `member_id`, który nim być nie może.
refusal-invalid-domain = Przeglądarka przyniosła `domain`, która nią być nie może.
refusal-other-return = Przeglądarkę odesłał inny portal.
refusal-wrong-token = { $event } przyszło ze złym application_token.
refusal-wrong-token-later = { $event } przyszło ze złym application_token, gdy baza danych była niedostępna.
refusal-unexpected-test = Zdarzenie testowe przyszło pod adres, który go nie oczekuje.
refusal-wrong-password = Adres lub hasło były nieprawidłowe.
refusal-wrong-code = Hasło było prawidłowe, a kod drugiego składnika zły albo już użyty.
refusal-not-allowed = Rola operatora nie pozwala na { $act }.
refusal-out-of-reach = Operator nie widzi tego portalu: { $act }.
refusal-foreign-form = { $act } przyszło z obcej witryny albo ze strony otwartej zbyt długo.
refusal-session-ended = Sesja już się zakończyła: { $act }.
refusal-still-installed = Serwer autoryzacji nadal potwierdza instalację: ktoś sfałszował ONAPPUNINSTALL.
refusal-counted = W ciągu minuty od { $since } przyszło jeszcze { $count } takich{ $known ->
    [true] {"."}
   *[false] , od nadawców, których tu nie znamy.
}
